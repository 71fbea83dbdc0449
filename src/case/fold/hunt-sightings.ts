// SPDX-License-Identifier: Apache-2.0
import type { BodyOf } from '../entry/kinds.ts';

type Searched = BodyOf<'hunt.searched'>;

/** The desk's own search, for all that the case looks for, tells the computers. One that a person asked for stands beside it. */
export function isOfDesk({ machines }: Searched): boolean {
  return machines !== undefined;
}

/** Who met what the case looks for: the desk's own last search; before there was one, the last that a person asked for. */
export function sightingsOf<S extends Searched>({ searches }: { readonly searches: readonly S[] }): S | undefined {
  const all = searches.filter((one) => one.what === 'indicators');
  return all.find((one) => isOfDesk(one)) ?? all.at(-1);
}

/** By the records of who had their addresses where a search says so, else by address. */
export function computersOf(view: { readonly searches: readonly Searched[] }): readonly string[] {
  const machines = sightingsOf(view)?.machines;
  if (machines !== undefined) return machines.map((one) => one.name);
  return [...new Set(view.searches.filter((one) => one.what === 'indicators').flatMap((one) => one.computers))];
}
