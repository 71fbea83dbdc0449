// SPDX-License-Identifier: Apache-2.0
import { formatRange, parseRange } from '../../common/address/ip-range.ts';
import type { Range } from '../../common/address/ip-range.ts';
import { complement, mergePorts } from '../address/ports.ts';
import type { Ports, PortSpan } from '../address/ports.ts';
import { closedAddresses, rulesOf } from '../policy/rule.ts';
import type { Policy } from '../policy/rule.ts';
import { disjoint } from '../address/segments.ts';
import { cannot, ownTrafficOpen, projectPackets } from './project.ts';

/**
 * A plan as a list of denials, for devices where a permission would end the search and so open what the site's own
 * policy closes. First match wins. `null` means any; `not` means every address that is not in the list.
 */
export type Denial = {
  readonly name: string;
  readonly action: 'deny' | 'permit';
  readonly family: 4 | 6;
  readonly src: readonly string[] | null;
  readonly srcNot: boolean;
  readonly dst: readonly string[] | null;
  readonly dstNot: boolean;
  /** Of TCP and UDP; null = every protocol. */
  readonly ports: readonly PortSpan[] | null;
};

/** What these devices say of a plan: addresses and ports of what passes through them. */
export function projectDenials(policy: Policy): ReturnType<typeof projectPackets> {
  const first = projectPackets(policy);
  if (policy.base === 'allow') return first;
  const other = cannot(
    'base',
    '残すアドレスへの TCP・UDP 以外の通信は、この書き方では閉じられません',
    'Protocols other than TCP and UDP to kept addresses are not closed here',
  );
  return { policy: first.policy, cannot: [...first.cannot, other, ownTrafficOpen()] };
}

/** Undoing speaks of numbered or named rules one by one, and another option has others. */
export const undoFirst = 'if another option or plan of Matoi is in force there: undo it first, with the files that were written for it';

/** The responders' path is the one permission; everything else only closes. */
export function denials(policy: Policy): readonly Denial[] {
  return ([4, 6] as const).flatMap((family) => ofFamily(policy, family));
}

function ofFamily(policy: Policy, family: 4 | 6): Denial[] {
  const own = (texts: readonly string[]) => [...new Set(texts)].filter((text) => text.includes(':') === (family === 6));
  const rules: Denial[] = [];
  const add = (name: string, rule: Partial<Denial>) =>
    void rules.push({
      action: 'deny',
      family,
      src: null,
      srcNot: false,
      dst: null,
      dstNot: false,
      ports: null,
      ...rule,
      name: `matoi-${name}-v${family}`,
    });
  rulesOf(policy, 'path').forEach((rule, index) => {
    const ranges = own(rule.ranges);
    if (ranges.length === 0) return;
    if (rule.ports === null || rule.ports.length > 0) add(`path${index}`, { action: 'permit', dst: ranges, ports: rule.ports });
    add(`path${index}-back`, { action: 'permit', src: ranges });
  });
  const isolated = own(rulesOf(policy, 'isolate').flatMap((rule) => rule.addresses));
  if (isolated.length > 0) {
    add('isolated-out', { src: isolated });
    add('isolated-in', { dst: isolated });
  }
  rulesOf(policy, 'pair').forEach((rule, index) => {
    const src = own(rule.addresses);
    const dst = own(rule.ranges);
    if (src.length > 0 && dst.length > 0) add(`pair${index}`, { src, dst });
  });
  const blocked = own(closedAddresses(policy));
  if (blocked.length > 0) {
    add('blocked-out', { dst: blocked });
    add('blocked-in', { src: blocked });
  }
  if (policy.base === 'deny') closeBase(policy, family, own(policy.internal), add);
  return rules;
}

function closeBase(policy: Policy, family: 4 | 6, internal: readonly string[], add: (name: string, rule: Partial<Denial>) => void): void {
  type Cover = 'internal' | { readonly ports: Ports };
  const entries: (readonly [Range, Cover])[] = [
    ...internal.flatMap((text) => ranged(text, 'internal' as const, family)),
    ...rulesOf(policy, 'allow').flatMap((rule) => {
      const cover = { ports: rule.ports };
      return [...rule.ranges, ...rule.observed].flatMap((text) => ranged(text, cover, family));
    }),
  ];
  const segments = disjoint(entries).map(({ ranges, values }) => {
    const ports = values.filter((value) => value !== 'internal').map((value) => value.ports);
    return {
      ranges: ranges.map((range) => formatRange(range)),
      inside: values.includes('internal'),
      allowed: ports.length > 0,
      ports: mergePorts(ports),
    };
  });
  const known = segments.flatMap((segment) => segment.ranges);
  if (known.length === 0) return add('closed', {});
  add('closed', { dst: known, dstNot: true });
  segments.forEach((segment, index) => {
    const from = segment.inside ? { src: internal, srcNot: true } : {};
    if (!segment.allowed) add(`inside${index}`, { ...from, dst: segment.ranges });
    else if (segment.ports !== null)
      add(`ports${index}`, {
        ...from,
        dst: segment.ranges,
        ports: [...complement(segment.ports, 'tcp'), ...complement(segment.ports, 'udp')],
      });
  });
}

function ranged<T>(text: string, value: T, family: 4 | 6): (readonly [Range, T])[] {
  const range = parseRange(text);
  return range === null || range.family !== family ? [] : [[range, value] as const];
}
