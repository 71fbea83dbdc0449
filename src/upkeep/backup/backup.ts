// SPDX-License-Identifier: Apache-2.0
import { canonicalJson } from '../../kernel/canonical-json.ts';
import { parseSha256 } from '../../kernel/sha256.ts';
import type { BackupDeps } from '../deps.ts';
import type { ArchiveWriter } from './archive.port.ts';
import { FORMAT, names } from './contents.ts';
import type { Begin, End } from './contents.ts';
import { summing } from './digest.ts';
import type { TableSum } from './digest.ts';
import type { TableSnapshot } from './tables.port.ts';

export type BackupWish = {
  readonly path: string;
  readonly passphrase: string | null;
  readonly logs: boolean;
  /** Told after each stretch of work: which, how many done of how many (null: not known before). */
  readonly progress: (what: 'tables' | 'originals' | 'files', done: number, of: number | null) => void;
};

export type BackedUp = End & { readonly bytes: number; readonly takenAt: string };

const utf8 = new TextEncoder();

/**
 * Writes one archive of everything, while the desk runs: the tables as they stood at one moment, every original that was
 * there then, and the other files. An entry's original is durable before the entry is, so whatever the tables name is there.
 */
export async function backUp(deps: BackupDeps, wish: BackupWish): Promise<BackedUp> {
  const archive = await deps.archives.create(wish.path, wish.passphrase);
  try {
    const takenAt = deps.clock.now();
    const end = await deps.snapshot(async (snapshot) => {
      const blobs = await listed(deps);
      const { version, hash } = deps;
      const facts: Begin = { matoi: 'backup', format: FORMAT, version, takenAt, logs: wish.logs, migrations: [...snapshot.migrations] };
      await addJson(archive, names.begin, { facts, sum: hash(canonicalJson(facts)) });
      const tables = await addTables(deps, archive, snapshot, wish);
      const erasedMeanwhile = await addBlobs(deps, archive, blobs, wish);
      const files = await addFiles(deps, archive, wish);
      const { head, entries } = tables;
      return { tables: tables.sums, blobs: blobs.length - erasedMeanwhile.length, erasedMeanwhile, files, head, entries } satisfies End;
    });
    await addJson(archive, names.end, end);
    const { bytes } = await archive.end();
    return { ...end, bytes, takenAt };
  } catch (cause) {
    await archive.abandon();
    throw cause;
  }
}

async function listed(deps: BackupDeps): Promise<readonly string[]> {
  const all: string[] = [];
  for await (const { sha256 } of deps.blobs.list()) all.push(sha256);
  return all;
}

async function addTables(deps: BackupDeps, archive: ArchiveWriter, snapshot: TableSnapshot, { progress }: BackupWish) {
  const sums: Record<string, TableSum> = {};
  const state: { head: string | null; entries: number } = { head: null, entries: 0 };
  for (const [index, table] of snapshot.tables.entries()) {
    const sum = summing(deps.hash);
    let part = 0;
    for await (const rows of snapshot.rows(table)) {
      sum.add(rows);
      if (table === JOURNAL_HEAD) takeHead(state, rows[0] ?? '');
      part += 1;
      await addBytes(archive, `${names.tables}${table}/${String(part).padStart(7, '0')}.jsonl`, utf8.encode(`${rows.join('\n')}\n`));
    }
    sums[table] = sum.result();
    progress('tables', index + 1, snapshot.tables.length);
  }
  return { sums, ...state };
}

const JOURNAL_HEAD = 'public.journal_head';

/** The one row of the journal's head, as the store keeps it: how many entries there are, and the last one's link of the chain. */
function takeHead(state: { head: string | null; entries: number }, row: string): void {
  const { global, head } = JSON.parse(row) as { global?: unknown; head?: unknown };
  state.entries = typeof global === 'number' ? global : 0;
  state.head = typeof head === 'string' ? head : null;
}

async function addBlobs(deps: BackupDeps, archive: ArchiveWriter, blobs: readonly string[], { progress }: BackupWish) {
  const gone: string[] = [];
  for (const [index, name] of blobs.entries()) {
    const sha256 = parseSha256(name);
    const bytes = sha256 === null ? null : await deps.blobs.get(sha256);
    if (bytes === null) gone.push(name);
    else await addBytes(archive, `${names.blobs}${name}`, bytes);
    if ((index + 1) % 500 === 0 || index + 1 === blobs.length) progress('originals', index + 1, blobs.length);
  }
  return gone;
}

async function addFiles(deps: BackupDeps, archive: ArchiveWriter, { logs, progress }: BackupWish): Promise<number> {
  let files = 0;
  for await (const { path, bytes } of deps.folder.files(logs)) {
    await archive.add({ name: `${names.files}${path}`, size: bytes, chunks: deps.folder.read(path) });
    files += 1;
    if (files % 100 === 0) progress('files', files, null);
  }
  progress('files', files, files);
  return files;
}

const addJson = (archive: ArchiveWriter, name: string, value: unknown): Promise<void> =>
  addBytes(archive, name, utf8.encode(`${JSON.stringify(value, null, 2)}\n`));

async function addBytes(archive: ArchiveWriter, name: string, bytes: Uint8Array): Promise<void> {
  await archive.add({
    name,
    size: bytes.length,
    chunks: (async function* () {
      yield bytes;
    })(),
  });
}
