// SPDX-License-Identifier: Apache-2.0
import { fullDaysBetween } from '../../common/civil-day.ts';
import { parseRange, widthOf } from '../../common/address/ip-range.ts';
import type { Evidence } from '../attack/evidence.ts';
import { internalRanges, isKept } from '../inventory/inventory.ts';
import { closable } from './listed-rules.ts';
import type { Model } from '../optimise/model.ts';
import { matchesName } from '../address/name.ts';
import { formatPorts } from '../address/ports.ts';
import { insideAny } from '../address/range-index.ts';
import type { Knowledge } from './policies.ts';
import { reason } from './reason.ts';
import type { Reason } from './reason.ts';
import { keepsServices, rulesOf } from './rule.ts';
import type { Policy } from './rule.ts';

/** Suffixes under which anybody may register a name and move it at will. */
const dynamicDns = [
  '.duckdns.org',
  '.ddns.net',
  '.no-ip.org',
  '.no-ip.com',
  '.hopto.org',
  '.zapto.org',
  '.sytes.net',
  '.dyndns.org',
  '.dynu.net',
  '.dns.army',
  '.freeddns.org',
  '.myddns.me',
  '.serveftp.com',
  '.servehttp.com',
  '.afraid.org',
  '.mydns.jp',
  '.ddo.jp',
] as const;
/** A keep entry that opens more addresses than this lets an attacker rent beside it. */
const WIDE = 65_536n;
const STALE_DAYS = 30;

/** What the whole record and inventory say, whatever the option. `today` is an ISO date. */
export function commonReasons(knowledge: Knowledge, evidence: Evidence, today: string): readonly Reason[] {
  const { inventory, attack, table, indicators } = knowledge;
  const found: Reason[] = [];
  if (evidence.days < 35) found.push(reason('window-too-short', { days: evidence.days }));
  if (!evidence.hasIpv6) found.push(reason('ipv6-path-unknown'));
  if (!inventory.services.some((service) => service.kind === 'responder')) found.push(reason('own-lock-out'));
  found.push(...pathReasons(knowledge));
  if (evidence.outside > 0 && evidence.outsideUnnamed / evidence.outside > 0.05)
    found.push(reason('unnamed-share', { share: percent(evidence.outsideUnnamed / evidence.outside) }));
  for (const suspect of attack.suspects.slice(0, 50)) {
    const host = table.hosts[suspect.host] ?? '';
    const addresses = knowledge.addressesOf.get(suspect.host) ?? [];
    if (knowledge.hides.has(suspect.host)) found.push(reason('source-hidden', { host, users: usersOf(knowledge, suspect.host) }));
    if (evidence.hasIpv6 && !addresses.some((address) => address.includes(':')))
      found.push(reason('host-ipv6-unknown', { host, addresses: addresses.length }));
    if (addresses.length > 0 && addresses.every((address) => address.includes(':')))
      found.push(reason('host-ipv4-unknown', { host, addresses: addresses.length }));
    const peers = evidence.peers.get(suspect.host)?.size ?? 0;
    if (peers > 0) found.push(reason('same-segment', { host, peers }));
    for (const address of addresses) if (table.churn[table.addresses.indexOf(address)] === 1) found.push(reason('dhcp-churn', { address }));
  }
  for (const host of attack.unknownHosts) found.push(reason('unknown-host', { host }));
  for (const indicator of indicators) {
    if (indicator.type === 'address' && indicator.ports !== null)
      found.push(reason('other-ports', { address: indicator.range, ports: formatPorts(indicator.ports) }));
    if (indicator.type === 'name' && dynamicDns.some((suffix) => matchesName(suffix, indicator.pattern.replace(/^\./, ''))))
      found.push(reason('dynamic-dns', { name: indicator.pattern }));
  }
  // A name that nobody used is cut where names are enforced, and nowhere else.
  const unseen = attack.unseen.flatMap((index) => indicators[index] ?? []);
  const left = inventory.nameEnforcement === 'none' ? unseen.filter((one) => one.type === 'name') : [];
  if (unseen.length > left.length) found.push(reason('no-flow-met', { count: unseen.length - left.length }));
  if (left.length > 0) found.push(reason('listed-names-open', { count: left.length, examples: examplesOf(left) }));
  if (evidence.attackOnLastDay > 0) found.push(reason('established-sessions', { flows: evidence.attackOnLastDay }));
  for (const service of inventory.services) {
    const days = service.source.fetchedAt === null || service.ranges.length === 0 ? 0 : fullDaysBetween(service.source.fetchedAt, today);
    if (days > STALE_DAYS) found.push(reason('stale-list', { service: service.name, days }));
  }
  return found;
}

function examplesOf(names: readonly { readonly type: string; readonly pattern?: string }[]): string {
  const some = names.slice(0, 5).flatMap(({ pattern }) => pattern ?? []);
  return `${some.join(', ')}${names.length > 5 ? ' …' : ''}`;
}

/** What is said of the responders' path is read off its rules, which stand in every option. */
function pathReasons({ inventory, path }: Knowledge): readonly Reason[] {
  const ranges = new Map(path.flatMap((rule) => (rule.kind === 'path' ? [[rule.id, rule.ranges] as const] : [])));
  return inventory.services
    .filter((service) => service.kind === 'responder')
    .map((service) => {
      const kept = ranges.get(`path-${service.id}`) ?? [];
      if (kept.length === 0 || service.ports?.length === 0) return reason('responder-path-closed', { service: service.name });
      if (service.ranges.length === 0) return reason('responder-path-by-name', { service: service.name, addresses: kept.length });
      return reason('responder-path-open', { service: service.name });
    });
}

