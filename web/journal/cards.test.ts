// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { entrySchemas, entryTitles } from '../../src/case/cards.contract.ts';
import type { EntryKind } from '../../src/case/cards.contract.ts';
import type { EntryWire } from '../../src/case/contract.ts';
import { cards } from './cards.ts';
import { readEntry } from './read-entry.ts';

const kinds = Object.keys(entrySchemas) as EntryKind[];

function wire(kind: string, body: EntryWire['body']): EntryWire {
  return {
    stream: 'C-2026-0001',
    seq: 1,
    kind,
    at: '2026-11-21T05:05:00.000Z',
    actor: { type: 'machine', name: 'test' },
    body,
    hash: 'a'.repeat(64),
  };
}

describe('web/journal/cards', () => {
  it('has a card for every kind of entry', () => {
    expect(kinds.filter((kind) => !Object.hasOwn(cards, kind))).toEqual([]);
  });

  it.each(kinds)('%s: title in both languages, a sample that the journal would accept, a face in both languages', (kind) => {
    const { sample } = cards[kind];
    const title = entryTitles[kind];
    expect(title.ja).toMatch(/[\u3040-\u30ff\u4e00-\u9fff]/);
    expect(title.en).toMatch(/^[ -~’“”]+$/);
    expect(entrySchemas[kind].safeParse(sample).error).toBeUndefined();
    const { content } = readEntry(wire(kind, sample));
    expect(content.is).toBe('face');
    if (content.is !== 'face') return;
    for (const lang of ['ja', 'en'] as const) {
      const face = content.face({ lang, stream: 'C-2026-0001', nameOf: (id) => id });
      const said = [face.lead, face.quote, face.facts, face.chips].filter((part) => part !== undefined);
      expect(said.length, lang).toBeGreaterThan(0);
    }
  });

  it('says of an erased or unknown entry what it is, and leaves none out', () => {
    expect(readEntry(wire('case.noted', null)).content.is).toBe('erased');
    expect(readEntry(wire('case.noted', { text: 7 })).content.is).toBe('unreadable');
    expect(readEntry(wire('of.a.later.version', {})).content.is).toBe('unreadable');
    expect(readEntry(wire('__proto__', {})).content.is).toBe('unreadable');
  });
});
