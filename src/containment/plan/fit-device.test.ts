// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { highsSolver } from '../../adapters/highs/solver.ts';
import { chance } from '../../../test/prove/containment/random.ts';
import { deviceLimits, randomInstance } from '../../../test/prove/optimal.ts';
import { solveCut } from '../optimise/cut.ts';
import { countOf, fitCut } from './fit-device.ts';

const everything = ['isolate', 'names', 'addresses', 'pairs'] as const;

describe('containment/fit-device', () => {
  test('what fits is the best of every subset that fits, on eighty tiny instances', async () => {
    expect(deviceLimits(await highsSolver(), chance(5), 80)).toBe(0);
  });

  test('room for one rule less than the cheapest plan has: fewer rules, more loss; no room at all: it says how many it would take', () => {
    const instance = {
      hosts: [{ isolate: 5000, unknownRisk: 0 }],
      names: [],
      addresses: [{ cost: 100 }, { cost: 100 }],
      pairs: [0, 1].map((address) => ({ host: 0, name: null, address, cost: 200, risk: 0.95, confident: true })),
      links: [],
    };
    expect(solveCut(instance, 0)).toMatchObject({ isolate: [], addresses: [0, 1] });
    expect(fitCut(instance, 0, { counted: everything, most: 1 }, null)).toMatchObject({
      fits: true,
      how: 'priced',
      cut: { isolate: [0], addresses: [] },
    });
    expect(fitCut(instance, 0, { counted: everything, most: 0 }, null)).toMatchObject({ fits: false, least: 1 });
  });

  test('a large instance is fitted by price alone, and fits', () => {
    const instance = randomInstance(chance(8), { hosts: 900, names: 200, addresses: 500, pairs: 4000 });
    const free = countOf(solveCut(instance, 20_000), { counted: everything, most: 0 });
    const room = { counted: everything, most: Math.floor(free * 0.9) };
    const fitted = fitCut(instance, 20_000, room, null);
    expect(fitted.fits && countOf(fitted.cut, room) <= room.most).toBe(true);
  });
});
