// SPDX-License-Identifier: Apache-2.0
import { baseOf, isTree } from '../address/name.ts';
import type { NamePattern } from '../address/name.ts';
import type { Ports } from '../address/ports.ts';
import { closedBy, rulesOf } from '../policy/rule.ts';
import type { Policy } from '../policy/rule.ts';
import { cannot, withoutOwnNames } from './project.ts';
import type { Renderer } from './target.ts';

/**
 * AWS: a stateful rule group of Network Firewall (Suricata rules, strict order) and a security group for isolated
 * instances. A security group can only permit, so everything that forbids is in the rule group.
 */
export const aws: Renderer = {
  proof: 'not-on-device',
  project(policy) {
    return {
      policy: { ...withoutOwnNames(policy), names: policy.names === 'none' ? 'none' : 'sni' },
      cannot: [
        cannot(
          'base',
          'ファイアウォールを経由しない通信（同じサブネット内など）は見えません',
          'Traffic that is not routed through the firewall, within a subnet for instance, is not seen',
        ),
        ...(policy.names === 'none'
          ? []
          : [
              cannot(
                'base',
                '名前は TLS の SNI だけを見ます。ECH や名乗りの偽装は見分けられません',
                'Names are read from the TLS server name only: ECH and false names are not seen',
              ),
            ]),
      ],
    };
  },
  write(policy) {
    const rules = suricata(policy);
    const group = {
      RuleGroupName: 'matoi',
      Type: 'STATEFUL',
      Capacity: Math.max(100, rules.length * 2),
      RuleGroup: { RulesSource: { RulesString: `${rules.join('\n')}\n` }, StatefulRuleOptions: { RuleOrder: 'STRICT_ORDER' } },
    };
    return {
      files: [
        { name: 'matoi-rule-group.json', text: `${JSON.stringify(group, null, 2)}\n` },
        { name: 'matoi-isolation-group.json', text: `${JSON.stringify(isolationGroup(policy), null, 2)}\n` },
      ],
      apply: [
        'aws network-firewall create-rule-group --cli-input-json file://matoi-rule-group.json',
        'aws network-firewall update-firewall-policy (put the rule group first)',
        'aws ec2 create-security-group --group-name matoi-isolated --description "Matoi isolation" --vpc-id VPC',
        'aws ec2 modify-instance-attribute --instance-id INSTANCE --groups GROUP',
      ],
      rollback: [
        {
          name: 'matoi-undo.txt',
          text: 'aws network-firewall update-firewall-policy (take the rule group out)\naws network-firewall delete-rule-group --rule-group-name matoi --type STATEFUL\naws ec2 modify-instance-attribute --instance-id INSTANCE --groups FORMER-GROUPS\n',
        },
      ],
      undo: ['follow matoi-undo.txt'],
    };
  },
};

const many = (texts: readonly string[]) => `[${texts.join(',')}]`;

function portText(ports: Ports, proto: 'tcp' | 'udp'): string {
  const spans = (ports ?? []).filter((span) => span.proto === proto);
  return many(spans.map((span) => (span.from === span.to ? `${span.from}` : `${span.from}:${span.to}`)));
}

/** `dotprefix` puts a dot before the name, so that one content covers the name and everything below it. */
function sni(pattern: NamePattern): string {
  return isTree(pattern)
    ? `tls.sni; dotprefix; content:".${baseOf(pattern)}"; nocase; endswith; `
    : `tls.sni; content:"${pattern}"; startswith; nocase; endswith; `;
}

