// SPDX-License-Identifier: Apache-2.0
import { constants } from 'node:fs';
import { chmod, copyFile, lstat, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { err, ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import type { Sha256 } from '../../kernel/sha256.ts';
import type { Compression, KeepNote, KnownFile, LogVault, VaultFault, VaultFile } from '../../hunt/import/vault.port.ts';
import { appendManifest, hashOf, manifestSize, readManifest, START } from './manifest.ts';
import type { ManifestEntry } from './manifest.ts';
import { writeEventsApart } from './evtx/read-apart.ts';
import { EVTX_MAGIC } from './evtx/write-events.ts';
import { recordShape, writeRecords } from './records.ts';
import { readLines } from './read-lines.ts';
import { isTar, packingOf } from './packing/packed.ts';
import type { Packing } from './packing/packed.ts';
import { HEAD_BYTES, hashOfBeginning, scanFile, Stopped, TooLarge } from './scan.ts';
import type { Scan } from './scan.ts';
import { wideOf, writeUtf8 } from './utf16.ts';
import type { Wide } from './utf16.ts';
import { untarInto } from './packing/untar.ts';
import { unzipInto } from './packing/unzip.ts';

export type VaultOptions = { readonly folder: string; readonly maxBytes: number; readonly maxMembers: number };

const MAX_BYTES = 200 * 2 ** 30;

/** Copies of inputs under `<folder>/files/<aa>/<sha256>`, mode 0444, and `<folder>/manifest.jsonl`. */
export function logVault(options: { readonly folder: string } & Partial<VaultOptions>): LogVault {
  const vault: VaultOptions = { maxBytes: MAX_BYTES, maxMembers: 10_000, ...options };
  const manifest = join(vault.folder, 'manifest.jsonl');
  const pathOf = (sha256: string) => join(vault.folder, 'files', sha256.slice(0, 2), sha256);

  async function* keep(path: string, note: KeepNote, known: readonly KnownFile[]): AsyncIterable<Result<VaultFile, VaultFault>> {
    const given = await lstat(path).catch((error: NodeJS.ErrnoException) => error);
    if (given instanceof Error) {
      yield fault(path, given.code === 'ENOENT' ? 'not-found' : 'unreadable', given.message);
      return;
    }
    if (given.isDirectory()) {
      for (const name of (await readdir(path)).toSorted()) {
        // A folder is walked, links inside it are not: they may lead anywhere.
        if ((await lstat(join(path, name))).isSymbolicLink()) continue;
        yield* keep(join(path, name), note, known);
      }
      return;
    }
    if (given.isSymbolicLink() && note.noLinks === true) {
      yield fault(path, 'unreadable', 'a link');
      return;
    }
    const target = given.isSymbolicLink() ? await stat(path).catch(() => given) : given;
    if (!target.isFile()) {
      yield fault(path, 'unreadable', 'not a regular file');
      return;
    }
    yield* keepFile(path, note.name ?? path, target.mtime.toISOString(), note, known);
  }

  async function* keepFile(
    path: string,
    name: string,
    modified: string,
    note: KeepNote,
    known: readonly KnownFile[],
  ): AsyncIterable<Result<VaultFile, VaultFault>> {
    const work = join(vault.folder, 'work');
    const copy = join(work, `${process.pid}-${Math.random().toString(36).slice(2)}`);
    await mkdir(work, { recursive: true, mode: 0o700 });
    try {
      // Copied first, hashed afterwards: a file that grows meanwhile cannot have two contents.
      await copyFile(path, copy, constants.COPYFILE_FICLONE);
      const packing = await packingOf(copy);
      if (packing === 'unread') {
        await rm(copy, { force: true });
        yield fault(
          name,
          'not-read',
          'packed in a way that is not read here (7z, RAR, LZ4, compress): unpack it and import what is inside',
        );
        return;
      }
      if (packing === 'zip' || packing === 'tar' || (packing !== 'none' && (await isTar(copy, packing)))) {
        const folder = `${copy}.members`;
        yield* keepMembers(copy, packing, folder, name, modified, note, known);
        await place(copy, (await scanFile(copy, 'none', [], vault.maxBytes)).sha256);
        await rm(folder, { recursive: true, force: true });
        return;
      }
      const scan = await scanFile(copy, packing, known, vault.maxBytes, undefined, note.watch);
      const wide = wideIn(scan);
      const beside = await readable(copy, packing, scan, wide, known);
      const kept = await place(copy, scan.sha256);
      const from = beside ?? { scan, path: kept, compression: packing as Compression };
      await record({ name, modified, note, scan });
      yield ok({ ...fileOf(from, scan, name, modified), within: await withinAnother(from.scan, known) });
    } catch (error) {
      await rm(copy, { force: true });
      yield faultFrom(name, error);
    }
  }

  /** What is read instead of the file as it came; null where the engine reads that. */
  async function readable(copy: string, packing: Packing, scan: Scan, wide: Wide | null, known: readonly KnownFile[]) {
    const text =
      wide !== null && !scan.truncated
        ? await recode(copy, packing, wide, known)
        : scan.truncated || scan.padded || packing === 'xz' || packing === 'bzip2'
          ? await unpack(copy, packing, known)
          : null;
    const sample = (text?.scan ?? scan).sample;
    const binary = isEvtx(sample);
    const shape = binary ? null : recordShape(sample);
    if (shape === null && !binary) return text;
    const path = `${copy}.records`;
    const given = [text?.path ?? copy, text === null ? packing : 'none'] as const;
    if (shape === null) await writeEventsApart(...given, path);
    else await writeRecords(...given, shape, path);
    const records = await scanFile(path, 'none', known, vault.maxBytes);
    return { scan: records, path: await place(path, records.sha256), compression: 'none' as const };
  }

  async function* keepMembers(
    archive: string,
    packing: Packing | 'zip' | 'tar',
    folder: string,
    name: string,
    modified: string,
    note: KeepNote,
    known: readonly KnownFile[],
  ): AsyncIterable<Result<VaultFile, VaultFault>> {
    const limits = { maxBytes: vault.maxBytes, maxMembers: vault.maxMembers };
    const given =
      packing === 'zip'
        ? await unzipInto(archive, folder, limits)
        : await untarInto(archive, packing === 'tar' ? 'none' : packing, folder, limits);
    if (!given.ok) {
      yield fault(name, given.error.code, given.error.detail);
      return;
    }
    const { members, broken } = 'members' in given.value ? given.value : { members: given.value, broken: null };
    for (const member of members) yield* keepFile(member.path, `${name}/${member.name}`, member.modified ?? modified, note, known);
    if (broken !== null) yield fault(name, 'broken-archive', `it breaks off after ${members.length} whole members: ${broken}`);
  }

  /** What a packed file unpacks to (a broken one: as far as it does) becomes a file of its own, beside the packed one. */
  async function unpack(copy: string, packing: Packing, known: readonly KnownFile[]) {
    const path = `${copy}.unpacked`;
    const out = await open(path, 'w', 0o600);
    await scanFile(copy, packing, [], vault.maxBytes, async (chunk) => void (await out.write(chunk)));
    await out.close();
    const scan = await scanFile(path, 'none', known, vault.maxBytes);
    return { scan, path: await place(path, scan.sha256), compression: 'none' as const };
  }

  /** A longer file of the vault that begins with all of this content. */
  async function withinAnother(scan: Scan, known: readonly KnownFile[]): Promise<string | null> {
    if (scan.contentBytes === 0 || scan.continues !== null) return null;
    for (const one of known) {
      if (one.bytes <= scan.contentBytes || (scan.contentBytes >= HEAD_BYTES && one.head !== scan.head)) continue;
      if ((await hashOfBeginning(pathOf(one.stored), one.compression, scan.contentBytes)) === scan.content) return one.content;
    }
    return null;
  }

  /** The same text in UTF-8, where a byte 10 is the end of a line. */
  async function recode(copy: string, packing: Packing, wide: Wide, known: readonly KnownFile[]) {
    const path = `${copy}.utf8`;
    await writeUtf8(copy, packing, wide, path);
    const scan = await scanFile(path, 'none', known, vault.maxBytes);
    return { scan, path: await place(path, scan.sha256), compression: 'none' as const };
  }

  async function place(from: string, sha256: string): Promise<string> {
    const to = pathOf(sha256);
    await mkdir(dirname(to), { recursive: true, mode: 0o700 });
    if ((await stat(to).catch(() => null)) !== null) {
      await rm(from, { force: true });
      return to;
    }
    await chmod(from, 0o444);
    const handle = await open(from, 'r');
    await handle.datasync();
    await handle.close();
    await rename(from, to);
    return to;
  }

  /** The end of the chain as this vault left it, while nobody else has written: the manifest of a large vault is long. */
  let mine: { readonly entry: { readonly n: number; readonly hash: string }; readonly size: number } | null = null;
  async function record(file: { name: string; modified: string; note: KeepNote; scan: Scan }): Promise<void> {
    const isMine = mine !== null && mine.size === (await manifestSize(manifest));
    const before = (isMine ? mine?.entry : (await readManifest(manifest)).at(-1)) ?? { n: 0, hash: START };
    const entry = {
      n: before.n + 1,
      prev: before.hash,
      at: file.note.at,
      who: file.note.who,
      name: file.name,
      sha256: file.scan.sha256,
      bytes: file.scan.bytes,
      content: file.scan.content,
      modified: file.modified,
      zone: file.note.zone,
    };
    const full: ManifestEntry = { ...entry, hash: hashOf(entry) };
    await appendManifest(manifest, [full]);
    mine = { entry: full, size: await manifestSize(manifest) };
  }

  async function sample(
    path: string,
  ): Promise<Result<Pick<VaultFile, 'sample' | 'tail' | 'directives' | 'modified' | 'nuls'>, VaultFault>> {
    try {
      const packing = await packingOf(path);
      if (packing === 'zip' || packing === 'tar' || packing === 'unread')
        return err({ code: 'not-read', file: path, detail: 'an archive: look at what is inside' });
      const scan = await scanFile(path, packing, [], vault.maxBytes);
      const modified = (await stat(path)).mtime.toISOString();
      return isReadAsItIs(scan) ? ok({ ...scan, modified }) : await writtenOut(path, modified);
    } catch (error) {
      return faultFrom(path, error);
    }
  }

  /** The file as an import would read it, from a vault of its own that is gone afterwards. */
  async function writtenOut(path: string, modified: string): Promise<Result<VaultFile, VaultFault>> {
    const folder = join(vault.folder, 'work', `look-${process.pid}-${Math.random().toString(36).slice(2)}`);
    try {
      for await (const kept of logVault({ ...vault, folder }).keep(path, { who: '', zone: null, at: modified }, [])) return kept;
      return err({ code: 'unreadable', file: path, detail: 'nothing is in it' });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  return {
    keep,
    sample,
    path: pathOf,
    lines: (file, numbers) => readLines(pathOf(file.sha256), file.compression, numbers),
    async verify() {
      let prev = START;
      for (const { hash, ...entry } of await readManifest(manifest)) {
        if (entry.prev !== prev || hashOf(entry) !== hash) return `manifest entry ${entry.n} does not follow the one before it`;
        const scan = await scanFile(pathOf(entry.sha256), 'none', [], Number.MAX_SAFE_INTEGER).catch(() => null);
        if (scan?.sha256 !== entry.sha256) return `${basename(entry.name)} (${entry.sha256}) is missing or changed`;
        prev = hash;
      }
      return null;
    },
    isEmpty: async () => (await manifestSize(manifest)) === 0,
    async head() {
      const entry = (await readManifest(manifest)).at(-1);
      return { entries: entry?.n ?? 0, hash: entry?.hash ?? START };
    },
  };
}

function isEvtx(sample: readonly string[]): boolean {
  return sample[0]?.startsWith(EVTX_MAGIC) === true;
}

function wideIn({ sample }: Scan): Wide | null {
  return isEvtx(sample) ? null : wideOf(Buffer.from(sample.slice(0, 20).join('\n'), 'latin1'));
}

/** Whether the file is lines already, and nothing is written out anew before the engine reads it. */
function isReadAsItIs(scan: Scan): boolean {
  return !isEvtx(scan.sample) && wideIn(scan) === null && recordShape(scan.sample) === null;
}

function fileOf(
  from: { scan: Scan; path: string; compression: Compression },
  outer: Scan,
  name: string,
  modified: string,
): Omit<VaultFile, 'within'> {
  const { scan } = from;
  return {
    sha256: outer.sha256 as Sha256,
    bytes: outer.bytes,
    content: scan.content as Sha256,
    contentBytes: scan.contentBytes,
    head: scan.head,
    lines: scan.lines,
    endsWithNewline: scan.endsWithNewline,
    compression: from.compression,
    truncated: outer.truncated,
    path: from.path,
    name,
    modified,
    sample: scan.sample,
    tail: scan.tail,
    nuls: scan.nuls,
    directives: scan.directives,
    stored: scan.sha256 as Sha256,
    continues: scan.continues,
  };
}

function fault(file: string, code: VaultFault['code'], detail: string): Result<VaultFile, VaultFault> {
  return err({ code, file, detail });
}

function faultFrom(name: string, error: unknown): Result<VaultFile, VaultFault> {
  if (error instanceof TooLarge) return fault(name, 'too-large', error.message);
  if (error instanceof Stopped) return fault(name, 'stopped', error.message);
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === undefined) throw error;
  return fault(name, code === 'ENOSPC' ? 'no-space' : code === 'ENOENT' ? 'not-found' : 'unreadable', message);
}
