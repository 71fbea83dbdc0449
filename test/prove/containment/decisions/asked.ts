// SPDX-License-Identifier: Apache-2.0
// What the written configurations do with a packet, by readers that share nothing with the writers.
import { policyOf } from '../../../../src/containment/plan/plan.ts';
import type { Plan } from '../../../../src/containment/plan/plan.ts';
import { render } from '../../../../src/containment/render/render.ts';
import type { RenderedFile, Target } from '../../../../src/containment/render/target.ts';
import type { Packet } from '../../../../src/containment/policy/verdict.ts';
import { readSquid, readZone } from '../read-names.ts';
import { readIptables, readNft } from '../read-packets.ts';
import type { Names } from './world.ts';

/** Whether each place of the plan passes a packet; `at` names the place that stops it. */
export type Answer = { readonly pass: boolean; readonly at: string };
export type Asked = (packet: Packet) => Answer;
/** Changes what was written, as a planted fault does. */
export type Tamper = (target: Target, files: readonly RenderedFile[], rollback: readonly RenderedFile[]) => readonly RenderedFile[];

export const asWritten: Tamper = (_, files) => files;

/** The files of one target by their names, as they were written or tampered with. */
export function filesOf(plan: Plan, option: string, tamper: Tamper): (target: Target) => (name: string) => string {
  const policy = policyOf(plan, option)!;
  return (target) => {
    const rendered = render(policy, target, { madeAt: plan.madeAt, option });
    const list = tamper(target, rendered.files, rendered.rollback);
    return (name) => list.find((one) => one.name === name)?.text ?? '';
  };
}

/** Where names are enforced at a proxy it sees every packet of a computer; elsewhere a packet filter does, beside a resolver or alone. */
export function written(plan: Plan, option: string, names: Names, tamper: Tamper): Asked {
  const files = filesOf(plan, option, tamper);
  const nft = readNft(files('nftables')('matoi.nft'));
  const tables = readIptables(files('iptables'));
  const filter = (packet: Packet): Answer => {
    const pass = nft(packet);
    if (pass !== tables(packet)) throw new Error(`nftables and iptables differ for ${JSON.stringify(packet)}`);
    return { pass, at: pass ? '' : 'packet filter' };
  };
  if (names === 'none') return filter;
  if (names === 'sni') {
    const squid = files('squid');
    const read = readSquid(squid('matoi-access.conf'), squid('matoi-bump.conf'));
    return (packet) => {
      const pass = read(packet, packet.name ?? packet.dst);
      return { pass, at: pass ? '' : 'proxy' };
    };
  }
  const zone = readZone(files('unbound-rpz')('rpz.matoi'));
  return (packet) => {
    const passed = filter(packet);
    if (!passed.pass || packet.name === null) return passed;
    const pass = zone(packet);
    return { pass, at: pass ? '' : 'resolver' };
  };
}
