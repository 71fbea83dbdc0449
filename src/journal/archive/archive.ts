// SPDX-License-Identifier: Apache-2.0
import type { StoredEntry } from '../store.port.ts';
import type { CaseId } from '../stream.ts';
import type { Bilingual } from '../../kernel/bilingual.ts';
import { canonicalJson } from '../../kernel/canonical-json.ts';
import type { HashBytes, Sha256 } from '../../kernel/sha256.ts';
import { readTar, writeTar } from './tar.ts';

type Manifest = {
  readonly format: 'matoi-case/1';
  readonly caseId: string;
  readonly entries: number;
  readonly last: string;
  /** Originals that are carried, and those that an entry names and that were erased. */
  readonly blobs: readonly string[];
  readonly absent: readonly string[];
  /** Whether the desk that wrote it was one to practise on; archives of older versions do not say. */
  readonly practice?: boolean;
  /** Over all of the above, so that a changed byte here is seen too. */
  readonly sum: string;
};
export type ArchiveFault = { readonly where: string; readonly text: Bilingual };
export type ArchiveChecked = {
  readonly caseId: string;
  readonly entries: number;
  readonly blobs: number;
  /** Whether it was written on a desk to practise on, as the archive says; null: it does not say. */
  readonly practice: boolean | null;
  readonly faults: readonly ArchiveFault[];
};

const ZERO = '0'.repeat(64) as Sha256;
const bytesOf = (text: string) => new TextEncoder().encode(text);
const textOf = (bytes: Uint8Array) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
/** Bytes that are no UTF-8 read as another text than they are. */
const isExact = (bytes: Uint8Array) => hasSameBytes(bytesOf(textOf(bytes)), bytes);
const hasSameBytes = (a: Uint8Array, b: Uint8Array) => a.length === b.length && a.every((byte, at) => byte === b[at]);
/** Of values that nobody vouches for: null for what has no canonical form (a number beyond all bounds, half a character). */
export function canonicalOf(value: unknown): string | null {
  try {
    return canonicalJson(value);
  } catch {
    return null;
  }
}
/** One thing that is wrong with an archive, and where. */
export const archiveFault = (where: string, ja: string, en: string): ArchiveFault => ({ where, text: { ja, en } });

/** The whole case as one file whose bytes follow from its entries, its originals and the kind of desk alone. `practice` null: not said. */
export function writeArchive(
  caseId: CaseId,
  rows: readonly StoredEntry[],
  blobs: ReadonlyMap<string, Uint8Array | null>,
  hash: HashBytes,
  practice: boolean | null,
): Uint8Array {
  const names = [...blobs.keys()].toSorted();
  const core = {
    format: 'matoi-case/1' as const,
    caseId,
    entries: rows.length,
    last: rows.at(-1)?.hash ?? ZERO,
    blobs: names.filter((name) => blobs.get(name) !== null),
    absent: names.filter((name) => blobs.get(name) === null),
    ...(practice === null ? {} : { practice }),
  };
  const manifest: Manifest = { ...core, sum: hash(canonicalJson(core)) };
  const lines = rows.map(({ envelope, body, hash }) => `${canonicalJson({ envelope, body, hash })}\n`).join('');
  return writeTar([
    { name: 'manifest.json', bytes: bytesOf(`${canonicalJson(manifest)}\n`) },
    { name: 'entries.jsonl', bytes: bytesOf(lines) },
    ...manifest.blobs.map((name) => ({ name: `blobs/${name}`, bytes: blobs.get(name) ?? new Uint8Array() })),
  ]);
}

/** A case as an archive carries it. */
export type CarriedCase = { readonly rows: readonly StoredEntry[]; readonly blobs: ReadonlyMap<string, Uint8Array> };

/** Entries and originals of an archive in which `checkArchive` found no fault. Their place over all streams is not carried: 0. */
export function readArchive(bytes: Uint8Array): CarriedCase {
  const [, entries, ...originals] = readTar(bytes) ?? [];
  const rows = textOf(entries?.bytes ?? new Uint8Array())
    .split('\n')
    .slice(0, -1)
    .map((line): StoredEntry => {
      const { envelope, body, hash } = JSON.parse(line) as Pick<StoredEntry, 'envelope' | 'body' | 'hash'>;
      const { stream, seq } = JSON.parse(envelope) as Pick<StoredEntry, 'stream' | 'seq'>;
      return { global: 0, stream, seq, envelope, body, hash, head: ZERO };
    });
  return { rows, blobs: new Map(originals.map(({ name, bytes: content }) => [name.replace('blobs/', ''), content])) };
}

/**
 * Doubts every byte of an archive with nothing beside it: envelopes against hashes, bodies against envelopes, the chain,
 * originals against their names, and the container against how it would be written. That nobody wrote a chain anew, only a
 * hash that is known from elsewhere can tell (`last`).
 */
