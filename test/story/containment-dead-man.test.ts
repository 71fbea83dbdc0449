// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { applyPlan, confirmPlan, lookAtGateway } from '../../src/containment/apply-plan.ts';
import type { ApplyDeps } from '../../src/containment/apply-plan.ts';
import { casePlan, proposePlan, releasePlan } from '../../src/containment/case-plan.ts';
import type { Enforcer } from '../../src/containment/enforcer.port.ts';
import { readIndicators } from '../../src/containment/indicator.ts';
import { readInventory } from '../../src/containment/read-inventory.ts';
import { study } from '../../src/containment/register/study.ts';
import { watchContainment } from '../../src/containment/watch.ts';
import type { CaseId } from '../../src/journal/stream.ts';
import { unwrap } from '../../src/kernel/result.ts';
import { openTestDesk } from '../support/desk.ts';
import type { TestDesk } from '../support/desk.ts';

const fixture = (name: string) => readFileSync(new URL(`../../fixtures/containment/travel-company/${name}`, import.meta.url), 'utf8');
const aoki = { type: 'person', id: 'P-1', name: '青木' } as const;
/** A gateway that says what the test tells it; the scripts themselves are proved on a real kernel elsewhere. */
const gateway: { cause: Awaited<ReturnType<Enforcer['undoneBecause']>>; reachable: boolean; ran: string[] } = {
  cause: null,
  reachable: true,
  ran: [],
};
let desk: TestDesk;
let deps: ApplyDeps;

beforeAll(async () => {
  desk = await openTestDesk();
  deps = {
    journal: desk.journal,
    blobs: desk.blobs,
    hash: desk.base.hash,
    enforcer: () => ({
      put: () => (gateway.reachable ? Promise.resolve() : Promise.reject(new Error('no route to host'))),
      run(script) {
        gateway.ran.push(script);
        return Promise.resolve({ code: 0, output: 'done' });
      },
      undoneBecause: () => Promise.resolve(gateway.cause),
    }),
  };
});
afterAll(() => desk.close());

async function released(): Promise<CaseId> {
  const { caseId } = await desk.journal.write((writing) =>
    writing.openCase(aoki, () => [{ kind: 'case.opened', body: { title: '遠隔操作', reportId: null } }]),
  );
  const lines = (async function* each() {
    yield* fixture('flows-cloud-mail.csv').split('\n');
  })();
  const { inventory } = readInventory(fixture('inventory-cloud-mail.csv'), 'own');
  const { indicators } = readIndicators(fixture('indicators-day-one.csv'));
  const made = await study(lines, { is: 'plan', inventory, indicators, now: desk.clock.now(), budgetShare: 0.1, points: 4 });
  if (made.is !== 'plan') throw new Error('no plan');
  await proposePlan(deps, caseId, aoki, made.plan);
  unwrap(await releasePlan(deps, caseId, aoki, { planId: 'K-1', option: 'isolate', reason: '業務を残せる' }));
  return caseId;
}

const plan = async (caseId: CaseId) => (await desk.journal.view(caseId))?.parts.containment.plans[0];
/** Each story has a gateway of its own. */
const request = (where: string) => ({ planId: 'K-1', where, deadManSeconds: 300, path: null });

