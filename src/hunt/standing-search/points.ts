// SPDX-License-Identifier: Apache-2.0
import { contains, parseAddress, parseRange } from '../../common/address/ip-range.ts';
import type { Machine } from './machines.ts';

/**
 * Without the points behind which computers stand (proxy, resolver, NAT): a firewall sees them in the place of whoever talked.
 * One stays, as unsure, for what no computer was seen with: then somebody behind it did, and no log here says who.
 */
export function withoutPoints(machines: readonly Machine[], points: readonly string[]): readonly Machine[] {
  const ranges = points.flatMap((text) => parseRange(text) ?? []);
  const isPoint = ({ addresses }: Machine) =>
    addresses.length > 0 &&
    addresses.every((text) => {
      const address = parseAddress(text);
      return address !== null && ranges.some((range) => contains(range, address));
    });
  const own = machines.filter((one) => !isPoint(one));
  const met = new Set(own.flatMap(({ destinations }) => destinations));
  return machines.flatMap((one): readonly Machine[] => {
    if (!isPoint(one)) return [one];
    const destinations = one.destinations.filter((value) => !met.has(value));
    return destinations.length === 0 ? [] : [{ ...one, destinations, sure: false }];
  });
}
