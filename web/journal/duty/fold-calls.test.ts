// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EntryWire } from '../../../src/case/contract.ts';
import { foldCalls } from './fold-calls.ts';

const kinds = ['case.noted', 'page.triggered', 'page.sent', 'page.listed', 'page.acknowledged', 'page.impossible', 'page.resolved'];
const reads = fc
  .array(fc.record({ kind: fc.constantFrom(...kinds), call: fc.constantFrom('a', 'b', null) }), { maxLength: 40 })
  .map((rows) =>
    rows.map(({ kind, call }, seq) => ({ entry: { seq, kind, body: call === null ? null : { pageId: call } } as unknown as EntryWire })),
  );

describe('web/journal/fold-calls', () => {
  it('loses no entry, shows each once, and one card for one call', () => {
    fc.assert(
      fc.property(reads, (all) => {
        const folded = foldCalls(all);
        const seqs = folded.flatMap(({ read, rest }) => [read, ...rest]).map(({ entry }) => entry.seq);
        expect(seqs.toSorted((a, b) => a - b)).toEqual(all.map(({ entry }) => entry.seq));
        const calls = folded.flatMap(({ read: { entry } }) =>
          entry.kind.startsWith('page.') && entry.body !== null ? [entry.body['pageId']] : [],
        );
        expect(new Set(calls).size).toBe(calls.length);
        for (const { rest } of folded)
          expect(rest.map(({ entry }) => entry.seq)).toEqual(rest.map(({ entry }) => entry.seq).toSorted((a, b) => a - b));
      }),
    );
  });

  it('stands where the newest entry of the call stands, and says how the call stands', () => {
    const entry = (seq: number, kind: string, pageId?: string) => ({ entry: { seq, kind, body: { pageId } } as unknown as EntryWire });
    const folded = foldCalls([
      entry(1, 'page.triggered', 'a'),
      entry(2, 'case.noted'),
      entry(3, 'page.acknowledged', 'a'),
      entry(4, 'page.sent', 'a'),
      entry(5, 'case.noted'),
    ]);
    expect(folded.map(({ read, rest }) => [read.entry.seq, rest.map((one) => one.entry.seq)])).toEqual([
      [2, []],
      [3, [1, 4]],
      [5, []],
    ]);
  });
});