describe('story/containment-dead-man', () => {
  test('applying plans looks at the gateway: some while the dead-man runs, one just after its end', async () => {
    const caseId = await released();
    unwrap(await applyPlan(deps, caseId, aoki, request('gw-1')));
    const entries = await desk.journal.entries(caseId, 0, 100);
    const applied = entries.findLast((one) => one.kind === 'containment.plan-applied');
    if (applied === undefined || applied.body === null) throw new Error('not applied');

    const looks = watchContainment(await desk.journal.view(caseId), applied);

    const seconds = looks.map((one) => (Date.parse(one.notBefore ?? '') - Date.parse(applied.at)) / 1000);
    expect(seconds).toEqual([25, 50, 75, 100, 125, 150, 175, 200, 225, 250, 275, 304]);
    expect(new Set(looks.map((one) => one.key)).size).toBe(looks.length);
    expect((await plan(caseId))?.applied).toMatchObject({ by: '青木', confirmed: null });
  });

  test('nobody confirms: the case learns it without anybody asking, and nothing counts as in force', async () => {
    const caseId = await released();
    unwrap(await applyPlan(deps, caseId, aoki, request('gw-2')));
    gateway.cause = null;
    await lookAtGateway(deps, caseId, 'K-1', false);
    expect((await plan(caseId))?.applied).not.toBe(null);
    gateway.cause = 'path-dead';

    await lookAtGateway(deps, caseId, 'K-1', false);

    expect(await plan(caseId)).toMatchObject({
      applied: null,
      rolledBack: { cause: 'path-dead', by: 'containment dead-man', where: 'gw-2' },
    });
    await lookAtGateway(deps, caseId, 'K-1', true);
    const entries = await desk.journal.entries(caseId, 0, 100);
    expect(entries.filter((one) => one.kind === 'containment.plan-rolled-back')).toHaveLength(1);
  });

  test('a gateway that does not answer after the end is asked again, and nothing is claimed meanwhile', async () => {
    const caseId = await released();
    gateway.cause = null;
    unwrap(await applyPlan(deps, caseId, aoki, request('gw-3')));

    await expect(lookAtGateway(deps, caseId, 'K-1', true)).rejects.toThrow('does not say');

    expect((await plan(caseId))?.applied).toMatchObject({ where: 'gw-3', confirmed: null });
  });

  test('once confirmed it stays, by name, and later looks change nothing', async () => {
    const caseId = await released();
    gateway.cause = null;
    unwrap(await applyPlan(deps, caseId, aoki, request('gw-4')));
    expect(unwrap(await confirmPlan(deps, caseId, aoki, 'K-1'))).toBe('confirmed');
    gateway.cause = 'no-confirmation';

    await lookAtGateway(deps, caseId, 'K-1', true);

    expect((await plan(caseId))?.applied).toMatchObject({ undoneAt: null, confirmed: { by: '青木' } });
    gateway.cause = null;
  });

  test('a gateway that cannot be reached: the error is told, the journal says nothing was applied', async () => {
    const caseId = await released();
    gateway.reachable = false;

    const failed = await applyPlan(deps, caseId, aoki, request('gw-5'));

    gateway.reachable = true;
    expect(failed).toMatchObject({ ok: false, error: { code: 'containment.apply-failed' } });
    expect((await plan(caseId))?.applied).toBe(null);
  });

  test('one gateway, two plans: an unconfirmed one stands in the way, a confirmed one of the case is replaced, another case is left alone', async () => {
    const caseId = await released();
    const other = await released();
    const second = await casePlan(deps, caseId, 'K-1');
    await proposePlan(deps, caseId, aoki, unwrap(second).plan);
    unwrap(await releasePlan(deps, caseId, aoki, { planId: 'K-2', option: 'keep-only', reason: '残すものだけにする' }));
    unwrap(await applyPlan(deps, caseId, aoki, request('gw-shared')));

    const twice = await applyPlan(deps, caseId, aoki, request('gw-shared'));
    const early = await applyPlan(deps, caseId, aoki, { ...request('gw-shared'), planId: 'K-2' });
    const foreign = await applyPlan(deps, other, aoki, request('gw-shared'));
    unwrap(await confirmPlan(deps, caseId, aoki, 'K-1'));
    const replaced = await applyPlan(deps, caseId, aoki, { ...request('gw-shared'), planId: 'K-2' });

    for (const refused of [twice, early, foreign])
      expect(refused).toMatchObject({ ok: false, error: { code: 'containment.other-in-force', facts: { case: caseId, planId: 'K-1' } } });
    expect(replaced.ok).toBe(true);
    const plans = (await desk.journal.view(caseId))?.parts.containment.plans ?? [];
    expect(plans.map((one) => [one.planId, one.applied?.where ?? null, one.rolledBack?.reason ?? null])).toEqual([
      ['K-1', null, '→ K-2'],
      ['K-2', 'gw-shared', null],
    ]);
  });
});
