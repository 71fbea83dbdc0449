// SPDX-License-Identifier: Apache-2.0
import { contains, formatRange, isSingle, parseRange, widthOf } from '../../common/address/ip-range.ts';
import type { Range } from '../../common/address/ip-range.ts';
import { complement, mergePorts } from '../address/ports.ts';
import type { PortSpan } from '../address/ports.ts';
import { disjoint } from '../address/segments.ts';
import { without } from '../policy/listed-rules.ts';
import { closedAddresses, rulesOf } from '../policy/rule.ts';
import type { Policy, Rule } from '../policy/rule.ts';
import { cannot, projectPackets } from './project.ts';
import type { Cannot, Renderer } from './target.ts';
import { undoFirst } from './vendor.ts';

/**
 * Routers whose access lists keep no sessions, know no "all but these" and end at the first match. A packet from inside is
 * looked at in one list, one towards the inside in the other; the answers of a connection pass the other list.
 */
type Entry = {
  readonly action: 'deny' | 'permit';
  readonly family: 4 | 6;
  readonly src: string | null;
  readonly dst: string | null;
  /** Destination ports of one protocol; null = every protocol. */
  readonly ports: PortSpan | null;
};
type Lists = { readonly outward: readonly Entry[]; readonly inward: readonly Entry[] };

/** What an access list can say of a plan: addresses and ports, and of the responders' path every port, because its answers have any. */
function project(policy: Policy): { policy: Policy; cannot: Cannot[] } {
  const first = projectPackets(policy);
  const left: Cannot[] = [...first.cannot];
  const rules = first.policy.rules.map((rule): Rule => {
    if (rule.kind !== 'path' || rule.ports === null) return rule;
    left.push(
      cannot(
        rule,
        `担当者の経路「${rule.service}」は、ポートを絞らずに開けます（接続を覚えない装置では、応答のポートが決まらないため）`,
        `The responders' path "${rule.service}" is open on every port: this device keeps no sessions, and answers use any port`,
      ),
    );
    return { ...rule, ports: null };
  });
  const all = cannot(
    'base',
    'ルールは、既存のアクセスリストより前に置いて初めて効きます。担当者の経路の許可も前に置くため、その宛先に限り、既存の拒否より先に通ります',
    'The rules act only in front of your own entries; the permission of the responders’ path stands in front too and passes there what your own entries refuse',
  );
  const closed = [
    cannot(
      'base',
      '外から内への接続は、内側からの応答を止めることで成立させません。一方向だけの通信（UDP など）は内側に届きます',
      'Connections from outside are closed by stopping their answers: one-way traffic such as UDP still arrives inside',
    ),
    cannot(
      'base',
      '残すアドレスへの TCP・UDP 以外の通信は閉じられません。この装置自身の通信（VPN・名前の問い合わせなど）が止まるかどうかは確かめていません',
      'Protocols other than TCP and UDP to kept addresses are not closed; whether the device’s own traffic (VPN, look-ups) stops was not looked at',
    ),
  ];
  return { policy: { ...first.policy, rules }, cannot: [...left, all, ...(policy.base === 'deny' ? closed : [])] };
}

function lists(policy: Policy): Lists {
  const found = { outward: [] as Entry[], inward: [] as Entry[] };
  for (const family of [4, 6] as const) {
    const own = (texts: readonly string[]) => [...new Set(texts)].filter((text) => text.includes(':') === (family === 6));
    const add = (list: Entry[], action: Entry['action'], src: string | null, dst: string | null, ports: PortSpan | null = null) =>
      void list.push({ action, family, src, dst, ports });
    const paths = own(rulesOf(policy, 'path').flatMap((rule) => rule.ranges));
    for (const text of paths) add(found.outward, 'permit', null, text);
    for (const text of paths) add(found.inward, 'permit', text, null);
    // The responders' own computer may stand inside: what it opens goes out, and the answers come in.
    for (const text of paths.filter((one) => standsInside(policy, one))) {
      add(found.outward, 'permit', text, null);
      add(found.inward, 'permit', null, text);
    }
    for (const text of own(rulesOf(policy, 'isolate').flatMap((rule) => rule.addresses))) {
      add(found.outward, 'deny', text, null);
      add(found.inward, 'deny', null, text);
    }
    for (const rule of rulesOf(policy, 'pair'))
      for (const src of own(rule.addresses)) for (const dst of own(rule.ranges)) add(found.outward, 'deny', src, dst);
    for (const text of own(closedAddresses(policy))) {
      add(found.outward, 'deny', null, text);
      add(found.inward, 'deny', text, null);
    }
    if (policy.base === 'deny')
      for (const { range, ports } of closing(policy, family)) add(found.outward, 'deny', null, formatRange(range), ports);
  }
  return found;
}

