// SPDX-License-Identifier: Apache-2.0
// Independent readers of the dialects that see names: Squid, PAC, response policy zones, dnsmasq.
import { isIP } from 'node:net';
import { createContext, runInContext } from 'node:vm';
import type { Packet } from '../../../src/containment/verdict.ts';
import { within } from './read-packets.ts';
import type { Reader } from './read-packets.ts';

function inDomain(pattern: string, host: string): boolean {
  return pattern.startsWith('.') ? host === pattern.slice(1) || host.endsWith(pattern) : host === pattern;
}

/** `host` is what the request line says, `sni` the server name that follows. */
export function readSquid(access: string, bump: string): (packet: Packet, host: string) => boolean {
  type Facts = { readonly packet: Packet; readonly host: string; readonly sni: string; readonly step: 'access' | 'bump' };
  const acls = new Map<string, { type: string; values: string[] }>();
  for (const line of `${access}\n${bump}`.split('\n')) {
    const words = line.split(' ');
    if (words[0] !== 'acl') continue;
    const known = acls.get(words[1] ?? '') ?? { type: words[2] ?? '', values: [] };
    acls.set(words[1] ?? '', known);
    known.values.push(...words.slice(3).filter((word) => word !== '-n'));
  }
  const holds = (name: string, facts: Facts): boolean => {
    if (name.startsWith('!')) return !holds(name.slice(1), facts);
    if (name === 'all') return true;
    const acl = acls.get(name);
    if (acl === undefined) throw new Error(`unknown acl ${name}`);
    const { packet, host, sni } = facts;
    switch (acl.type) {
      case 'src':
        return within(acl.values)(packet.src);
      case 'dst':
        return within(acl.values)(packet.dst);
      case 'port':
        return acl.values.some(
          (span) => packet.port >= Number(span.split('-')[0]) && packet.port <= Number(span.split('-')[1] ?? span.split('-')[0]),
        );
      case 'dstdomain':
        return isIP(host) === 0 && acl.values.some((pattern) => inDomain(pattern, host));
      case 'dstdom_regex':
        return acl.values.some((pattern) => new RegExp(pattern).test(host));
      case 'ssl::server_name':
        return acl.values.some((pattern) => inDomain(pattern, sni));
      case 'method':
        return acl.values.includes('CONNECT');
      case 'all-of':
        return acl.values.every((one) => holds(one, facts));
      case 'any-of':
        return acl.values.some((one) => holds(one, facts));
      case 'at_step':
        return false;
      default:
        throw new Error(`unknown acl type ${acl.type}`);
    }
  };
  return (packet, host) => {
    const facts = { packet, host, sni: packet.name ?? host, step: 'access' as const };
    for (const line of access.split('\n')) {
      const [word, verdict, ...names] = line.split(' ');
      if (word === 'http_access' && names.every((name) => holds(name, facts))) return verdict === 'allow';
    }
    for (const line of bump.split('\n')) {
      const [word, action, ...names] = line.split(' ');
      if (word === 'ssl_bump' && action !== 'peek' && names.every((name) => holds(name, { ...facts, step: 'bump' })))
        return action === 'splice';
    }
    return true;
  };
}

export function readPac(text: string): Reader {
  let resolved = '';
  const context = createContext({ dnsResolve: () => resolved });
  runInContext(text, context, { timeout: 1000 });
  return (packet) => {
    const literal = packet.dst.includes(':') ? `[${packet.dst}]` : packet.dst;
    resolved = packet.dst;
    const host = packet.name ?? literal;
    const answer = runInContext(
      `FindProxyForURL(${JSON.stringify(`https://${host}:${packet.port}/x`)}, ${JSON.stringify(packet.name ?? packet.dst)})`,
      context,
      { timeout: 1000 },
    ) as string;
    return answer === 'DIRECT';
  };
}

/** draft-vixie-dnsop-dns-rpz: client triggers first, then the query name (exact before the nearest wildcard), then the answer. */
export function readZone(text: string): Reader {
  const owners = new Map<string, string>();
  const answers: { range: string; action: string }[] = [];
  const clients: { range: string; action: string }[] = [];
  for (const line of text.split('\n')) {
    const match = /^(\S+) CNAME (\S+)$/.exec(line);
    if (match === null) continue;
    const [, owner = '', action = ''] = match;
    const address = /^(.*)\.rpz-(client-)?ip$/.exec(owner);
    if (address === null) owners.set(owner, action);
    else (address[2] === undefined ? answers : clients).push({ range: plainAddress(address[1] ?? ''), action });
  }
  const matching = (list: typeof answers, value: string) => list.find((one) => within([one.range])(value));
  return (packet) => {
    if (matching(clients, packet.src) !== undefined) return false;
    const name = packet.name ?? '';
    let action = owners.get(name);
    for (let rest = name; action === undefined && rest !== ''; ) {
      const dot = rest.indexOf('.');
      rest = dot === -1 ? '' : rest.slice(dot + 1);
      action = owners.get(rest === '' ? '*' : `*.${rest}`);
    }
    if (action !== undefined) return action === 'rpz-passthru.';
    return matching(answers, packet.dst) === undefined;
  };
}

function plainAddress(trigger: string): string {
  const [bits = '', ...parts] = trigger.split('.');
  const reversed = parts.toReversed();
  if (parts.length === 4 && !parts.includes('zz')) return `${reversed.join('.')}/${bits}`;
  const at = reversed.indexOf('zz');
  return `${at === -1 ? reversed.join(':') : `${reversed.slice(0, at).join(':')}::${reversed.slice(at + 1).join(':')}`}/${bits}`;
}

/** The longest domain given wins, whatever the option; `#` is the widest. */
export function readDnsmasq(text: string): Reader {
  const entries: { domain: string; open: boolean }[] = [];
  const bogus: string[] = [];
  for (const line of text.split('\n')) {
    const address = /^address=\/([^/]+)\/$/.exec(line);
    const server = /^server=\/([^/]+)\/#$/.exec(line);
    if (address !== null) entries.push({ domain: address[1] ?? '', open: false });
    if (server !== null) entries.push({ domain: server[1] ?? '', open: true });
    if (line.startsWith('bogus-nxdomain=')) bogus.push(line.slice('bogus-nxdomain='.length));
  }
  const bad = within(bogus);
  return (packet) => {
    const name = packet.name ?? '';
    const fitting = entries
      .filter(({ domain }) => domain === '#' || name === domain || name.endsWith(`.${domain}`))
      .toSorted((a, b) => (b.domain === '#' ? 0 : b.domain.length) - (a.domain === '#' ? 0 : a.domain.length));
    return (fitting[0]?.open ?? true) && !bad(packet.dst);
  };
}
