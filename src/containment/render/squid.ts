// SPDX-License-Identifier: Apache-2.0
import type { NamePattern } from '../address/name.ts';
import type { Ports } from '../address/ports.ts';
import { closedAddresses, rulesOf } from '../policy/rule.ts';
import type { Policy } from '../policy/rule.ts';
import { chunks, minimal, minimalRanges } from './names.ts';
import { cannot, withoutOwnNames } from './project.ts';
import type { Cannot, Renderer } from './target.ts';

/**
 * Squid 5 (the build with ssl_bump). Two files to include before the site's own lines; every line is a `deny` or a
 * `terminate`, so nothing is opened. CONNECT is answered 200 before a denial inside TLS: look at the log, not at that code.
 */
export const squid: Renderer = {
  proof: 'validator',
  project(policy) {
    const left: Cannot[] = [
      cannot(
        'base',
        'プロキシーを通らない通信（直接接続・UDP・QUIC）は見えません。境界で直接接続を閉じてください',
        'Traffic beside the proxy (direct, UDP, QUIC) is not seen: close direct connections at the border',
      ),
      cannot('base', '名乗りを偽る通信（ドメインフロンティング）は見分けられません', 'Domain fronting is not seen'),
    ];
    return { policy: { ...withoutOwnNames(policy), names: 'sni' }, cannot: left };
  },
  write(policy) {
    const acls = aclLines(policy);
    return {
      files: [
        { name: 'matoi-access.conf', text: `${[...acls, ...accessLines(policy)].join('\n')}\n` },
        { name: 'matoi-bump.conf', text: `${bumpLines(policy).join('\n')}\n` },
      ],
      apply: ['squid -k parse', 'squid -k reconfigure'],
      rollback: [
        { name: 'matoi-access-undo.conf', text: '# Matoi: nothing in force\n' },
        { name: 'matoi-bump-undo.conf', text: 'acl matoi_step1 at_step SslBump1\nssl_bump peek matoi_step1\nssl_bump splice all\n' },
      ],
      undo: [
        'cp matoi-access-undo.conf matoi-access.conf',
        'cp matoi-bump-undo.conf matoi-bump.conf',
        'squid -k parse',
        'squid -k reconfigure',
      ],
    };
  },
};

function acl(name: string, type: string, values: readonly string[]): string[] {
  return chunks(values, 40).map((part) => `acl ${name} ${type} ${part.join(' ')}`);
}

/** Squid has no empty list: the broadcast address stands for nobody. */
function addresses(name: string, side: 'src' | 'dst', ranges: readonly string[]): string[] {
  return acl(name, side, ranges.length === 0 ? ['255.255.255.255/32'] : minimalRanges(ranges));
}

function names(name: string, patterns: readonly NamePattern[]): string[] {
  const list = patterns.length === 0 ? ['matoi-none.invalid'] : minimal(patterns);
  return [...acl(`${name}_host`, 'dstdomain -n', list), ...acl(`${name}_sni`, 'ssl::server_name', list)];
}

function portAcl(name: string, ports: Ports): string[] {
  const tcp =
    ports === null
      ? ['0-65535']
      : ports.filter((span) => span.proto === 'tcp').map((span) => (span.from === span.to ? `${span.from}` : `${span.from}-${span.to}`));
  return tcp.length === 0 ? [] : [`acl ${name} port ${tcp.join(' ')}`];
}