export function checkArchive(bytes: Uint8Array, hash: HashBytes): ArchiveChecked {
  const members = readTar(bytes);
  const nothing = { caseId: '', entries: 0, blobs: 0, practice: null };
  if (members === null)
    return { ...nothing, faults: [archiveFault('container', 'アーカイブとして読めない', 'it cannot be read as an archive')] };
  const manifest = parsed(textOf(members[0]?.bytes ?? new Uint8Array()));
  const said = manifest?.['practice'];
  const known = { caseId: textIn(manifest?.['caseId']), entries: 0, blobs: 0, practice: typeof said === 'boolean' ? said : null };
  if (members[0]?.name !== 'manifest.json' || members[1]?.name !== 'entries.jsonl' || manifest?.['format'] !== 'matoi-case/1')
    return { ...known, faults: [archiveFault('manifest.json', '事案のアーカイブではない', 'it is no archive of a case')] };
  const lines = textOf(members[1].bytes).split('\n').slice(0, -1);
  const { faults, last } = checkEntries(lines, known.caseId, hash);
  const originals = members.slice(2);
  const names = originals.map(({ name }) => name.replace('blobs/', ''));
  const wrong = originals.filter(({ name, bytes: content }) => `blobs/${hash(content)}` !== name);
  const all = [
    ...members
      .slice(0, 2)
      .flatMap(({ name, bytes: content }) => (isExact(content) ? [] : [archiveFault(name, 'UTF-8 ではない', 'it is no UTF-8')])),
    ...faults,
    ...(members[1].bytes.length === 0 || members[1].bytes.at(-1) === 0x0a
      ? []
      : [archiveFault('entries.jsonl', '最後の行が終わっていない', 'its last line does not end')]),
    ...wrong.map(({ name }) => archiveFault(name, '中身が名前（ハッシュ）と合わない', 'its bytes are not what its name says')),
    ...(canonicalOf(names) === canonicalOf(manifest['blobs'] ?? [])
      ? []
      : [archiveFault('manifest.json', '原本の一覧が中身と合わない', 'its list of originals is not what is there')]),
    ...(said === undefined || typeof said === 'boolean'
      ? []
      : [archiveFault('manifest.json', '練習用のデスクかどうかが読めない', 'whether a practice desk wrote it cannot be read')]),
    ...(manifest['entries'] === lines.length && manifest['last'] === last
      ? []
      : [archiveFault('manifest.json', '記録の数か最後のハッシュが合わない', 'number of entries or last hash is not what is there')]),
  ];
  const { sum, ...core } = manifest;
  const again = writeTar(members);
  const at = again.length === bytes.length ? again.findIndex((byte, index) => byte !== bytes[index]) : Math.min(again.length, bytes.length);
  const manifestText = `${canonicalOf(manifest) ?? ''}\n`;
  return {
    ...known,
    entries: lines.length,
    blobs: originals.length,
    faults: [
      ...all,
      ...(at < 0
        ? []
        : [archiveFault(`container, byte ${at}`, `アーカイブの ${at} バイト目が違う`, `byte ${at} of the container is another`)]),
      ...(manifestText === textOf(members[0].bytes) && sum === hash(canonicalOf(core) ?? '')
        ? []
        : [archiveFault('manifest.json', '書き方が違う', 'it is not written as it would be')]),
    ],
  };
}

function checkEntries(
  lines: readonly string[],
  caseId: string,
  hash: HashBytes,
): { readonly faults: readonly ArchiveFault[]; readonly last: string } {
  const faults: ArchiveFault[] = [];
  let prev: string = ZERO;
  for (const [at, line] of lines.entries()) {
    const where = `entry ${at + 1}`;
    const row = parsed(line);
    const envelope = parsed(textIn(row?.['envelope']));
    if (row === null || envelope === null) {
      faults.push(archiveFault(where, '読めない', 'it cannot be read'));
      continue;
    }
    if (canonicalOf({ envelope: row['envelope'] ?? null, body: row['body'] ?? null, hash: row['hash'] ?? null }) !== line)
      faults.push(archiveFault(where, '書き方が違う', 'it is not written as it would be'));
    if (hash(textIn(row['envelope'])) !== row['hash'])
      faults.push(archiveFault(where, '記録がハッシュと合わない', 'its envelope is not what its hash says'));
    if (typeof row['body'] === 'string' && hash(row['body']) !== envelope['body'])
      faults.push(archiveFault(where, '内容がハッシュと合わない', 'its body is not what its envelope says'));
    if (envelope['stream'] !== caseId || envelope['seq'] !== at + 1 || envelope['prev'] !== prev)
      faults.push(archiveFault(where, '前の記録とつながらない', 'it does not follow the entry before it'));
    prev = textIn(row['hash']);
  }
  return { faults, last: prev };
}

const textIn = (value: unknown): string => (typeof value === 'string' ? value : '');
type Untrusted = Readonly<Record<string, unknown>>;

function parsed(text: string): Untrusted | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && !Array.isArray(value) ? (value as Untrusted | null) : null;
  } catch {
    return null;
  }
}
