// SPDX-License-Identifier: Apache-2.0
// Independent readers of packet-filter configurations: written against the dialects' manuals, sharing nothing with the writers.
import { BlockList } from 'node:net';
import type { Packet } from '../../../src/containment/policy/verdict.ts';

export type Reader = (packet: Packet) => boolean;

function family(text: string): 'ipv4' | 'ipv6' {
  return text.includes(':') ? 'ipv6' : 'ipv4';
}

/** node:net's own prefix matching: a second implementation of address arithmetic. */
export function within(texts: readonly string[]): (address: string) => boolean {
  // One list for each family: a BlockList takes an IPv4 address for its IPv4-mapped IPv6 form as well.
  const lists = { ipv4: new BlockList(), ipv6: new BlockList() };
  for (const text of texts) {
    const [first = '', bits] = text.split('/');
    const list = lists[family(first)];
    if (bits === undefined) list.addAddress(first, family(first));
    else list.addSubnet(first, Number(bits), family(first));
  }
  return (address) => lists[family(address)].check(address, family(address));
}

function portIn(text: string, port: number, separator: string): boolean {
  return text.split(',').some((part) => {
    const [from, to] = part.trim().split(separator).map(Number);
    return port >= (from ?? 0) && port <= (to ?? from ?? 0);
  });
}

/** What opens a connection, or an ICMP error about one that is tracked ("too big" of IPv6, "unreachable" of IPv4). */
export type About = 'opening' | 'error';

/** One chain: sets, `ip saddr @s`, `ip saddr . ip daddr @s`, ports, `ct direction`, accept and drop. First match ends. */
export function readNft(text: string, chain = 'verdict', about: About = 'opening'): Reader {
  const sets = new Map<string, (address: string) => boolean>();
  const pairs = new Map<string, { src: (a: string) => boolean; dst: (a: string) => boolean }[]>();
  for (const [, name = '', type = '', elements = ''] of text.matchAll(
    /set (\S+) \{\s*type ([^\n]+)\n(?:\s*flags [^\n]+\n)?\s*elements = \{([^}]*)\}/g,
  )) {
    const list = elements
      .split(',')
      .map((one) => one.trim())
      .filter((one) => one !== '');
    if (type.includes(' . '))
      pairs.set(
        name,
        list.map((one) => one.split(' . ')).map(([a = '', b = '']) => ({ src: within([a]), dst: within([b]) })),
      );
    else sets.set(name, within(list));
  }
  const all = text.split('\n').map((line) => line.trim());
  const start = all.indexOf(`chain ${chain} {`);
  const lines = all.slice(start + 1, all.indexOf('}', start));
  return (packet) => {
    const ip = packet.src.includes(':') ? 'ip6' : 'ip';
    for (const line of lines) {
      const verdict = /(accept|drop)$/.exec(line)?.[1];
      const holds = (): boolean => {
        // Only the opening direction is looked at here; the laboratory looks at both. Loopback, neighbours and leases are nobody's question.
        if (/^(ct direction reply|oifname|icmpv6 type|udp sport)/.test(line)) return false;
        if (line.startsWith('ct state related'))
          if (about !== 'error' || !line.includes(ip === 'ip' ? 'icmp type { destination-unreachable' : 'packet-too-big')) return false;
        const joined = /(ip6?) saddr \. ip6? daddr @(\S+)/.exec(line);
        if (joined !== null)
          return joined[1] === ip && (pairs.get(joined[2] ?? '') ?? []).some((pair) => pair.src(packet.src) && pair.dst(packet.dst));
        for (const [, kind, side, name] of line.matchAll(/(ip6?) (saddr|daddr) @(\S+)/g))
          if (kind !== ip || !sets.get(name ?? '')?.(side === 'saddr' ? packet.src : packet.dst)) return false;
        const ports = /(tcp|udp) dport \{ ([^}]+) \}/.exec(line);
        return ports === null || (ports[1] === packet.proto && portIn(ports[2] ?? '', packet.port, '-'));
      };
      if (verdict !== undefined && holds()) return verdict === 'accept';
    }
    return true;
  };
}

