// SPDX-License-Identifier: Apache-2.0
// From the plan's decisions, and from what was meant: what must pass, what must not, and what may be said.
import { BlockList } from 'node:net';
import type { Explanation } from '../../../../src/containment/plan/explain.ts';
import type { Plan, PlanOption } from '../../../../src/containment/plan/plan.ts';
import type { Packet } from '../../../../src/containment/policy/verdict.ts';
import { world } from '../random.ts';
import type { Asked } from './asked.ts';
import { saidWrongly } from './sentences.ts';
import { insideNames } from './world.ts';
import type { Company, Flow, Service } from './world.ts';

const family = (text: string) => (text.includes(':') ? 'ipv6' : 'ipv4');
const bitsOf = (range: string) => Number(range.split('/')[1] ?? (range.includes(':') ? 128 : 32));

/** Prefix matching by node:net, IPv4 inside IPv6 by hand. */
export function holds(range: string, address: string): boolean {
  if (family(range) !== family(address)) return false;
  return listOf(range).check(address, family(address));
}

const lists = new Map<string, BlockList>();

function listOf(range: string): BlockList {
  const known = lists.get(range);
  if (known !== undefined) return known;
  const list = new BlockList();
  list.addSubnet(range.split('/')[0]!, bitsOf(range), family(range));
  lists.set(range, list);
  return list;
}

/** The IPv4 address in the two NAT64 and 6to4 addresses of the random world, by reading their text. */
export function inner(address: string): string | null {
  const groups = /^64:ff9b::([0-9a-f]+):([0-9a-f]+)$/.exec(address) ?? /^2002:([0-9a-f]+):([0-9a-f]+)::/.exec(address);
  if (groups === null) return null;
  const number = Number.parseInt(groups[1]!, 16) * 65_536 + Number.parseInt(groups[2]!, 16);
  return [24, 16, 8, 0].map((shift) => (number >>> shift) & 255).join('.');
}

export const isKept = (service: Service) => service.kind === 'service' && (service.priority === 1 || service.decision === 'keep');
const below = (pattern: string, name: string) =>
  pattern.startsWith('*.') ? name === pattern.slice(2) || name.endsWith(pattern.slice(1)) : name === pattern;
const opens = (service: Service, port: number) => service.ports === '' || Number(service.ports) === port;

/** Listed addresses that nothing of the inventory protects as narrowly: these must be closed. */
export function mustClose({ meant, services }: Company, address: string): boolean {
  const protects = services.filter((service) => isKept(service) || service.kind !== 'service').flatMap((service) => service.ranges);
  const speaks = (at: string) =>
    meant.some(
      (one) =>
        one.is === 'range' && holds(one.range, at) && protects.every((range) => !holds(range, at) || bitsOf(range) < bitsOf(one.range)),
    );
  const within = inner(address);
  return speaks(address) || (within !== null && speaks(within));
}

const everySource = (dst: string) => world.hosts.map((host) => (dst.includes(':') ? host.v6 : host.v4));
const packetOf = (flow: Flow): Packet => ({
  src: flow.src,
  dst: flow.dst,
  port: flow.port,
  proto: flow.proto,
  name: flow.name === '' ? null : flow.name,
});

/** Left open because of what the inventory holds there. */
export function sparedBy(plan: Plan, dst: string): boolean {
  return plan.overlaps.some((one) => one.end === 'left-open' && (one.part === dst || one.part === inner(dst) || one.parts > 1));
}

export type Contradiction = { readonly seed: number; readonly option: string; readonly says: string };

