// SPDX-License-Identifier: Apache-2.0
// The minimum cut against an integer programme (HiGHS), against every subset on tiny instances, and against greedy.
// `--instances N`, `--plant rules-forgotten|greedy` (such a solver must be found; without a name each, see support/planted.ts).
import { highsSolver } from '../../src/adapters/highs/solver.ts';
import { FORBIDDEN, costOf, openPairs, solveCut } from '../../src/containment/optimise/cut.ts';
import type { CutInstance, Room } from '../../src/containment/optimise/cut.ts';
import { cutProgramme } from '../../src/containment/optimise/cut-programme.ts';
import { countOf, fitCut } from '../../src/containment/plan/fit-device.ts';
import { greedyCut } from '../../src/containment/optimise/greedy.ts';
import type { Solver } from '../../src/containment/optimise/solver.port.ts';
import { chance } from './containment/random.ts';
import type { Chance } from './containment/random.ts';
import { endPlanted, plantsAsked } from './support/planted.ts';

export function randomInstance(random: Chance, size: { hosts: number; names: number; addresses: number; pairs: number }): CutInstance {
  const cost = (most: number) => (random.is(0.08) ? FORBIDDEN : 100 + random.below(most));
  const names = Array.from({ length: size.names }, () => ({ cost: random.is(0.2) ? FORBIDDEN : cost(20_000) }));
  const links = names.flatMap((_, name) =>
    [...new Set(Array.from({ length: 1 + random.below(3) }, () => random.below(size.addresses)))].map((address) => ({ name, address })),
  );
  const pairs = new Map<string, CutInstance['pairs'][number]>();
  for (let index = 0; index < size.pairs; index += 1) {
    const host = random.below(size.hosts);
    const name = size.names > 0 && random.is(0.6) ? random.below(size.names) : null;
    const address = name === null ? random.below(size.addresses) : null;
    const confidence = random.next();
    pairs.set(`${host} ${name} ${address}`, {
      host,
      name,
      address,
      cost: cost(30_000),
      risk: confidence * (random.is(0.3) ? 3 : 1),
      confident: confidence >= 0.7,
    });
  }
  return {
    hosts: Array.from({ length: size.hosts }, () => ({ isolate: cost(60_000), unknownRisk: random.is(0.5) ? random.next() : 0 })),
    names,
    addresses: Array.from({ length: size.addresses }, () => ({ cost: cost(40_000) })),
    pairs: [...pairs.values()],
    links,
  };
}

/** What a choice costs with λ, whatever method found it: rules, accepted risks, unknown risks; forbidden or uncovered is infinite. */
export function valueOf(instance: CutInstance, lambda: number, chosen: Parameters<typeof openPairs>[1]): number {
  const forbidden = [
    ...chosen.isolate.map((index) => instance.hosts[index]!.isolate),
    ...chosen.names.map((index) => instance.names[index]!.cost),
    ...chosen.addresses.map((index) => instance.addresses[index]!.cost),
    ...chosen.pairs.map((index) => instance.pairs[index]!.cost),
  ].some((cost) => cost >= FORBIDDEN);
  if (forbidden) return Number.POSITIVE_INFINITY;
  const price = (risk: number) => Math.min(Math.round(risk * lambda), FORBIDDEN);
  const isolated = new Set(chosen.isolate);
  let value =
    costOf(instance, chosen) + instance.hosts.reduce((sum, host, index) => sum + (isolated.has(index) ? 0 : price(host.unknownRisk)), 0);
  for (const index of openPairs(instance, chosen)) {
    const pair = instance.pairs[index]!;
    if (pair.confident) return Number.POSITIVE_INFINITY;
    value += price(pair.risk);
  }
  return value;
}

