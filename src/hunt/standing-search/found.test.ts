// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import type { Sighting } from '../indicator/search.ts';
import { foundOf } from './found.ts';

const seen = (more: Partial<Sighting>): Sighting => ({
  indicator: 'c2.example',
  kind: 'domain',
  value: 'c2.example',
  computer: '10.0.0.1',
  role: 'host',
  table: 'web',
  count: 1,
  first: '2026-11-20T00:00:00Z',
  last: '2026-11-20T01:00:00Z',
  lines: [],
  ...more,
});

describe('hunt/standing-search/found', () => {
  it('adds up what one indicator met in different logs, each computer once', () => {
    const found = foundOf([
      seen({ count: 4 }),
      seen({ table: 'dns', role: 'question', value: 'a.c2.example', count: 2, first: '2026-11-19T00:00:00Z' }),
      seen({ computer: '10.0.0.2', last: '2026-11-21T00:00:00Z' }),
      seen({ kind: 'url', indicator: 'c2.example/x' }),
    ]);
    expect(found).toEqual([
      { kind: 'domain', value: 'c2.example', hits: 7, computers: 2, first: '2026-11-19T00:00:00Z', last: '2026-11-21T00:00:00Z' },
      { kind: 'url', value: 'c2.example/x', hits: 1, computers: 1, first: '2026-11-20T00:00:00Z', last: '2026-11-20T01:00:00Z' },
    ]);
  });

  it('of nothing is nothing', () => {
    expect(foundOf([])).toEqual([]);
  });
});
