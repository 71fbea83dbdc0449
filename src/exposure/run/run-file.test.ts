// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRunFile } from './run-file.ts';

const base64 = (text: string) => Buffer.from(text).toString('base64');
const told = { code: 'plain', ja: '通常のファイル', en: 'ordinary file' };
const finding = (path: string, proof: 'proved' | 'derived' = 'proved') => ({
  rule: 'tamperable',
  severity: 'high',
  path: 'what the file says here is not taken',
  pathBytes: base64(path),
  type: 'f',
  mode: '0666',
  acl: false,
  owner: 'web1',
  group: 'web1',
  tenant: 'web1',
  detail: told,
  grants: [{ to: 'tenants', tenants: 2, everyOther: true, names: ['web2'], rights: ['read'] }],
  proof,
  proofReason: told,
});
const file = (findings: readonly ReturnType<typeof finding>[], more: object = {}) => ({
  completeness: { status: 'complete', reasons: [] },
  totals: { objects: 10, findings: findings.length, proved: findings.filter((one) => one.proof === 'proved').length, tenants: 2 },
  run: { root: base64('/srv'), only: null, unsettled: [] },
  findings,
  ...more,
});
const read = (value: unknown) => readRunFile(JSON.stringify(value));

describe('exposure/run-file', () => {
  it('gives the run that was written, with shown paths made from their bytes', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z\u202e\n\u00e9]{1,12}$/), { maxLength: 6 }), (names) => {
        const run = read(file(names.map((name) => finding(`/srv/${name}`))));
        if (!run.ok) throw new Error(run.error);
        expect(run.value.findings.map((one) => one.pathBytes)).toEqual(names.map((name) => base64(`/srv/${name}`)));
        for (const one of run.value.findings) expect(one.path).not.toMatch(/[\n\u202e]|not taken/);
      }),
    );
  });

  it('refuses what was cut off at any place', () => {
    const whole = JSON.stringify(file([finding('/srv/a'), finding('/srv/b', 'derived')]));
    fc.assert(
      fc.property(fc.integer({ min: 0, max: whole.length - 1 }), (end) => {
        expect(readRunFile(whole.slice(0, end)).ok).toBe(false);
      }),
    );
  });

  it.each([
    ['a finding left out', file([finding('/srv/a')], { totals: { objects: 10, findings: 2, proved: 2, tenants: 2 } }), 'not-whole'],
    ['a proof added', file([finding('/srv/a', 'derived')], { totals: { objects: 10, findings: 1, proved: 1, tenants: 2 } }), 'not-whole'],
    ['a rule of nobody', file([{ ...finding('/srv/a'), rule: 'none' }]), 'not-a-run'],
    ['a root that is no path', file([], { run: { root: '%', only: null, unsettled: [] } }), 'not-a-run'],
    ['another home', file([finding('/srv/a/x')], { run: { root: base64('/srv/b'), only: 'b', unsettled: [] } }), 'outside-its-root'],
  ])('refuses %s', (_, value, error) => expect(read(value)).toEqual({ ok: false, error }));

  it('bounds texts and makes them inert', () => {
    const run = read(file([{ ...finding('/srv/a'), owner: `web\u202e${'x'.repeat(1500)}` }]));
    const [one] = run.ok ? run.value.findings : [];
    expect(one?.owner.length).toBeLessThanOrEqual(500);
    expect(one?.owner).not.toContain('\u202e');
  });
});
