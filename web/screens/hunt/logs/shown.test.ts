// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import type { ImportAskWire } from '../../../../src/hunt/sources/sources.contract.ts';
import { alikeOf } from './alike.ts';
import { columnsOf, dayName, daysBetween } from './days-between.ts';
import { asEvidence, timeInZone } from '../pieces/evidence-text.ts';
import { headingsOf, looksLikeTable } from './headings.ts';
import { percentOf } from './percent.ts';

describe('web/screens/hunt/shown', () => {
  it('counts days over a month and a leap day, and names them with their weekday', () => {
    expect(daysBetween('2024-02-28', '2024-03-01')).toEqual(['2024-02-28', '2024-02-29', '2024-03-01']);
    expect(daysBetween('2024-03-01', '2024-02-28')).toEqual([]);
    expect([dayName('2026-11-21', 'ja'), dayName('2026-11-21', 'en')]).toEqual(['2026年11月21日(土)', 'Sat 21 Nov 2026']);
  });

  it('folds only stretches in which no log has anything for three weeks', () => {
    const short = columnsOf(new Set(['2026-11-01', '2026-11-04']));
    expect(short.map((one) => one.from)).toEqual(['2026-11-01', '2026-11-02', '2026-11-03', '2026-11-04']);
    const long = columnsOf(new Set(['2015-05-17', '2026-11-10']));
    expect(long).toEqual([
      { from: '2015-05-17', to: '2015-05-17', days: 1 },
      { from: '2015-05-18', to: '2026-11-09', days: 4194 },
      { from: '2026-11-10', to: '2026-11-10', days: 1 },
    ]);
  });

  it('calls only the whole 100%', () => {
    expect([percentOf(1, 'en'), percentOf(0.999_99, 'en'), percentOf(0.5, 'en')]).toEqual(['100%', '99.99%', '50%']);
  });

  it('shows a time as the line’s own clock showed it', () => {
    expect(timeInZone('2026-11-10T03:00:00Z', '+0900')).toBe('2026-11-10 12:00:00 +09:00');
    expect(timeInZone('2026-11-10T03:00:00Z', '-03:30')).toBe('2026-11-09 23:30:00 -03:30');
    expect(timeInZone('2026-11-10T03:00:00Z', '')).toBe('2026-11-10 03:00:00 UTC');
    expect(timeInZone('2026-11-10T03:00:00Z', 'Asia/Tokyo')).toBe('2026-11-10 12:00:00 Asia/Tokyo');
    expect(timeInZone('2026-11-10T03:00:00Z', 'no zone')).toBeNull();
  });

  it('copies everything that finds a line again', () => {
    const line = {
      file: 1,
      name: 'a.log',
      sha256: 's',
      line: 7,
      offset: 90,
      digest: 'd',
      text: 'GET /',
      at: '2026-11-10T03:00:00Z',
      zone: '+0900',
      zoneOrigin: 'line',
      reject: '',
      cut: false,
    };

    expect(asEvidence(line, 'en').split('\n')).toEqual([
      'File: a.log',
      'SHA-256 of the file: s',
      'Line: 7  Offset: 90',
      'SHA-256 of the line: d',
      'Time of the line: 2026-11-10 12:00:00 +09:00 = 2026-11-10T03:00:00Z',
      'GET /',
      '',
    ]);
  });

  it('cuts the headings of a table at its own separator', () => {
    expect(headingsOf('"日時";送信元;送信元;\\x0d')).toEqual(['日時', '送信元']);
    expect(headingsOf('a,b c,d')).toEqual(['a', 'b c', 'd']);
    expect(looksLikeTable(['when,who,where', '1,2,3', '4,5,6', ''])).toBe(true);
    expect([looksLikeTable(['', 'a,b,c']), looksLikeTable(['a,b,c', 'one two']), looksLikeTable(['a,b,c'])]).toEqual([false, false, false]);
  });

  it('groups questions about files whose names differ in figures only', () => {
    const ask = (name: string, why: ImportAskWire['why'] = ['format']) =>
      ({ name, why, candidates: [], answer: null }) as unknown as ImportAskWire;
    const groups = alikeOf([ask('a.01.log'), ask('b.log'), ask('a.02.log'), ask('a.03.log', ['zone'])]);

    expect(groups.map((group) => group.map((one) => one.name))).toEqual([['a.01.log', 'a.02.log'], ['b.log'], ['a.03.log']]);
  });
});
