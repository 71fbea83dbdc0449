// SPDX-License-Identifier: Apache-2.0
import { parseRange } from '../../common/address/ip-range.ts';
import type { Range } from '../../common/address/ip-range.ts';
import { baseOf, isTree, nameIndex } from '../address/name.ts';
import type { NamePattern } from '../address/name.ts';
import { closedAddresses, rulesOf } from '../policy/rule.ts';
import type { Policy, Rule } from '../policy/rule.ts';
import { blockedAndKept } from './names.ts';
import { cannot, without } from './project.ts';
import type { Cannot, Renderer } from './target.ts';

const anywhere = ['0.0.0.0/0', '::/0'];

/**
 * What a resolver can say: it sees the client, the name and the answer, never a port, and only of clients that
 * ask it. Pairs and the responders' path by port are beyond it.
 */
export function projectResolver(policy: Policy, options: { readonly clients: boolean }): { policy: Policy; cannot: Cannot[] } {
  const why = { ja: 'リゾルバーは端末と宛先の組では止められません', en: 'A resolver cannot forbid one computer one destination' };
  const noClients = {
    ja: 'このリゾルバーは端末ごとに分けられません。隔離はパケットフィルターで行ってください',
    en: 'This resolver does not tell clients apart: isolate at the packet filter',
  };
  const kinds = without(policy, ['pair'], why);
  const askable = {
    ja: '担当者の経路へ名前でも届くよう、隔離した端末の問い合わせにも答えます。隔離はパケットフィルターで行ってください',
    en: 'Isolated computers are still answered, because the responders’ path may be looked up by name: isolate at the packet filter',
  };
  const path = rulesOf(policy, 'path').some((rule) => rule.ranges.length > 0);
  const clients =
    options.clients && !path
      ? { policy: kinds.policy, cannot: [] }
      : without(kinds.policy, ['isolate'], options.clients ? askable : noClients);
  const left: Cannot[] = [
    ...kinds.cannot,
    ...clients.cannot,
    ...rulesOf(policy, 'isolate').map((rule) =>
      cannot(rule, '隔離した端末へ向かう接続は、ここでは止まりません', 'Connections towards the isolated computer are not stopped here'),
    ),
    cannot(
      'base',
      '名前を引かない通信（アドレス直打ち）と、社外リゾルバーを使う端末には効きません。53番・853番と公開DNSを閉じてください',
      'Connections to bare addresses and clients of outside resolvers are not touched: close 53, 853 and public resolvers',
    ),
  ];
  const rules = clients.policy.rules.flatMap((rule): Rule[] => {
    // Nothing is asked under a bare path address; the path stays out of a resolver's sight and open.
    if (rule.kind === 'path') return [];
    if (rule.kind === 'isolate') return [rule];
    if (rule.kind === 'allow') {
      if (rule.patterns.length === 0) {
        left.push(
          cannot(
            rule,
            `「${rule.service}」はアドレスだけの項目です。名前で引く場合は台帳に名前が要ります`,
            `"${rule.service}" has addresses only: if it is reached by name, the inventory needs that name`,
          ),
        );
        return [];
      }
      if (rule.ports !== null)
        left.push(cannot(rule, `「${rule.service}」のポートは絞れません`, `The ports of "${rule.service}" cannot be limited here`));
      return [{ ...rule, ranges: anywhere, observed: [], ports: null }];
    }
    if (rule.kind === 'address' && policy.base === 'deny') {
      left.push(cannot(rule, '残すと決めた名前の答えは、アドレスでは調べません', 'Answers under kept names are not checked by address'));
      return [];
    }
    if (rule.kind === 'address')
      left.push(
        cannot(
          rule,
          '答えに遮断するアドレスが一つでも含まれると、その名前の答え全体（同じ名前のほかのアドレスも）を返しません',
          'An answer with one blocked address is withheld as a whole, other addresses of the same name included',
        ),
      );
    return [rule];
  });
  return { policy: { ...policy, names: 'dns', internal: [], rules }, cannot: left };
}

/** Owner name of an address trigger: `32.7.100.51.198.rpz-ip`, `128.zz.1.db8.2001.rpz-ip` (Response Policy Zones, draft-vixie-dnsop-dns-rpz). */
export function triggerOf(range: Range): string {
  if (range.family === 4) return `${range.bits}.${[0n, 8n, 16n, 24n].map((shift) => (range.first >> shift) & 255n).join('.')}`;
  const groups = Array.from({ length: 8 }, (_, index) => Number((range.first >> BigInt(16 * index)) & 0xffffn));
  let best = { at: -1, length: 1 };
  for (let at = 0; at < 8; at += 1) {
    let length = 0;
    while (at + length < 8 && groups[at + length] === 0) length += 1;
    if (length > best.length) best = { at, length };
  }
  const hex = (part: readonly number[]) => part.map((group) => group.toString(16));
  const parts = best.at === -1 ? hex(groups) : [...hex(groups.slice(0, best.at)), 'zz', ...hex(groups.slice(best.at + best.length))];
  return `${range.bits}.${parts.join('.')}`;
}

