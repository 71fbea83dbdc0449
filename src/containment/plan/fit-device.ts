// SPDX-License-Identifier: Apache-2.0
import { FORBIDDEN, costOf, openPairs, solveCut } from '../optimise/cut.ts';
import type { Cut, CutInstance, Room, RoomKind } from '../optimise/cut.ts';
import { cutProgramme } from '../optimise/cut-programme.ts';
import type { Solver } from '../optimise/solver.port.ts';

/** `how`: it fitted anyway · an integer programme found the cheapest that fits · a dearer price for each rule found one that fits. */
export type Fitted =
  | { readonly fits: true; readonly how: 'anyway' | 'exact' | 'priced'; readonly cut: Cut }
  /** `least`: no choice with fewer rules covers what must be covered (a minimum cut with price 1 for each rule). */
  | { readonly fits: false; readonly least: number; readonly cut: Cut };

const SECONDS = 10;
/** Beyond this many pairs an integer programme does not end in time; the price for each rule does. */
const MOST_PAIRS = 3000;

/** The cheapest cut at λ with at most so many rules of the counted kinds. */
export function fitCut(instance: CutInstance, lambda: number, room: Room, solver: Solver | null): Fitted {
  const free = solveCut(instance, lambda);
  if (countOf(free, room) <= room.most) return { fits: true, how: 'anyway', cut: free };
  const smallest = solveCut(only(instance, room), 0);
  const least = countOf(smallest, room);
  if (least > room.most) return { fits: false, least, cut: free };
  const priced = byPrice(instance, lambda, room) ?? { ...smallest, open: openPairs(instance, smallest) };
  if (solver === null || instance.pairs.length > MOST_PAIRS) return { fits: true, how: 'priced', cut: priced };
  const exact = solver.minimise(cutProgramme(instance, lambda, room), SECONDS);
  if (exact.status !== 'optimal') return { fits: true, how: 'priced', cut: priced };
  return { fits: true, how: 'exact', cut: chosenBy(instance, exact.value, exact.chosen) };
}

/** How many rules of the counted kinds a cut needs on the device. */
export function countOf(cut: Pick<Cut, RoomKind>, { counted }: Room): number {
  return counted.reduce((sum, kind) => sum + cut[kind].length, 0);
}

/** A price on top of each counted rule, doubled until the plan fits, then halved back: the dearest plan that is worth it and fits. */
function byPrice(instance: CutInstance, lambda: number, room: Room): Cut | null {
  let [low, high] = [0, 1000];
  const at = (price: number) => solveCut(dearer(instance, room, price), lambda);
  while (high < 2 ** 34 && countOf(at(high), room) > room.most) [low, high] = [high, high * 4];
  if (countOf(at(high), room) > room.most) return null;
  for (let round = 0; round < 20 && high - low > 1; round += 1) {
    const middle = Math.round((low + high) / 2);
    if (countOf(at(middle), room) > room.most) low = middle;
    else high = middle;
  }
  const cut = at(high);
  return { ...cut, value: costOf(instance, cut) };
}

function dearer(instance: CutInstance, { counted }: Room, price: number): CutInstance {
  const more = (kind: RoomKind, cost: number) =>
    counted.includes(kind) && cost < FORBIDDEN ? Math.min(cost + price, FORBIDDEN - 1) : cost;
  return {
    ...instance,
    hosts: instance.hosts.map((host) => ({ ...host, isolate: more('isolate', host.isolate) })),
    names: instance.names.map((name) => ({ cost: more('names', name.cost) })),
    addresses: instance.addresses.map((address) => ({ cost: more('addresses', address.cost) })),
    pairs: instance.pairs.map((pair) => ({ ...pair, cost: more('pairs', pair.cost) })),
  };
}

/** Every counted rule costs one, every other one nothing: the minimum cut is the least number of rules. */
function only(instance: CutInstance, { counted }: Room): CutInstance {
  const one = (kind: RoomKind, cost: number) => (cost >= FORBIDDEN ? FORBIDDEN : counted.includes(kind) ? 1 : 0);
  return {
    ...instance,
    hosts: instance.hosts.map((host) => ({ ...host, isolate: one('isolate', host.isolate) })),
    names: instance.names.map((name) => ({ cost: one('names', name.cost) })),
    addresses: instance.addresses.map((address) => ({ cost: one('addresses', address.cost) })),
    pairs: instance.pairs.map((pair) => ({ ...pair, cost: one('pairs', pair.cost) })),
  };
}

/** Variables of the programme as a cut. */
function chosenBy(instance: CutInstance, value: number, chosen: readonly string[]): Cut {
  const of = (letter: string) =>
    chosen.flatMap((name) => (name.startsWith(letter) && /^\d+$/.test(name.slice(1)) ? [Number(name.slice(1))] : []));
  const cut = { isolate: of('x'), names: of('z'), addresses: of('w'), pairs: of('y') };
  return { value, ...cut, open: openPairs(instance, cut) };
}
