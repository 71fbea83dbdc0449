// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestDesk } from '../support/desk.ts';
import type { TestDesk } from '../support/desk.ts';
import { labGatewayNeeds, openLabGateway } from '../support/lab-gateway.ts';
import type { LabGateway } from '../support/lab-gateway.ts';
import { labLacks } from '../support/lab-needs.ts';
import { runMatoi } from '../support/process.ts';
import type { Ran } from '../support/process.ts';
import { addressOf, ownPassword, PASSWORD } from '../support/role-visitors.ts';
import { removeTree } from '../support/remove-tree.ts';

const fixture = (name: string) => fileURLToPath(new URL(`../../fixtures/${name}`, import.meta.url));
const lacks = labLacks(labGatewayNeeds);
const MINUTES = 180_000;
const held: { desk: TestDesk | null; work: string; caseId: string; gateway: LabGateway | null } = {
  desk: null,
  work: '',
  caseId: '',
  gateway: null,
};

/** Each command is a process of its own on one desk, as a person at a console would run it. */
function matoi(...args: string[]): Promise<Ran> {
  const desk = { DATABASE_URL: held.desk?.databaseUrl ?? '', MATOI_DATA: held.desk?.dataFolder ?? '', MATOI_LANG: 'en' };
  return runMatoi(args, { ...desk, ...held.gateway?.env });
}
/** In the name of a person of the register, who types their password. */
const released = (...more: string[]) =>
  runMatoi(
    ['contain', 'release', '--case', held.caseId, '--plan', 'K-1', '--as', addressOf('manager'), ...more],
    { DATABASE_URL: held.desk?.databaseUrl ?? '', MATOI_DATA: held.desk?.dataFolder ?? '', MATOI_LANG: 'en' },
    `${PASSWORD}\n`,
  );
const ofCase = (verb: string, ...more: string[]) => matoi('contain', verb, '--case', held.caseId, '--plan', 'K-1', ...more);

beforeAll(async () => {
  held.desk = await openTestDesk();
  const added = await matoi('people', 'add', 'manager', '--address', addressOf('manager'), '--role', 'manager', '--json');
  const { personId } = (JSON.parse(added.stdout) as { person: { personId: string } }).person;
  await ownPassword(held.desk, personId, 'manager');
  held.work = await mkdtemp(join(tmpdir(), 'matoi-transcript-work-'));
  if (lacks === null) held.gateway = await openLabGateway('cli');
});
afterAll(async () => {
  await held.gateway?.close();
  await held.desk?.close();
  removeTree(held.work);
});

describe('transcript/containment-desk', () => {
  it(
    'a report opens a case; a plan is made beside it, proposed, and cannot be applied before it is released',
    async () => {
      const received = await matoi('receive', fixture('intake/report--white-hacker-iso-2022-jp.eml'), '--jsonl');
      held.caseId = (JSON.parse(received.stdout) as { caseId: string }).caseId;
      expect(held.caseId).toMatch(/^C-\d{4}-\d{4}$/);
      const travel = (name: string) => fixture(`containment/travel-company/${name}`);
      const planned = await matoi(
        'contain',
        'plan',
        '--flows',
        travel('flows-cloud-mail.csv'),
        '--inventory',
        travel('inventory-cloud-mail.csv'),
        '--indicators',
        travel('indicators-day-one.csv'),
        '--json',
      );
      expect(planned.code).toBe(0);
      const file = join(held.work, 'plan.json');
      await writeFile(file, planned.stdout);

      const proposed = await matoi('contain', 'propose', file, '--case', held.caseId);
      const early = await ofCase('apply', '--gateway', 'lab-gateway');

      expect([proposed.code, proposed.stdout]).toEqual([0, 'K-1\n']);
      expect(early.code).toBe(2);
      expect(early.stderr).toContain('Plan K-1 has not been released.');
      expect(early.stderr).toContain('A named person must release it before it is applied.');
    },
    MINUTES,
  );

  it(
    'the release names who and why; without a reason there is none',
    async () => {
      const nobody = await ofCase('release', '--option', 'isolate', '--reason', 'a script');
      const silent = await released('--option', 'isolate');
      const done = await released('--option', 'isolate', '--reason', 'stops the unknown ones too');

      expect([nobody.code, silent.code, done.code, done.stdout]).toEqual([2, 2, 0, 'done\n']);
      expect(nobody.stderr).toContain('This wants a named person');
      expect(silent.stderr).toContain('--reason is needed.');
      const shown = await matoi('journal', 'show', held.caseId, '--json');
      expect(shown.stdout).toContain('containment.plan-released');
      expect(shown.stdout).toContain('stops the unknown ones too');
      expect(shown.stdout).not.toContain('a script');
    },
    MINUTES,
  );

  it(
    `applied with a dead-man, confirmed, rolled back; the journal's chain holds${lacks === null ? '' : ` — skipped, missing: ${lacks}`}`,
    async ({ skip }) => {
      skip(lacks !== null, `skipped, missing: ${lacks}`);
      const rules = () => held.gateway?.rules() ?? '';

      const applied = await ofCase('apply', '--gateway', 'lab-gateway', '--dead-man', '120');
      expect([applied.code, applied.stdout, applied.stderr]).toEqual([0, 'done\n', '']);
      expect(rules()).toContain('10.66.1.22');
      const confirmed = await ofCase('confirm', '--json');
      expect([confirmed.code, JSON.parse(confirmed.stdout)]).toEqual([0, { state: 'confirmed' }]);
      expect(rules()).toContain('10.66.1.22');
      const undone = await ofCase('rollback', '--reason', 'computers replaced');
      expect([undone.code, undone.stdout]).toEqual([0, 'done\n']);
      expect(rules()).not.toContain('10.66.1.22');

      const verified = await matoi('journal', 'verify', '--json');
      expect(verified.code).toBe(0);
      const again = await ofCase('apply', '--gateway', 'lab-gateway');
      expect(again.stderr).toContain('Plan K-1 has not been released.');
    },
    MINUTES,
  );

  it(
    'nobody confirms: it undoes itself at the gateway, and confirming late says so with exit code 1',
    async ({ skip }) => {
      skip(lacks !== null, `skipped, missing: ${lacks}`);
      await released('--option', 'isolate', '--reason', 'once more');
      expect((await ofCase('apply', '--gateway', 'lab-gateway', '--dead-man', '2')).code).toBe(0);
      await expect.poll(() => held.gateway?.rules() ?? '', { timeout: 15_000 }).not.toContain('10.66.1.22');

      const late = await ofCase('confirm', '--json');

      expect([late.code, JSON.parse(late.stdout)]).toEqual([1, { state: 'undone' }]);
      const shown = await matoi('journal', 'show', held.caseId, '--json');
      expect(shown.stdout).toContain('no-confirmation');
    },
    MINUTES,
  );
});
