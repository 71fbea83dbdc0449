// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { triageSheetSchema } from '../../src/triage/contract.ts';
import { runMatoi } from '../support/process.ts';
import { removeTree } from '../support/remove-tree.ts';

const folder = mkdtempSync(join(tmpdir(), 'matoi-triage-'));
const mail = new URL('../../fixtures/triage/mails/', import.meta.url).pathname;
afterAll(() => removeTree(folder));
const matoi = (...args: string[]) => runMatoi(args, { MATOI_DATA: folder });

describe('transcript/triage', () => {
  test('a mail without store, data or network gives the whole sheet as its contract says', async () => {
    const ran = await matoi('triage', join(mail, 'ja-lure-tool.eml'), '--json', '--text');
    expect(ran.code).toBe(0);
    const sheet = triageSheetSchema.parse(JSON.parse(ran.stdout));
    expect(sheet.intent.label).toBe('lure');
    for (const hit of sheet.intent.evidence) expect(sheet.text?.slice(hit.start, hit.end)).toBe(hit.quote);
    expect(new Set(sheet.corroboration.map((one) => one.answer))).toEqual(new Set(['not-checkable']));
    expect(sheet.sender.checks.every((check) => check.result === 'not-checkable')).toBe(true);
  });

  test('the shipped copy of KEV answers on a first day, with its date', async () => {
    const ran = await matoi('triage', join(mail, 'en-php-cgi.eml'), '--json');
    const sheet = triageSheetSchema.parse(JSON.parse(ran.stdout));
    const kev = sheet.corroboration.filter((one) => one.source === 'kev');
    expect(kev.map((one) => [one.claim.value, one.answer, one.asOf])).toEqual([['CVE-2024-4577', 'confirmed', '2025-08-25']]);
    expect(kev[0]?.why.en).toMatch(/copy that came with the desk, \d+ days old/);
    expect(sheet.priority.bod2604.points.find((point) => point.key === 'KEV')?.why.en).toContain('2025-08-25');
  });

  test.each([
    ['ja', 'ja-vague-white-hat.eml'],
    ['en', 'en-php-cgi.eml'],
  ])('the sheet on paper, in %s', async (lang, file) => {
    const pdf = join(folder, `${lang}.pdf`);
    const ran = await matoi('triage', join(mail, file), '--pdf', pdf, '--lang', lang);
    expect(ran.code).toBe(0);
    const bytes = readFileSync(pdf);
    expect(bytes.subarray(0, 5).toString('latin1')).toBe('%PDF-');
    expect(bytes.toString('latin1')).toContain('NotoSansJP');
    expect(bytes.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(2);
  });

  test('words for a person hold no live link', async () => {
    const ran = await matoi('triage', join(mail, 'ja-lure-tool.eml'), '--lang', 'ja');
    expect(ran.stdout).toContain('hxxps://web-guard[.]example');
    expect(ran.stdout).not.toMatch(/https:\/\/web-guard/);
    expect(ran.stdout).toContain('■ これから1時間');
  });

  test('status prints every source, the missing ones too', async () => {
    const ran = await matoi('advisories', 'status', '--lang', 'en');
    expect(ran.code).toBe(1);
    for (const source of ['epss', 'cpansa', 'myjvn', 'osv', 'cve', 'nvd', 'csaf'])
      expect(ran.stdout).toMatch(new RegExp(`^${source}\\s+missing`, 'm'));
    expect(ran.stdout).toMatch(/^kev\s+old\s+2025-08-25\s+1404 {2}Copy of 2025-08-25 that came with the desk\. \d+ days old/m);
    expect(ran.stdout).toMatch(/^ssvc\s+present/m);
  });

  test('a wrong call says so', async () => {
    expect((await matoi('triage')).code).toBe(2);
    expect((await matoi('triage', join(folder, 'absent.eml'))).code).toBe(2);
    expect((await matoi('advisories', 'import', 'nosuch', 'x')).code).toBe(2);
  });
});
