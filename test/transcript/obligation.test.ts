// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { removeTree } from '../support/remove-tree.ts';

const folder = mkdtempSync(join(tmpdir(), 'matoi-transcript-'));

/** One call at the console, in a data folder that must stay empty: these commands need no store. */
function matoi(args: readonly string[], zone = 'UTC') {
  const run = spawnSync(process.execPath, ['src/main.ts', ...args], {
    encoding: 'utf8',
    env: { ...process.env, MATOI_DATA: join(folder, 'data'), TZ: zone, LANG: 'C' },
  });
  return { exit: run.status, out: run.stdout, err: run.stderr };
}

describe('transcript/obligation and duty', { timeout: 180_000 }, () => {
  afterAll(() => removeTree(folder));

  it('computes a clock without a store, the same in every zone', () => {
    const args = ['clock', 'compute', '--rule', 'appi.final', '--facts', '{"knownAt":"2026-11-21"}', '--json'];
    const [here, there] = [matoi(args), matoi(args, 'America/New_York')];

    expect(here.exit).toBe(0);
    expect(there.out).toBe(here.out);
    expect(JSON.parse(here.out)).toMatchObject({
      rule: 'appi.final',
      state: 'running',
      deadline: '2026-12-21T14:59:59.000Z',
      strict: false,
      basis: { law: expect.stringContaining('APPI'), article: expect.stringContaining('26'), source: expect.stringContaining('ppc.go.jp') },
    });
  });

  it('gives no final date for a CRA vulnerability until there is a fix', () => {
    const run = matoi(['clock', 'compute', '--rule', 'cra.vulnerability-final', '--facts', '{"awareAt":"2026-11-21T10:00:00Z"}', '--json']);
    expect(JSON.parse(run.out)).toMatchObject({ state: 'undetermined', deadline: null });
  });

  it.each([
    [['clock', 'compute', '--rule', 'nope', '--facts', '{}'], 'clock.rule-unknown'],
    [['clock', 'compute', '--rule', 'gdpr.notification', '--facts', '{'], 'clock.facts-not-json'],
    [['clock', 'compute', '--rule', 'gdpr.notification', '--facts', '{"awareAt":"2026-11-21T10:00:00"}'], 'clock.fact-unreadable'],
    [['duty', 'who', '--at', '\u001b[31mnow'], 'duty.call-unreadable'],
  ])('says what is wrong with %j in three sentences, exit 2', (args, code) => {
    const run = matoi(args);
    expect(run).toMatchObject({ exit: 2, out: '' });
    expect(run.err).toContain(code);
    expect(run.err).not.toContain('\u001b[31m');
  });

  it('says who is on a holiday from a plan in a file, and finds the gap in one without a holiday roster', () => {
    const who = matoi(
      ['duty', 'who', '--plan', 'fixtures/duty/plan.json', '--at', '2026-11-23T12:00:00+09:00', '--json'],
      'America/New_York',
    );
    expect(who.exit).toBe(0);
    expect(JSON.parse(who.out)).toMatchObject({
      day: { date: '2026-11-23', kind: 'holiday', name: { ja: '勤労感謝の日' } },
      rosters: [{ roster: 'primary', person: { id: 'tanaka' } }, { roster: 'manager' }],
    });

    const lint = matoi([
      'duty',
      'lint',
      '--plan',
      'fixtures/duty/plan-with-gap.yaml',
      '--days',
      '400',
      '--at',
      '2026-11-20T00:00:00Z',
      '--json',
    ]);
    expect(lint.exit).toBe(1);
    const found = JSON.parse(lint.out) as { sound: boolean; gaps: object[] };
    expect(found.sound).toBe(false);
    expect(found.gaps[0]).toEqual({ roster: 'primary', from: '2026-11-21T00:00:00.000Z', to: '2026-11-24T00:00:00.000Z', hours: 72 });
  });

  it('has touched no data folder', () => {
    expect(readdirSync(folder)).toEqual([]);
  });
});
