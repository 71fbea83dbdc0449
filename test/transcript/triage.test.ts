// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { triageSheetSchema } from '../../src/triage/contract.ts';
import { runMatoi } from '../support/process.ts';

const folder = mkdtempSync(join(tmpdir(), 'matoi-triage-'));
const mail = new URL('../../fixtures/triage/mails/', import.meta.url).pathname;
afterAll(() => rmSync(folder, { recursive: true, force: true }));
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

  test('words for a person hold no live link', async () => {
    const ran = await matoi('triage', join(mail, 'ja-lure-tool.eml'), '--lang', 'ja');
    expect(ran.stdout).toContain('hxxps://web-guard[.]example');
    expect(ran.stdout).not.toMatch(/https:\/\/web-guard/);
    expect(ran.stdout).toContain('■ これから1時間');
  });

  test('status prints every source, the missing ones too', async () => {
    const ran = await matoi('advisories', 'status', '--lang', 'en');
    expect(ran.code).toBe(1);
    for (const source of ['kev', 'epss', 'ssvc', 'cpansa', 'myjvn', 'osv', 'cve', 'nvd'])
      expect(ran.stdout).toMatch(new RegExp(`^${source}\\s+missing`, 'm'));
  });

  test('a wrong call says so', async () => {
    expect((await matoi('triage')).code).toBe(2);
    expect((await matoi('triage', join(folder, 'absent.eml'))).code).toBe(2);
    expect((await matoi('advisories', 'import', 'nosuch', 'x')).code).toBe(2);
  });
});
