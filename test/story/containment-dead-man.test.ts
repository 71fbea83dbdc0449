// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { applyPlan, confirmPlan, lookAtGateway, rollBackPlan } from '../../src/containment/apply/apply-plan.ts';
import type { ApplyDeps } from '../../src/containment/apply/apply-plan.ts';
import { lookAtAll } from '../../src/containment/apply/look-again.ts';
import { watchDuty } from '../../src/duty/watch.ts';
import { containmentFold } from '../../src/case/fold/containment.ts';
import { casePlan, proposePlan, releasePlan } from '../../src/containment/case/case-plan.ts';
import type { Enforcer } from '../../src/containment/apply/enforcer.port.ts';
import { readIndicators } from '../../src/containment/attack/indicator.ts';
import { readInventory } from '../../src/containment/inventory/read-inventory.ts';
import { study } from '../../src/containment/register/study.ts';
import { watchContainment } from '../../src/containment/watch.ts';
import type { CaseId } from '../../src/journal/stream.ts';
import { unwrap } from '../../src/kernel/result.ts';
import { openTestDesk } from '../support/desk.ts';
import type { TestDesk } from '../support/desk.ts';
import { everythingReal } from '../support/passing.ts';

const fixture = (name: string) => readFileSync(new URL(`../../fixtures/containment/travel-company/${name}`, import.meta.url), 'utf8');
const aoki = { type: 'person', id: 'P-1', name: '青木' } as const;
/** A gateway that says what the test tells it; the scripts themselves are proved on a real kernel elsewhere. */
const gateway: {
  undone: Awaited<ReturnType<Enforcer['undone']>>;
  answer: { code: number; output: string };
  reachable: boolean;
  listing: Awaited<ReturnType<Enforcer['listing']>>;
} = {
  undone: null,
  answer: { code: 0, output: 'done' },
  reachable: true,
  listing: { is: 'loaded', sha256: 'a'.repeat(64) },
};
let desk: TestDesk;
let deps: ApplyDeps;

