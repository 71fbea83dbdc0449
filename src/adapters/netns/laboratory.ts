// SPDX-License-Identifier: Apache-2.0
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Lab, LabShape, Laboratory } from '../../containment/verify/laboratory.port.ts';
import { startAgent } from './agent-process.ts';
import type { Agent } from './agent-process.ts';
import { buildNetwork, sides } from './network.ts';
import type { Network, Side } from './network.ts';
import { run } from './run.ts';

const agentFile = fileURLToPath(new URL('agent.mjs', import.meta.url));

/** Linux network namespaces: three sides joined by veth pairs to a router that forwards both families. Needs root. */
export const netnsLaboratory: Laboratory = {
  async missing() {
    const programs = ['ip', 'nft', 'conntrack'].filter(
      (program) => !['/usr/sbin', '/usr/bin', '/sbin', '/bin'].some((folder) => existsSync(`${folder}/${program}`)),
    );
    if (process.getuid?.() !== 0) return [...programs, 'root'];
    if (programs.length > 0) return programs;
    const name = `matoi-try-${process.pid}`;
    const tried = await run('ip', ['netns', 'add', name]);
    if (tried.code !== 0) return ['network namespaces'];
    await run('ip', ['netns', 'del', name]);
    return [];
  },
  async open(shape) {
    const network = await buildNetwork(shape);
    const { name } = network;
    const agents = {
      lan: await startAgent(name('lan'), agentFile, { ports: shape.ports, addresses: shape.inside }),
      srv: await startAgent(name('srv'), agentFile, { ports: shape.ports, addresses: shape.servers }),
      wan: await startAgent(name('wan'), agentFile, { ports: shape.ports, addresses: shape.outside }),
    };
    const lab = labOf(shape, network, agents);
    try {
      await settle(lab, shape);
    } catch (error) {
      await lab.close();
      throw error;
    }
    return lab;
  },
};

/** Without rules everything must pass; a fresh IPv6 link takes a moment. A laboratory that never settles proves nothing. */
async function settle(lab: Lab, shape: LabShape): Promise<void> {
  const port = shape.ports[0] ?? 443;
  const sideList = [shape.inside, shape.servers, shape.outside];
  const probes = sideList.flatMap((from, at) =>
    sideList.flatMap((to, other) =>
      at === other
        ? []
        : to.flatMap((dst) =>
            from
              .filter((src) => src.includes(':') === dst.includes(':'))
              .slice(0, 1)
              .map((src) => ({ src, dst, port, proto: 'tcp' as const })),
          ),
    ),
  );
  for (let round = 0; round < 10; round += 1) {
    if ((await lab.probe(probes, 300 + round * 200)).every((passed) => passed)) return;
  }
  throw new Error('the laboratory does not carry traffic between its sides');
}

function labOf(shape: LabShape, { name, close }: Network, agents: Readonly<Record<Side, Agent>>): Lab {
  const sideOf = new Map<string, Side>([
    ...shape.outside.map((one) => [one, 'wan'] as const),
    ...shape.servers.map((one) => [one, 'srv'] as const),
    ...shape.inside.map((one) => [one, 'lan'] as const),
  ]);
  return {
    async loadNft(text) {
      const { code, output } = await run('ip', ['netns', 'exec', name('rt'), 'nft', '-f', '-'], text);
      return code === 0 ? null : output.trim();
    },
    inRouter: (command, input) => run('ip', ['netns', 'exec', name('rt'), 'sh', '-c', command], input),
    async probe(probes, waitMillis) {
      const results: boolean[] = probes.map(() => false);
      await Promise.all(
        sides.map(async (side) => {
          const own = probes.flatMap((probe, index) => (sideOf.get(probe.src) === side ? [{ probe, index }] : []));
          if (own.length === 0) return;
          const { passed } = await agents[side].ask<{ passed: readonly boolean[] }>({
            wait: waitMillis,
            probes: own.map(({ probe }) => probe),
          });
          own.forEach(({ index }, at) => (results[index] = passed[at] ?? false));
        }),
      );
      return results;
    },
    async close() {
      for (const agent of Object.values(agents)) agent.stop();
      await close();
    },
  };
}