/** Every subset of actions: the definition itself. */
export function bruteForce(instance: CutInstance, lambda: number, room: Room | null = null): number {
  const counts = [instance.hosts.length, instance.names.length, instance.addresses.length, instance.pairs.length];
  const total = counts.reduce((sum, count) => sum + count, 0);
  let best = Number.POSITIVE_INFINITY;
  for (let bits = 0; bits < 2 ** total; bits += 1) {
    let at = 0;
    const take = (count: number) => {
      const list = Array.from({ length: count }, (_, index) => index).filter((index) => ((bits >> (at + index)) & 1) === 1);
      at += count;
      return list;
    };
    const chosen = { isolate: take(counts[0]!), names: take(counts[1]!), addresses: take(counts[2]!), pairs: take(counts[3]!) };
    if (room !== null && countOf(chosen, room) > room.most) continue;
    best = Math.min(best, valueOf(instance, lambda, chosen));
  }
  return best;
}

/** A device's limit: the programme's choice is the best of every subset that fits, the priced one fits and is never better, and "does not fit" is true. */
export function deviceLimits(solver: Solver, random: Chance, count: number): number {
  let faults = 0;
  let [anyway, exact, unfit, gap] = [0, 0, 0, 0];
  for (let index = 0; index < count; index += 1) {
    const instance = randomInstance(random, {
      hosts: 1 + random.below(3),
      names: random.below(3),
      addresses: 1 + random.below(3),
      pairs: 3 + random.below(3),
    });
    const lambda = random.pick([1000, 20_000, 1e6]);
    const counted = random.pick([['isolate', 'pairs', 'addresses'], ['names'], ['isolate', 'names', 'addresses', 'pairs']] as const);
    const room: Room = { counted, most: 1 + random.below(2) };
    if (!Number.isFinite(bruteForce(instance, lambda))) continue;
    const best = bruteForce(instance, lambda, room);
    const fitted = fitCut(instance, lambda, room, solver);
    const priced = fitCut(instance, lambda, room, null);
    const own = fitted.fits ? valueOf(instance, lambda, fitted.cut) : Number.POSITIVE_INFINITY;
    const other = priced.fits ? valueOf(instance, lambda, priced.cut) : Number.POSITIVE_INFINITY;
    const fits = !priced.fits || countOf(priced.cut, room) <= room.most;
    if (own !== best || other < best || !fits || priced.fits !== fitted.fits) {
      faults += 1;
      console.log(`limit ${index}: every subset ${best}, programme ${own}, priced ${other}${fits ? '' : ' and too many rules'}`);
    }
    if (!fitted.fits) unfit += 1;
    else if (fitted.how === 'anyway') anyway += 1;
    else {
      exact += 1;
      gap += best === 0 ? 0 : other / best - 1;
    }
  }
  console.log(
    `device limits: ${count} tiny instances (${anyway} fit anyway, ${exact} by the programme, ${unfit} cannot fit), ${faults} faults; a price for each rule alone costs ${((gap / Math.max(1, exact)) * 100).toFixed(1)} % more`,
  );
  return faults;
}

/** A solver that forgets the first rule of each kind and says the price of all: the comparison must see it. */
function forgetful(instance: CutInstance, lambda: number): ReturnType<typeof solveCut> {
  const cut = solveCut(instance, lambda);
  return { ...cut, addresses: cut.addresses.slice(1), names: cut.names.slice(1), pairs: cut.pairs.slice(1) };
}

/** A solver that is right about what it costs and not the cheapest. */
function dearer(instance: CutInstance, lambda: number): ReturnType<typeof solveCut> {
  const greedy = greedyCut(instance, lambda);
  return { ...solveCut(instance, lambda), ...greedy, value: Math.min(valueOf(instance, lambda, greedy), FORBIDDEN) };
}

const plants = { 'rules-forgotten': forgetful, greedy: dearer } as const;

type Compared = { readonly tiny: number; readonly compared: number; readonly faults: number };