function standsInside({ internal }: Policy, text: string): boolean {
  const range = parseRange(text);
  if (range === null) return false;
  return internal.flatMap((one) => parseRange(one) ?? []).some((own) => contains(own, range) || contains(range, own));
}

/** Everything that neither is inside nor stays open, written out as prefixes; and of what stays open, the other ports. */
function closing(policy: Policy, family: 4 | 6): readonly { readonly range: Range; readonly ports: PortSpan | null }[] {
  const ranged = (texts: readonly string[]) => texts.flatMap((text) => parseRange(text) ?? []).filter((range) => range.family === family);
  const inside = ranged(policy.internal);
  const kept = rulesOf(policy, 'allow').flatMap((rule) =>
    ranged([...rule.ranges, ...rule.observed]).map((range) => [range, rule.ports] as const),
  );
  const other = without({ family, first: 0n, bits: 0 }, [...inside, ...kept.map(([range]) => range)]);
  const otherPorts = disjoint<'inside' | { readonly ports: (typeof kept)[number][1] }>([
    ...inside.map((range) => [range, 'inside'] as const),
    ...kept.map(([range, ports]) => [range, { ports }] as const),
  ]).flatMap(({ ranges, values }) => {
    const open = values.flatMap((value) => (value === 'inside' ? [] : [value.ports]));
    const ports = mergePorts(open);
    if (values.includes('inside') || ports === null) return [];
    const closed = [...complement(ports, 'tcp'), ...complement(ports, 'udp')];
    return ranges.flatMap((range) => closed.map((span) => ({ range, ports: span })));
  });
  return [...other.map((range) => ({ range, ports: null })), ...otherPorts];
}

/** Cisco IOS and IOS XE. The entries go before the site's own ones, by their numbers, into the lists of the inside interface. */
export const ciscoIos: Renderer = {
  proof: 'not-on-device',
  project(policy) {
    const first = project(policy);
    const numbers = cannot(
      'base',
      'IPv6 のリストの番号は一括で付け直せません。既存の行の番号が重なるときは、先に書き直してください',
      'Numbers of IPv6 lists are not renumbered by one command: write own entries again first where their numbers are taken',
    );
    return { policy: first.policy, cannot: [...first.cannot, numbers] };
  },
  write(policy) {
    const { outward, inward } = lists(policy);
    const text = (undo: boolean) =>
      `${([4, 6] as const)
        .flatMap((family) => [...iosList('FROM_INSIDE', outward, family, undo), ...iosList('TO_INSIDE', inward, family, undo)])
        .join('\n')}\n`;
    return {
      files: [{ name: 'matoi-cisco.txt', text: text(false) }],
      apply: [
        undoFirst,
        'copy running-config flash:before-matoi.cfg',
        'show running-config | include interface|access-group|traffic-filter (note the lists of the inside interface: in = FROM_INSIDE, out = TO_INSIDE)',
        'where there is none: make one that only permits (ip access-list extended …, 1000000 permit ip any any) and bind it to the interface',
        'ip access-list resequence FROM_INSIDE 1000000 10 (and TO_INSIDE)',
        'paste matoi-cisco.txt with those names in place of FROM_INSIDE and TO_INSIDE',
        'show access-lists (the entries must stand first); write memory only once it works',
      ],
      rollback: [{ name: 'matoi-cisco-undo.txt', text: text(true) }],
      undo: ['paste matoi-cisco-undo.txt with the same names', 'show access-lists'],
    };
  },
};

function iosList(name: string, entries: readonly Entry[], family: 4 | 6, undo: boolean): readonly string[] {
  const own = entries.filter((entry) => entry.family === family);
  if (own.length === 0) return [];
  const neighbours = family === 6 ? ['permit icmp any any nd-na', 'permit icmp any any nd-ns'] : [];
  const lines = [...neighbours, ...own.map((entry) => iosLine(entry))];
  const head = family === 4 ? `ip access-list extended ${name}` : `ipv6 access-list ${name}`;
  const numbered = (line: string, at: number) =>
    undo
      ? family === 4
        ? ` no ${at + 1}`
        : ` no sequence ${at + 1}`
      : family === 4
        ? ` ${at + 1} ${line}`
        : ` sequence ${at + 1} ${line}`;
  return [head, ...lines.map(numbered), ' exit'];
}

