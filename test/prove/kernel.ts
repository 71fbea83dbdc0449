// SPDX-License-Identifier: Apache-2.0
// Random plans loaded into a real kernel in namespaces of their own: what the model says is what the kernel does.
import { netnsLaboratory } from '../../src/adapters/netns/laboratory.ts';
import type { Lab, LabProbe } from '../../src/containment/laboratory.port.ts';
import { compareProbes } from '../../src/containment/verify-plan.ts';
import type { Difference } from '../../src/containment/verify-plan.ts';
import { render, renderers } from '../../src/containment/render/render.ts';
import type { Policy } from '../../src/containment/rule.ts';
import { chance, randomPacket, randomPolicy, world } from './containment/random.ts';
import type { Chance, World } from './containment/random.ts';

/** The responder's computer stands behind the router on its own side, so that traffic inside crosses it too. */
export const labWorld: World = { ...world, outside: world.outside };
const server = world.hosts.at(-1)!;
export const shape = {
  inside: world.hosts.slice(0, -1).flatMap((host) => [host.v4, host.v6]),
  servers: [server.v4, server.v6],
  outside: [...world.outside],
  ports: [...world.ports],
};

export function labProbes(random: Chance, count: number): readonly LabProbe[] {
  const probes: LabProbe[] = [];
  const sideOf = (address: string) => (shape.outside.includes(address) ? 'wan' : shape.servers.includes(address) ? 'srv' : 'lan');
  while (probes.length < count) {
    const { src, dst, proto } = randomPacket(random, labWorld);
    // What stays on one side never meets the router.
    if (proto === 'other' || sideOf(src) === sideOf(dst)) continue;
    probes.push({ src, dst, proto, port: random.pick(world.ports) });
  }
  return probes;
}

export type KernelProof = {
  readonly plans: number;
  readonly probes: number;
  readonly stopped: number;
  readonly differences: readonly (Difference & { readonly policy: Policy })[];
};

const loaders = {
  async nftables(lab: Lab, policy: Policy): Promise<void> {
    const fault = await lab.loadNft(render(policy, 'nftables', { madeAt: '', option: 'proof' }).files[0]?.text ?? '');
    if (fault !== null) throw new Error(fault);
  },
  async iptables(lab: Lab, policy: Policy): Promise<void> {
    const rendered = render(policy, 'iptables', { madeAt: '', option: 'proof' });
    const file = (name: string) => rendered.files.find((one) => one.name === name)?.text ?? '';
    await lab.inRouter(rendered.rollback[0]?.text ?? '');
    for (const family of [4, 6] as const) {
      const tool = family === 4 ? 'iptables' : 'ip6tables';
      for (const [command, input] of [
        ['ipset restore -exist', file(`matoi.ipset${family}`)],
        [`${tool}-restore --noflush`, file(`matoi.rules${family}`)],
        [`${tool} -I FORWARD 1 -j MATOI`, ''],
      ] as const) {
        const { code, output } = await lab.inRouter(command, input);
        if (code !== 0) throw new Error(`${command}: ${output}`);
      }
    }
  },
} as const;

export async function proveKernel(kind: keyof typeof loaders, plans: number, probesEach: number, seed: number): Promise<KernelProof> {
  const random = chance(seed);
  const lab = await netnsLaboratory.open(shape);
  const differences: (Difference & { policy: Policy })[] = [];
  let probes = 0;
  let stopped = 0;
  try {
    for (let plan = 0; plan < plans; plan += 1) {
      const policy = randomPolicy(random, 'none', labWorld);
      const projected = renderers[kind].project(policy).policy;
      await loaders[kind](lab, policy);
      const list = labProbes(random, probesEach);
      const found = await compareProbes(lab, projected, list);
      differences.push(...found.map((one) => ({ ...one, policy })));
      probes += list.length;
      stopped += found.length;
    }
  } finally {
    await lab.close();
  }
  return { plans, probes, stopped, differences };
}

if (import.meta.main) {
  const number = (name: string, otherwise: number) => {
    const at = process.argv.indexOf(`--${name}`);
    return at === -1 ? otherwise : Number(process.argv[at + 1]);
  };
  const missing = await netnsLaboratory.missing();
  if (missing.length > 0) {
    console.log(`prove:kernel cannot run here; missing: ${missing.join(', ')}`);
    process.exit(1);
  }
  const plans = number('plans', 1000);
  const each = number('probes', 50);
  let faults = 0;
  for (const [kind, count] of [
    ['nftables', plans],
    ['iptables', Math.min(plans, Math.max(200, Math.ceil(plans / 5)))],
  ] as const) {
    const started = performance.now();
    const proof = await proveKernel(kind, count, each, 20_160_319);
    faults += proof.differences.length;
    console.log(
      `${kind}: ${proof.plans} plans, ${proof.probes} probes, ${proof.differences.length} differences, ${((performance.now() - started) / 1000).toFixed(0)} s`,
    );
    for (const one of proof.differences.slice(0, 5)) console.log(JSON.stringify(one));
  }
  console.log(faults === 0 ? 'prove:kernel: the kernel does what the model says' : `prove:kernel: ${faults} differences`);
  process.exitCode = faults === 0 ? 0 : 1;
}
