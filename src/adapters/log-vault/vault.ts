// SPDX-License-Identifier: Apache-2.0
import { constants } from 'node:fs';
import { chmod, copyFile, lstat, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { err, ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import type { Sha256 } from '../../kernel/sha256.ts';
import type { Compression, KeepNote, Known, LogVault, VaultFault, VaultFile } from '../../hunt/vault.port.ts';
import { appendManifest, hashOf, manifestSize, readManifest, START } from './manifest.ts';
import type { ManifestEntry } from './manifest.ts';
import { readLines } from './read-lines.ts';
import { compressionOf, scanFile, Stopped, TooLarge } from './scan.ts';
import type { Scan } from './scan.ts';
import { wideOf, writeUtf8 } from './utf16.ts';
import type { Wide } from './utf16.ts';
import { unzipInto } from './unzip.ts';

export type VaultOptions = { readonly folder: string; readonly maxBytes: number; readonly maxMembers: number };

const MAX_BYTES = 200 * 2 ** 30;

/** Copies of inputs under `<folder>/files/<aa>/<sha256>`, mode 0444, and `<folder>/manifest.jsonl`. */
export function logVault(options: { readonly folder: string } & Partial<VaultOptions>): LogVault {
  const vault: VaultOptions = { maxBytes: MAX_BYTES, maxMembers: 10_000, ...options };
  const manifest = join(vault.folder, 'manifest.jsonl');
  const pathOf = (sha256: string) => join(vault.folder, 'files', sha256.slice(0, 2), sha256);

  async function* keep(path: string, note: KeepNote, known: readonly Known[]): AsyncIterable<Result<VaultFile, VaultFault>> {
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
    known: readonly Known[],
  ): AsyncIterable<Result<VaultFile, VaultFault>> {
    const work = join(vault.folder, 'work');
    const copy = join(work, `${process.pid}-${Math.random().toString(36).slice(2)}`);
    await mkdir(work, { recursive: true, mode: 0o700 });
    try {
      // Copied first, hashed afterwards: a file that grows meanwhile cannot have two contents.
      await copyFile(path, copy, constants.COPYFILE_FICLONE);
      const compression = await compressionOf(copy);
      if (compression === 'zip') {
        const folder = `${copy}.members`;
        yield* keepMembers(copy, folder, name, modified, note, known);
        await place(copy, (await scanFile(copy, 'none', [], vault.maxBytes)).sha256);
        await rm(folder, { recursive: true, force: true });
        return;
      }
      const scan = await scanFile(copy, compression, known, vault.maxBytes, undefined, note.watch);
      const wide = wideOf(Buffer.from(scan.sample.slice(0, 20).join('\n'), 'latin1'));
      const salvaged = scan.truncated
        ? await salvage(copy, compression)
        : wide === null
          ? null
          : await recode(copy, compression, wide, known);
      const kept = await place(copy, scan.sha256);
      const from = salvaged ?? { scan, path: kept, compression };
      await record({ name, modified, note, scan });
      yield ok(fileOf(from, scan, name, modified));
    } catch (error) {
      await rm(copy, { force: true });
      yield faultFrom(name, error);
    }
  }

  async function* keepMembers(
    zip: string,
    folder: string,
    name: string,
    modified: string,
    note: KeepNote,
    known: readonly Known[],
  ): AsyncIterable<Result<VaultFile, VaultFault>> {
    const unpacked = await unzipInto(zip, folder, { maxBytes: vault.maxBytes, maxMembers: vault.maxMembers });
    if (!unpacked.ok) {
      yield fault(name, unpacked.error.code, unpacked.error.detail);
      return;
    }
    for (const member of unpacked.value) yield* keepFile(member.path, `${name}/${member.name}`, modified, note, known);
  }

  /** What a broken stream still unpacks to becomes a file of its own, beside the broken one. */
  async function salvage(copy: string, compression: Compression) {
    const path = `${copy}.salvaged`;
    const out = await open(path, 'w', 0o600);
    await scanFile(copy, compression, [], vault.maxBytes, async (chunk) => void (await out.write(chunk)));
    await out.close();
    const scan = await scanFile(path, 'none', [], vault.maxBytes);
    return { scan, path: await place(path, scan.sha256), compression: 'none' as const };
  }

  /** The same text in UTF-8, where a byte 10 is the end of a line. */
  async function recode(copy: string, compression: Compression, wide: Wide, known: readonly Known[]) {
    const path = `${copy}.utf8`;
    await writeUtf8(copy, compression, wide, path);
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

  return {
    keep,
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
    async head() {
      const entry = (await readManifest(manifest)).at(-1);
      return { entries: entry?.n ?? 0, hash: entry?.hash ?? START };
    },
  };
}

function fileOf(from: { scan: Scan; path: string; compression: Compression }, outer: Scan, name: string, modified: string): VaultFile {
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
