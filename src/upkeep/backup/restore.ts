// SPDX-License-Identifier: Apache-2.0
import { canonicalJson } from '../../kernel/canonical-json.ts';
import type { Problem } from '../../kernel/problem.ts';
import { err, ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import type { RestoreDeps } from '../deps.ts';
import { upkeepProblem } from '../problems.ts';
import { ArchiveError } from './archive.port.ts';
import type { Member } from './archive.port.ts';
import { FORMAT, beginSchema, endSchema, names, tableName } from './contents.ts';
import type { Begin, End } from './contents.ts';
import { summing } from './digest.ts';
import type { Summing, TableSum } from './digest.ts';

export type RestoreWish = {
  readonly path: string;
  readonly passphrase: string | null;
  /** Where it goes, for a person. */
  readonly where: string;
  readonly progress: (name: string) => void;
};

export type Restored = { readonly begin: Begin; readonly end: End };

/** A sentence of what does not add up; it undoes the transaction. */
class Unsound extends Error {}

/**
 * Puts an archive into an empty desk, all of it or nothing: every row is counted and summed against what the archive's end
 * says, every original is stored under the hash of its own bytes, and only then the tables are filled for good.
 */
export async function restore(deps: RestoreDeps, wish: RestoreWish): Promise<Result<Restored, Problem>> {
  const { path } = wish;
  const members = deps.archives.read(path, wish.passphrase)[Symbol.asyncIterator]();
  const state: { end: End | null } = { end: null };
  try {
    const first = await members.next();
    if (first.done === true || first.value.name !== names.begin) return err(upkeepProblem('restore.not-an-archive', undefined, { path }));
    const read = beginSchema.safeParse(jsonOf(await bytesOf(first.value)));
    if (!read.success || deps.hash(canonicalJson(read.data.facts)) !== read.data.sum) throw new Unsound(names.begin);
    const begin = read.data.facts;
    if (begin.format > FORMAT) return err(upkeepProblem('restore.newer', undefined, { detail: begin.version }));
    const cannot = await deps.load(begin.migrations, async (load) => {
      state.end = await takeIn(deps, { [Symbol.asyncIterator]: () => members }, load, wish);
    });
    if (cannot?.why === 'not-empty') return err(upkeepProblem('restore.not-empty', undefined, { where: wish.where }));
    if (cannot !== null) return err(upkeepProblem('restore.newer', undefined, { detail: `${begin.version}, ${cannot.migration}` }));
    if (state.end === null) throw new Unsound(names.end);
    return ok({ begin, end: state.end });
  } catch (cause) {
    if (cause instanceof Unsound) return err(upkeepProblem('restore.damaged', undefined, { path, where: cause.message }));
    if (!(cause instanceof ArchiveError)) throw cause;
    if (cause.fault === 'damaged') return err(upkeepProblem('restore.damaged', undefined, { path, where: cause.fault }));
    return err(upkeepProblem(`restore.${cause.fault}`, undefined, { path }));
  } finally {
    await members.return?.();
  }
}

type Load = (table: string, rows: readonly string[]) => Promise<void>;

async function takeIn(deps: RestoreDeps, members: AsyncIterable<Member>, load: Load, { progress }: RestoreWish): Promise<End> {
  const sums = new Map<string, Summing>();
  const counted = { blobs: 0, files: 0 };
  let end: End | null = null;
  for await (const member of members) {
    const { name } = member;
    if (end !== null) throw new Unsound(name);
    progress(name);
    if (name === names.end) end = endOf(await bytesOf(member));
    else if (name.startsWith(names.tables)) {
      const table = name.slice(names.tables.length).split('/')[0] ?? '';
      if (!tableName.safeParse(table).success) throw new Unsound(name);
      const rows = new TextDecoder('utf-8', { fatal: true })
        .decode(await bytesOf(member))
        .split('\n')
        .filter(Boolean);
      const sum = sums.get(table) ?? summing(deps.hash);
      sums.set(table, sum);
      sum.add(rows);
      await load(table, rows);
    } else if (name.startsWith(names.blobs)) {
      const stored = await deps.blobs.put(await bytesOf(member));
      if (`${names.blobs}${stored}` !== name) {
        await deps.blobs.erase(stored);
        throw new Unsound(name);
      }
      counted.blobs += 1;
    } else if (name.startsWith(names.files)) {
      await deps.folder.write(name.slice(names.files.length), member.chunks);
      counted.files += 1;
    } else throw new Unsound(name);
  }
  if (end === null) throw new Unsound(names.end);
  const differing = differences(end, sums, counted);
  if (differing !== null) throw new Unsound(differing);
  return end;
}

/** The first count or sum that is not what the archive's end says. */
function differences(
  end: End,
  sums: ReadonlyMap<string, Summing>,
  counted: { readonly blobs: number; readonly files: number },
): string | null {
  for (const table of new Set([...Object.keys(end.tables), ...sums.keys()])) {
    const wanted = end.tables[table];
    const found: TableSum = sums.get(table)?.result() ?? { rows: 0, sum: '0'.repeat(64) };
    if (wanted === undefined || wanted.rows !== found.rows || wanted.sum !== found.sum) return table;
  }
  if (end.blobs !== counted.blobs) return names.blobs;
  return end.files === counted.files ? null : names.files;
}

/**
 * Which tables hold now something else than the archive says. Of an archive of an older version none is named: its rows
 * were brought to this version's shape.
 */
export async function differingTables(deps: Pick<RestoreDeps, 'snapshot' | 'hash'>, { begin, end }: Restored): Promise<readonly string[]> {
  return deps.snapshot(async (snapshot) => {
    const differing: string[] = [];
    if (snapshot.migrations.length !== begin.migrations.length) return differing;
    for (const table of snapshot.tables) {
      const sum = summing(deps.hash);
      for await (const rows of snapshot.rows(table)) sum.add(rows);
      const found = sum.result();
      const wanted = end.tables[table];
      if (wanted === undefined ? found.rows > 0 : wanted.sum !== found.sum || wanted.rows !== found.rows) differing.push(table);
    }
    return differing;
  });
}

async function bytesOf({ size, chunks }: Member): Promise<Uint8Array> {
  const bytes = new Uint8Array(size);
  let at = 0;
  for await (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return null;
  }
}

function endOf(bytes: Uint8Array): End {
  const end = endSchema.safeParse(jsonOf(bytes));
  if (!end.success) throw new Unsound(names.end);
  return end.data;
}
