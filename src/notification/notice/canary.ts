// SPDX-License-Identifier: Apache-2.0
const MOST = 50;
const SHARE = 0.05;

/** In turn one of each receiver's domain, so that no receiver sees them all in a row. The order within a domain stays. */
export function spread<T extends { readonly domain: string }>(all: readonly T[]): readonly T[] {
  const byDomain = [...Map.groupBy(all, (one) => one.domain).values()];
  const longest = Math.max(0, ...byDomain.map((some) => some.length));
  return Array.from({ length: longest }, (_, at) => byDomain.flatMap((some) => some[at] ?? [])).flat();
}

/** The few that leave first: at most 50 or 5 %, one at least, spread over the receivers. */
export function canaryOf<T extends { readonly domain: string }>(all: readonly T[]): readonly T[] {
  return spread(all).slice(0, Math.min(MOST, Math.ceil(all.length * SHARE)));
}
