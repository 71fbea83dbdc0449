// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { readZone } from '../../../test/prove/containment/read-names.ts';
import { readInventory } from '../inventory/read-inventory.ts';
import { makePlan } from '../plan/make-plan.ts';
import { policyOf } from '../plan/plan.ts';
import { render } from '../render/render.ts';
import { flowBuilder } from '../traffic/flow.ts';
import { flowReader } from '../traffic/read-flows.ts';

const office = { service: 'Werk', kind: 'internal', ranges: ['10.9.0.0/16'], decision: 'keep', names: ['*.werk.example'] };
const services = [
  { service: 'Post', kind: 'service', names: ['post.example'], ranges: ['203.0.113.25'], ports: '443/tcp', priority: 1, decision: 'keep' },
  { service: 'Vorposten', kind: 'proxy', ranges: ['10.9.0.8'] },
  { service: 'Auskunft', kind: 'resolver', ranges: ['10.9.0.53'], decision: 'keep' },
];
const flows = [
  { dst: '10.9.3.1', port: 445, name: 'ablage.alt.example' },
  { dst: '10.9.0.8', port: 3128, name: 'zeitung.example' },
  { dst: '10.9.0.53', port: 53, proto: 'udp', name: 'gefragt.example' },
  { dst: '10.9.3.2', port: 53, proto: 'udp', name: 'auch-gefragt.example' },
  { dst: '10.9.3.3', port: 443, name: 'boese.example' },
  { dst: '203.0.113.25', port: 443, name: 'post.example' },
  { dst: '198.51.100.4', port: 443, name: 'aussen.example' },
].map((flow) => ({ src: '10.9.1.1', proto: 'tcp', flows: 3, day: '2026-05-04', ...flow }));

function planned(listed: readonly object[]) {
  const builder = flowBuilder();
  const reader = flowReader(builder);
  const line = reader.file();
  for (const flow of flows) line(JSON.stringify(flow));
  reader.finish();
  const { inventory } = readInventory(JSON.stringify({ nameEnforcement: 'dns', services: listed }), 'test');
  return makePlan({
    table: builder.finish(),
    inventory,
    indicators: [{ type: 'name', pattern: 'boese.example', confidence: 1, impact: 1, note: '' }],
    now: '2026-05-05T00:00:00.000Z',
    refusedLines: 0,
    budgetShare: 0.1,
    points: 2,
  });
}

function answers(plan: ReturnType<typeof planned>, option: string) {
  const { files } = render(policyOf(plan, option)!, 'unbound-rpz', { madeAt: plan.madeAt, option });
  const zone = readZone(files.find((file) => file.name === 'rpz.matoi')?.text ?? '');
  return (name: string) => zone({ src: '10.9.1.1', dst: '10.9.3.1', port: 443, proto: 'tcp', name });
}

describe('containment/own-names', () => {
  test.each(['keep-only', 'full-cut'])(
    '%s at a resolver goes on answering own names: those of the inventory and those in use',
    (option) => {
      const answered = answers(planned([office, ...services]), option);

      expect(['drucker.werk.example', 'werk.example', 'ablage.alt.example'].filter((name) => !answered(name))).toEqual([]);
      expect(
        ['zeitung.example', 'gefragt.example', 'auch-gefragt.example', 'boese.example', 'aussen.example', 'neu.alt.example'].filter(
          (name) => answered(name),
        ),
      ).toEqual([]);
    },
  );

  test('a closed base at a resolver says how many own names it knows, to whoever must release it', () => {
    const bare = { ...office, names: [] };
    for (const id of ['keep-only', 'full-cut']) {
      const [with1, without1] = [planned([office, ...services]), planned([bare, ...services])].map(
        (plan) => plan.options.find((one) => one.id === id)!.residual.reasons.find((one) => one.code === 'own-names')!,
      );
      expect(with1!.facts).toEqual({ declared: 1, recorded: 1 });
      expect(without1!.facts).toEqual({ declared: 0, recorded: 1 });
      expect(without1!.text.en).toContain('servers inside that are reached by another name');
      expect(without1!.text.ja).toContain('台帳の 0 件と記録にあった 1 件だけです');
    }
    const open = planned([office, ...services]).options.find((one) => one.id === 'cut-known')!;
    expect(open.residual.reasons.map((one) => one.code)).not.toContain('own-names');
  });

  test('a name of the own networks that nobody knows is counted as stopped where the resolver withholds it', () => {
    const plan = planned([office, ...services]);
    const keepOnly = plan.options.find((one) => one.id === 'keep-only')!;

    expect(keepOnly.stopped.find((one) => one.name === 'Vorposten')).toMatchObject({ flows: 3, because: 'rule' });
    // A question to a resolver is no use of the name.
    expect(keepOnly.stopped.map((one) => one.name)).not.toContain('Auskunft');
    expect(keepOnly.kept.find((one) => one.name === 'inside')?.flows).toBe(6);
    expect(keepOnly.rules.filter((rule) => rule.reason === 'own')).toHaveLength(1);
  });

  test('no device that reads names of connections opens one for a name that only a resolver answers', () => {
    const plan = planned([office, ...services]);
    for (const target of ['squid', 'pac', 'aws', 'nftables', 'openc2'] as const) {
      const { files } = render(policyOf(plan, 'keep-only')!, target, { madeAt: plan.madeAt, option: 'keep-only' });
      expect([target, files.some((file) => file.text.includes('werk.example'))]).toEqual([target, false]);
    }
  });
});