function suricata(policy: Policy): string[] {
  const lines: string[] = [];
  const add = (action: 'pass' | 'drop', proto: string, src: string, dst: string, port: string, options = '') =>
    void lines.push(`${action} ${proto} ${src} any -> ${dst} ${port} (${options}sid:${9_000_001 + lines.length}; rev:1;)`);
  const passTo = (dst: string, ports: Ports, protos: readonly ('tcp' | 'udp')[]) => {
    if (ports === null) for (const proto of protos.length === 2 ? ['ip'] : protos) add('pass', proto, 'any', dst, 'any');
    else for (const proto of protos) if (ports.some((span) => span.proto === proto)) add('pass', proto, 'any', dst, portText(ports, proto));
  };
  for (const rule of rulesOf(policy, 'path')) {
    if (rule.ranges.length === 0) continue;
    passTo(many(rule.ranges), rule.ports, ['tcp', 'udp']);
    add('pass', 'ip', many(rule.ranges), 'any', 'any');
  }
  for (const rule of rulesOf(policy, 'isolate')) {
    if (rule.addresses.length === 0) continue;
    add('drop', 'ip', many(rule.addresses), 'any', 'any');
    add('drop', 'ip', 'any', many(rule.addresses), 'any');
  }
  for (const rule of rulesOf(policy, 'pair')) {
    if (rule.addresses.length === 0) continue;
    if (rule.ranges.length > 0) add('drop', 'ip', many(rule.addresses), many(rule.ranges), 'any');
    if (rule.pattern !== null && policy.names === 'sni') add('drop', 'tls', many(rule.addresses), 'any', 'any', sni(rule.pattern));
  }
  for (const rule of rulesOf(policy, 'address')) {
    for (const range of closedBy(rule)) {
      add('drop', 'ip', 'any', range, 'any');
      add('drop', 'ip', range, 'any', 'any');
    }
  }
  if (policy.names === 'sni') for (const rule of rulesOf(policy, 'name')) add('drop', 'tls', 'any', 'any', 'any', sni(rule.pattern));
  if (policy.base === 'deny') closed(policy, add, passTo);
  return lines;
}

type Add = (action: 'pass' | 'drop', proto: string, src: string, dst: string, port: string, options?: string) => void;

function closed(policy: Policy, add: Add, passTo: (dst: string, ports: Ports, protos: readonly ('tcp' | 'udp')[]) => void): void {
  add('pass', 'ip', many(policy.internal), many(policy.internal), 'any');
  for (const rule of rulesOf(policy, 'allow')) {
    const everywhere = [...rule.ranges, ...rule.observed];
    if (policy.names === 'none') {
      if (everywhere.length > 0) passTo(many(everywhere), rule.ports, ['tcp', 'udp']);
      continue;
    }
    if (rule.ranges.length > 0) passTo(many(rule.ranges), rule.ports, ['tcp', 'udp']);
    if (rule.observed.length > 0) {
      passTo(many(rule.observed), rule.ports, ['udp']);
      if (rule.ports === null) add('pass', 'ip', 'any', many(rule.observed), 'any', 'ip_proto:!6; ');
    }
    for (const pattern of rule.patterns) {
      if (rule.ports !== null && !rule.ports.some((span) => span.proto === 'tcp')) continue;
      add('pass', 'tls', 'any', 'any', rule.ports === null ? 'any' : portText(rule.ports, 'tcp'), sni(pattern));
    }
  }
  // TCP is judged once it is established: the server name comes after the handshake.
  add('drop', 'tcp', 'any', 'any', 'any', 'flow:established,to_server; ');
  add('drop', 'ip', 'any', 'any', 'any', 'ip_proto:!6; ');
}

function isolationGroup(policy: Policy) {
  const permissions = rulesOf(policy, 'path').flatMap((rule) => {
    const ranges = {
      IpRanges: rule.ranges.filter((text) => !text.includes(':')).map((text) => ({ CidrIp: text.includes('/') ? text : `${text}/32` })),
      Ipv6Ranges: rule.ranges.filter((text) => text.includes(':')).map((text) => ({ CidrIpv6: text.includes('/') ? text : `${text}/128` })),
    };
    return rule.ports === null
      ? [{ IpProtocol: '-1', ...ranges }]
      : rule.ports.map((span) => ({ IpProtocol: span.proto, FromPort: span.from, ToPort: span.to, ...ranges }));
  });
  return {
    GroupName: 'matoi-isolated',
    Description: 'Matoi: isolated, the responders path only',
    IpPermissions: permissions,
    IpPermissionsEgress: permissions,
  };
}
