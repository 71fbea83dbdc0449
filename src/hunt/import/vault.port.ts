// SPDX-License-Identifier: Apache-2.0
import type { Result } from '../../kernel/result.ts';
import type { Sha256 } from '../../kernel/sha256.ts';

export type Compression = 'none' | 'gzip' | 'zstd';

/** A line that says which columns follow, wherever it stands; its number counts from 1. */
export type Directive = { readonly line: number; readonly text: string };

/** `lines`: how many lines of it stand whole in the other file. `tornLine`: the number of its last line, when that broke off. */
export type Continued = { readonly content: string; readonly lines: number; readonly tornLine: number | null };

/** What was learned of a file in the one pass that hashes it. */
export type VaultFile = {
  /** SHA-256 of the bytes as they came. */
  readonly sha256: Sha256;
  readonly bytes: number;
  /** SHA-256 and length of what they unpack to; the same as above when not compressed. */
  readonly content: Sha256;
  readonly contentBytes: number;
  /** Hash of the first 4 KiB of the content: by it a rotated or grown file is found again. */
  readonly head: string;
  readonly lines: number;
  readonly endsWithNewline: boolean;
  readonly compression: Compression;
  /** The packed stream broke off; what could be unpacked is here. */
  readonly truncated: boolean;
  /** Where the engine reads it. Never changed after it was written. */
  readonly path: string;
  /** As the person named it; a member of an archive is `archive.zip/member.log`. */
  readonly name: string;
  readonly modified: string;
  /** First lines, each byte as one Latin-1 character. */
  readonly sample: readonly string[];
  /** The last lines, likewise. */
  readonly tail: readonly string[];
  /** Whether a NUL stands anywhere in the content. */
  readonly nuls: boolean;
  readonly directives: readonly Directive[];
  /** SHA-256 of the file that is read: another one than `sha256` where a broken or UTF-16 file was written out anew. */
  readonly stored: Sha256;
  /** Another file of the vault whose whole content is the beginning of this one. */
  readonly continues: Continued | null;
  /** Content of another file that begins with the whole content of this one: an older copy, brought later. */
  readonly within: string | null;
};

export const vaultFaultCodes = ['not-found', 'unreadable', 'too-large', 'broken-archive', 'not-read', 'no-space', 'stopped'] as const;
export type VaultFault = { readonly code: (typeof vaultFaultCodes)[number]; readonly file: string; readonly detail: string };

export type KnownFile = {
  /** Under which hash and how packed the vault has what is read of it. */
  readonly stored: string;
  readonly compression: Compression;
  readonly content: string;
  readonly bytes: number;
  readonly head: string;
  readonly lines: number;
  readonly endsWithNewline: boolean;
};

export type KeepNote = {
  readonly who: string;
  readonly zone: string | null;
  readonly at: string;
  /** What the input is called, where its path is not its name (an upload). */
  readonly name?: string;
  /** A link is not followed, even where it is the input itself. */
  readonly noLinks?: boolean;
  /** Bytes read so far of the file at hand; `stopped` ends the reading with the fault `stopped`, and nothing of it is kept. */
  readonly watch?: { readonly onProgress: (bytes: number) => void; readonly stopped: () => boolean };
};

/** Inputs as they came, read-only, under their SHA-256, with a manifest whose entries chain. */
export type LogVault = {
  /** A file, every file of a folder (not following links), every member of a zip. Each outcome is its own. */
  readonly keep: (path: string, note: KeepNote, known: readonly KnownFile[]) => AsyncIterable<Result<VaultFile, VaultFault>>;
  /** The beginning and the end of a file that is not an archive, without keeping it. */
  readonly sample: (path: string) => Promise<Result<Pick<VaultFile, 'sample' | 'tail' | 'directives' | 'modified' | 'nuls'>, VaultFault>>;
  readonly path: (sha256: string) => string;
  /** Lines by number (from 1), byte-exact, with the byte offset of each in the unpacked content. */
  readonly lines: (
    file: { readonly sha256: string; readonly compression: Compression },
    numbers: readonly number[],
  ) => Promise<ReadonlyMap<number, { readonly bytes: Uint8Array; readonly offset: number }>>;
  /** Null when the chain holds and every kept file still has its hash; else the first fault in words. */
  readonly verify: () => Promise<string | null>;
  /** Whether nothing was ever kept. */
  readonly isEmpty: () => Promise<boolean>;
  readonly head: () => Promise<{ readonly entries: number; readonly hash: string }>;
};