/** A response policy zone (draft-vixie-dnsop-dns-rpz) of one policy. `serial` must grow, or secondaries keep the old one. */
export function zoneText(policy: Policy, serial: number): string {
  const address = (text: string, zone: string) => {
    const range = parseRange(text);
    return range === null ? [] : [`${triggerOf(range)}.${zone} CNAME .`];
  };
  const lines = new Set([
    ...rulesOf(policy, 'isolate').flatMap((rule) => rule.addresses.flatMap((text) => address(text, 'rpz-client-ip'))),
    ...nameLines(policy),
    ...closedAddresses(policy).flatMap((range) => address(range, 'rpz-ip')),
  ]);
  return `${['$TTL 60', `@ SOA localhost. hostmaster.localhost. ${serial} 300 60 86400 60`, '@ NS localhost.', ...lines].join('\n')}\n`;
}

/**
 * A wildcard speaks only for names whose nearest existing ancestor is its own parent (RFC 4592, 3.3.1), and every
 * owner makes all its ancestors exist: beside `www.shop.example`, `*` says nothing of `cloud.example`. So each
 * existing name gets two lines, for itself and for what lies below it.
 */
function nameLines(policy: Policy): readonly string[] {
  const { blocked, kept } = blockedAndKept(policy);
  const rules = { blocked: nameIndex(blocked.map((one) => [one, one] as const)), kept: nameIndex(kept.map((one) => [one, one] as const)) };
  const existing = new Set([...blocked, ...kept].flatMap((pattern) => withAncestors(baseOf(pattern))));
  const line = (owner: string, name: string, below: boolean) => {
    const covers = (patterns: readonly NamePattern[]) => patterns.some((pattern) => !below || isTree(pattern));
    if (covers(rules.blocked.find(name))) return [`${owner} CNAME .`];
    if (policy.base === 'allow') return [];
    return [`${owner} CNAME ${covers(rules.kept.find(name)) ? 'rpz-passthru.' : '.'}`];
  };
  return [
    ...[...existing].toSorted().flatMap((name) => [...line(name, name, false), ...line(`*.${name}`, name, true)]),
    ...(policy.base === 'deny' ? ['* CNAME .'] : []),
  ];
}

function withAncestors(name: string): readonly string[] {
  const labels = name.split('.');
  return labels.map((_, index) => labels.slice(index).join('.'));
}

function serialOf(madeAt: string): number {
  return Math.floor(Date.parse(madeAt) / 1000) || 1;
}

export const unboundRpz: Renderer = {
  proof: 'validator',
  project: (policy) => projectResolver(policy, { clients: true }),
  write: (policy, context) => ({
    files: [
      { name: 'rpz.matoi', text: zoneText(policy, serialOf(context.madeAt)) },
      {
        name: 'matoi-unbound.conf',
        text: 'server:\n  module-config: "respip validator iterator"\nrpz:\n  name: rpz.matoi\n  zonefile: /var/lib/unbound/rpz.matoi\n  rpz-log: yes\n  rpz-log-name: matoi\n',
      },
    ],
    apply: [
      'named-checkzone rpz.matoi rpz.matoi',
      'unbound-checkconf',
      'unbound-control auth_zone_reload rpz.matoi',
      'unbound-control flush_zone .',
    ],
    rollback: [{ name: 'rpz.matoi.undo', text: zoneText({ ...policy, base: 'allow', rules: [] }, serialOf(context.madeAt) + 1) }],
    undo: ['cp rpz.matoi.undo rpz.matoi', 'unbound-control auth_zone_reload rpz.matoi', 'unbound-control flush_zone .'],
  }),
};

export const bindRpz: Renderer = {
  proof: 'validator',
  project: (policy) => projectResolver(policy, { clients: true }),
  write: (policy, context) => ({
    files: [
      { name: 'db.rpz.matoi', text: zoneText(policy, serialOf(context.madeAt)) },
      {
        name: 'matoi-named.conf',
        text: 'zone "rpz.matoi" {\n\ttype primary;\n\tfile "db.rpz.matoi";\n\tallow-query { none; };\n};\n// In options { }:\n//\tresponse-policy { zone "rpz.matoi"; } break-dnssec yes qname-wait-recurse no;\n',
      },
    ],
    apply: ['named-checkzone rpz.matoi db.rpz.matoi', 'named-checkconf', 'rndc reload rpz.matoi', 'rndc flush'],
    rollback: [{ name: 'db.rpz.matoi.undo', text: zoneText({ ...policy, base: 'allow', rules: [] }, serialOf(context.madeAt) + 1) }],
    undo: ['cp db.rpz.matoi.undo db.rpz.matoi', 'rndc reload rpz.matoi', 'rndc flush'],
  }),
};
