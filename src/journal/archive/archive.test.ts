// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Instant } from '../../kernel/instant.ts';
import type { Sha256 } from '../../kernel/sha256.ts';
import { seal, ZERO_HASH } from '../chain.ts';
import type { StoredEntry } from '../store.port.ts';
import type { CaseId } from '../stream.ts';
import { checkArchive, writeArchive } from './archive.ts';
import { readTar, writeTar } from './tar.ts';

const hash = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex') as Sha256;
const caseId = 'C-2026-0001' as CaseId;

function chain(length: number): readonly StoredEntry[] {
  const rows: StoredEntry[] = [];
  for (let seq = 1; seq <= length; seq += 1) {
    const at = {
      stream: caseId,
      seq,
      global: seq + 7,
      now: '2026-11-30T00:00:00.000Z' as Instant,
      salt: `s${seq}`,
      actor: { type: 'machine', name: 'desk' } as const,
    };
    const before = rows.at(-1);
    rows.push(
      seal(hash, { ...at, prev: before?.hash ?? ZERO_HASH, head: ZERO_HASH }, { kind: 'case.noted', body: { text: `髙𠮷 ${seq}` } }).stored,
    );
  }
  return rows;
}
const originals = new Map<string, Uint8Array | null>(
  [new Uint8Array([1, 2, 3]), new Uint8Array(0), new Uint8Array(700)].map((bytes) => [hash(bytes), bytes]),
);
const gone = hash('gone');
const archive = writeArchive(caseId, chain(3), new Map([...originals, [gone, null]]), hash, false);

describe('journal/archive', () => {
  it('holds the case whole, in the same bytes whatever the order in which it was read', () => {
    expect(checkArchive(archive, hash)).toEqual({ caseId, entries: 3, blobs: 3, practice: false, faults: [] });
    const turned = new Map([[gone, null], ...[...originals].toReversed()] as const);
    expect(Buffer.compare(writeArchive(caseId, chain(3), turned, hash, false), archive)).toBe(0);
    const [, entries] = readTar(archive) ?? [];
    expect(new TextDecoder().decode(entries?.bytes)).toContain('髙𠮷 3');
  });

  it('finds a byte that was changed, cut off or added, and names where', () => {
    const unseen: number[] = [];
    for (let at = 0; at < archive.length; at += 5) {
      const changed = Uint8Array.from(archive);
      changed[at] = (changed[at] ?? 0) ^ 1;
      if (checkArchive(changed, hash).faults.length === 0) unseen.push(at);
    }
    expect(unseen).toEqual([]);
    expect(checkArchive(archive.subarray(0, -1), hash).faults[0]?.where).toMatch(/container/);
    expect(checkArchive(Buffer.concat([archive, Buffer.alloc(1)]), hash).faults[0]?.where).toMatch(/container/);
    const original = archive.findIndex((byte, at) => byte === 1 && archive[at + 1] === 2 && archive[at + 2] === 3);
    const changed = Uint8Array.from(archive);
    changed[original] = 9;
    expect(checkArchive(changed, hash).faults.map(({ where }) => where)).toEqual([`blobs/${hash(new Uint8Array([1, 2, 3]))}`]);
  });

  it('says whether a practice desk wrote it; an older archive says nothing, and is sound', () => {
    const read = (practice: boolean | null) => checkArchive(writeArchive(caseId, chain(2), originals, hash, practice), hash);
    expect([true, false, null].map(read).map(({ practice, faults }) => [practice, faults])).toEqual([
      [true, []],
      [false, []],
      [null, []],
    ]);
  });

  it('names an entry that was taken out, put in another order, or written anew', () => {
    const [one, two, three] = chain(3) as [StoredEntry, StoredEntry, StoredEntry];
    const faults = (rows: readonly StoredEntry[]) =>
      checkArchive(writeArchive(caseId, rows, originals, hash, null), hash).faults.map(({ where }) => where);
    expect(faults([one, three])).toEqual(['entry 2']);
    expect(faults([two, one])).toEqual(['entry 1', 'entry 2']);
    expect(faults([one, { ...two, body: '{"body":{"text":"x"},"salt":"s2"}' }, three])).toEqual(['entry 2']);
    expect(faults([one, { ...two, body: null }, three])).toEqual([]);
  });

  it('is not thrown off by numbers beyond all bounds, half characters and bytes that are no text', () => {
    for (const manifest of [
      '{"format":"matoi-case/1","entries":1e400}',
      '{"format":"matoi-case/1","caseId":"\\ud800"}',
      '{"format":"matoi-case/1","caseId":{}}',
    ]) {
      const bytes = writeTar([
        { name: 'manifest.json', bytes: Buffer.from(manifest) },
        { name: 'entries.jsonl', bytes: Buffer.from([0xff, 0x0a, 0x7b, 0x0a]) },
      ]);
      expect(checkArchive(bytes, hash).faults.length).toBeGreaterThan(2);
    }
  });

  it('is not thrown off by what is no archive', () => {
    for (const bytes of [new Uint8Array(0), new Uint8Array(2000).fill(65), writeTar([{ name: 'x', bytes: new Uint8Array(3) }])])
      expect(checkArchive(bytes, hash).faults.length).toBeGreaterThan(0);
  });
});
