// SPDX-License-Identifier: Apache-2.0
// Independent readers of access lists of routers, and of plain lists, written against the makers' manuals.
import type { Packet } from '../../../src/containment/policy/verdict.ts';
import { within } from './read-packets.ts';
import type { Reader } from './read-packets.ts';

type Line = (packet: Packet) => 'pass' | 'stop' | null;
type Ends = (address: string) => boolean;

/** First line that matches; what no line matches is the site's own business, which here lets it pass. */
function firstOf(lines: readonly Line[], packet: Packet): boolean {
  for (const line of lines) {
    const verdict = line(packet);
    if (verdict !== null) return verdict === 'pass';
  }
  return true;
}

const familyOf = (packet: Packet) => (packet.dst.includes(':') ? 6 : 4);

/** Extended access lists: numbered lines, looked at by their number; wildcard masks; `eq` and `range` of the destination. */
export function readCiscoIos(text: string, inside: Ends): Reader {
  const found = new Map<string, { at: number; line: Line }[]>();
  let name = '';
  let family: 4 | 6 = 4;
  for (const raw of text.split('\n')) {
    const head = /^(ip|ipv6) access-list (?:extended )?(\S+)$/.exec(raw);
    if (head !== null) {
      family = head[1] === 'ip' ? 4 : 6;
      name = `${head[2]} ${family}`;
      found.set(name, found.get(name) ?? []);
      continue;
    }
    const words = raw.trim().split(' ');
    if (words[0] === 'exit' || words[0] === '') continue;
    if (family === 6 && words.shift() !== 'sequence') throw new Error(`no number: ${raw}`);
    const at = Number(words.shift());
    found.get(name)?.push({ at, line: iosLine(words, family) });
  }
  const lines = (list: string, of: number) => (found.get(`${list} ${of}`) ?? []).toSorted((a, b) => a.at - b.at).map((one) => one.line);
  return (packet) => firstOf(lines(inside(packet.src) ? 'FROM_INSIDE' : 'TO_INSIDE', familyOf(packet)), packet);
}

function iosLine(words: string[], family: 4 | 6): Line {
  const action = words.shift();
  const protocol = words.shift() ?? '';
  if (protocol === 'icmp') return () => null;
  const ends = (): Ends => {
    const word = words.shift() ?? '';
    if (word === 'any') return () => true;
    if (word === 'host') return within([words.shift() ?? '']);
    if (family === 6) return within([word]);
    const wild = (words.shift() ?? '').split('.').map(Number);
    const base = word.split('.').map(Number);
    return (address) => address.split('.').every((octet, at) => ((Number(octet) ^ (base[at] ?? 0)) & ~(wild[at] ?? 0) & 255) === 0);
  };
  const [src, dst] = [ends(), ends()];
  const word = words.shift();
  const [from, to] = word === undefined ? [0, 65_535] : word === 'eq' ? [Number(words[0]), Number(words[0])] : words.map(Number);
  return (packet) => {
    if (protocol !== 'ip' && protocol !== 'ipv6' && protocol !== packet.proto) return null;
    if (!src(packet.src) || !dst(packet.dst)) return null;
    if (word !== undefined && (packet.port < (from ?? 0) || packet.port > (to ?? 0))) return null;
    return action === 'permit' ? 'pass' : 'stop';
  };
}

/** `ip filter N ACTION SRC DST PROTO SPORT DPORT`; the order is the one of `secure filter`, out for what comes from inside. */
export function readYamaha(text: string, inside: Ends): Reader {
  const filters = new Map<string, Line>();
  const orders = new Map<string, Line[]>();
  for (const raw of text.split('\n')) {
    const filter = /^(ip|ipv6) filter (\d+) (\S+) (\S+) (\S+) (\S+) (\S+) (\S+)$/.exec(raw);
    if (filter !== null) {
      const [, word = '', number = '', action = '', src = '*', dst = '*', protocol = '*', , ports = '*'] = filter;
      const ends = (one: string): Ends => (one === '*' ? () => true : within([one]));
      const [from, to] = [ends(src), ends(dst)];
      const [first, last] = ports === '*' ? [0, 65_535] : ports.split('-').map(Number);
      filters.set(`${word} ${number}`, (packet) => {
        if (protocol !== '*' && protocol !== packet.proto) return null;
        if (!from(packet.src) || !to(packet.dst)) return null;
        if (ports !== '*' && (packet.port < (first ?? 0) || packet.port > (last ?? first ?? 0))) return null;
        return action.startsWith('pass') ? 'pass' : 'stop';
      });
    }
    const order = /^(ip|ipv6) OUTSIDE secure filter (out|in) (.*)$/.exec(raw);
    if (order === null) continue;
    const numbers = (order[3] ?? '').split(' ');
    if (numbers.pop()?.startsWith('FORMER_') !== true) throw new Error('the site’s own filters are not behind ours');
    orders.set(
      `${order[1]} ${order[2]}`,
      numbers.map((number) => {
        const line = filters.get(`${order[1]} ${number}`);
        if (line === undefined) throw new Error(`no filter ${number}`);
        return line;
      }),
    );
  }
  return (packet) => {
    const word = familyOf(packet) === 4 ? 'ip' : 'ipv6';
    return firstOf(orders.get(`${word} ${inside(packet.src) ? 'out' : 'in'}`) ?? [], packet);
  };
}

/** A feed of addresses, one of names, one of names with all below them. */
export function readLists(addresses: string, exact: string, trees: string): Reader {
  const lines = (text: string) => text.split('\n').filter((line) => line !== '');
  const listed = within(lines(addresses));
  const names = new Set(lines(exact));
  return ({ dst, name }) =>
    !listed(dst) && (name === null || (!names.has(name) && !lines(trees).some((tree) => name === tree || name.endsWith(`.${tree}`))));
}
