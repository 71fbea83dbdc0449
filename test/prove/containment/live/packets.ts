// SPDX-License-Identifier: Apache-2.0
import { netnsLaboratory } from '../../../../src/adapters/netns/laboratory.ts';
import type { Lab, LabProbe } from '../../../../src/containment/verify/laboratory.port.ts';
import type { Policy } from '../../../../src/containment/policy/rule.ts';
import { decider } from '../../../../src/containment/policy/verdict.ts';
import { compareProbes } from '../../../../src/containment/verify/verify-plan.ts';
import { randomPacket, world } from '../random.ts';
import type { Chance } from '../random.ts';
import { shape } from './shape.ts';
import type { StandKind, Written } from './stand.ts';

function labProbes(random: Chance, count: number): readonly LabProbe[] {
  const probes: LabProbe[] = [];
  const sideOf = (address: string) => (shape.outside.includes(address) ? 'wan' : shape.servers.includes(address) ? 'srv' : 'lan');
  while (probes.length < count) {
    const { src, dst, proto } = randomPacket(random, world);
    // What stays on one side never meets the router.
    if (proto === 'other' || sideOf(src) === sideOf(dst)) continue;
    probes.push({ src, dst, proto, port: random.pick(world.ports) });
  }
  return probes;
}

function kernelStand(target: 'nftables' | 'iptables', load: (lab: Lab, written: Written) => Promise<void>) {
  return async () => {
    const lab = await netnsLaboratory.open(shape);
    return {
      async trial(policy: Policy, written: Written, random: Chance, count: number) {
        await load(lab, written);
        const probes = labProbes(random, count);
        const differences = await compareProbes(lab, policy, probes);
        const decide = decider(policy);
        const word = (pass: boolean) => (pass ? ('open' as const) : ('denied' as const));
        return probes.map((probe) => {
          const model = word(decide({ ...probe, name: null }).pass);
          const found = differences.find((one) => one.probe === probe);
          return { probe: { target, ...probe }, model, live: found === undefined ? model : word(found.kernel === 'pass') };
        });
      },
      close: () => lab.close(),
    };
  };
}

export const nftables: StandKind = {
  target: 'nftables',
  names: 'none',
  needs: ['ip', 'nft', 'conntrack'],
  open: kernelStand('nftables', async (lab, { files }) => {
    const fault = await lab.loadNft(files[0]?.text ?? '');
    if (fault !== null) throw new Error(fault);
  }),
  plant: (text) => text.replaceAll(/\n\t\tip6? [sd]addr @blocked\dn? drop/g, ''),
};

export const iptables: StandKind = {
  target: 'iptables',
  names: 'none',
  needs: ['ip', 'nft', 'conntrack', 'iptables', 'ipset'],
  open: kernelStand('iptables', async (lab, { files, rollback }) => {
    const file = (name: string) => files.find((one) => one.name === name)?.text ?? '';
    await lab.inRouter(rollback[0]?.text ?? '');
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
  }),
  plant: (text) => text.replaceAll(/\n-A MATOI -m set --match-set matoi-blocked\d(-n)? (src|dst) -j DROP/g, ''),
};
