// SPDX-License-Identifier: Apache-2.0
import type { AttackFlow } from '../attack/attack.ts';
import type { Evidence } from '../attack/evidence.ts';
import type { Model } from '../optimise/model.ts';
import type { AttackVerdict } from './plan.ts';
import type { Knowledge } from '../policy/policies.ts';
import type { ReasonCode } from '../policy/reason.ts';
import type { Policy } from '../policy/rule.ts';
import { decider } from '../policy/verdict.ts';

const points = { isolate: 'packet-filter', pair: 'packet-filter', address: 'packet-filter', path: null, allow: null } as const;

/** Each recorded attack flow against one policy: stopped by which rule and where, or why not. Every address of the host and every port seen is tried. */
export function judgeAttack(knowledge: Knowledge, evidence: Evidence, model: Model, policy: Policy): readonly AttackVerdict[] {
  const decide = decider(policy);
  const ruleById = new Map(policy.rules.map((rule) => [rule.id, rule]));
  const { table, addressesOf } = knowledge;
  return knowledge.attack.flows.map((flow): AttackVerdict => {
    const other = table.addresses[flow.address] ?? '';
    const sources = addressesOf.get(flow.host) ?? [];
    const family = other.includes(':');
    const own = sources.filter((source) => source.includes(':') === family);
    const name = flow.name === 0 ? null : (table.names[flow.name] ?? null);
    const results = (own.length === 0 ? sources : own).flatMap((source) =>
      flow.ports.map(({ proto, port }) =>
        decide(flow.inbound ? { src: other, dst: source, port, proto, name } : { src: source, dst: other, port, proto, name }),
      ),
    );
    const stopped = results.filter((result) => !result.pass);
    const rule = stopped[0]?.rule ?? null;
    const kind = rule === null ? null : ruleById.get(rule)?.kind;
    const point =
      stopped.length === 0
        ? null
        : kind === 'name'
          ? policy.names === 'dns'
            ? ('resolver' as const)
            : ('proxy' as const)
          : kind === null || kind === undefined
            ? ('packet-filter' as const)
            : points[kind];
    const leak = kind === 'name' ? leakOf(flow, evidence, policy) : [];
    const how = stopped.length === 0 ? 'not-stoppable' : stopped.length < results.length || leak.length > 0 ? 'partly' : 'stopped';
    return {
      host: table.hosts[flow.host] ?? '',
      name,
      address: other,
      ports: flow.ports.map(({ proto, port }) => `${port}/${proto}`),
      confidence: flow.confidence,
      how,
      rule,
      point,
      reasons: how === 'stopped' ? [] : distinct([...leak, ...whyOpen(knowledge, evidence, model, flow, policy)]),
    };
  });
}

/** A name rule is only as good as the point that reads the name. */
function leakOf(flow: AttackFlow, evidence: Evidence, policy: Policy): ReasonCode[] {
  if (policy.names === 'dns') return evidence.outsideResolverHosts.has(flow.host) ? ['doh'] : [];
  return flow.ports.some((port) => port.proto === 'udp') ? ['quic'] : [];
}

function whyOpen(knowledge: Knowledge, evidence: Evidence, model: Model, flow: AttackFlow, policy: Policy): ReasonCode[] {
  const shared = model.shared.get(flow.address);
  const codes: ReasonCode[] = [];
  const services = [...(shared?.services ?? [])];
  if (shared !== undefined && (shared.names.size > 0 || services.length > 0)) {
    codes.push('shared-address');
    if (policy.names !== 'none') codes.push('domain-fronting');
  }
  if (
    knowledge.inventory.services.some((service) => service.priority === 1 && service.kind === 'service') &&
    services.some((service) => knowledge.priorityOf(service) === 1)
  )
    codes.push('priority-one');
  if (flow.byName && policy.names === 'none') codes.push('name-not-enforced');
  if (flow.name === 0 && policy.names !== 'none' && flow.ports.some((port) => port.port === 443)) codes.push('no-sni');
  if (policy.names === 'sni' && flow.ports.some((port) => port.proto === 'udp')) codes.push('quic');
  if (knowledge.hides.has(flow.host)) codes.push('source-hidden');
  if (policy.names !== 'none' && evidence.ech > 0 && flow.name === 0) codes.push('ech');
  return codes;
}

function distinct(codes: readonly ReasonCode[]): readonly ReasonCode[] {
  return [...new Set(codes)];
}
