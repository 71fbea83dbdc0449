// SPDX-License-Identifier: Apache-2.0
// A plan's decisions and sentences against what its configurations do. Random companies are read and planned; from what was
// meant and from the plan's own words an independent reading says what must pass, what must not and what may be said.
// `--plans N`, `--live N` (so many of them in a real kernel, a third of that in Squid, Unbound and dnsmasq each),
// `--plant NAME` (a fault that must be found; without a name every kind in turn, as in support/planted.ts).
import { explain } from '../../src/containment/plan/explain.ts';
import { readIndicators } from '../../src/containment/attack/indicator.ts';
import { readInventory } from '../../src/containment/inventory/read-inventory.ts';
import { makePlan } from '../../src/containment/plan/make-plan.ts';
import type { Plan } from '../../src/containment/plan/plan.ts';
import { flowBuilder } from '../../src/containment/traffic/flow.ts';
import { flowReader } from '../../src/containment/traffic/read-flows.ts';
import { asWritten, written } from './containment/decisions/asked.ts';
import { contradictions } from './containment/decisions/check.ts';
import type { Contradiction } from './containment/decisions/check.ts';
import { feedsWrongly } from './containment/decisions/feeds.ts';
import { gatewayWrongly } from './containment/decisions/gateway.ts';
import { nameAnswers, namePrograms } from './containment/decisions/live-names.ts';
import type { NameProgram } from './containment/decisions/live-names.ts';
import { kernelAnswers } from './containment/decisions/live.ts';
import { plants } from './containment/decisions/plants.ts';
import type { Plant } from './containment/decisions/plants.ts';
import { company } from './containment/decisions/world.ts';
import type { Company, Names } from './containment/decisions/world.ts';
import { endPlanted, plantsAsked } from './support/planted.ts';

const kinds: readonly Names[] = ['none', 'sni', 'dns'];

export function planFor(asked: Company, plant: Plant = {}): Plan {
  const builder = flowBuilder();
  const reader = flowReader(builder);
  const line = reader.file();
  for (const flow of asked.flows) line(JSON.stringify(flow));
  const { inventory, refused } = readInventory(JSON.stringify({ services: asked.services }), 'random');
  const { indicators, refused: notRead } = readIndicators((plant.list ?? ((text) => text))(asked.list), null);
  const plan = makePlan({
    table: builder.finish(),
    inventory: { ...inventory, nameEnforcement: asked.names },
    indicators,
    notRead: { indicators: notRead, inventory: refused },
    now: '2026-05-29T09:00:00.000Z',
    refusedLines: reader.finish().refused,
    budgetShare: 0.1,
    points: 6,
  });
  return (plant.plan ?? ((one) => one))(plan);
}

export type DecisionProof = { readonly plans: number; readonly options: number; readonly contradictions: readonly Contradiction[] };

export function proveDecisions(plans: number, seed: number, plant: Plant = {}): DecisionProof {
  const found: Contradiction[] = [];
  let options = 0;
  for (let index = 0; index < plans; index += 1) {
    const asked = company(seed + index, kinds[(seed + index) % kinds.length]!);
    const plan = planFor(asked, plant);
    for (const option of [...plan.options, plan.recommended]) {
      options += 1;
      const texts = explain(plan, option.id);
      const ask = written(plan, option.id, asked.names, plant.written ?? asWritten);
      found.push(
        ...contradictions(asked, plan, option, ask, (plant.texts ?? ((one) => one))(texts)),
        ...feedsWrongly(asked, plan, option, ask).map((says) => ({ seed: asked.seed, option: option.id, says })),
        ...gatewayWrongly(asked, plan, option, plant.written ?? asWritten).map((says) => ({ seed: asked.seed, option: option.id, says })),
      );
    }
  }
  return { plans, options, contradictions: found };
}

if (import.meta.main) {
  const number = (option: string, otherwise: number) => {
    const at = process.argv.indexOf(`--${option}`);
    return at === -1 ? otherwise : Number(process.argv[at + 1]);
  };
  const planted = plantsAsked(Object.keys(plants));
  process.exitCode = planted === null ? await prove(number('plans', 600), number('live', 120)) : provePlanted(planted, number('plans', 60));
}

function provePlanted(names: readonly string[], plans: number): 0 | 1 {
  const looked = names.map((name) => {
    const { contradictions: found } = proveDecisions(plans, 5000, plants[name]);
    return { name, seen: found.length > 0, by: `${found.length} contradictions in ${plans} plans, the first: ${found[0]?.says ?? '-'}` };
  });
  return endPlanted('prove:decisions', looked);
}

async function prove(plans: number, live: number): Promise<0 | 1> {
  const proof = proveDecisions(plans, 1);
  for (const one of proof.contradictions.slice(0, 20)) console.log(JSON.stringify(one));
  let faults = proof.contradictions.length;
  let probes = 0;
  const asked: string[] = [];
  const programs = { kernel: live, squid: Math.ceil(live / 3), unbound: Math.ceil(live / 3), dnsmasq: Math.ceil(live / 3) };
  for (const name of ['kernel', ...(Object.keys(namePrograms) as NameProgram[])] as const) {
    if (live === 0) continue;
    const said = name === 'kernel' ? await kernelAnswers(live, 1, planFor) : await nameAnswers(name, programs[name], 1, planFor);
    for (const one of said.contradictions.slice(0, 20)) console.log(JSON.stringify(one));
    faults += said.contradictions.length;
    probes += said.probes;
    if (said.missing === null) asked.push(name);
    console.log(
      said.missing === null
        ? `${name}: ${said.options} options loaded, ${said.probes} probes, ${said.contradictions.length} contradictions`
        : `${name}: not asked; missing: ${said.missing}`,
    );
  }
  const who = asked.length === 0 ? 'nothing live was asked' : `${probes} probes of ${asked.join(', ')}`;
  console.log(`prove:decisions: ${proof.plans} plans, ${proof.options} options, ${who}, ${faults} contradictions`);
  return faults === 0 ? 0 : 1;
}
