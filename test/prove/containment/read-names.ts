// SPDX-License-Identifier: Apache-2.0
// Independent readers of the dialects that see names: Squid, PAC, response policy zones, dnsmasq.
import { isIP } from 'node:net';
import { createContext, runInContext } from 'node:vm';
import type { Packet } from '../../../src/containment/policy/verdict.ts';
import { within } from './read-packets.ts';
import type { Reader } from './read-packets.ts';

function inDomain(pattern: string, host: string): boolean {
  return pattern.startsWith('.') ? host === pattern.slice(1) || host.endsWith(pattern) : host === pattern;
}

/** `host` is what the request line says, `sni` the server name that follows. */
export function readSquid(access: string, bump: string): (packet: Packet, host: string) => boolean {
  type Facts = { readonly packet: Packet; readonly host: string; readonly sni: string };
  type Test = (facts: Facts) => boolean;
  const lists = new Map<string, { type: string; values: string[] }>();
  for (const line of `${access}\n${bump}`.split('\n')) {
    const words = line.split(' ');
    if (words[0] !== 'acl') continue;
    const known = lists.get(words[1] ?? '') ?? { type: words[2] ?? '', values: [] };
    lists.set(words[1] ?? '', known);
    known.values.push(...words.slice(3).filter((word) => word !== '-n'));
  }
  const tests = new Map<string, Test>([['all', () => true]]);
  const testOf = (name: string): Test => {
    if (name.startsWith('!')) {
      const test = testOf(name.slice(1));
      return (facts) => !test(facts);
    }
    const known = tests.get(name);
    if (known !== undefined) return known;
    const list = lists.get(name);
    if (list === undefined) throw new Error(`unknown acl ${name}`);
    const test = squidTest(list.type, list.values, testOf);
    tests.set(name, test);
    return test;
  };
  const lines = (text: string, directive: string) =>
    text.split('\n').flatMap((line) => {
      const [word, verdict = '', ...names] = line.split(' ');
      return word === directive && verdict !== 'peek' ? [{ verdict, tests: names.map((name) => testOf(name)) }] : [];
    });
  const accesses = lines(access, 'http_access');
  const bumps = lines(bump, 'ssl_bump');
  return (packet, host) => {
    const facts = { packet, host, sni: packet.name ?? host };
    const first = accesses.find((line) => line.tests.every((test) => test(facts)));
    if (first !== undefined) return first.verdict === 'allow';
    const second = bumps.find((line) => line.tests.every((test) => test(facts)));
    return second === undefined || second.verdict === 'splice';
  };
}

type SquidTest = (facts: { readonly packet: Packet; readonly host: string; readonly sni: string }) => boolean;

function squidTest(type: string, values: readonly string[], testOf: (name: string) => SquidTest): SquidTest {
  switch (type) {
    case 'src':
    case 'dst': {
      const inside = within(tree(values));
      return ({ packet }) => inside(packet[type]);
    }
    case 'port': {
      const spans = values.map((span) => span.split('-').map(Number));
      return ({ packet: { port } }) => spans.some(([from = 0, to = from]) => port >= from && port <= to);
    }
    case 'dstdomain':
      return ({ host }) => isIP(host) === 0 && values.some((pattern) => inDomain(pattern, host));
    case 'dstdom_regex': {
      const patterns = values.map((pattern) => new RegExp(pattern));
      return ({ host }) => patterns.some((pattern) => pattern.test(host));
    }
    case 'ssl::server_name':
      return ({ sni }) => values.some((pattern) => inDomain(pattern, sni));
    case 'method':
      return () => values.includes('CONNECT');
    case 'all-of': {
      const parts = values.map((name) => testOf(name));
      return (facts) => parts.every((test) => test(facts));
    }
    case 'any-of': {
      const parts = values.map((name) => testOf(name));
      return (facts) => parts.some((test) => test(facts));
    }
    case 'at_step':
      return () => false;
    default:
      throw new Error(`unknown acl type ${type}`);
  }
}

/** Squid keeps a list of addresses as a tree and drops the wider of two that overlap: so does this reader. */
function tree(values: readonly string[]): readonly string[] {
  return values.filter(
    (wide) => wide.split('/')[1] === undefined || !values.some((other) => other !== wide && within([wide])(other.split('/')[0] ?? '')),
  );
}

export function readPac(text: string): Reader {
  let resolved = '';
  const context = createContext({ dnsResolve: () => resolved });
  runInContext(text, context, { timeout: 1000 });
  const find = runInContext('FindProxyForURL', context, { timeout: 1000 }) as (url: string, host: string) => string;
  return (packet) => {
    const literal = packet.dst.includes(':') ? `[${packet.dst}]` : packet.dst;
    resolved = packet.dst;
    const host = packet.name ?? literal;
    const answer = find(`https://${host}:${packet.port}/x`, packet.name ?? packet.dst);
    return answer === 'DIRECT';
  };
}

/**
 * draft-vixie-dnsop-dns-rpz: client triggers first, then the query name, then the answer. Wildcards as RFC 4592 has
 * them: only the one directly below the longest existing ancestor speaks, and every owner makes its ancestors exist.
 */
export function readZone(text: string): Reader {
  const owners = new Map<string, string>();
  const existing = new Set<string>(['']);
  const answers: string[] = [];
  const clients: string[] = [];
  for (const line of text.split('\n')) {
    const match = /^(\S+) CNAME (\S+)$/.exec(line);
    if (match === null) continue;
    const [, owner = '', action = ''] = match;
    const address = /^(.*)\.rpz-(client-)?ip$/.exec(owner);
    if (address !== null) (address[2] === undefined ? answers : clients).push(plainAddress(address[1] ?? ''));
    else {
      if (owners.has(owner)) throw new Error(`two CNAME records for ${owner}`);
      owners.set(owner, action);
      for (let rest = owner; rest !== ''; rest = parentOf(rest)) existing.add(rest);
    }
  }
  const blockedAnswer = within(answers);
  const blockedClient = within(clients);
  return (packet) => {
    if (blockedClient(packet.src)) return false;
    const name = packet.name ?? '';
    let encloser = name;
    while (!existing.has(encloser)) encloser = parentOf(encloser);
    const action = encloser === name ? owners.get(name) : owners.get(encloser === '' ? '*' : `*.${encloser}`);
    return action === undefined ? !blockedAnswer(packet.dst) : action === 'rpz-passthru.';
  };
}

function parentOf(name: string): string {
  const dot = name.indexOf('.');
  return dot === -1 ? '' : name.slice(dot + 1);
}

function plainAddress(trigger: string): string {
  const [bits = '', ...parts] = trigger.split('.');
  const reversed = parts.toReversed();
  if (parts.length === 4 && !parts.includes('zz')) return `${reversed.join('.')}/${bits}`;
  const at = reversed.indexOf('zz');
  return `${at === -1 ? reversed.join(':') : `${reversed.slice(0, at).join(':')}::${reversed.slice(at + 1).join(':')}`}/${bits}`;
}

/** The longest domain given wins, whatever the option; `#` is the widest, and without an address it loses to the general server. */
export function readDnsmasq(text: string): Reader {
  const entries: { domain: string; open: boolean }[] = [];
  const bogus: string[] = [];
  for (const line of text.split('\n')) {
    const address = /^address=\/([^/]+)\/$/.exec(line) ?? /^address=\/(#)\/#$/.exec(line);
    const server = /^server=\/([^/]+)\/#$/.exec(line);
    if (address !== null && line !== 'address=/#/') entries.push({ domain: address[1] ?? '', open: false });
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