export function readIptables(file: (name: string) => string, chain = 'MATOI', about: About = 'opening'): Reader {
  const of = (number: 4 | 6): Reader => {
    const sets = new Map<string, (packet: Packet, sides: readonly string[]) => boolean>();
    const members = new Map<string, string[]>();
    for (const line of file(`matoi.ipset${number}`).split('\n')) {
      const [verb, name = '', value = ''] = line.split(' ');
      if (verb === 'create') members.set(name, []);
      if (verb === 'add') members.get(name)?.push(value);
    }
    for (const [name, list] of members) {
      const tests = list.map((one) => one.split(',').map((part) => within([part])));
      sets.set(name, (packet, sides) =>
        tests.some((parts) => parts.every((test, index) => test(sides[index] === 'src' ? packet.src : packet.dst))),
      );
    }
    const rules = file(`matoi.rules${number}`)
      .split('\n')
      .filter((line) => line.startsWith(`-A ${chain} `));
    return (packet) => {
      for (const rule of rules) {
        if (/--ctdir REPLY| -o lo | --sport /.test(rule)) continue;
        const proto = / -p (\S+)/.exec(rule)?.[1];
        const error = rule.includes('--ctstate RELATED') && /--icmp-type destination-unreachable|--icmpv6-type packet-too-big/.test(rule);
        if (proto?.startsWith('icmp') && (about !== 'error' || !error)) continue;
        const ports = /--dports (\S+)/.exec(rule)?.[1];
        if (proto !== undefined && !error && proto !== packet.proto) continue;
        const source = / -s (\S+)/.exec(rule)?.[1];
        if (source !== undefined && !within([source])(packet.src)) continue;
        if (ports !== undefined && !portIn(ports, packet.port, ':')) continue;
        if (
          ![...rule.matchAll(/--match-set (\S+) (\S+)/g)].every(
            ([, name = '', sides = '']) => sets.get(name)?.(packet, sides.split(',')) ?? false,
          )
        )
          continue;
        return rule.endsWith('-j RETURN');
      }
      return true;
    };
  };
  const readers = { 4: of(4), 6: of(6) };
  return (packet) => readers[packet.src.includes(':') ? 6 : 4](packet);
}

export function readFortigate(text: string): Reader {
  const objects = new Map<string, string>();
  const bitsOf = (mask: string) => mask.split('.').reduce((sum, octet) => sum + Number(octet).toString(2).replaceAll('0', '').length, 0);
  for (const [, name = '', address = '', mask = ''] of text.matchAll(/edit "([^"]+)"\n\s+set subnet (\S+) (\S+)/g))
    objects.set(name, `${address}/${bitsOf(mask)}`);
  for (const [, name = '', prefix = ''] of text.matchAll(/edit "([^"]+)"\n\s+set ip6 (\S+)/g)) objects.set(name, prefix);
  const services = new Map<string, string>(
    [...text.matchAll(/edit "([^"]+)"\n((?:\s+set (?:tcp|udp)-portrange [^\n]+\n)+)/g)].map(([, name = '', body = '']) => [name, body]),
  );
  const section = /config firewall policy\n([\s\S]*?)\nend/.exec(text)?.[1] ?? '';
  const policies = section
    .split(/\n\s+next/)
    .filter((part) => part.includes('edit '))
    .map((part) => {
      const field = (name: string) => new RegExp(`set ${name} (.+)`).exec(part)?.[1];
      const six = field('srcaddr6') !== undefined;
      const list = (side: 'src' | 'dst') => {
        const names = [...(field(`${side}addr${six ? '6' : ''}`) ?? '').matchAll(/"([^"]+)"/g)].map((one) => one[1] ?? '');
        const test = names.includes('all') ? () => true : within(names.map((name) => objects.get(name) ?? '255.255.255.255'));
        return field(`${side}addr${six ? '6' : ''}-negate`) === 'enable' ? (address: string) => !test(address) : test;
      };
      return {
        six,
        src: list('src'),
        dst: list('dst'),
        service: /"([^"]+)"/.exec(field('service') ?? '')?.[1] ?? '',
        accept: field('action') === 'accept',
      };
    });
  const serves = (service: string, packet: Packet) => {
    if (service === 'ALL') return true;
    const spans = new RegExp(`set ${packet.proto}-portrange (.+)`).exec(services.get(service) ?? '')?.[1];
    return spans !== undefined && spans.split(' ').some((span) => portIn(span, packet.port, '-'));
  };
  return (packet) => {
    const hit = policies.find(
      (one) => one.six === packet.src.includes(':') && one.src(packet.src) && one.dst(packet.dst) && serves(one.service, packet),
    );
    return hit?.accept ?? true;
  };
}