function iosLine({ action, family, src, dst, ports }: Entry): string {
  const protocol = ports?.proto ?? (family === 4 ? 'ip' : 'ipv6');
  const port = ports === null ? '' : ports.from === ports.to ? ` eq ${ports.from}` : ` range ${ports.from} ${ports.to}`;
  return `${action} ${protocol} ${iosAddress(src)} ${iosAddress(dst)}${port}`;
}

/** IPv4 with a wildcard mask, IPv6 as a prefix. */
function iosAddress(text: string | null): string {
  const range = text === null ? null : parseRange(text);
  if (text === null || range === null || range.bits === 0) return 'any';
  if (isSingle(range)) return `host ${text.split('/')[0]}`;
  if (range.family === 6) return text;
  const wild = (1n << BigInt(widthOf(4) - range.bits)) - 1n;
  return `${text.split('/')[0]} ${[24n, 16n, 8n, 0n].map((shift) => (wild >> shift) & 255n).join('.')}`;
}

const FIRST_FILTER = 900_001;
const PASS_ALL = 899_999;
const MOST_FILTERS = 128;

/** Yamaha RTX. Filters by number, put in front of those of the outside interface. */
export const yamahaRtx: Renderer = {
  proof: 'not-on-device',
  project(policy) {
    const first = project(policy);
    const { outward, inward } = lists(first.policy);
    const most = Math.max(...([4, 6] as const).flatMap((family) => [outward, inward].map((list) => of(list, family).length)));
    const room = cannot(
      'base',
      `一つのインターフェイスの一方向に ${most} 個のフィルターを並べます。機種の上限（多くは既存の分と合わせて ${MOST_FILTERS} 個）を超えると設定できません`,
      `One direction of an interface takes ${most} filters of this plan; more than the model allows (often ${MOST_FILTERS} with your own) cannot be set`,
    );
    return { policy: first.policy, cannot: [...first.cannot, room] };
  },
  write(policy) {
    const { outward, inward } = lists(policy);
    const all = [...outward, ...inward];
    const numbers = new Map(all.map((entry, at) => [entry, FIRST_FILTER + at]));
    const number = (entry: Entry) => numbers.get(entry) ?? 0;
    const word = (family: 4 | 6) => (family === 4 ? 'ip' : 'ipv6');
    const used = ([4, 6] as const).filter((family) => of(all, family).length > 0);
    const bind = (family: 4 | 6, direction: 'out' | 'in', entries: readonly Entry[]) => {
      const own = of(entries, family);
      const former = `FORMER_${word(family).toUpperCase()}_${direction.toUpperCase()}`;
      return own.length === 0 ? [] : [[`${word(family)} OUTSIDE secure filter ${direction}`, own.map(number).join(' '), former] as const];
    };
    const bound = used.flatMap((family) => [...bind(family, 'out', outward), ...bind(family, 'in', inward)]);
    return {
      files: [
        {
          name: 'matoi-yamaha.txt',
          text: `${[
            ...used.map((family) => `${word(family)} filter ${PASS_ALL} pass * * * * *`),
            ...all.map((entry) => `${word(entry.family)} filter ${number(entry)} ${yamahaLine(entry)}`),
            ...bound.map(([head, own, former]) => `${head} ${own} ${former}`),
          ].join('\n')}\n`,
        },
      ],
      apply: [
        undoFirst,
        'show config | grep "secure filter" (note the numbers of the outside interface: lan2, or pp after pp select)',
        `paste matoi-yamaha.txt with that interface in place of OUTSIDE and those numbers in place of FORMER_…; where there were none, ${PASS_ALL}`,
        'show ip secure filter (or show config): the new numbers must stand first; save only once it works',
      ],
      rollback: [
        {
          name: 'matoi-yamaha-undo.txt',
          text: `${[
            ...bound.map(([head, , former]) => `${head} ${former}`),
            ...all.map((entry) => `no ${word(entry.family)} filter ${number(entry)}`),
            ...used.map((family) => `no ${word(family)} filter ${PASS_ALL}`),
          ].join('\n')}\n`,
        },
      ],
      undo: ['paste matoi-yamaha-undo.txt with the same interface and numbers; where there were none, put no before those lines instead'],
    };
  },
};

const of = (entries: readonly Entry[], family: 4 | 6) => entries.filter((entry) => entry.family === family);

/** Action, source, destination, protocol, source ports, destination ports. */
function yamahaLine({ action, src, dst, ports }: Entry): string {
  const port = ports === null ? '*' : ports.from === ports.to ? `${ports.from}` : `${ports.from}-${ports.to}`;
  return `${action === 'permit' ? 'pass' : 'reject-log'} ${src ?? '*'} ${dst ?? '*'} ${ports?.proto ?? '*'} * ${port}`;
}
