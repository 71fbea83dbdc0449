// SPDX-License-Identifier: Apache-2.0
import { parseRange, widthOf } from './address.ts';
import type { Evidence } from './evidence.ts';
import { isKept } from './inventory.ts';
import type { Model } from './model.ts';
import { matchesName } from './name.ts';
import { formatPorts } from './ports.ts';
import type { Knowledge } from './policies.ts';
import { reason } from './reason.ts';
import type { Reason } from './reason.ts';
import { rulesOf } from './rule.ts';
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
  for (const service of inventory.services.filter((one) => one.kind === 'responder'))
    found.push(reason('responder-path-open', { service: service.name }));
  if (evidence.outside > 0 && evidence.outsideUnnamed / evidence.outside > 0.05)
    found.push(reason('unnamed-share', { share: percent(evidence.outsideUnnamed / evidence.outside) }));
  for (const suspect of attack.suspects.slice(0, 50)) {
    const host = table.hosts[suspect.host] ?? '';
    const addresses = knowledge.addressesOf.get(suspect.host) ?? [];
    if (knowledge.hides.has(suspect.host)) found.push(reason('source-hidden', { host, users: usersOf(knowledge, suspect.host) }));
    if (evidence.hasIpv6 && !addresses.some((address) => address.includes(':')))
      found.push(reason('host-ipv6-unknown', { host, addresses: addresses.length }));
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
  if (attack.unseen.length > 0) found.push(reason('no-flow-met', { count: attack.unseen.length }));
  if (evidence.attackOnLastDay > 0) found.push(reason('established-sessions', { flows: evidence.attackOnLastDay }));
  for (const service of inventory.services) {
    const days =
      service.source.fetchedAt === null || service.ranges.length === 0
        ? 0
        : Math.floor((Date.parse(today) - Date.parse(service.source.fetchedAt)) / 86_400_000);
    if (days > STALE_DAYS) found.push(reason('stale-list', { service: service.name, days }));
  }
  return found;
}

/** What this option leaves open, beside the single attack flows. */
export function optionReasons(knowledge: Knowledge, evidence: Evidence, model: Model, policy: Policy): readonly Reason[] {
  const found: Reason[] = [];
  const { attack, inventory, table } = knowledge;
  const isolated = new Set(rulesOf(policy, 'isolate').map((rule) => rule.host));
  const open = attack.suspects.filter((suspect) => !isolated.has(table.hosts[suspect.host] ?? ''));
  if (open.length > 0 && (policy.base === 'allow' || rulesOf(policy, 'allow').length > 0))
    found.push(reason('unknown-command-servers', { hosts: open.length }));
  const blocked = new Set(rulesOf(policy, 'address').map((rule) => rule.range));
  const blockedNames = rulesOf(policy, 'name').map((rule) => rule.pattern);
  const relies = blockedNames.length > 0 || (policy.base === 'deny' && policy.names !== 'none' && rulesOf(policy, 'allow').length > 0);
  for (const [id, { names, services }] of model.shared) {
    const address = table.addresses[id] ?? '';
    if (!attack.flows.some((flow) => flow.address === id && !isolated.has(table.hosts[flow.host] ?? '')) || blocked.has(address)) continue;
    if (policy.base === 'deny' && rulesOf(policy, 'allow').length === 0) continue;
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
  if (relies) found.push(...nameReasons(evidence, policy));
  if (policy.base === 'deny' && rulesOf(policy, 'allow').length > 0) {
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