export function readPanOs(text: string): Reader {
  const services = new Map(
    [...text.matchAll(/^set service (\S+) protocol (\S+) port (\S+)$/gm)].map(([, name = '', proto = '', ports = '']) => [
      name,
      { proto, ports },
    ]),
  );
  const names = [...new Set([...text.matchAll(/^set rulebase security rules (\S+) /gm)].map((one) => one[1] ?? ''))];
  const moved = [...text.matchAll(/^move rulebase security rules (\S+) top$/gm)].map((one) => one[1] ?? '');
  const order = moved.toReversed().filter((name) => names.includes(name));
  const rules = order.map((name) => {
    const field = (key: string) => new RegExp(`^set rulebase security rules ${name} ${key} (.+)$`, 'm').exec(text)?.[1];
    const list = (key: string) => {
      const value = field(key) ?? 'any';
      const test = value === 'any' ? () => true : within(value.replace(/^\[ | \]$/g, '').split(' '));
      return field(`negate-${key}`) === 'yes' ? (address: string) => !test(address) : test;
    };
    const service = field('service') ?? 'any';
    return {
      src: list('source'),
      dst: list('destination'),
      services: service === 'any' ? null : service.replace(/^\[ | \]$/g, '').split(' '),
      allow: field('action')?.startsWith('allow') ?? false,
    };
  });
  return (packet) =>
    rules.find(
      (rule) =>
        rule.src(packet.src) &&
        rule.dst(packet.dst) &&
        (rule.services === null ||
          rule.services.some(
            (name) => services.get(name)?.proto === packet.proto && portIn(services.get(name)?.ports ?? '', packet.port, '-'),
          )),
    )?.allow ?? true;
}

/** The script as both ends run it: a block of either end stops the connection. */
export function readWindows(text: string): Reader {
  type Line = {
    own: string[] | null;
    direction: string;
    remote: (a: string) => boolean;
    local: (a: string) => boolean;
    proto: string | null;
    remotePort: string | null;
    localPort: string | null;
  };
  const lines: Line[] = [];
  const listOf = (part: string | undefined) => [...(part ?? '').matchAll(/'([^']*)'/g)].map((one) => one[1] ?? '');
  let own: string[] | null = null;
  let exempt: string[] = [];
  for (const raw of text.split('\n')) {
    const line = raw.trim();
    const skip = /^if \(Test-Own @\(([^)]*)\)\) \{ return \}$/.exec(line);
    const open = /^if \(Test-Own @\(([^)]*)\)\) \{$/.exec(line);
    if (skip !== null) exempt = listOf(skip[1]);
    else if (open !== null) own = listOf(open[1]);
    else if (line === '}') own = null;
    else if (line.startsWith('New-NetFirewallRule')) {
      const field = (name: string) => new RegExp(`-${name} (@\\([^)]*\\)|\\S+)`).exec(line)?.[1];
      const remote = within(listOf(field('RemoteAddress')));
      const local = field('LocalAddress');
      lines.push({
        own,
        direction: field('Direction') ?? '',
        remote,
        local: local === undefined ? () => true : within(listOf(local)),
        proto: field('Protocol')?.toLowerCase() ?? null,
        remotePort: field('RemotePort') ?? null,
        localPort: field('LocalPort') ?? null,
      });
    }
  }
  const stops = (at: string, other: string, direction: string, packet: Packet) =>
    !exempt.includes(at) &&
    lines.some(
      (line) =>
        line.direction === direction &&
        (line.own === null || line.own.includes(at)) &&
        line.remote(other) &&
        line.local(at) &&
        (line.proto === null || line.proto === packet.proto) &&
        (line.remotePort === null || listOf(line.remotePort).some((span) => portIn(span, packet.port, '-'))) &&
        (line.localPort === null || listOf(line.localPort).some((span) => portIn(span, packet.port, '-'))),
    );
  const inside = within(['10.0.0.0/8', 'fd00::/8']);
  return (packet) =>
    !(
      (inside(packet.src) && stops(packet.src, packet.dst, 'Outbound', packet)) ||
      (inside(packet.dst) && stops(packet.dst, packet.src, 'Inbound', packet))
    );
}

