// SPDX-License-Identifier: Apache-2.0
import { parseAddress, parseRange } from '../../common/address/ip-range.ts';
import type { Range } from '../../common/address/ip-range.ts';
import type { NameEnforcement } from '../inventory/inventory.ts';
import { nameIndex } from '../address/name.ts';
import { coversPort, dnsPorts } from '../address/ports.ts';
import type { Ports, Protocol } from '../address/ports.ts';
import { rangeIndex } from '../address/range-index.ts';
import { closedBy, rulesOf } from './rule.ts';
import type { Policy } from './rule.ts';

/** One connection, seen from whoever opens it. */
export type Packet = {
  readonly src: string;
  readonly dst: string;
  readonly port: number;
  readonly proto: Protocol;
  readonly name: string | null;
};

/** `rule` is null where the base decided. */
export type Verdict = { readonly pass: boolean; readonly rule: string | null };

/** A proxy reads the server name of TCP; a resolver is asked before any protocol; nobody reads a name that is not there. */
export function nameIsSeen(names: NameEnforcement, proto: Protocol, name: string | null): name is string {
  return name !== null && (names === 'dns' || (names === 'sni' && proto === 'tcp'));
}

/**
 * The meaning of a plan, said once: the readable form. Replay, renderers and the laboratory are all held
 * against it. Addresses that cannot be read pass nothing under `deny` and are stopped by nothing under `allow`.
 */
export function decider(policy: Policy): (packet: Packet) => Verdict {
  const internal = rangeIndex(ranged(policy.internal.map((text) => [text, true] as const)));
  const path = rangeIndex(ranged(rulesOf(policy, 'path').flatMap((rule) => rule.ranges.map((text) => [text, rule] as const))));
  const isolated = rangeIndex(ranged(rulesOf(policy, 'isolate').flatMap((rule) => rule.addresses.map((text) => [text, rule] as const))));
  const pairs = rangeIndex(ranged(rulesOf(policy, 'pair').flatMap((rule) => rule.addresses.map((text) => [text, pairOf(rule)] as const))));
  const blocked = rangeIndex(ranged(rulesOf(policy, 'address').flatMap((rule) => closedBy(rule).map((text) => [text, rule] as const))));
  const blockedNames = nameIndex(rulesOf(policy, 'name').map((rule) => [rule.pattern, rule] as const));
  const allows = rulesOf(policy, 'allow');
  const declared = rangeIndex(ranged(allows.flatMap((rule) => rule.ranges.map((text) => [text, rule] as const))));
  const observed = rangeIndex(ranged(allows.flatMap((rule) => rule.observed.map((text) => [text, rule] as const))));
  const kept = nameIndex(allows.flatMap((rule) => rule.patterns.map((pattern) => [pattern, rule] as const)));

  return (packet) => {
    const src = parseAddress(packet.src);
    const dst = parseAddress(packet.dst);
    if (src === null || dst === null) return { pass: policy.base === 'allow', rule: null };
    const open = (rule: { readonly ports: Ports }) => coversPort(rule.ports, packet.proto, packet.port);
    const seen = nameIsSeen(policy.names, packet.proto, packet.name) ? packet.name : null;

    // Where a resolver withholds the name, nobody gets as far as an address, the path's own included.
    const withheld =
      policy.names === 'dns' &&
      seen !== null &&
      (blockedNames.find(seen).length > 0 || (policy.base === 'deny' && kept.find(seen).length === 0));
    const way = (withheld ? undefined : path.find(dst).find(open)) ?? path.find(src)[0];
    if (way !== undefined) return { pass: true, rule: way.id };
    const alone = isolated.find(src)[0] ?? isolated.find(dst)[0];
    if (alone !== undefined) return { pass: false, rule: alone.id };
    const pair = pairs.find(src).find((one) => one.ranges.has(dst) || (seen !== null && one.names.find(seen).length > 0));
    if (pair !== undefined) return { pass: false, rule: pair.id };
    const address = blocked.find(dst)[0] ?? blocked.find(src)[0];
    if (address !== undefined) return { pass: false, rule: address.id };
    const name = seen === null ? undefined : blockedNames.find(seen)[0];
    if (name !== undefined) return { pass: false, rule: name.id };
    if (policy.base === 'allow') return { pass: true, rule: null };

    // Inside, only a resolver that withholds the name is in the way; it can be asked all the same.
    if (internal.has(src) && internal.has(dst)) return { pass: !withheld || dnsPorts.includes(packet.port), rule: null };
    const byRange = declared.find(dst).find(open);
    const byAddress = byRange ?? observed.find(dst).find(open);
    const byName = seen === null ? undefined : kept.find(seen).find(open);
    const allowed = {
      none: byAddress,
      sni: packet.proto === 'tcp' ? (byName ?? byRange) : byAddress,
      // A resolver is asked for names, not for ports.
      dns: seen === null || kept.find(seen).length > 0 ? byAddress : undefined,
    }[policy.names];
    return { pass: allowed !== undefined, rule: allowed?.id ?? null };
  };
}

function pairOf(rule: { readonly id: string; readonly ranges: readonly string[]; readonly pattern: string | null }) {
  return {
    id: rule.id,
    ranges: rangeIndex(ranged(rule.ranges.map((text) => [text, true] as const))),
    names: nameIndex(rule.pattern === null ? [] : [[rule.pattern, true] as const]),
  };
}

function ranged<T>(entries: readonly (readonly [string, T])[]): (readonly [Range, T])[] {
  return entries.flatMap(([text, value]) => {
    const range = parseRange(text);
    return range === null ? [] : [[range, value] as const];
  });
}
