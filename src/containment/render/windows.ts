// SPDX-License-Identifier: Apache-2.0
import { formatRange, parseRange } from '../../common/address/ip-range.ts';
import type { Range } from '../../common/address/ip-range.ts';
import { complement, mergePorts } from '../address/ports.ts';
import type { Ports } from '../address/ports.ts';
import { closedAddresses, rulesOf } from '../policy/rule.ts';
import type { Policy } from '../policy/rule.ts';
import { disjoint } from '../address/segments.ts';
import { cannot, projectPackets } from './project.ts';
import type { Renderer } from './target.ts';

const GROUP = 'Matoi';
const everything = ['0.0.0.0/0', '::/0'] as const;

/**
 * Windows Defender Firewall, one PowerShell script for all computers: each applies what concerns its own addresses.
 * A block beats every permission there, so this closes and never opens; the responders' path is cut out of every block.
 */
export const windowsFirewall: Renderer = {
  proof: 'not-on-device',
  project(policy) {
    const first = projectPackets(policy);
    const left = [
      ...first.cannot,
      cannot(
        'base',
        '社内ネットワークにある Windows 端末自身の通信だけに効きます',
        'Holds for the Windows computers it runs on, on internal networks',
      ),
    ];
    const rules = first.policy.rules.map((rule) => {
      if (rule.kind !== 'path' || rule.ports === null) return rule;
      left.push(
        cannot(
          rule,
          '担当者の経路のポートは絞れません。そのアドレスの全ポートが開いたままです',
          'The ports of the responders’ path cannot be limited: all ports of its address stay open',
        ),
      );
      return { ...rule, ports: null };
    });
    if (policy.base === 'deny')
      left.push(
        cannot(
          'base',
          '残すアドレスへの TCP・UDP 以外の通信は閉じられません',
          'Protocols other than TCP and UDP to kept addresses are not closed',
        ),
      );
    return { policy: { ...first.policy, rules }, cannot: left };
  },
  write: (policy) => ({
    files: [{ name: 'matoi.ps1', text: script(policy) }],
    apply: ['powershell -ExecutionPolicy Bypass -File matoi.ps1'],
    rollback: [{ name: 'matoi-undo.ps1', text: `Remove-NetFirewallRule -Group '${GROUP}' -ErrorAction SilentlyContinue\n` }],
    undo: ['powershell -ExecutionPolicy Bypass -File matoi-undo.ps1'],
  }),
};

/** What is in the first lists and in none of the second. */
function minus(texts: readonly string[], holes: readonly string[]): string[] {
  const of = (list: readonly string[], value: boolean): (readonly [Range, boolean])[] =>
    list.flatMap((text) => (parseRange(text) === null ? [] : [[parseRange(text)!, value] as const]));
  return disjoint([...of(texts, true), ...of(holes, false)]).flatMap((segment) =>
    segment.values.includes(false) ? [] : segment.ranges.map((range) => formatRange(range)),
  );
}

const list = (texts: readonly string[]) => `@(${texts.map((text) => `'${text}'`).join(',')})`;

function block(name: string, direction: 'Outbound' | 'Inbound', remote: readonly string[], extra = ''): string[] {
  return remote.length === 0
    ? []
    : [
        `New-NetFirewallRule -Group '${GROUP}' -DisplayName '${name}' -Direction ${direction} -Action Block -Profile Any -RemoteAddress ${list(remote)}${extra} | Out-Null`,
      ];
}

function portArguments(ports: Ports, side: 'RemotePort' | 'LocalPort'): string[] {
  return (['tcp', 'udp'] as const).flatMap((proto) => {
    const closed = complement(ports, proto);
    return closed.length === 0
      ? []
      : [
          ` -Protocol ${proto.toUpperCase()} -${side} ${list(closed.map((span) => (span.from === span.to ? `${span.from}` : `${span.from}-${span.to}`)))}`,
        ];
  });
}

function own(addresses: readonly string[], lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`if (Test-Own ${list(addresses)}) {`, ...lines.map((line) => `  ${line}`), '}'];
}

function script(policy: Policy): string {
  const paths = rulesOf(policy, 'path').flatMap((rule) => rule.ranges);
  const blocked = minus(closedAddresses(policy), paths);
  const others = minus(everything, paths);
  const lines = [
    ...rulesOf(policy, 'isolate').flatMap((rule) =>
      own(rule.addresses, [...block('isolated out', 'Outbound', others), ...block('isolated in', 'Inbound', others)]),
    ),
    // What goes to an isolated computer stops at the other end too.
    ...block(
      'to isolated',
      'Outbound',
      minus(
        rulesOf(policy, 'isolate').flatMap((rule) => rule.addresses),
        paths,
      ),
    ),
    ...rulesOf(policy, 'pair').flatMap((rule) => own(rule.addresses, block('pair', 'Outbound', minus(rule.ranges, paths)))),
    ...block('blocked out', 'Outbound', blocked),
    ...block('blocked in', 'Inbound', blocked),
    ...(policy.base === 'deny' ? baseLines(policy, paths) : []),
  ];
  return `${[
    '# Matoi. Run as administrator. Removes what it set before, then sets it anew.',
    `$mine = (Get-NetIPAddress).IPAddress | ForEach-Object { ($_ -split '%')[0] }`,
    'function Test-Own([string[]]$addresses) { @($addresses | Where-Object { $mine -contains $_ }).Count -gt 0 }',
    `Remove-NetFirewallRule -Group '${GROUP}' -ErrorAction SilentlyContinue`,
    // The responders' own computers are left alone.
    ...(paths.length > 0 ? [`if (Test-Own ${list(paths)}) { return }`] : []),
    ...lines,
  ].join('\n')}\n`;
}

function baseLines(policy: Policy, paths: readonly string[]): string[] {
  const allows = rulesOf(policy, 'allow').map((rule) => ({ ranges: [...rule.ranges, ...rule.observed], ports: rule.ports }));
  const open = allows.flatMap((rule) => rule.ranges);
  const groups = disjoint(
    allows.flatMap((rule) => rule.ranges.flatMap((text) => (parseRange(text) === null ? [] : [[parseRange(text)!, rule] as const]))),
  );
  const strangers = minus(everything, [...policy.internal, ...paths]);
  return [
    ...block('closed out', 'Outbound', minus(everything, [...policy.internal, ...open, ...paths])),
    ...groups.flatMap((group) => {
      const remote = minus(
        group.ranges.map((range) => formatRange(range)),
        [...policy.internal, ...paths],
      );
      return portArguments(mergePorts(group.values.map((rule) => rule.ports)), 'RemotePort').flatMap((ports) =>
        block('ports out', 'Outbound', remote, ports),
      );
    }),
    ...block('closed in', 'Inbound', strangers, ` -LocalAddress ${list(minus(everything, open))}`),
    ...groups.flatMap((group) => {
      const local = group.ranges.map((range) => formatRange(range));
      return portArguments(mergePorts(group.values.map((rule) => rule.ports)), 'LocalPort').flatMap((ports) =>
        block('ports in', 'Inbound', strangers, `${ports} -LocalAddress ${list(local)}`),
      );
    }),
  ];
}