function aclLines(policy: Policy): string[] {
  const isolated = rulesOf(policy, 'isolate').flatMap((rule) => rule.addresses);
  const blocked = closedAddresses(policy);
  const lines = [
    '# Matoi',
    'acl matoi_literal dstdom_regex -n ^[0-9.]+$ ^\\[?[0-9a-fA-F:.]+\\]?$',
    ...addresses('matoi_internal_src', 'src', policy.internal),
    ...addresses('matoi_internal_dst', 'dst', policy.internal),
    'acl matoi_internal all-of matoi_internal_src matoi_internal_dst',
    ...addresses('matoi_isolated_src', 'src', isolated),
    ...addresses('matoi_isolated_dst', 'dst', isolated),
    ...addresses('matoi_blocked_src', 'src', blocked),
    ...addresses('matoi_blocked_dst', 'dst', blocked),
    ...names(
      'matoi_bad',
      rulesOf(policy, 'name').map((rule) => rule.pattern),
    ),
  ];
  const paths = rulesOf(policy, 'path').flatMap((rule, index) => {
    const ports = portAcl(`matoi_path${index}_port`, rule.ports);
    if (rule.ranges.length === 0) return [];
    lines.push(...addresses(`matoi_path${index}_src`, 'src', rule.ranges));
    if (ports.length === 0) return [`matoi_path${index}_src`];
    lines.push(
      ...ports,
      ...addresses(`matoi_path${index}_dst`, 'dst', rule.ranges),
      `acl matoi_path${index} all-of matoi_path${index}_dst matoi_path${index}_port`,
    );
    return [`matoi_path${index}_src`, `matoi_path${index}`];
  });
  lines.push(paths.length === 0 ? 'acl matoi_path src 255.255.255.255/32' : `acl matoi_path any-of ${paths.join(' ')}`);
  rulesOf(policy, 'pair').forEach((rule, index) => {
    lines.push(
      ...addresses(`matoi_pair${index}_src`, 'src', rule.addresses),
      ...addresses(`matoi_pair${index}_dst`, 'dst', rule.ranges),
      ...names(`matoi_pair${index}`, rule.pattern === null ? [] : [rule.pattern]),
    );
  });
  if (policy.base === 'deny') lines.push(...keptAcls(policy));
  return lines;
}

/** kept = some service's name (or declared address) on one of its ports. One list for the request's host, one for the server name. */
function keptAcls(policy: Policy): string[] {
  const lines: string[] = [];
  const byHost: string[] = [];
  const bySni: string[] = [];
  const byAddress: string[] = [];
  rulesOf(policy, 'allow').forEach((rule, index) => {
    const ports = portAcl(`matoi_keep${index}_port`, rule.ports);
    if (ports.length === 0) return;
    lines.push(...ports);
    if (rule.patterns.length > 0) {
      lines.push(...names(`matoi_keep${index}`, rule.patterns));
      lines.push(
        `acl matoi_keep${index}_h all-of matoi_keep${index}_host matoi_keep${index}_port`,
        `acl matoi_keep${index}_s all-of matoi_keep${index}_sni matoi_keep${index}_port`,
      );
      byHost.push(`matoi_keep${index}_h`);
      bySni.push(`matoi_keep${index}_s`);
    }
    if (rule.ranges.length > 0) {
      lines.push(
        ...addresses(`matoi_keep${index}_dst`, 'dst', rule.ranges),
        `acl matoi_keep${index}_d all-of matoi_keep${index}_dst matoi_keep${index}_port`,
      );
      byAddress.push(`matoi_keep${index}_d`);
    }
  });
  lines.push(
    `acl matoi_kept any-of ${['matoi_internal', 'matoi_path', ...byAddress, ...byHost].join(' ')}`,
    `acl matoi_kept_tls any-of ${['matoi_internal', 'matoi_path', ...byAddress, ...bySni].join(' ')}`,
    'acl matoi_connect method CONNECT',
    'acl matoi_later all-of matoi_connect matoi_literal',
  );
  return lines;
}

function accessLines(policy: Policy): string[] {
  const deny = (list: string) => `http_access deny ${list} !matoi_path`;
  return [
    deny('matoi_isolated_src'),
    deny('matoi_isolated_dst'),
    ...rulesOf(policy, 'pair').flatMap((_, index) => [
      deny(`matoi_pair${index}_src matoi_pair${index}_dst`),
      deny(`matoi_pair${index}_src matoi_pair${index}_host`),
    ]),
    deny('matoi_blocked_src'),
    deny('matoi_blocked_dst'),
    deny('matoi_bad_host'),
    // A CONNECT to a bare address is judged by the server name that follows; everything else is judged here.
    ...(policy.base === 'deny' ? ['http_access deny !matoi_kept !matoi_later'] : []),
  ];
}

function bumpLines(policy: Policy): string[] {
  return [
    '# Matoi: read the server name, cut or hand through; nothing is decrypted',
    'acl matoi_step1 at_step SslBump1',
    'ssl_bump peek matoi_step1',
    'ssl_bump splice matoi_path',
    'ssl_bump terminate matoi_bad_sni',
    ...rulesOf(policy, 'pair').map((_, index) => `ssl_bump terminate matoi_pair${index}_src matoi_pair${index}_sni`),
    ...(policy.base === 'deny' ? ['ssl_bump terminate !matoi_kept_tls'] : []),
    'ssl_bump splice all',
  ];
}
