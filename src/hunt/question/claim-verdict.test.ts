// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import type { Instant } from '../../kernel/instant.ts';
import type { Coverage, SourceCoverage } from './coverage.ts';
import type { ClaimNumbers } from './claim-answer.ts';
import { verdictOf } from './claim-verdict.ts';

const source: SourceCoverage = {
  dataset: 'apache.access',
  table: 'web',
  role: 'server',
  columns: [],
  fileIds: [1],
  files: 1,
  lines: 100,
  looked: 100,
  from: '2026-11-01T00:00:00Z',
  to: '2026-11-08T00:00:00Z',
  series: [{ from: '2026-11-01T00:00:00Z', to: '2026-11-08T00:00:00Z', names: ['access.log'] }],
  timeOrigins: ['line'],
  originLines: { line: 100 },
  datesOf: [],
  gaps: [],
  hours: 168,
};
const spanning = (from: string | null, to: string | null): SourceCoverage => ({
  ...source,
  from,
  to,
  series: [{ from, to, names: ['access.log'] }],
});
const coverage: Coverage = {
  period: { since: null, until: null },
  sources: [source],
  files: 1,
  lines: 100,
  parsed: 100,
  rejected: 0,
  headers: 0,
  truncatedFiles: [],
  zones: [],
  spoilt: [],
  notLookedAt: [],
};
const none: ClaimNumbers = {
  requests: 0,
  sources: 0,
  first: null,
  last: null,
  attackShaped: 0,
  attackSources: 0,
  attackAnswered: 0,
  shapes: [],
  posts: 0,
  statuses: [],
  methods: [],
  topSources: [],
  usualBytes: 0,
  unusuallyLarge: 0,
  bytesOut: 0,
  followUps: 0,
  rejectedMentions: 0,
  otherCase: 0,
};
const whole = { holes: [], attackHoles: [], adrift: 0 };
const at = (text: string) => text as Instant;
const claim = {
  kind: 'requested',
  path: '/x.cgi',
  period: { since: at('2026-11-02T00:00:00.000Z'), until: at('2026-11-07T00:00:00.000Z') },
} as const;

describe('hunt/question/claim-verdict', () => {
  it('refutes only when the whole period was looked at', () => {
    expect(verdictOf(claim, none, coverage, whole).verdict).toBe('refuted');
  });
  it('speaks only of the lines and the days that were asked for', () => {
    const [why] = verdictOf(claim, none, { ...coverage, sources: [{ ...source, looked: 71 }] }, whole).why;
    expect(why?.en).toContain("In 71 lines of the web server's log of 2026-11-02T00:00:00.000Z – 2026-11-07T00:00:00.000Z");
    expect(why?.ja).toContain('2026-11-02T00:00:00.000Z – 2026-11-07T00:00:00.000Z のウェブサーバーのログ 71 行に');
  });
  it.each([
    ['no log at all', none, { ...coverage, sources: [] }],
    ['a log that begins too late', none, { ...coverage, sources: [spanning('2026-11-03T00:00:00Z', source.to)] }],
    ['a log that ends too early', none, { ...coverage, sources: [spanning(source.from, '2026-11-06T00:00:00Z')] }],
    [
      'hours without a line',
      none,
      { ...coverage, sources: [{ ...source, gaps: [{ from: '2026-11-03T01:00:00.000Z', to: '2026-11-03T04:00:00.000Z', hours: 3 }] }] },
    ],
    ['an unreadable line with the path', { ...none, rejectedMentions: 1 }, coverage],
    ['a request in other letters', { ...none, otherCase: 1 }, coverage],
    [
      'lines whose zone was guessed, when days are asked for',
      none,
      { ...coverage, sources: [{ ...source, timeOrigins: ['line', 'guessed'] }] },
    ],
    ['one of two logs that ends too early', none, { ...coverage, sources: [source, spanning(source.from, '2026-11-05T00:00:00Z')] }],
    ['a file that breaks off', none, { ...coverage, truncatedFiles: ['a.gz'] }],
  ])('cannot tell with %s', (_, numbers, looked) => {
    const judged = verdictOf(claim, numbers, looked, whole);
    expect(judged.verdict).toBe('cannot-tell');
    expect(judged.why.length).toBeGreaterThan(0);
  });
  it('cannot refute an attack while bodies are not in the log', () => {
    expect(verdictOf({ ...claim, kind: 'attacked' }, { ...none, requests: 3, posts: 3 }, coverage, whole).verdict).toBe('cannot-tell');
  });
  it('supports what it found, with gaps or without', () => {
    expect(verdictOf(claim, { ...none, requests: 1 }, { ...coverage, truncatedFiles: ['a'] }, whole).verdict).toBe('supported');
  });
});
