// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { memoryJournal } from '../../test/support/memory-journal.ts';
import { sha256 } from '../adapters/system/system.ts';
import type { Instant } from '../kernel/instant.ts';
import type { Sha256 } from '../kernel/sha256.ts';
import type { Actor } from './actor.ts';
import { nextHead, openEntry, seal } from './chain.ts';
import type { StoredEntry } from './store.port.ts';
import { DESK } from './stream.ts';
import type { CaseId } from './stream.ts';

const intake: Actor = { type: 'machine', name: 'intake' };
const at = {
  stream: 'C-2026-0001' as CaseId,
  seq: 2,
  prev: 'a'.repeat(64) as Sha256,
  global: 7,
  head: 'b'.repeat(64) as Sha256,
  now: '2026-11-21T05:05:00.000Z' as Instant,
  actor: intake,
  salt: 'c2FsdCBvZiB0aGUgdGVzdA',
};

describe('journal/chain', () => {
  it('gives the hashes that sha256sum gives for the same texts', () => {
    const { stored, entry } = seal(sha256, at, { kind: 'case.retitled', body: { title: '書類の公開' } });

    expect(stored).toEqual({
      global: 7,
      stream: 'C-2026-0001',
      seq: 2,
      body: '{"body":{"title":"書類の公開"},"salt":"c2FsdCBvZiB0aGUgdGVzdA"}',
      envelope:
        '{"actor":{"name":"intake","type":"machine"},"at":"2026-11-21T05:05:00.000Z",' +
        '"body":"cf51aa78a8db36fdfed2883ee43ec83533c092db2f766b6d5cd281e79bd512d5","global":7,"kind":"case.retitled",' +
        `"prev":"${'a'.repeat(64)}","seq":2,"stream":"C-2026-0001"}`,
      hash: '291d572ceee39ecabf4b4aea11397a21e345cc7d9394d10bfa9050124f793475',
      head: '76c821bdc2fca01dbd1903bdf168976adad44536f5da5d36d3e6864b6bdce6ff',
    });
    expect(entry).toMatchObject({ seq: 2, global: 7, kind: 'case.retitled', body: { title: '書類の公開' }, hash: stored.hash });
  });

  it('a head depends on the head before it and on the entry', () => {
    const [one, two] = ['1'.repeat(64) as Sha256, '2'.repeat(64) as Sha256];

    expect(nextHead(sha256, one, two)).toBe(sha256('1'.repeat(64) + '2'.repeat(64)));
    expect(new Set([nextHead(sha256, one, two), nextHead(sha256, two, one), nextHead(sha256, one, one)]).size).toBe(3);
  });

  it('one text under two salts has two hashes: who erases it leaves nothing to guess from', () => {
    const draft = { kind: 'case.retitled', body: { title: '佐藤 美咲' } } as const;
    const [first, second] = [seal(sha256, at, draft), seal(sha256, { ...at, salt: 'another' }, draft)];

    expect(bodyHash(first.stored)).not.toBe(bodyHash(second.stored));
    expect(bodyHash(first.stored)).not.toBe(sha256('{"body":{"title":"佐藤 美咲"}}'));
  });

  it('an entry is read back as it was made, and without a body where that was erased', () => {
    const { stored, entry } = seal(sha256, at, { kind: 'case.retitled', body: { title: 'x' } });

    expect(openEntry(stored)).toEqual(entry);
    expect(openEntry({ ...stored, body: null })).toEqual({ ...entry, body: null });
  });

  it('what the journal stores holds before a verifier that shares no code with it', async () => {
    const { journal, store, clock } = memoryJournal();
    for (const title of ['one', 'two', 'three'])
      await journal.write(async (writing) => {
        clock.forward(1000);
        const { caseId } = await writing.openCase(intake, () => [{ kind: 'case.opened', body: { title, reportId: null } }]);
        await writing.append({ stream: DESK, actor: intake, drafts: [{ kind: 'desk.started', body: { version: title, schema: 1 } }] });
        await writing.append({ stream: caseId, actor: intake, drafts: [{ kind: 'case.retitled', body: { title: `${title} again` } }] });
      });
    const rows = await store.readAll(0, 100);

    expect(faultsOf(rows)).toEqual([]);
    expect(rows).toHaveLength(9);
    expect(rows.map((row) => openEntry(row).at)).toEqual(
      ['01', '01', '01', '02', '02', '02', '03', '03', '03'].map((s) => `2026-11-21T05:05:${s}.000Z`),
    );
    const salts = rows.map((row) => (JSON.parse(row.body ?? '') as { salt: string }).salt);
    expect(new Set(salts).size).toBe(9);
    expect(Math.min(...salts.map((salt) => salt.length))).toBeGreaterThanOrEqual(22);
  });
});

const hex = (text: string): string => createHash('sha256').update(text).digest('hex');
const bodyHash = (row: StoredEntry): unknown => (JSON.parse(row.envelope) as { body: unknown }).body;

/** The chain as ADR 0002 writes it down, read with node:crypto and JSON only. */
function faultsOf(rows: readonly StoredEntry[]): readonly string[] {
  const last = new Map<string, { seq: number; hash: string }>();
  let head = '0'.repeat(64);
  return rows.flatMap((row, index) => {
    const envelope = JSON.parse(row.envelope) as Record<string, unknown>;
    const before = last.get(row.stream) ?? { seq: 0, hash: '0'.repeat(64) };
    head = hex(head + row.hash);
    last.set(row.stream, { seq: row.seq, hash: row.hash });
    const holds = {
      hash: row.hash === hex(row.envelope),
      body: envelope['body'] === hex(row.body ?? ''),
      prev: envelope['prev'] === before.hash,
      seq: envelope['seq'] === row.seq && row.seq === before.seq + 1,
      global: envelope['global'] === row.global && row.global === index + 1,
      stream: envelope['stream'] === row.stream,
      head: row.head === head,
    };
    return Object.entries(holds).flatMap(([name, ok]) => (ok ? [] : [`${row.global} ${name}`]));
  });
}
