// SPDX-License-Identifier: Apache-2.0
// Random plans in live programs between namespaces of their own: what the model says is what the kernel, the proxy and
// the resolvers do. `--plans N`, `--probes N`, `--only KIND`, `--plant KIND` (a fault in what is written for that program: it
// must be found; without a name in each, see support/planted.ts), `--traps` (instead: every option of every trap of the corpus).
import { netnsLaboratory } from '../../src/adapters/netns/laboratory.ts';
import { policyOf } from '../../src/containment/plan/plan.ts';
import { render, renderers } from '../../src/containment/render/render.ts';
import type { Policy } from '../../src/containment/policy/rule.ts';
import { verifyPlan } from '../../src/containment/verify/verify-plan.ts';
import { labLacks } from '../support/lab-needs.ts';
import { dnsmasq } from './containment/live/dnsmasq.ts';
import { iptables, nftables } from './containment/live/packets.ts';
import { squid } from './containment/live/squid.ts';
import type { StandKind, Trial } from './containment/live/stand.ts';
import { unbound } from './containment/live/unbound.ts';
import { chance, randomPolicy } from './containment/random.ts';
import { endPlanted, plantsAsked } from './support/planted.ts';
import type { Planted } from './support/planted.ts';

export const stands = { nftables, iptables, squid, unbound, dnsmasq } as const satisfies Readonly<Record<string, StandKind>>;
export type StandName = keyof typeof stands;

export type LiveProof = {
  readonly plans: number;
  readonly probes: number;
  /** What the model says: a proof in which nothing is stopped, or everything, would be none. */
  readonly open: number;
  readonly denied: number;
  readonly differences: readonly (Trial & { readonly policy: Policy })[];
};

/** Each plan is loaded into the same running program, one after the other, as a desk would. */
export async function proveLive(name: StandName, plans: number, probes: number, seed: number, plant = false): Promise<LiveProof> {
  const kind: StandKind = stands[name];
  const random = chance(seed);
  const stand = await kind.open();
  const trials: (Trial & { policy: Policy })[] = [];
  try {
    for (let plan = 0; plan < plans; plan += 1) {
      const policy = randomPolicy(random, kind.names);
      const rendered = render(policy, kind.target, { madeAt: '2026-03-19T09:00:00.000Z', option: 'proof' });
      const files = plant ? rendered.files.map((file) => ({ ...file, text: kind.plant(file.text) })) : rendered.files;
      const projected = renderers[kind.target].project(policy).policy;
      const found = await stand.trial(projected, { files, rollback: rendered.rollback }, random, probes);
      trials.push(...found.map((trial) => ({ ...trial, policy })));
    }
  } finally {
    await stand.close();
  }
  const denied = trials.filter((trial) => trial.model === 'denied').length;
  const differences = trials.filter((trial) => trial.live !== trial.model);
  return { plans, probes: trials.length, open: trials.length - denied, denied, differences };
}

/** How many plans each program gets when nftables gets `plans`. */
function share(name: StandName, plans: number): number {
  return name === 'nftables' ? plans : Math.min(plans, Math.max(200, Math.ceil(plans / 5)));
}

/** Every different option of every trap's plan, around its own addresses: what the plan says of packets is what the kernel does. */
async function proveTraps(): Promise<number> {
  const { planOf, traps } = await import('../story/containment-traps.data.ts');
  let [options, probes, differences] = [0, 0, 0];
  // Many traps share an option (everything closed, say): each different policy once.
  const seen = new Set<string>();
  for (const trap of traps) {
    const plan = planOf(trap);
    for (const { id } of [...plan.options, plan.recommended]) {
      const policy = policyOf(plan, id)!;
      if (seen.has(JSON.stringify(policy))) continue;
      seen.add(JSON.stringify(policy));
      const verified = await verifyPlan(netnsLaboratory, policy, 40);
      if (!verified.ok) throw new Error(verified.error.join());
      options += 1;
      probes += verified.value.probes;
      differences += verified.value.differences.length;
      for (const one of verified.value.differences.slice(0, 3)) console.log(`${trap.code}: ${JSON.stringify(one)}`);
    }
  }
  console.log(`traps: ${traps.length} traps, ${options} different options, ${probes} probes, ${differences} differences`);
  return differences;
}

if (import.meta.main && process.argv.includes('--traps')) process.exitCode = (await proveTraps()) === 0 ? 0 : 1;
else if (import.meta.main) {
  const text = (option: string) => {
    const at = process.argv.indexOf(`--${option}`);
    return at === -1 ? undefined : process.argv[at + 1];
  };
  const plans = Number(text('plans') ?? 1000);
  const each = Number(text('probes') ?? 50);
  const asked = plantsAsked(Object.keys(stands));
  const plant = asked !== null;
  const only = text('only');
  let faults = 0;
  const planted: Planted[] = [];
  const sum = { plans: 0, probes: 0 };
  for (const name of (Object.keys(stands) as StandName[]).filter((one) => (asked ?? [only ?? one]).includes(one))) {
    const lacking = labLacks(stands[name].needs);
    if (lacking !== null) {
      console.log(`${name}: cannot run here; missing: ${lacking}`);
      faults += 1;
      planted.push({ name, seen: false, by: `missing: ${lacking}` });
      continue;
    }
    const started = performance.now();
    const proof = await proveLive(name, plant ? Math.min(plans, 50) : share(name, plans), each, 20_160_319, plant);
    const seconds = ((performance.now() - started) / 1000).toFixed(0);
    console.log(
      `${name}: ${proof.plans} plans${plant ? ' with a planted fault' : ''}, ${proof.probes} probes (${proof.open} open, ${proof.denied} denied by the model), ${proof.differences.length} differences, ${seconds} s`,
    );
    sum.plans += proof.plans;
    sum.probes += proof.probes;
    planted.push({ name, seen: proof.differences.length > 0, by: `${proof.differences.length} of ${proof.probes} probes differ` });
    if (plant) continue;
    faults += proof.differences.length;
    for (const one of proof.differences.slice(0, 5)) console.log(JSON.stringify(one));
  }
  if (plant) process.exitCode = endPlanted('prove:kernel', planted);
  else {
    console.log(`prove:kernel: ${sum.plans} plans, ${sum.probes} probes, ${faults} ${faults === 0 ? 'differences' : 'faults'}`);
    process.exitCode = faults === 0 ? 0 : 1;
  }
}
