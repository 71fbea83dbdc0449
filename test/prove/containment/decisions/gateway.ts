// SPDX-License-Identifier: Apache-2.0
// What a packet filter does besides forwarding: the errors about what it lets pass, and what its own programs may send.
import type { Plan, PlanOption } from '../../../../src/containment/plan/plan.ts';
import type { Packet } from '../../../../src/containment/policy/verdict.ts';
import { world } from '../random.ts';
import { readIptables, readNft } from '../read-packets.ts';
import type { About, Reader } from '../read-packets.ts';
import { filesOf } from './asked.ts';
import type { Tamper } from './asked.ts';
import { holds, inner, isKept, mustClose, sparedBy } from './check.ts';
import type { Company } from './world.ts';

/** A router on the way and the gateway itself: nobody lists them, keeps them or isolates them. */
const onTheWay = (like: string) => (like.includes(':') ? '2001:db8:ffff::9' : '198.18.0.9');

/** Contradictions of one option: nftables and iptables are read by the same questions and must not differ. */
export function gatewayWrongly(company: Company, plan: Plan, option: PlanOption, tamper: Tamper): readonly string[] {
  const found: string[] = [];
  const files = filesOf(plan, option.id, tamper);
  const reader = (nft: string, iptables: string, about: About): Reader => {
    const [first, second] = [readNft(files('nftables')('matoi.nft'), nft, about), readIptables(files('iptables'), iptables, about)];
    return (packet) => {
      const pass = first(packet);
      if (pass !== second(packet)) found.push(`nftables and iptables differ about ${nft}, ${about}: ${JSON.stringify(packet)}`);
      return pass;
    };
  };
  found.push(...errorsWrongly(company, option, reader('verdict', 'MATOI', 'error')));
  found.push(...ownProgramsWrongly(company, plan, option, reader('from_gateway', 'MATOI-OUT', 'opening')));
  return found;
}

const packet = (src: string, dst: string, port: number | null): Packet =>
  port === null ? { src, dst, port: 0, proto: 'other', name: null } : { src, dst, port, proto: 'tcp', name: null };

/** Where something is kept through a closed base, the errors about it pass in both directions, or it starves on a smaller MTU. */
function errorsWrongly(company: Company, option: PlanOption, passes: Reader): readonly string[] {
  const keeps = option.rules.some((rule) => rule.kind === 'allow' && rule.ranges.length + rule.observed.length > 0);
  if (option.base !== 'deny' || !keeps) return [];
  // Neither isolated nor kept from single destinations.
  const alone = (address: string) =>
    option.rules.some((rule) => (rule.kind === 'isolate' || rule.kind === 'pair') && rule.addresses.includes(address));
  const inward = world.hosts
    .flatMap((host) => [host.v4, host.v6])
    .filter((address) => !alone(address) && !passes(packet(onTheWay(address), address, null)))
    .map((address) => `the errors about kept connections of ${address} are stopped`);
  const outward = company.services
    .filter((service) => isKept(service))
    .flatMap((service) => world.outside.filter((dst) => service.ranges.some((range) => holds(range, dst)) && !closed(option, dst)))
    .filter((dst) => {
      const from = world.hosts.map((host) => (dst.includes(':') ? host.v6 : host.v4)).find((address) => !alone(address));
      return from !== undefined && opened(option, dst) && !passes(packet(from, dst, null));
    })
    .map((dst) => `the errors about connections to what is kept at ${dst} are stopped`);
  return [...inward, ...outward];
}

/** The gateway's own programs send nothing to what is closed, and reach the responders' path while it is promised. */
function ownProgramsWrongly(company: Company, plan: Plan, option: PlanOption, passes: Reader): readonly string[] {
  const path = option.rules.flatMap((rule) => (rule.kind === 'path' ? rule.ranges : []));
  const service = company.services.find((one) => one.kind === 'responder');
  const promised = option.residual.reasons.some((one) => one.code === 'responder-path-open');
  return world.outside.flatMap((dst) => {
    const port = service === undefined || service.ports === '' ? 443 : Number(service.ports);
    const onPath = path.some((range) => holds(range, dst));
    const pass = passes(packet(onTheWay(dst), dst, onPath ? port : 443));
    if (onPath) return promised && !pass ? [`the gateway itself cannot reach the promised path at ${dst}`] : [];
    const listed = mustClose(company, dst) && !sparedBy(plan, dst) && !/^(64|2002):/.test(dst);
    const inPart = option.residual.reasons.some((one) => one.code === 'listed-in-part');
    const shut = option.base === 'deny' ? !opened(option, dst) : option.id === 'cut-known' && listed && !inPart;
    return shut && pass ? [`a program on the gateway still reaches ${dst}`] : [];
  });
}

const opened = (option: PlanOption, dst: string) =>
  option.rules.some((rule) => rule.kind === 'allow' && [...rule.ranges, ...rule.observed].some((range) => holds(range, dst)));
const closed = (option: PlanOption, dst: string) =>
  option.rules.some((rule) => rule.kind === 'address' && [dst, inner(dst) ?? dst].some((one) => holds(rule.range, one)));
