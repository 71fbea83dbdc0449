// SPDX-License-Identifier: Apache-2.0
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readIndicators } from '../attack/indicator.ts';
import { readInventory } from '../inventory/read-inventory.ts';
import type { NameEnforcement } from '../inventory/inventory.ts';
import { decider } from '../policy/verdict.ts';
import { render } from '../render/render.ts';
import { flowBuilder } from '../traffic/flow.ts';
import { flowReader } from '../traffic/read-flows.ts';
import { explain } from './explain.ts';
import { makePlan } from './make-plan.ts';
import { policyOf } from './plan.ts';
import type { Plan } from './plan.ts';

const CASES = '../shared/cases/acting';

function planOf(name: string, inventoryFile: string, names: NameEnforcement = 'none'): Plan {
  const text = (file: string) => readFileSync(`${CASES}/${name}/${file}`, 'utf8');
  const builder = flowBuilder();
  const reader = flowReader(builder);
  const line = reader.file();
  for (const flow of text('flows.jsonl').split('\n')) line(flow);
  reader.finish();
  const { inventory, refused } = readInventory(text(inventoryFile), inventoryFile);
  const listed = readIndicators(text('ind.txt'), '2026-11-29T00:00:00.000Z');
  return makePlan({
    table: builder.finish(),
    inventory: { ...inventory, nameEnforcement: names },
    indicators: listed.indicators,
    notRead: { indicators: listed.refused, inventory: refused },
    now: '2026-11-29T00:00:00.000Z',
    refusedLines: 0,
    budgetShare: 0.1,
    points: 6,
  });
}

const closed = (plan: Plan, option: string, dst: string, src = '10.0.0.12') =>
  !decider(policyOf(plan, option)!)({ src, dst, port: 443, proto: 'tcp', name: null }).pass;

/** The right answers that were collected for containment (expected.md of the cases), by their numbers. */
describe.skipIf(!existsSync(CASES))('containment: the collected cases', () => {
  it('01: the block and its roll-back have names of their own, and the block holds what was listed', () => {
    const plan = planOf('01-render-out', 'inventory.csv', 'sni');
    for (const target of ['squid', 'pac', 'unbound-rpz', 'bind-rpz', 'dnsmasq'] as const) {
      const { files, rollback } = render(policyOf(plan, 'cut-known')!, target, { madeAt: plan.madeAt, option: 'cut-known' });
      expect(files.some((file) => file.text.includes('evil.example'))).toBe(true);
      expect(rollback.some((file) => file.text.includes('evil.example'))).toBe(false);
      expect(new Set([...files, ...rollback].map((file) => file.name)).size).toBe(files.length + rollback.length);
    }
  });

  it('02: a listed range is closed as a whole, met or not', () => {
    const plan = planOf('02-listed-range-met', 'invB.csv');
    expect(['203.0.113.1', '203.0.113.66', '203.0.113.200'].filter((dst) => !closed(plan, 'cut-known', dst))).toEqual([]);
  });

  it.each(['03-kept-inside-listed-range', '03b-kept-met'])('%s: Mail lives, the rest is closed, and the conflict is named', (name) => {
    const plan = planOf(name, 'inv.csv');
    for (const option of ['cut-known', 'keep-only']) {
      expect([closed(plan, option, '203.0.113.10'), closed(plan, option, '203.0.113.11')]).toEqual([false, true]);
      expect(explain(plan, option).executives.en).toContain('203.0.113.0/24 holds "Mail"');
    }
  });

  it('04: masks, ports and blanks behind a range are read as that range', () => {
    const plan = planOf('04-range-forms', 'inv.csv');
    expect(['198.51.100.9', '198.51.101.9', '198.51.103.9'].filter((dst) => !closed(plan, 'cut-known', dst))).toEqual([]);
    expect(plan.inputs.notRead.indicatorLines).toBe(0);
  });

  it('08: a path that is known by name is kept where it was seen, and nothing else is promised', () => {
    const plan = planOf('08-responder-by-name', 'inv2.csv');
    for (const option of ['isolate', 'full-cut']) expect(closed(plan, option, '203.0.113.200', '10.0.0.11')).toBe(false);
    expect(plan.reasons.filter((one) => one.code === 'responder-path-by-name').map((one) => one.facts)).toEqual([
      { service: 'EDR', addresses: 1 },
    ]);
  });

  it('09: IPv4 behind NAT64 is met and stopped like the IPv4', () => {
    const plan = planOf('09-ipv4-inside-ipv6', 'inv.csv');
    expect(plan.inputs.attackFlows).toBe(2);
    expect(plan.options.find((one) => one.id === 'cut-known')?.attack).toMatchObject({ of: 2, stopped: 2 });
  });

  it('10: what is no indicator stands in the plan, and a hash is no name', () => {
    const plan = planOf('10-unread-indicators', 'inv.csv');
    expect(plan.inputs.notRead.indicators.map((one) => one.value)).toContain('d41d8cd98f00b204e9800998ecf8427e');
    expect(plan.reasons.find((one) => one.code === 'not-read')?.text.en).toContain('d41d8cd98f00b204e9800998ecf8427e');
    const patterns = plan.options.flatMap((one) => one.rules.flatMap((rule) => (rule.kind === 'name' ? [rule.pattern] : [])));
    expect(patterns.filter((pattern) => /^[0-9a-f]{32}$/.test(pattern))).toEqual([]);
  });
});