export function readOpenC2(text: string): Reader {
  const { commands } = JSON.parse(text) as {
    commands: { action: string; target: Record<string, unknown>; args: { slpf: { insert_rule: number } } }[];
  };
  const rules = commands
    .toSorted((a, b) => a.args.slpf.insert_rule - b.args.slpf.insert_rule)
    .map(({ action, target }) => {
      const [kind, value] = Object.entries(target)[0] ?? ['', ''];
      if (kind.endsWith('_net'))
        return { action, six: kind.startsWith('ipv6'), src: () => true, dst: within([value as string]), proto: null, port: null };
      const connection = value as { protocol?: string; src_addr?: string; dst_addr?: string; dst_port?: number };
      const side = (one: string | undefined) => (one === undefined ? () => true : within([one]));
      return {
        action,
        six: kind.startsWith('ipv6'),
        src: side(connection.src_addr),
        dst: side(connection.dst_addr),
        proto: connection.protocol ?? null,
        port: connection.dst_port ?? null,
      };
    });
  return (packet) =>
    rules.find(
      (rule) =>
        rule.six === packet.src.includes(':') &&
        rule.src(packet.src) &&
        rule.dst(packet.dst) &&
        (rule.proto === null || rule.proto === packet.proto) &&
        (rule.port === null || rule.port === packet.port),
    )?.action !== 'deny';
}

/** Suricata rules in strict order: the first that matches decides. A TCP flow with a name is TLS here. */
export function readAws(text: string): Reader {
  const group = JSON.parse(text) as { RuleGroup: { RulesSource: { RulesString: string } } };
  const rules = group.RuleGroup.RulesSource.RulesString.split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [, action = '', proto = '', src = '', dst = '', port = '', options = ''] =
        /^(pass|drop) (\S+) (\S+) any -> (\S+) (\S+) \((.*)\)$/.exec(line) ?? [];
      const side = (one: string) => (one === 'any' ? () => true : within(one.replace(/^\[|\]$/g, '').split(',')));
      return {
        action,
        proto,
        src: side(src),
        dst: side(dst),
        port: port.replace(/^\[|\]$/g, ''),
        content: /content:"([^"]+)"/.exec(options)?.[1] ?? null,
        dotted: options.includes('dotprefix'),
        notTcp: options.includes('ip_proto:!6'),
      };
    });
  return (packet) => {
    for (const rule of rules) {
      const protocol =
        rule.proto === 'ip'
          ? !rule.notTcp || packet.proto !== 'tcp'
          : rule.proto === 'tls'
            ? packet.proto === 'tcp' && packet.name !== null
            : rule.proto === packet.proto;
      if (!protocol || !rule.src(packet.src) || !rule.dst(packet.dst)) continue;
      if (rule.port !== 'any' && !portIn(rule.port, packet.port, ':')) continue;
      if (rule.content !== null) {
        const name = packet.name ?? '';
        if (rule.dotted ? !`.${name}`.endsWith(rule.content) : name !== rule.content) continue;
      }
      return rule.action === 'pass';
    }
    return true;
  };
}
