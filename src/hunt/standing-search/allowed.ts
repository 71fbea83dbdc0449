// SPDX-License-Identifier: Apache-2.0
// What the desk holds to be harmless: an indicator that is one of these, or lies within one, is not looked for.
import { nameAbove } from '../../common/host-name.ts';
import type { Indicator } from '../indicator/indicator.ts';
import { contains, rangeOf } from '../indicator/range.ts';

/** The indicators that are not on the list of the harmless. */
export function notAllowed(indicators: readonly Indicator[], allowed: readonly Indicator[]): readonly Indicator[] {
  const harmless = harmlessBy(allowed);
  return indicators.filter((one) => !harmless(one));
}

/** Tells whether an indicator is harmless: itself, a domain above it, or a range that holds it, is on the list. */
export function harmlessBy(allowed: readonly Indicator[]): (one: Indicator) => boolean {
  const of = (kind: Indicator['kind']) => allowed.filter((one) => one.kind === kind).map((one) => one.value);
  const exact = new Set(allowed.map((one) => `${one.kind} ${one.value}`));
  const domains = new Set(of('domain'));
  const ranges = of('cidr')
    .map(rangeOf)
    .filter((range) => range !== null);
  return ({ kind, value }) => {
    if (exact.has(`${kind} ${value}`)) return true;
    if (kind === 'domain') return nameAbove(domains, value) !== null;
    if (kind === 'url') return nameAbove(domains, value.split(/[/:?]/)[0] ?? '') !== null;
    return kind === 'ip' && ranges.some((range) => contains(range, value));
  };
}

/** A range of every address, or nearly: as harmless it would make the desk look for nothing. IPv4 below /8, IPv6 below /16. */
export function coversEverything({ kind, value }: Indicator): boolean {
  if (kind !== 'cidr') return kind === 'domain' && !value.includes('.');
  const [address = '', bits = ''] = value.split('/');
  return Number(bits) < (address.includes(':') ? 16 : 8);
}