/** Every contradiction between one option of a plan, its texts, what was meant, and what is written for the devices. */
export function contradictions(
  company: Company,
  plan: Plan,
  option: PlanOption,
  asked: Asked,
  texts: Explanation,
): readonly Contradiction[] {
  const found: string[] = [];
  const say = (wrong: boolean, says: () => string) => void (wrong && found.push(says()));
  const reasons = new Set(option.residual.reasons.map((one) => one.code));
  const path = company.services.find((service) => service.kind === 'responder');
  const onPath = (dst: string, port: number) => path !== undefined && opens(path, port) && path.ranges.some((range) => holds(range, dst));
  const addresses = [...world.outside];
  const isolated = new Set(option.isolated);
  const hostOf = (src: string) => world.hosts.find((host) => host.v4 === src || host.v6 === src)!.name;

  // What the list says, where the option closes destinations.
  const inPart = option.residual.reasons.find((one) => one.code === 'listed-in-part');
  if (option.id === 'cut-known' || option.id === 'full-cut' || option.id === 'keep-only')
    for (const dst of addresses.filter((one) => mustClose(company, one) && !onPath(one, 443) && !sparedBy(plan, one)))
      for (const src of everySource(dst)) {
        if (path?.ranges.some((range) => holds(range, src))) continue;
        const { pass } = asked({ src, dst, port: 443, proto: 'tcp', name: null });
        say(pass && (inPart === undefined || option.base === 'deny'), () => `listed ${dst} is open to ${src}`);
      }

  // What the inventory keeps, unless an overlap says that the list is the narrower word.
  if (option.id === 'cut-known' || (option.id === 'keep-only' && company.names !== 'dns'))
    for (const service of company.services.filter((one) => isKept(one)))
      for (const dst of addresses.filter((one) => service.ranges.some((range) => holds(range, one)))) {
        if (
          plan.overlaps.some(
            (one) => one.end === 'cut' && !/[g-z]/.test(one.part) && (holds(one.part, dst) || holds(one.part, inner(dst) ?? dst)),
          )
        )
          continue;
        const port = service.ports === '' ? 443 : Number(service.ports);
        for (const src of everySource(dst).filter((one) => !isolated.has(hostOf(one)))) {
          const { pass, at } = asked({ src, dst, port, proto: 'tcp', name: null });
          const paired = option.rules.some((rule) => rule.kind === 'pair' && rule.addresses.includes(src));
          say(!pass && !paired && !mustClose(company, dst), () => `kept ${service.service} at ${dst} is stopped by the ${at} for ${src}`);
        }
      }

  // Own networks talk to each other, isolated computers to nobody but the responders.
  for (const host of world.hosts)
    for (const other of world.hosts.filter((one) => one !== host)) {
      const { pass } = asked({ src: host.v4, dst: other.v4, port: 443, proto: 'tcp', name: null });
      const unknown = (name: string) =>
        option.residual.reasons.some((one) => /^host-ipv[46]-unknown$/.test(one.code) && one.facts['host'] === name) &&
        !option.rules.some((rule) => rule.kind === 'isolate' && rule.host === name && rule.addresses.some((text) => !text.includes(':')));
      const apart = (isolated.has(host.name) && !unknown(host.name)) || (isolated.has(other.name) && !unknown(other.name));
      const listedOwn = option.rules.some(
        (rule) => (rule.kind === 'address' || rule.kind === 'pair') && JSON.stringify(rule).includes('10.66.'),
      );
      say(pass === apart && !listedOwn, () => `inside: ${host.name} to ${other.name} ${pass ? 'passes' : 'is stopped'}`);
    }
  found.push(...ownNamesWrongly(company, option, asked, isolated));
  for (const host of world.hosts.filter((one) => isolated.has(one.name)))
    for (const dst of addresses.filter(
      (one) => !option.rules.some((rule) => rule.kind === 'path' && rule.ranges.some((range) => holds(range, one))),
    )) {
      const src = dst.includes(':') ? host.v6 : host.v4;
      // Isolation holds for the addresses that were seen; that more are unknown is said.
      if (!option.rules.some((rule) => rule.kind === 'isolate' && rule.addresses.includes(src))) continue;
      say(asked({ src, dst, port: 443, proto: 'tcp', name: null }).pass, () => `isolated ${host.name} reaches ${dst}`);
    }

  // A promise about the responders' path is kept from everywhere, isolated computers included.
  if (path !== undefined) {
    const promised = reasons.has('responder-path-open');
    for (const range of path.ranges)
      for (const dst of addresses.filter((one) => holds(range, one)))
        for (const src of everySource(dst)) {
          const { pass } = asked({ src, dst, port: path.ports === '' ? 443 : Number(path.ports), proto: 'tcp', name: null });
          say(promised && !pass, () => `the path ${path.service} at ${dst} is promised and closed to ${src}`);
        }
    const used = option.rules.some((rule) => rule.kind === 'path' && rule.ranges.length > 0);
    say(!used && (promised || reasons.has('responder-path-by-name')), () => `a path is promised that no rule opens`);
    say(used && reasons.has('responder-path-closed'), () => `a path is called closed that a rule opens`);
  }

  // Of names that nobody used: cut as a precaution, or said to stay open.
  const unusedNames = company.meant.filter(
    (one) => one.is === 'name' && !company.flows.some((flow) => below(one.tree ? `*.${one.name}` : one.name, flow.name)),
  );
  say(
    company.names === 'none' && unusedNames.length > 0 && !reasons.has('listed-names-open'),
    () => 'a listed name is stopped nowhere and nothing says so',
  );
  say(company.names !== 'none' && reasons.has('listed-names-open'), () => 'a listed name is called open where names are enforced');

  found.push(...recordWrongly(company, option, asked, isolated));
  // The same thing listed twice may be counted once.
  const junk = company.meant.flatMap((one) => (one.is === 'junk' ? [one.text] : []));
  const unread = plan.inputs.notRead.indicatorLines;
  say(
    unread > junk.length || unread < new Set(junk).size || reasons.has('not-read') !== junk.length > 0,
    () => `${junk.length} lines are no indicators, the plan says ${unread}`,
  );
  found.push(...saidWrongly(company, plan, option, asked, texts));
  return found.map((says) => ({ seed: company.seed, option: option.id, says }));
}

