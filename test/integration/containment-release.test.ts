// SPDX-License-Identifier: Apache-2.0
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { planFiles } from '../../src/adapters/containment-files/files.ts';
import { caseCommands } from '../../src/containment/case/case.commands.ts';
import { casePlan } from '../../src/containment/case/case-plan.ts';
import { highsSolver } from '../../src/adapters/highs/solver.ts';
import { containmentCommands } from '../../src/containment/commands.ts';
import { containmentRoutes } from '../../src/containment/routes.ts';
import type { CommandCall, CommandSpec } from '../../src/edge/command.ts';
import type { Caller } from '../../src/edge/route.ts';
import { parseCaseId } from '../../src/journal/stream.ts';
import type { CaseId } from '../../src/journal/stream.ts';
import type { Problem } from '../../src/kernel/problem.ts';
import { openTestDesk } from '../support/desk.ts';
import { noLogs } from '../support/no-logs.ts';
import type { TestDesk } from '../support/desk.ts';
import { readApart } from '../../src/wiring/threads/read-apart.ts';
import { everythingReal } from '../support/passing.ts';

const fixture = (name: string) => fileURLToPath(new URL(`../../fixtures/containment/travel-company/${name}`, import.meta.url));
const sato = { type: 'person', id: 'P-0001', name: '佐藤' } as const;
let desk: TestDesk;
let commands: readonly CommandSpec[];

beforeAll(async () => {
  desk = await openTestDesk();
  const { journal, blobs } = desk;
  const noGateway = () => {
    throw new Error('nothing may be applied here');
  };
  commands = [
    ...containmentCommands({
      files: planFiles,
      logs: noLogs,
      solver: highsSolver,
      clock: desk.clock,
      open: () => Promise.resolve({ journal, blobs }),
      // A kernel that stops everything: it must differ from a plan that lets the kept services pass.
      laboratory: {
        missing: () => Promise.resolve([]),
        open: () =>
          Promise.resolve({
            loadNft: () => Promise.resolve(null),
            inRouter: () => Promise.resolve({ code: 0, output: '' }),
            probe: (probes) => Promise.resolve(probes.map(() => false)),
            close: () => Promise.resolve(),
          }),
      },
    }),
    ...caseCommands({
      files: planFiles,
      open: () => Promise.resolve({ journal, blobs, hash: desk.base.hash, passing: everythingReal, enforcer: noGateway }),
    }),
  ];
});
afterAll(() => desk.close());

type Told = { readonly code: number; readonly json: unknown; readonly problems: readonly Problem[] };

async function matoi(
  verb: string,
  options: Readonly<Record<string, string>>,
  args: readonly string[] = [],
  person: CommandCall['person'] = null,
): Promise<Told> {
  const command = commands.find((one) => one.path.join(' ') === `contain ${verb}`);
  if (command === undefined) throw new Error(`no command ${verb}`);
  const told: { json: unknown; problems: Problem[] } = { json: null, problems: [] };
  const quiet = () => undefined;
  const call: CommandCall = {
    args,
    flag: () => false,
    text: (name) => options[name],
    texts: (name) => (options[name] === undefined ? [] : [options[name]]),
    lang: 'en',
    format: 'json',
    out: {
      line: quiet,
      jsonLine: quiet,
      row: quiet,
      item: quiet,
      bytes: quiet,
      note: quiet,
      json: (value) => void (told.json = value),
      problem: (problem) => void told.problems.push(problem),
    },
    stdin: () => (async function* nothing() {})(),
    operator: 'sato',
    person,
  };
  return { code: await command.run(call), ...told };
}

async function newCase(): Promise<CaseId> {
  const { caseId } = await desk.journal.write((writing) =>
    writing.openCase({ type: 'person', id: 'p1', name: '佐藤 美咲' }, () => [
      { kind: 'case.opened', body: { title: '遠隔操作', reportId: 'R-1' } },
    ]),
  );
  return caseId;
}

describe('integration/containment-release', () => {
  test('a plan is proposed, verified and released by the console, and only a person releases by the API', async () => {
    const caseId = await newCase();
    const made = await matoi('plan', {
      flows: fixture('flows-cloud-mail.csv'),
      inventory: fixture('inventory-cloud-mail.csv'),
      indicators: fixture('indicators-day-one.csv'),
    });
    const path = `${desk.dataFolder}/plan.json`;
    await planFiles.write(path, JSON.stringify(made.json));

    expect((await matoi('propose', { case: caseId }, [path])).json).toEqual({ planId: 'K-1' });
    const early = await matoi('apply', { case: caseId, plan: 'K-1', gateway: 'local' });
    expect(early.code).toBe(2);
    expect(early.problems.map((one) => one.code)).toEqual(['containment.not-released']);

    const verified = await matoi('verify', { case: caseId, plan: 'K-1', option: 'isolate', probes: '60' });
    expect(verified.code).toBe(1);

    const route = containmentRoutes({ ...desk, gateways: [] }).find((one) => one.path.endsWith('/release'));
    const asKey: Caller = { personId: 'k1', name: 'bot', roles: ['manager'], machine: true };
    const request = {
      params: { caseId, planId: 'K-1' },
      query: undefined,
      body: { option: 'isolate', reason: 'now' },
      lang: 'en' as const,
    };
    const refused = await route?.handle({ ...request, who: asKey, ifMatch: null, uploads: [], apart: readApart, address: '127.0.0.1' });
    expect(refused).toHaveProperty('problem.code', 'containment.not-released');

    const asked = { case: caseId, plan: 'K-1', option: 'isolate', reason: '業務を残せる' };
    expect((await matoi('release', { case: caseId, plan: 'K-1', option: 'isolate' }, [], sato)).code).toBe(2);
    // The account of the console is nobody whom the desk knows, whatever calls the use-case.
    expect((await matoi('release', asked)).problems.map((one) => one.code)).toEqual(['containment.not-released']);
    expect((await matoi('release', asked, [], sato)).code).toBe(0);

    const forever = await matoi('apply', { case: caseId, plan: 'K-1', gateway: 'local', 'dead-man': '0' });
    expect([forever.code, forever.problems.map((one) => one.code)]).toEqual([2, ['containment.no-dead-man']]);

    const found = await casePlan(desk, parseCaseId(caseId) ?? caseId, 'K-1');
    if (!found.ok) throw new Error(found.error.code);
    expect(found.value.row.released).toMatchObject({ option: 'isolate', by: '佐藤', reason: '業務を残せる' });
    expect(found.value.row.verified).toMatchObject({ option: 'isolate', how: 'laboratory' });
    expect(found.value.row.verified?.differences).toBeGreaterThan(0);
    const entries = await desk.journal.entries(caseId, 0, 100);
    expect(entries.map((one) => one.kind)).toEqual([
      'case.opened',
      'containment.plan-proposed',
      'containment.plan-verified',
      'containment.plan-released',
    ]);
  });
});
