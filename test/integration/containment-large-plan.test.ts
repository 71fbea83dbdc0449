// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PlanWire } from '../../src/containment/contract.ts';
import { readIndicators } from '../../src/containment/attack/indicator.ts';
import { readInventory } from '../../src/containment/inventory/read-inventory.ts';
import { study } from '../../src/containment/register/study.ts';
import { containmentRoutes } from '../../src/containment/routes.ts';
import { visitor } from '../support/browser-like.ts';
import type { Visitor } from '../support/browser-like.ts';
import { signedIn } from '../support/role-visitors.ts';
import { serveDesk } from '../support/served-desk.ts';
import type { ServedDesk } from '../support/served-desk.ts';

const fixture = (name: string) => readFileSync(new URL(`../../fixtures/containment/travel-company/${name}`, import.meta.url), 'utf8');
/** As many attack flows as 100,000 computers with 2,000 command servers gave when it was measured. */
const ATTACK_FLOWS = 12_200;
let desk: ServedDesk;
let responder: Visitor;
let plan: PlanWire;

beforeAll(async () => {
  desk = await serveDesk({ routes: ({ journal, blobs }, { clock }) => containmentRoutes({ journal, blobs, clock, gateways: [] }) });
  responder = await signedIn(desk, ['responder']);
  const lines = (async function* each() {
    yield* fixture('flows-cloud-mail.csv').split('\n');
  })();
  const { inventory } = readInventory(fixture('inventory-cloud-mail.csv'), 'own');
  const { indicators } = readIndicators(fixture('indicators-day-one.csv'), null);
  const made = await study(lines, { is: 'plan', inventory, indicators, notRead: [], now: desk.clock.now(), budgetShare: 0.1, points: 4 });
  if (made.is !== 'plan') throw new Error('no plan');
  plan = JSON.parse(JSON.stringify(made.plan)) as PlanWire;
});
afterAll(() => desk.close());

/** The same plan with so many attack flows in each of its options. */
function large(flows: number): PlanWire {
  const wide = (option: PlanWire['recommended']): PlanWire['recommended'] => ({
    ...option,
    verdicts: Array.from({ length: flows }, (_, index) => ({ ...option.verdicts[0]!, host: `PC-${index}` })),
  });
  return { ...plan, options: plan.options.map(wide), recommended: wide(plan.recommended) };
}

async function newCase(): Promise<string> {
  const { caseId } = await desk.journal.write((writing) =>
    writing.openCase({ type: 'machine', name: 'test' }, () => [{ kind: 'case.opened', body: { title: '遠隔操作', reportId: null } }]),
  );
  return `/api/v1/cases/${caseId}/plans`;
}

describe('integration/containment-large-plan', () => {
  test('a plan over 100,000 computers is taken whole and comes back whole', async () => {
    const path = await newCase();
    const sent = large(ATTACK_FLOWS);
    expect(JSON.stringify(sent).length).toBeGreaterThan(10_000_000);

    const answer = await responder.post(path, sent);

    expect([answer.status, answer.json]).toEqual([201, { planId: 'K-1' }]);
    const back = (await responder.get(`${path}/K-1`)).json as PlanWire;
    expect(back.options.map((option) => option.verdicts.length)).toEqual(sent.options.map(() => ATTACK_FLOWS));
    expect(back.recommended.verdicts.at(-1)?.host).toBe(`PC-${ATTACK_FLOWS - 1}`);
  });

  test('a larger one still is refused in three sentences, and the case holds no plan', async () => {
    const path = await newCase();

    const answer = await responder.post(path, { ...plan, padding: 'x'.repeat(64_000_000) });

    expect(answer.json).toMatchObject({ code: 'too-large', status: 413 });
    expect((await responder.get(path)).json).toMatchObject({ plans: [] });
  });

  test('whoever may not propose is refused before anything large is read', async () => {
    const path = await newCase();
    const auditor = await signedIn(desk, ['auditor']);
    const stranger = visitor(desk.url);

    const [unread, unsigned] = [await auditor.post(path, plan), await stranger.post(path, large(100))];

    expect([unread.status, unsigned.status]).toEqual([403, 401]);
  });
});
