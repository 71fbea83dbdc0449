// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import type { Instant } from '../../kernel/instant.ts';
import type { Imported } from '../import/import-outcome.ts';
import { restState, sumsOf } from './import-job.ts';
import type { ImportAsk, ImportItem, ImportJob } from './import-job.ts';
import { meter } from './progress.ts';
import { isZone } from '../formats/read/zone.ts';
import { filesToTake } from './watched-folder.ts';

const now = '2026-11-22T00:00:00.000Z' as Instant;
const found = (name: string, modified: string, bytes = 10) => ({ name, path: `/logs/${name}`, bytes, modified });
const item = (state: ImportItem['state']): ImportItem => ({ path: 'p', name: 'n', bytes: 1, format: null, zone: null, state, fault: null });
const ask = (answered: boolean): ImportAsk => ({
  name: 'n',
  sha256: 'a',
  bytes: 1,
  why: ['format'],
  format: 'csv',
  share: 0.4,
  lines: 1,
  candidates: [],
  sample: [],
  chosen: null,
  answer: answered ? { is: 'leave', by: 'x', at: now } : null,
});
const job = (change: Partial<ImportJob>): ImportJob => ({
  importId: 'I-1',
  number: 1,
  state: 'running',
  origin: { is: 'upload' },
  name: 'n',
  caseId: null,
  by: null,
  madeAt: now,
  endedAt: null,
  bytes: 1,
  received: 1,
  items: [],
  asks: [],
  results: [],
  entered: 0,
  ...change,
});

describe('hunt/sources', () => {
  it('takes from a folder what is new or changed and has been left alone for a minute', () => {
    const files = [
      found('quiet', '2026-11-21T23:50:00.000Z'),
      found('being-written', '2026-11-21T23:59:30.000Z'),
      found('empty', '2026-11-21T20:00:00.000Z', 0),
      found('seen', '2026-11-21T20:00:00.000Z'),
      found('grown', '2026-11-21T23:40:00.000Z', 20),
    ];
    const seen = [
      { name: 'seen', bytes: 10, modified: '2026-11-21T20:00:00.000Z', takenAt: now },
      { name: 'grown', bytes: 10, modified: '2026-11-21T20:00:00.000Z', takenAt: now },
    ];

    expect(filesToTake(files, seen, now).map((one) => one.name)).toEqual(['grown', 'quiet']);
  });

  it('takes a log that never rests once an hour', () => {
    const busy = found('busy', '2026-11-21T23:59:59.000Z', 30);
    const taken = (takenAt: string) => [{ name: 'busy', bytes: 10, modified: '2026-11-21T20:00:00.000Z', takenAt: takenAt as Instant }];

    expect(filesToTake([busy], taken('2026-11-21T23:30:00.000Z'), now)).toEqual([]);
    expect(filesToTake([busy], taken('2026-11-21T22:59:00.000Z'), now)).toHaveLength(1);
  });

  it('says where a job stands: work first, then questions, and failed only when nothing came of it', () => {
    expect(restState(job({ items: [item('waiting')], asks: [ask(false)] }))).toBe('waiting');
    expect(restState(job({ items: [item('done')], asks: [ask(false)] }))).toBe('asks');
    expect(restState(job({ items: [item('done')], asks: [ask(true)] }))).toBe('done');
    expect(restState(job({ items: [item('failed')] }))).toBe('failed');
  });

  it('counts no line twice when a file was known already', () => {
    const one = { state: 'imported', lines: 10, parsed: 8, rejected: 2, headers: 1, from: 'b', to: 'c' } as Imported;
    const again = { ...one, state: 'known-already', from: 'a' } as Imported;

    expect(sumsOf([one, again])).toEqual({ files: 1, known: 1, lines: 10, parsed: 8, rejected: 1, from: 'b', to: 'c' });
  });

  it('measures bytes, lines, rate and what is left, and never runs past the end', () => {
    const clock = { at: 0 };
    const gauge = meter(
      'I-1',
      200,
      () => clock.at,
      () => undefined,
    );
    gauge.begin(100);
    clock.at = 2000;
    gauge.onProgress({ file: 'a', phase: 'keep', done: 100, of: null });
    expect(gauge.read()).toMatchObject({ bytes: 50, of: 200, bytesPerSecond: 25, secondsLeft: 6, lines: 0 });
    gauge.onProgress({ file: 'a', phase: 'load', done: 5, of: 10 });
    expect(gauge.read()).toMatchObject({ bytes: 75, lines: 5 });
    gauge.end(10);
    gauge.begin(100);
    gauge.onProgress({ file: 'b', phase: 'keep', done: 9999, of: null });
    expect(gauge.read()).toMatchObject({ bytes: 150, lines: 10 });
    gauge.stop();
    expect([gauge.stopped(), gauge.read().stopping]).toEqual([true, true]);
  });

  it.each([
    ['+09:00', true],
    ['Asia/Tokyo', true],
    ['UTC', true],
    ['+99:00', false],
    ['Tokyo; DROP', false],
    ['', false],
    ['Nowhere/City', false],
  ])('knows a zone from a text: %s', (text, known) => {
    expect(isZone(text)).toBe(known);
  });
});
