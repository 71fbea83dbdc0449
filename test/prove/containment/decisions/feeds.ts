// SPDX-License-Identifier: Apache-2.0
// Lists for feeds and access lists of routers, against what was meant and against what the packet filter does.
import type { Plan, PlanOption } from '../../../../src/containment/plan/plan.ts';
import { policyOf } from '../../../../src/containment/plan/plan.ts';
import { render } from '../../../../src/containment/render/render.ts';
import type { Target } from '../../../../src/containment/render/target.ts';
import type { Packet } from '../../../../src/containment/policy/verdict.ts';
import { world } from '../random.ts';
import { within } from '../read-packets.ts';
import { readCiscoIos, readLists, readYamaha } from '../read-routers.ts';
import type { Asked } from './asked.ts';
import { holds, inner, isKept, mustClose, sparedBy } from './check.ts';
import type { Company } from './world.ts';

const inside = within(['10.66.0.0/16', 'fd66::/16']);

export function feedsWrongly(company: Company, plan: Plan, option: PlanOption, asked: Asked): readonly string[] {
  const policy = policyOf(plan, option.id)!;
  const files = (target: Target) => {
    const rendered = render(policy, target, { madeAt: plan.madeAt, option: option.id });
    return (name: string) => rendered.files.find((one) => one.name === name)?.text ?? '';
  };
  const found: string[] = [];
  const feed = files('list');
  const addresses = feed('matoi-addresses.txt') + feed('matoi-addresses-v6.txt');
  const passes = readLists(addresses, feed('matoi-names.txt'), feed('matoi-names-and-below.txt'));
  // Declared addresses of the responders, and those at which their names were seen: a list cannot open single ports of them.
  const path = company.services.find((service) => service.kind === 'responder');
  const ways = [...(path?.ranges ?? []), ...option.rules.flatMap((rule) => (rule.kind === 'path' ? rule.ranges : []))];
  const within4 = (dst: string) => [dst, inner(dst) ?? dst];
  const onPath = (dst: string) => ways.some((range) => within4(dst).some((one) => within4(range).some((way) => holds(way, one))));
  const inPart = option.residual.reasons.some((one) => one.code === 'listed-in-part');
  for (const dst of world.outside) {
    const pass = passes({ src: '10.66.1.10', dst, port: 443, proto: 'tcp', name: null });
    if (ways.some((range) => holds(range, dst)) && !pass) found.push(`the responders' path at ${dst} is on the list`);
    if (option.id !== 'cut-known') continue;
    const listed = mustClose(company, dst) && !onPath(dst) && !sparedBy(plan, dst);
    if (listed && pass && !inPart) found.push(`listed ${dst} is missing on the list`);
    const kept = company.services.some((service) => isKept(service) && service.ranges.some((range) => holds(range, dst)));
    const cut = plan.overlaps.some((one) => one.end === 'cut' && !/[g-z]/.test(one.part) && holds(one.part, dst));
    if (kept && !pass && !cut && !mustClose(company, dst)) found.push(`what is kept at ${dst} is on the list`);
  }
  if (company.names !== 'none') return found;
  // A router that keeps no sessions opens the responders' path on every port; elsewhere it does what the packet filter does.
  const routers = [
    ['cisco-ios', readCiscoIos(files('cisco-ios')('matoi-cisco.txt'), inside)],
    ['yamaha-rtx', readYamaha(files('yamaha-rtx')('matoi-yamaha.txt'), inside)],
  ] as const;
  for (const flow of company.flows.filter((one) => !inside(one.dst) && !onPath(one.dst))) {
    const packet: Packet = { src: flow.src, dst: flow.dst, port: flow.port, proto: flow.proto, name: null };
    const { pass } = asked(packet);
    for (const [name, read] of routers)
      if (read(packet) !== pass)
        found.push(`${name} ${pass ? 'stops' : 'passes'} ${flow.src} -> ${flow.dst}:${flow.port}, the packet filter does not`);
  }
  return found;
}
