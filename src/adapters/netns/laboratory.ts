// SPDX-License-Identifier: Apache-2.0
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Lab, LabProbe, LabShape, Laboratory } from '../../containment/laboratory.port.ts';
import { must, run } from './run.ts';

const agentFile = fileURLToPath(new URL('agent.mjs', import.meta.url));
const sides = ['lan', 'srv', 'wan'] as const;
type Side = (typeof sides)[number];

/** Link nets between the router and each side; the probed addresses are added as single addresses behind them. */
const links: Readonly<Record<Side, { v4: string; v6: string }>> = {
  lan: { v4: '100.64.1', v6: 'fd64:1' },
  srv: { v4: '100.64.2', v6: 'fd64:2' },
  wan: { v4: '100.64.3', v6: 'fd64:3' },
};

let built = 0;

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
    built += 1;
    const prefix = `mt${process.pid % 100_000}x${built}`;
    const name = (side: Side | 'rt') => `${prefix}-${side}`;
    try {
      await build(shape, name);
    } catch (error) {
      await tearDown(name);
      throw error;
    }
    const agents = {
      lan: await startAgent(name('lan'), shape.ports, shape.inside),
      srv: await startAgent(name('srv'), shape.ports, shape.servers),
      wan: await startAgent(name('wan'), shape.ports, shape.outside),
    };
    const lab = labOf(shape, name, agents);
    try {
      await settle(lab, shape);
    } catch (error) {
      await lab.close();
      throw error;
    }
    return lab;
  },
};

async function build(shape: LabShape, name: (side: Side | 'rt') => string): Promise<void> {
  const lines: Record<string, string[]> = {};
  await must('ip', ['netns', 'add', name('rt')]);
  for (const side of sides) {
    await must('ip', ['netns', 'add', name(side)]);
    await must('ip', ['link', 'add', `to-${side}`, 'netns', name('rt'), 'type', 'veth', 'peer', 'name', 'eth0', 'netns', name(side)]);
  }
  const of: Readonly<Record<Side, readonly string[]>> = { lan: shape.inside, srv: shape.servers, wan: shape.outside };
  const batch = (namespace: string) => (lines[namespace] ??= ['link set lo up']);
  for (const side of sides) {
    const { v4, v6 } = links[side];
    batch(name('rt')).push(`link set to-${side} up`, `addr add ${v4}.1/24 dev to-${side}`, `addr add ${v6}::1/64 dev to-${side} nodad`);
    batch(name(side)).push(
      'link set eth0 up',
      `addr add ${v4}.2/24 dev eth0`,
      `addr add ${v6}::2/64 dev eth0 nodad`,
      `route add default via ${v4}.1`,
      `-6 route add default via ${v6}::1`,
    );
    for (const address of new Set(of[side])) {
      const six = address.includes(':');
      batch(name(side)).push(`addr add ${address}/${six ? 128 : 32} dev eth0${six ? ' nodad' : ''}`);
      batch(name('rt')).push(six ? `-6 route add ${address}/128 via ${v6}::2` : `route add ${address}/32 via ${v4}.2`);
    }
  }
  for (const [namespace, commands] of Object.entries(lines)) {
    // `ip -batch` takes no family word before the object: those lines go by themselves.
    await must('ip', ['-n', namespace, '-batch', '-'], `${commands.filter((line) => !line.startsWith('-6')).join('\n')}\n`);
    const six = commands.filter((line) => line.startsWith('-6')).map((line) => line.slice(3));
    if (six.length > 0) await must('ip', ['-6', '-n', namespace, '-batch', '-'], `${six.join('\n')}\n`);
  }
  await must('ip', [
    'netns',
    'exec',
    name('rt'),
    'sysctl',
    '-qw',
    'net.ipv4.ip_forward=1',
    'net.ipv6.conf.all.forwarding=1',
    'net.ipv4.icmp_ratelimit=0',
  ]);
}

async function tearDown(name: (side: Side | 'rt') => string): Promise<void> {
  for (const side of [...sides, 'rt'] as const) await run('ip', ['netns', 'del', name(side)]);
}

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

type Agent = { readonly ask: (probes: readonly LabProbe[], wait: number) => Promise<readonly boolean[]>; readonly stop: () => void };

async function startAgent(namespace: string, ports: readonly number[], addresses: readonly string[]): Promise<Agent> {
  const child = spawn('ip', ['netns', 'exec', namespace, process.execPath, agentFile, JSON.stringify({ ports, addresses })], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const waiting = new Map<number, (passed: readonly boolean[]) => void>();
  let count = 0;
  await new Promise<void>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', () => reject(new Error(`the laboratory's agent in ${namespace} ended`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      const message = JSON.parse(line) as { ready?: true; id?: number; passed?: readonly boolean[] };
      if (message.ready === true) resolve();
      else waiting.get(message.id ?? -1)?.(message.passed ?? []);
    });
  });
  return {
    ask(probes, wait) {
      count += 1;
      const id = count;
      return new Promise((resolve) => {
        waiting.set(id, (passed) => {
          waiting.delete(id);
          resolve(passed);
        });
        child.stdin.write(`${JSON.stringify({ id, wait, probes })}\n`);
      });
    },
    stop: () => child.stdin.end(),
  };
}

function labOf(shape: LabShape, name: (side: Side | 'rt') => string, agents: Readonly<Record<Side, Agent>>): Lab {
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
          const passed = await agents[side].ask(
            own.map(({ probe }) => probe),
            waitMillis,
          );
          own.forEach(({ index }, at) => (results[index] = passed[at] ?? false));
        }),
      );
      return results;
    },
    async close() {
      for (const agent of Object.values(agents)) agent.stop();
      await tearDown(name);
    },
  };
}
