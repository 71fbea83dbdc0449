// SPDX-License-Identifier: Apache-2.0
// The same questions, put to a real kernel: the recorded traffic of a company, and every address of its world from every computer.
import { netnsLaboratory } from '../../../../src/adapters/netns/laboratory.ts';
import type { LabProbe } from '../../../../src/containment/verify/laboratory.port.ts';
import { explain } from '../../../../src/containment/plan/explain.ts';
import type { Plan } from '../../../../src/containment/plan/plan.ts';
import { policyOf } from '../../../../src/containment/plan/plan.ts';
import { render } from '../../../../src/containment/render/render.ts';
import { shape } from '../live/shape.ts';
import { world } from '../random.ts';
import { contradictions } from './check.ts';
import type { Contradiction } from './check.ts';
import { company } from './world.ts';
import type { Company } from './world.ts';

export type LiveDecisions = {
  readonly options: number;
  readonly probes: number;
  readonly contradictions: readonly Contradiction[];
  readonly missing: string | null;
};

const keyOf = (one: LabProbe) => `${one.src} ${one.dst} ${one.port} ${one.proto}`;
/** Agents answer on these; the record's third port is asked of the readers only. */
const sideOf = (address: string) => (shape.outside.includes(address) ? 'wan' : shape.servers.includes(address) ? 'srv' : 'lan');

function questions(asked: Company): readonly LabProbe[] {
  const everywhere = world.outside.flatMap((dst) =>
    world.hosts.map((host): LabProbe => ({ src: dst.includes(':') ? host.v6 : host.v4, dst, port: 443, proto: 'tcp' })),
  );
  const record = asked.flows.map(({ src, dst, port, proto }): LabProbe => ({ src, dst, port, proto }));
  const distinct = new Map([...everywhere, ...record].map((one) => [keyOf(one), one]));
  // What stays on one side never meets the router.
  return [...distinct.values()].filter((one) => sideOf(one.src) !== sideOf(one.dst));
}

/** One option of each plan, in turn, loaded as `matoi contain render` writes it. What the kernel was not asked is answered by the reader's word that it passes. */
export async function kernelAnswers(plans: number, seed: number, planFor: (asked: Company) => Plan): Promise<LiveDecisions> {
  const missing = await netnsLaboratory.missing();
  if (missing.length > 0) return { options: 0, probes: 0, contradictions: [], missing: missing.join(', ') };
  const lab = await netnsLaboratory.open(shape);
  const found: Contradiction[] = [];
  let probed = 0;
  try {
    for (let index = 0; index < plans; index += 1) {
      const asked = company(seed + index, 'none');
      const plan = planFor(asked);
      const choices = [...plan.options, plan.recommended];
      const option = choices[index % choices.length]!;
      const { files } = render(policyOf(plan, option.id)!, 'nftables', { madeAt: plan.madeAt, option: option.id });
      const fault = await lab.loadNft(files[0]?.text ?? '');
      if (fault !== null) throw new Error(`the kernel refused the rules: ${fault}`);
      const probes = questions(asked);
      probed += probes.length;
      const first = await lab.probe(probes, 200);
      const silent = probes.filter((_, at) => first[at] === false);
      // Silence is asked once more, slowly, before it counts.
      const second = silent.length === 0 ? [] : await lab.probe(silent, 900);
      const passed = new Map(probes.map((one, at) => [keyOf(one), first[at] ?? false]));
      silent.forEach((one, at) => passed.set(keyOf(one), second[at] ?? false));
      const answer = new Map(passed);
      const reader = await import('./asked.ts').then((module) => module.written(plan, option.id, 'none', module.asWritten));
      const ask = (packet: Parameters<typeof reader>[0]) => {
        const live = packet.proto === 'other' ? undefined : answer.get(keyOf({ ...packet, proto: packet.proto }));
        return live === undefined ? reader(packet) : { pass: live, at: live ? '' : 'kernel' };
      };
      found.push(...contradictions(asked, plan, option, ask, explain(plan, option.id)));
    }
  } finally {
    await lab.close();
  }
  return { options: plans, probes: probed, contradictions: found, missing: null };
}
