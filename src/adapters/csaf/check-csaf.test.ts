// SPDX-License-Identifier: Apache-2.0
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkCsaf } from './check-csaf.ts';

const shared = new URL('../../../../shared/data/advisories/csaf-tests/', import.meta.url).pathname;
type Case = { readonly name: string; readonly valid: boolean };
type Group = { readonly id: string; readonly group: string; readonly failures?: readonly Case[]; readonly valid?: readonly Case[] };

const document = (tracking: object, category = 'csaf_base') => ({
  document: {
    category,
    csaf_version: '2.0',
    publisher: { category: 'vendor', name: 'Example', namespace: 'https://example.jp' },
    title: 'T',
    tracking: {
      current_release_date: '2026-11-01T00:00:00Z',
      id: 'EX-1',
      initial_release_date: '2026-11-01T00:00:00Z',
      status: 'final',
      ...tracking,
    },
  },
});
const history = (...rows: readonly (readonly [string, string])[]) =>
  rows.map(([number, day]) => ({ number, date: `${day}T00:00:00Z`, summary: 's' }));
const failing = async (content: unknown) => {
  const checked = await checkCsaf(Buffer.from(JSON.stringify(content)));
  return checked.is === 'checked' ? checked.failed.map(({ test }) => test) : checked.why;
};

describe('adapters/csaf/check-csaf', () => {
  it('two versions of one date are in order, a version that is left out is named', async () => {
    const same = history(['2', '2026-11-01'], ['1', '2026-11-01']);
    expect(await failing(document({ version: '2', revision_history: same }))).toEqual([]);
    const gap = history(['1', '2026-11-01'], ['3', '2026-11-02']);
    expect(await failing(document({ version: '3', revision_history: gap, current_release_date: '2026-11-02T00:00:00Z' }))).toEqual([
      '6.1.21',
    ]);
    const late = history(['2', '2026-11-01']);
    expect(await failing(document({ version: '2', revision_history: late }))).toEqual(['6.1.21']);
  });

  it.each(['csafsecurityadvisory', 'CSAF–VEX', 'Security Advisory', 'csaf_own', 'vex', 'Informational-Advisory'])(
    '%s is no category of one’s own',
    async (category) => {
      const one = document({ version: '1', revision_history: history(['1', '2026-11-01']) }, category);
      expect(await failing(one)).toContain('6.1.26');
    },
  );

  it.each(['Example Company Security Notice', 'csaf_base'])('%s is a category of one’s own', async (category) => {
    const one = document({ version: '1', revision_history: history(['1', '2026-11-01']) }, category);
    expect(await failing(one)).toEqual([]);
  });

  it('is not thrown off by shapes, and says which tests could not be run', async () => {
    const odd = { document: { csaf_version: '2.0', tracking: { revision_history: [null] } }, vulnerabilities: [null], product_tree: [] };
    const checked = await checkCsaf(Buffer.from(JSON.stringify(odd)));
    expect(checked).toMatchObject({ is: 'checked' });
    expect(checked.is === 'checked' && checked.untested.length).toBeGreaterThan(0);
    for (const bytes of ['', '{', '['.repeat(100_000), '\ud800'])
      expect(await checkCsaf(Buffer.from(bytes))).toMatchObject({ why: 'not-json' });
    expect(await failing({ document: { csaf_version: '2.1' } })).toBe('not-csaf-2.0');
  });

  it.each([
    ['null', null],
    ['a list', [document({})]],
    ['text', 'document'],
    ['an advisory as OSV', { schema_version: '1.7.0', id: 'EX-1', modified: '2026-11-01T00:00:00Z', affected: [] }],
    ['a document that is a list', { document: [] }],
    ['a document that is nothing', { document: null }],
  ])('says of %s that it is no CSAF document', async (_name, content) => {
    expect(await failing(content)).toBe('not-csaf');
  });

  it('tests what has a document, with or without a version', async () => {
    expect(await failing({ document: {} })).toContain('schema');
  });

  describe.skipIf(!existsSync(shared))('OASIS test files (../shared/data/advisories/csaf-tests)', () => {
    it('agrees on every mandatory and every optional one', { timeout: 60_000 }, async () => {
      const { tests } = JSON.parse(readFileSync(`${shared}testcases.json`, 'utf8')) as { readonly tests: readonly Group[] };
      const wrong: string[] = [];
      let looked = 0;
      for (const { id, group, failures = [], valid = [] } of tests)
        for (const one of [...failures.map((row) => ({ ...row, finds: true })), ...valid.map((row) => ({ ...row, finds: false }))]) {
          if (!existsSync(shared + one.name) || group === 'informative') continue;
          looked += 1;
          const checked = await checkCsaf(readFileSync(shared + one.name));
          const { failed, warned } = checked.is === 'checked' ? checked : { failed: [], warned: [] };
          const found = (group === 'mandatory' ? failed : warned).some(({ test }) => test === id || test.startsWith(`${id}.`));
          if (found !== one.finds || (group === 'mandatory' && (failed.length === 0) !== one.valid)) wrong.push(one.name);
        }
      expect(wrong).toEqual([]);
      expect(looked).toBeGreaterThan(100);
    });
  });
});
