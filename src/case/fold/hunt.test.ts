// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Entry } from '../entry.ts';
import { answerOf, answerOfAll, answerSentence, answerWord } from './words/hunt-answer.ts';
import { sightingsOf } from './hunt-sightings.ts';
import { huntFold, soughtIn } from './hunt.ts';
import type { HuntView } from './hunt.ts';

/** What no text about a search without a line of a log may say. */
const SAYS_NONE = /該当(端末)?なし|none found|nothing (was )?found|\b0\b/i;

describe('case/fold/hunt', () => {
  test('nothing found is an answer only where there were lines to look at', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), (hits, linesLookedAt) => {
        const answer = answerOf({ hits, linesLookedAt });
        expect(answer.is === 'none').toBe(hits === 0 && linesLookedAt > 0);
        expect(answer.is === 'not-checkable').toBe(hits === 0 && linesLookedAt === 0);
        if (answer.is !== 'not-checkable') return;
        for (const said of [answerWord(answer), answerSentence(answer)])
          for (const text of [said.ja, said.en]) expect(text).not.toMatch(SAYS_NONE);
      }),
    );
  });

  test('of several searches, one that found something or had a log speaks before one that had none', () => {
    const blind = { hits: 0, linesLookedAt: 0 };
    expect(answerOfAll([]).is).toBe('not-looked');
    expect(answerOfAll([blind, { hits: 0, linesLookedAt: 5 }]).is).toBe('none');
    expect(answerOfAll([blind, { hits: 2, linesLookedAt: 5 }, { hits: 0, linesLookedAt: 9 }]).is).toBe('found');
  });

  test('the strip has no number of computers while there was no log, and the next step is to get one', () => {
    const view = after(searched(0, 0));
    expect(soughtIn(view)).toEqual({ is: 'not-checkable', why: 'no-log' });
    expect(huntFold.stations(view).spread).toMatchObject({ word: { ja: '調査不能（ログなし）' }, number: null });
    expect(huntFold.next(view, new Set()).map((one) => one.id)).toContain('hunt.logs-to-look-in');
    expect(huntFold.judgement(view)).toMatchObject({ known: [], notCheckable: [{ id: 'hunt.searched.indicators' }] });
  });

  test('with lines looked at, the number of computers is none, and stays so until the logs cannot be asked any more', () => {
    const view = after(searched(0, 400));
    expect(huntFold.stations(view).spread).toMatchObject({ word: { en: 'none in what was looked at' }, number: { value: 0 } });
    const lost = after(searched(0, 400), entry(3, 'hunt.not-searched', { why: 'engine-lost', asked: 1 }));
    expect(huntFold.stations(lost).spread).toMatchObject({ word: { en: 'not checkable (the logs cannot be asked)' }, number: null });
  });

  test('a search that a person asked for stands beside the desk’s own and never takes its computers away', () => {
    const machine = { name: 'PC-1', addresses: ['10.0.0.1'], destinations: ['evil.example'], sure: true, user: '', department: '' };
    const found = {
      asked: 1,
      hits: 3,
      linesLookedAt: 9,
      computers: ['10.0.0.1'],
      top: [],
      first: null,
      last: null,
      notLookedAt: [],
      digest: 'b',
    };
    const desk = entry(2, 'hunt.searched', { what: 'indicators', ...found, machines: [machine] });
    const view = after(desk, entry(3, 'hunt.searched', { what: 'indicators', ...found, hits: 0, computers: [] }));
    expect(sightingsOf(view)?.machines).toEqual([machine]);
    expect(soughtIn(view).is).toBe('found');
    expect(huntFold.stations(view).spread).toMatchObject({ number: { value: 1 } });
    expect(huntFold.judgement(view).known.map(({ id }) => id)).toEqual(['hunt.searched.indicators', 'hunt.searched.indicators.asked']);
    expect(sightingsOf(after(desk, entry(4, 'hunt.searched', { what: 'indicators', ...found, machines: [] })))?.machines).toEqual([]);
  });
});

function after(...entries: readonly Entry[]): HuntView {
  return entries.reduce((view, one) => huntFold.apply(view, one), huntFold.initial);
}

function searched(hits: number, linesLookedAt: number): Entry {
  const none = { computers: [], top: [], first: null, last: null, notLookedAt: [], digest: 'a' };
  return entry(2, 'hunt.searched', { what: 'indicators', asked: 1, hits, linesLookedAt, ...none, machines: [] });
}

function entry(seq: number, kind: string, body: unknown): Entry {
  return {
    seq,
    stream: 'C-2026-0001',
    kind,
    body,
    at: '2026-11-29T00:00:00.000Z',
    actor: { type: 'machine', name: 'hunt' },
  } as unknown as Entry;
}