/** Listed addresses that the rules of an option close in part only, beyond what an overlap explains. */
function listedInPart(knowledge: Knowledge, policy: Policy): readonly Reason[] {
  if (policy.base === 'deny') return [];
  const parsed = (texts: readonly string[]) => texts.flatMap((text) => parseRange(text) ?? []);
  const closed = insideAny(parsed(rulesOf(policy, 'address').map((rule) => rule.range)));
  const open = [...knowledge.attack.spared].flatMap((id) => parseRange(knowledge.table.addresses[id] ?? '') ?? []);
  const internal = insideAny(parsed(internalRanges(knowledge.inventory)));
  const parts = knowledge.indicators.flatMap((one) => {
    const listed = one.type === 'address' ? parseRange(one.range) : null;
    if (one.type !== 'address' || listed === null || internal(listed)) return [];
    return closable(knowledge.inventory, listed, open).every((piece) => closed(piece)) ? [] : [one.range];
  });
  return parts.length === 0
    ? []
    : [reason('listed-in-part', { count: parts.length, examples: `${parts.slice(0, 5).join(', ')}${parts.length > 5 ? ' …' : ''}` })];
}

/** What this option leaves open, beside the single attack flows. */
export function optionReasons(knowledge: Knowledge, evidence: Evidence, model: Model, policy: Policy): readonly Reason[] {
  const found: Reason[] = [];
  const { attack, inventory, table } = knowledge;
  const isolated = new Set(rulesOf(policy, 'isolate').map((rule) => rule.host));
  const open = attack.suspects.filter((suspect) => !isolated.has(table.hosts[suspect.host] ?? ''));
  if (open.length > 0 && (policy.base === 'allow' || keepsServices(policy)))
    found.push(reason('unknown-command-servers', { hosts: open.length }));
  found.push(...listedInPart(knowledge, policy));
  const blocked = new Set(rulesOf(policy, 'address').map((rule) => rule.range));
  const blockedNames = rulesOf(policy, 'name').map((rule) => rule.pattern);
  const relies = blockedNames.length > 0 || (policy.base === 'deny' && policy.names !== 'none' && keepsServices(policy));
  for (const [id, { names, services }] of model.shared) {
    const address = table.addresses[id] ?? '';
    if (!attack.flows.some((flow) => flow.address === id && !isolated.has(table.hosts[flow.host] ?? '')) || blocked.has(address)) continue;
    if (policy.base === 'deny' && !keepsServices(policy)) continue;
    const who = [...services]
      .slice(0, 5)
      .map((service) => knowledge.serviceName(service))
      .join(', ');
    const network = knowledge.sharedNetwork(address);
    found.push(reason('shared-address', { address, names: names.size, services: who, ...(network === null ? {} : { network }) }));
    if ([...services].some((service) => knowledge.priorityOf(service) === 1))
      found.push(reason('priority-one', { address, services: who }));
    if (policy.names !== 'none') found.push(reason('domain-fronting', { address }));
  }
  for (const address of blocked) {
    const network = knowledge.sharedNetwork(address);
    if (network !== null) found.push(reason('shared-network', { address, network }));
  }
  if (policy.names === 'none')
    for (const name of new Set(attack.flows.filter((flow) => flow.byName).map((flow) => table.names[flow.name] ?? '')))
      found.push(reason('name-not-enforced', { name }));
  if (policy.base === 'deny' && policy.names === 'dns') {
    const { declared, recorded } = knowledge.own.names;
    found.push(reason('own-names', { declared: declared.length, recorded: recorded.length }));
  }
  if (relies) found.push(...nameReasons(evidence, policy));
  if (policy.base === 'deny' && keepsServices(policy)) {
    for (const service of inventory.services.filter((one) => isKept(one) && one.carrier))
      found.push(reason('dead-drop', { service: service.name }));
    for (const [kind, example] of evidence.uncovered) found.push(reason('hidden-dependency', { kind, example }));
    for (const rule of rulesOf(policy, 'allow')) {
      const opened = rule.ranges.reduce((sum, text) => sum + sizeOf(text), 0n);
      if (opened >= WIDE)
        found.push(
          reason('whole-cloud-keep', { service: rule.service, addresses: opened.toString(), observed: knowledge.observedIn(rule.ranges) }),
        );
    }
  }
  return found;
}

function nameReasons(evidence: Evidence, policy: Policy): Reason[] {
  const found: Reason[] = [];
  if (evidence.webWithoutName > 0) found.push(reason('no-sni', { share: percent(evidence.webWithoutName / Math.max(1, evidence.web)) }));
  if (evidence.ech > 0) found.push(reason('ech', { flows: evidence.ech }));
  if (evidence.outsideResolver > 0) found.push(reason('doh', { flows: evidence.outsideResolver }));
  if (evidence.quic > 0 && policy.names === 'sni') found.push(reason('quic', { flows: evidence.quic }));
  return found;
}

function sizeOf(text: string): bigint {
  const range = parseRange(text);
  // IPv6 prefixes are counted in /64 networks: single addresses say nothing there.
  return range === null ? 0n : range.family === 4 ? 1n << BigInt(widthOf(4) - range.bits) : 1n << BigInt(Math.max(0, 64 - range.bits));
}

function percent(share: number): number {
  return Math.round(share * 1000) / 10;
}

function usersOf({ table }: Knowledge, host: number): number {
  const users = new Set<number>();
  for (let row = 0; row < table.length; row += 1) if (table.hostOf[table.src[row]!] === host) users.add(table.user[row]!);
  return users.size;
}