/** Own servers are reached by the names that the record or the inventory knows, and of others it is said that they may not be. */
function ownNamesWrongly(company: Company, option: PlanOption, asked: Asked, isolated: ReadonlySet<string>): readonly string[] {
  const said = option.residual.reasons.find((one) => one.code === 'own-names');
  const used = new Set(company.flows.flatMap((flow) => (insideNames.some((name) => name === flow.name) ? [flow.name] : [])));
  const declared = company.services.find((service) => service.kind === 'internal')?.names ?? [];
  const found: string[] = [];
  const [from, to] = world.hosts.filter((host) => !isolated.has(host.name));
  if (from === undefined || to === undefined) return found;
  const cutInside = option.rules.some(
    (rule) => (rule.kind === 'address' || rule.kind === 'pair') && JSON.stringify(rule).includes('10.66.'),
  );
  for (const name of insideNames) {
    const { pass } = asked({ src: from.v4, dst: to.v4, port: 443, proto: 'tcp', name });
    const known = used.has(name) || declared.some((pattern) => below(pattern, name));
    if (!pass && known && !cutInside) found.push(`${name} of the own networks is not answered`);
    if (!pass && said === undefined && !cutInside) found.push(`${name} of the own networks is not answered and nothing says so`);
  }
  if (said !== undefined && (said.facts['recorded'] !== used.size || said.facts['declared'] !== declared.length))
    found.push(`own names: ${used.size} on record and ${declared.length} declared, the plan says ${JSON.stringify(said.facts)}`);
  return found;
}

/** Counts and verdicts of the option, against what the devices do with the recorded traffic itself. */
function recordWrongly(company: Company, option: PlanOption, asked: Asked, isolated: ReadonlySet<string>): readonly string[] {
  const found: string[] = [];
  const passes = company.flows.map((flow) => asked(packetOf(flow)).pass);
  const byHostRule = (flow: Flow) => isolated.has(flow.host);
  for (const verdict of option.verdicts) {
    const own = company.flows.flatMap((flow, at) =>
      flow.host === verdict.host && flow.dst === verdict.address && (flow.name === '' ? null : flow.name) === verdict.name
        ? [passes[at]!]
        : [],
    );
    if (verdict.how === 'stopped' && own.some((pass) => pass))
      found.push(`attack ${verdict.host} -> ${verdict.address} ${verdict.name} is called stopped and passes`);
    if (verdict.how === 'not-stoppable' && own.length > 0 && own.every((pass) => !pass))
      found.push(`attack ${verdict.host} -> ${verdict.address} is called open and is stopped`);
  }
  for (const service of company.services.filter((one) => one.kind !== 'internal')) {
    // Traffic that can be nobody else's: under a name or address of this service alone.
    const mine = company.flows.map((flow) => {
      const claims = (one: Service) =>
        one.kind !== 'internal' &&
        opens(one, flow.port) &&
        (one.names.some((pattern) => flow.name !== '' && below(pattern, flow.name)) || one.ranges.some((range) => holds(range, flow.dst)));
      return claims(service) && company.services.every((one) => one === service || !claims(one));
    });
    const attack = company.flows.map((flow) =>
      option.verdicts.some(
        (one) => one.host === flow.host && one.address === flow.dst && one.name === (flow.name === '' ? null : flow.name),
      ),
    );
    const stopped = company.flows.reduce(
      (sum, flow, at) => sum + (mine[at] && !attack[at] && !passes[at] && !byHostRule(flow) ? flow.flows : 0),
      0,
    );
    const row = option.stopped.find((one) => one.name === service.service && one.because === 'rule');
    if (stopped > (row?.flows ?? 0)) found.push(`${service.service}: ${stopped} connections stop, the plan says ${row?.flows ?? 0}`);
    const kept = option.kept.find((one) => one.name === service.service);
    const passing = company.flows.reduce(
      (sum, flow, at) => sum + (mine[at] && !attack[at] && passes[at] && !byHostRule(flow) ? flow.flows : 0),
      0,
    );
    if (passing > (kept?.flows ?? 0)) found.push(`${service.service}: ${passing} connections pass, the plan says ${kept?.flows ?? 0}`);
    if (kept !== undefined && kept.share === 1 && stopped > 0)
      found.push(`${service.service} is called kept as a whole and ${stopped} connections stop`);
  }
  return found;
}
