// SPDX-License-Identifier: Apache-2.0
// What the desk holds to be harmless: an indicator that is one of these, or lies within one, is not looked for.
import type { Indicator } from '../indicator/indicator.ts';
import { contains, rangeOf } from '../indicator/range.ts';

export function notAllowed(indicators: readonly Indicator[], allowed: readonly Indicator[]): readonly Indicator[] {
  const harmless = harmlessBy(allowed);
  return indicators.filter((one) => !harmless(one));
}

export function harmlessBy(allowed: readonly Indicator[]): (one: Indicator) => boolean {
  const of = (kind: Indicator['kind']) => allowed.filter((one) => one.kind === kind).map((one) => one.value);
  const exact = new Set(allowed.map((one) => `${one.kind} ${one.value}`));
  const domains = new Set(of('domain'));
  const ranges = of('cidr')
    .map(rangeOf)
    .filter((range) => range !== null);
  return ({ kind, value }) => {
    if (exact.has(`${kind} ${value}`)) return true;
    if (kind === 'domain') return within(domains, value);
    if (kind === 'url') return within(domains, value.split(/[/:?]/)[0] ?? '');
    return kind === 'ip' && ranges.some((range) => contains(range, value));
  };
}

function within(domains: ReadonlySet<string>, host: string): boolean {
  const labels = host.split('.');
  return labels.some((_, at) => domains.has(labels.slice(at).join('.')));
}
