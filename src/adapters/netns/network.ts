// SPDX-License-Identifier: Apache-2.0
import type { LabShape } from '../../containment/verify/laboratory.port.ts';
import { must, run } from './run.ts';

export const sides = ['lan', 'srv', 'wan'] as const;
export type Side = (typeof sides)[number];

/** Link nets between the router and each side; the probed addresses are added as single addresses behind them. */
export const links: Readonly<Record<Side, { v4: string; v6: string }>> = {
  lan: { v4: '100.64.1', v6: 'fd64:1' },
  srv: { v4: '100.64.2', v6: 'fd64:2' },
  wan: { v4: '100.64.3', v6: 'fd64:3' },
};

/** Namespaces that stand: their names, and the way to take them away. */
export type Network = { readonly name: (side: Side | 'rt') => string; readonly close: () => Promise<void> };

let built = 0;

/** Three sides joined by veth pairs to a router that forwards both families, the shape's addresses on their sides. */
export async function buildNetwork(shape: LabShape): Promise<Network> {
  built += 1;
  const prefix = `mt${process.pid % 100_000}x${built}`;
  const name = (side: Side | 'rt') => `${prefix}-${side}`;
  const close = () => tearDown(name);
  try {
    await build(shape, name);
  } catch (error) {
    await close();
    throw error;
  }
  return { name, close };
}

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
