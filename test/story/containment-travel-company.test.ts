// SPDX-License-Identifier: Apache-2.0
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { planFiles } from '../../src/adapters/containment-files/files.ts';
import { findAttack } from '../../src/containment/attack/attack.ts';
import { classify } from '../../src/containment/traffic/classify.ts';
import { explain } from '../../src/containment/plan/explain.ts';
import { draftInventory } from '../../src/containment/traffic/inventory-draft.ts';
import { makePlan } from '../../src/containment/plan/make-plan.ts';
import { policyOf } from '../../src/containment/plan/plan.ts';
import type { Plan } from '../../src/containment/plan/plan.ts';
import { readFlowFiles, readIndicatorFile, readInventoryFile } from '../../src/containment/plan/read-inputs.ts';
import { replayOne } from '../../src/containment/replay/replay-plan.ts';
import type { Policy } from '../../src/containment/policy/rule.ts';
import { unwrap } from '../../src/kernel/result.ts';
import { noLogs } from '../support/no-logs.ts';

const file = (name: string) => fileURLToPath(new URL(`../../fixtures/containment/travel-company/${name}`, import.meta.url));

const NOW = '2026-03-19T09:00:00.000Z';

async function dayOne(variant: 'cloud-mail' | 'own-mail') {
  const { table } = unwrap(await readFlowFiles({ files: planFiles, logs: noLogs }, [file(`flows-${variant}.csv`)]));
  const { inventory, refused } = unwrap(await readInventoryFile(planFiles, file(`inventory-${variant}.csv`)));
  expect(refused).toEqual([]);
  const { indicators } = unwrap(await readIndicatorFile(planFiles, file('indicators-day-one.csv'), NOW));
  const plan = makePlan({ table, inventory, indicators, now: NOW, refusedLines: 0, budgetShare: 0.1, points: 40 });
  const later = unwrap(await readIndicatorFile(planFiles, file('indicators-all.csv'), NOW)).indicators;
  const classes = classify(inventory, table);
  /** All three command servers, two of which nobody knew on day one. */
  const truth = findAttack(table, later, classes, inventory);
  const replayPolicy = (policy: Policy) => replayOne(table, policy, classes, truth);
  return { table, inventory, plan, classes, truth, replayPolicy, against: (option: string) => replayPolicy(policyOf(plan, option)!) };
}

const option = (plan: Plan, id: string) => plan.options.find((one) => one.id === id)!;

describe.each(['cloud-mail', 'own-mail'] as const)('story/containment-travel-company/%s', (variant) => {
  test('cutting the known server leaves the two unknown ones open, and the plan says so on day one', async () => {
    const { plan, against } = await dayOne(variant);

    const cut = option(plan, 'cut-known');

    expect(cut.coverage).toBe(1);
    expect(cut.residual.overBudget).toBe(true);
    expect(cut.residual.unknown).toBeGreaterThan(1);
    expect(cut.residual.reasons.map((one) => one.code)).toEqual(expect.arrayContaining(['over-budget', 'unknown-command-servers']));
    expect(against('cut-known').attackPassed).toBeGreaterThan(0);
  });

  test.each(['isolate', 'keep-only', 'full-cut'])('%s stops all three command servers, those included that nobody knew', async (id) => {
    const { against, truth } = await dayOne(variant);

    const effect = against(id);

    expect(truth.flows.length).toBe(4);
    expect(effect.attackStopped).toBe(144);
    expect(effect.attackPassed).toBe(0);
  });

  test.each(['isolate', 'keep-only'])(
    'under %s every priority-1 service keeps all connections of the computers that stay connected',
    async (id) => {
      const { plan } = await dayOne(variant);

      const vital = option(plan, id).kept.filter((row) => row.priority === 1);

      expect(vital.map((row) => row.service).toSorted()).toEqual(['booking', 'edr', 'identity', 'mail', 'payment']);
      for (const row of vital) expect([row.service, row.flows, row.share]).toEqual([row.service, row.of, 1]);
    },
  );

  test('the recommended plan is within the budget and the front is a trade-off', async () => {
    const { plan } = await dayOne(variant);

    expect(plan.recommended.residual.overBudget).toBe(false);
    expect(plan.front.length).toBeGreaterThanOrEqual(2);
    for (const [index, point] of plan.front.entries()) {
      const before = plan.front[index - 1];
      if (before !== undefined) expect([point.loss >= before.loss, point.risk < before.risk]).toEqual([true, true]);
    }
  });

  test('a point of the front names what stops and who is touched, as the written option at the same place does', async () => {
    const { plan } = await dayOne(variant);
    const { recommended } = plan;

    const point = plan.front.find((one) => one.loss === recommended.loss && one.risk === recommended.residual.total);

    const byRule = recommended.stopped.filter((row) => row.because === 'rule');
    expect(point?.services.map((row) => [row.service, row.users, row.departmentCount])).toEqual(
      byRule.map((row) => [row.service, row.users, row.departments.length]),
    );
    expect([point?.serviceCount, point?.hosts]).toEqual([byRule.length, recommended.isolated]);
    for (const one of plan.front) expect([one.hosts.length, one.isolated > 0]).toEqual([one.isolated, one.isolatedUsers > 0]);
  });

  test('the public text names no computer, address, indicator or responder tool, and only numbers of the record', async () => {
    const { plan } = await dayOne(variant);

    for (const id of ['cut-known', 'isolate', 'keep-only', 'full-cut']) {
      const said = explain(plan, id);
      const both = `${said.public.ja}\n${said.public.en}`;
      expect(both).not.toMatch(/PC-|SV-|\d+\.\d+\.\d+\.\d+|fd66|first\.example|third\.example|EDR/);
      const numbers = new Set(said.numbers.map((one) => String(one.value)));
      const texts = [said.public, said.staff, said.executives]
        .flatMap((text) => [text.ja, text.en])
        .map((text) => text.split(/この案について知っておくこと|What to know about this option/)[0] ?? '');
      for (const text of texts) for (const [number] of text.matchAll(/\d+(\.\d+)?/g)) expect(numbers).toContain(number);
    }
  });
});