beforeAll(async () => {
  desk = await openTestDesk();
  deps = {
    journal: desk.journal,
    blobs: desk.blobs,
    hash: desk.base.hash,
    passing: everythingReal,
    enforcer: () => ({
      put: () => (gateway.reachable ? Promise.resolve() : Promise.reject(new Error('no route to host'))),
      run: () => Promise.resolve(gateway.answer),
      undone: () => Promise.resolve(gateway.undone),
      listing: () => Promise.resolve(gateway.listing),
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
  const { indicators } = readIndicators(fixture('indicators-day-one.csv'), null);
  const made = await study(lines, { is: 'plan', inventory, indicators, notRead: [], now: desk.clock.now(), budgetShare: 0.1, points: 4 });
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
    gateway.undone = null;
    await lookAtGateway(deps, caseId, 'K-1', false);
    expect((await plan(caseId))?.applied).not.toBe(null);
    gateway.undone = { because: 'path-dead', putBack: false };

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
    gateway.undone = null;
    unwrap(await applyPlan(deps, caseId, aoki, request('gw-3')));

    await expect(lookAtGateway(deps, caseId, 'K-1', true)).rejects.toThrow('does not say');

    expect((await plan(caseId))?.applied).toMatchObject({ where: 'gw-3', confirmed: null });
  });

  test('once confirmed it stays, by name, and later looks change nothing', async () => {
    const caseId = await released();
    gateway.undone = null;
    unwrap(await applyPlan(deps, caseId, aoki, request('gw-4')));
    expect(unwrap(await confirmPlan(deps, caseId, aoki, 'K-1'))).toBe('confirmed');
    gateway.undone = { because: 'no-confirmation', putBack: false };

    await lookAtGateway(deps, caseId, 'K-1', true);

    expect((await plan(caseId))?.applied).toMatchObject({ undoneAt: null, confirmed: { by: '青木' } });
    gateway.undone = null;
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
      ['K-1', null, 'K-2'],
      ['K-2', 'gw-shared', null],
    ]);
  });

  /** K-1 confirmed, K-2 in its place and waiting. */
  async function replaced(where: string): Promise<CaseId> {
    const caseId = await released();
    gateway.undone = null;
    await proposePlan(deps, caseId, aoki, unwrap(await casePlan(deps, caseId, 'K-1')).plan);
    unwrap(await applyPlan(deps, caseId, aoki, request(where)));
    unwrap(await confirmPlan(deps, caseId, aoki, 'K-1'));
    unwrap(await releasePlan(deps, caseId, aoki, { planId: 'K-2', option: 'keep-only', reason: '残すものだけにする' }));
    unwrap(await applyPlan(deps, caseId, aoki, { ...request(where), planId: 'K-2' }));
    return caseId;
  }
  const rows = async (caseId: CaseId) =>
    ((await desk.journal.view(caseId))?.parts.containment.plans ?? []).map((one) => [
      one.planId,
      one.applied === null ? null : [one.applied.option, one.applied.by, one.applied.undoneAt === null, one.applied.backAfter],
      one.rolledBack?.cause ?? null,
    ]);

  test('nobody confirms what replaced a plan: the plan before it is in force again, settled, and the case says since when and why', async () => {
    const caseId = await replaced('gw-6');
    expect((await desk.journal.view(caseId))?.parts.containment.plans[1]?.applied?.before).toEqual({ planId: 'K-1', option: 'isolate' });
    gateway.undone = { because: 'no-confirmation', putBack: true };

    await lookAtGateway(deps, caseId, 'K-2', true);

    expect(await rows(caseId)).toEqual([
      ['K-1', ['isolate', 'containment dead-man', true, 'K-2'], null],
      ['K-2', null, 'no-confirmation'],
    ]);
    const entries = await desk.journal.entries(caseId, 0, 100);
    const applied = entries.flatMap((one) => (one.kind === 'containment.plan-applied' && one.body !== null ? [one.body] : []));
    expect(applied.map((one) => one.planId)).toEqual(['K-1', 'K-2', 'K-1']);
    expect(applied[2]?.rules).toBe(applied[0]?.rules);
    const view = await desk.journal.view(caseId);
    expect(JSON.stringify(view)).not.toContain('いまは何も止めていない');
    gateway.undone = null;
    unwrap(await rollBackPlan(deps, caseId, aoki, 'K-1', '入れ替えが済んだ'));
    expect((await rows(caseId))[0]).toEqual(['K-1', null, 'person']);
  });

  test('a gateway that could not put the former rules back says so, and the case does not claim them', async () => {
    const caseId = await replaced('gw-7');
    gateway.undone = { because: 'path-dead', putBack: false };

    await lookAtGateway(deps, caseId, 'K-2', false);

    expect(await rows(caseId)).toEqual([
      ['K-1', null, 'replaced'],
      ['K-2', null, 'path-dead'],
    ]);
    gateway.undone = null;
  });

  test('a person undoes: before the confirmation back to the plan before, after it to nothing', async () => {
    const early = await replaced('gw-8');
    gateway.answer = { code: 0, output: 'put-back\n' };
    unwrap(await rollBackPlan(deps, early, aoki, 'K-2', '予約が止まった'));
    gateway.answer = { code: 0, output: 'undone\n' };
    const late = await replaced('gw-9');
    unwrap(await confirmPlan(deps, late, aoki, 'K-2'));
    expect((await desk.journal.view(late))?.parts.containment.plans[1]?.applied?.before).toBe(null);
    unwrap(await rollBackPlan(deps, late, aoki, 'K-2', '復旧が済んだ'));

    expect(await rows(early)).toEqual([
      ['K-1', ['isolate', '青木', true, 'K-2'], null],
      ['K-2', null, 'person'],
    ]);
    expect(await rows(late)).toEqual([
      ['K-1', null, 'replaced'],
      ['K-2', null, 'person'],
    ]);
  });

  /** Applied and confirmed at a gateway that says what it loaded. */
  async function settled(where: string): Promise<CaseId> {
    const caseId = await released();
    gateway.undone = null;
    gateway.answer = { code: 0, output: `sessions-not-ended no conntrack\nlisting ${'a'.repeat(64)}\napplied\n` };
    expect(unwrap(await applyPlan(deps, caseId, aoki, request(where)))).toEqual({ sessions: { ended: false, why: 'no conntrack' } });
    gateway.answer = { code: 0, output: 'done' };
    unwrap(await confirmPlan(deps, caseId, aoki, 'K-1'));
    return caseId;
  }
  const foundIn = async (caseId: CaseId) =>
    (await desk.journal.entries(caseId, 0, 100)).flatMap((one) => (one.kind === 'containment.plan-found' ? [one.body?.found] : []));

  test('a confirmed block is looked at again: gone or changed is an entry, a page and the next action; it is applied anew', async () => {
    const caseId = await settled('gw-watch');
    expect((await plan(caseId))?.applied).toMatchObject({ listing: 'a'.repeat(64), sessions: { ended: false } });
    await lookAtAll(deps);
    expect(await foundIn(caseId)).toEqual([]);
    gateway.listing = { is: 'gone' };
    await lookAtAll(deps);
    await lookAtAll(deps);
    expect(await foundIn(caseId)).toEqual(['gone']);

    const view = await desk.journal.view(caseId);
    const entry = (await desk.journal.entries(caseId, 0, 100)).find((one) => one.kind === 'containment.plan-found');
    if (entry === undefined || entry.body === null) throw new Error('no entry');
    expect(watchDuty(view, entry)).toMatchObject([{ name: 'duty.page', data: { caseId, urgency: 'now' } }]);
    expect(containmentFold.stations?.(view!.parts.containment)).toMatchObject({
      containment: { state: 'running', word: { en: 'rules gone' } },
    });
    expect(JSON.stringify(containmentFold.judgement?.(view!.parts.containment))).toContain('nothing is being stopped there now');
    expect(containmentFold.next?.(view!.parts.containment, new Set())?.map((one) => one.id)).toEqual(['containment.lost.K-1']);

    gateway.answer = { code: 0, output: `sessions-ended\nlisting ${'b'.repeat(64)}\napplied\n` };
    unwrap(await applyPlan(deps, caseId, aoki, request('gw-watch')));
    gateway.answer = { code: 0, output: 'done' };
    unwrap(await confirmPlan(deps, caseId, aoki, 'K-1'));
    gateway.listing = { is: 'loaded', sha256: 'b'.repeat(64) };
    await lookAtAll(deps);
    expect((await plan(caseId))?.applied).toMatchObject({ listing: 'b'.repeat(64), found: null });
    gateway.listing = { is: 'loaded', sha256: 'c'.repeat(64) };
    await lookAtAll(deps);
    gateway.listing = { is: 'unreachable' };
    await lookAtAll(deps);
    gateway.listing = { is: 'loaded', sha256: 'b'.repeat(64) };
    await lookAtAll(deps);
    expect(await foundIn(caseId)).toEqual(['gone', 'changed', 'unreachable', 'in-force']);
  });

  test('a path that the option itself cuts is refused before anything is applied', async () => {
    const caseId = await released();
    await proposePlan(deps, caseId, aoki, unwrap(await casePlan(deps, caseId, 'K-1')).plan);
    unwrap(await releasePlan(deps, caseId, aoki, { planId: 'K-2', option: 'full-cut', reason: '全部止める' }));
    const asked = { ...request('gw-path'), planId: 'K-2', path: { host: '203.0.113.250', port: 8443 } };

    expect(await applyPlan(deps, caseId, aoki, asked)).toMatchObject({ ok: false, error: { code: 'containment.path-not-kept' } });
    expect((await desk.journal.view(caseId))?.parts.containment.plans.every((one) => one.applied === null)).toBe(true);
  });

  test('a confirmation that comes a moment too late finds the plan undone', async () => {
    const caseId = await replaced('gw-10');
    const dead = { ...deps, enforcer: tooLate() };

    expect(unwrap(await confirmPlan(dead, caseId, aoki, 'K-2'))).toBe('undone');

    expect((await rows(caseId))[0]?.[1]).not.toBe(null);
  });
});

/** Says nothing when first asked; by the time of the confirmation the dead-man has had its word. */
function tooLate(): ApplyDeps['enforcer'] {
  let asked = 0;
  return () => ({
    put: () => Promise.resolve(),
    run: () => Promise.resolve({ code: 3, output: 'too-late' }),
    listing: () => Promise.resolve({ is: 'gone' }),
    undone: () => Promise.resolve((asked += 1) === 1 ? null : { because: 'no-confirmation', putBack: true }),
  });
}