async function prove(instances: number, solve: typeof solveCut, quiet: boolean): Promise<Compared> {
  const tiny = Math.max(200, Math.ceil(instances * 0.4));
  const random = chance(42);
  let faults = 0;
  let impossible = 0;
  for (let index = 0; index < tiny; index += 1) {
    const instance = randomInstance(random, {
      hosts: 1 + random.below(3),
      names: random.below(3),
      addresses: 1 + random.below(3),
      pairs: 1 + random.below(4),
    });
    const lambda = random.pick([0, 1000, 20_000, 1e6]);
    const cut = solve(instance, lambda);
    const brute = bruteForce(instance, lambda);
    if (Number.isFinite(brute)) {
      const own = valueOf(instance, lambda, cut);
      if (own !== brute || cut.value !== brute) {
        faults += 1;
        if (!quiet) console.log(`tiny ${index}: cut ${cut.value} (checked ${own}), every subset ${brute}`);
      }
    } else {
      impossible += 1;
      if (cut.value < FORBIDDEN) faults += 1;
    }
  }
  console.log(`every subset: ${tiny} tiny instances (${impossible} of them cannot be covered and the cut says so), ${faults} faults`);

  const solver = await highsSolver();
  let worse = 0;
  let gaps = 0;
  let greedyMore = 0;
  let highsMillis = 0;
  let cutMillis = 0;
  let compared = 0;
  for (let index = 0; index < instances; index += 1) {
    const instance = randomInstance(random, {
      hosts: 4 + random.below(30),
      names: 2 + random.below(12),
      addresses: 3 + random.below(15),
      pairs: 10 + random.below(80),
    });
    const lambda = random.pick([0, 500, 5000, 40_000, 1e6]);
    let started = performance.now();
    const cut = solve(instance, lambda);
    cutMillis += performance.now() - started;
    started = performance.now();
    const exact = solver.minimise(cutProgramme(instance, lambda), 30);
    highsMillis += performance.now() - started;
    const own = valueOf(instance, lambda, cut);
    if (exact.status === 'infeasible') {
      if (cut.value < FORBIDDEN) faults += 1;
      continue;
    }
    compared += 1;
    if (exact.status !== 'optimal' || Math.abs(exact.value - cut.value) > 0.5 || own !== cut.value) {
      faults += 1;
      if (!quiet)
        console.log(
          `instance ${index}: cut ${cut.value} (checked ${own}), HiGHS ${exact.status} ${exact.status === 'optimal' ? exact.value : ''}`,
        );
    }
    const greedy = valueOf(instance, lambda, greedyCut(instance, lambda));
    if (greedy < own) worse += 1;
    else if (Number.isFinite(greedy) && own > 0) {
      gaps += greedy / own - 1;
      greedyMore += greedy > own ? 1 : 0;
    }
  }
  faults += quiet ? 0 : worse;
  faults += deviceLimits(solver, random, 3 * tiny);
  console.log(
    `HiGHS: ${instances} instances, ${compared} feasible, same optimum in all but ${faults} faults; cut ${(cutMillis / instances).toFixed(2)} ms, HiGHS ${(highsMillis / instances).toFixed(1)} ms (mean)`,
  );
  console.log(`greedy: never better (${worse}), dearer in ${greedyMore}, mean gap ${((gaps / Math.max(1, compared)) * 100).toFixed(2)} %`);
  return { tiny, compared, faults };
}

if (import.meta.main) {
  const at = process.argv.indexOf('--instances');
  const asked = plantsAsked(Object.keys(plants)) as readonly (keyof typeof plants)[] | null;
  const instances = at === -1 ? (asked === null ? 500 : 50) : Number(process.argv[at + 1]);
  if (asked === null) {
    const { tiny, compared, faults } = await prove(instances, solveCut, false);
    console.log(
      `prove:optimal: ${tiny} tiny instances against every subset, ${compared} against HiGHS, ${3 * tiny} with device limits, ${faults} faults`,
    );
    process.exitCode = faults === 0 ? 0 : 1;
  } else {
    const looked = [];
    for (const name of asked) {
      const { faults } = await prove(instances, plants[name], true);
      looked.push({ name, seen: faults > 0, by: `${faults} instances` });
    }
    process.exitCode = endPlanted('prove:optimal', looked);
  }
}