describe('story/containment-travel-company/mail', () => {
  /** A site that closes one port for everyone: what "just stop mail" means. */
  const without = (port: number): Policy => ({
    base: 'deny',
    names: 'none',
    internal: ['10.0.0.0/8', 'fd00::/8'],
    rules: [
      {
        id: 'all-but-one-port',
        kind: 'allow',
        reason: 'inventory',
        service: 'everything else',
        patterns: [],
        ranges: ['0.0.0.0/0', '::/0'],
        observed: [],
        ports: (['tcp', 'udp'] as const).flatMap((proto) => [
          { proto, from: 0, to: port - 1 },
          { proto, from: port + 1, to: 65_535 },
        ]),
      },
    ],
  });

  test('with a mail server of one’s own, closing port 25 stops mail to the outside and nothing else', async () => {
    const { replayPolicy, classes } = await dayOne('own-mail');

    const effect = replayPolicy(without(25));

    const stopped = effect.services.filter((row) => row.stoppedFlows > 0).map((row) => classes.services[row.service]?.id);
    expect(stopped).toEqual(['smtp']);
    const inside = effect.services.find((row) => classes.services[row.service]?.id === 'mail');
    expect(inside?.stoppedFlows).toBe(0);
  });

  test('with cloud mail, closing port 25 stops no mail at all: mail lives on 443, where the attack lives too', async () => {
    const { replayPolicy, classes } = await dayOne('cloud-mail');

    const effect = replayPolicy(without(25));

    expect(effect.services.find((row) => classes.services[row.service]?.id === 'mail')?.stoppedFlows).toBe(0);
    expect(effect.stopped).toBe(0);
    expect(effect.attackPassed).toBe(144);
  });

  test('with cloud mail, closing 443 for all stops mail and payment; keep-only leaves 443 open for the inventory alone', async () => {
    const { replayPolicy, classes, plan, table } = await dayOne('cloud-mail');

    const closed = replayPolicy(without(443))
      .services.filter((row) => row.stoppedFlows > 0)
      .map((row) => classes.services[row.service]?.id);
    const kept = replayPolicy(policyOf(plan, 'keep-only')!);

    expect(closed).toEqual(expect.arrayContaining(['mail', 'payment', 'booking']));
    const open = kept.services.filter((row) => row.flows > row.stoppedFlows).map((row) => classes.services[row.service]?.id);
    expect(open).not.toContain('unnamed');
    expect(open).toEqual(expect.arrayContaining(['mail', 'payment', 'booking', 'identity']));
    expect(table.length).toBeGreaterThan(3000);
  });
});

describe('story/containment-travel-company/draft', () => {
  test('36 days of traffic propose the services, find the monthly transfer and the shared address', async () => {
    const { table } = await dayOne('cloud-mail');

    const draft = draftInventory(table, { services: [], nameEnforcement: 'none' });

    expect(draft.enough).toBe(true);
    const of = (name: string) => draft.proposals.find((one) => one.name === name);
    expect(of('mail-cloud.example')).toMatchObject({ users: 28, priority: 2 });
    expect(of('bank.example')?.flags).toContain('monthly');
    expect(of('leisure.example')?.flags).toContain('shared-address');
    expect(of('trust-ca.example')?.flags).toContain('dependency');
    expect(of('share-cloud.example')?.flags).toContain('carrier');
  });
});
