// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { chance } from '../../../test/prove/containment/random.ts';
import { bruteForce, randomInstance, valueOf } from '../../../test/prove/optimal.ts';
import { FORBIDDEN, riskAfter, solveCut } from './cut.ts';
import { paretoFront } from './pareto.ts';

describe('containment/cut', () => {
  test('equals every subset on eighty tiny instances', () => {
    const random = chance(17);
    for (let index = 0; index < 80; index += 1) {
      const instance = randomInstance(random, {
        hosts: 1 + random.below(2),
        names: random.below(3),
        addresses: 1 + random.below(3),
        pairs: 1 + random.below(3),
      });
      const lambda = random.pick([0, 5000, 1e6]);
      const cut = solveCut(instance, lambda);
      const best = bruteForce(instance, lambda);
      if (Number.isFinite(best)) expect([index, cut.value, valueOf(instance, lambda, cut)]).toEqual([index, best, best]);
      else expect(cut.value).toBeGreaterThanOrEqual(FORBIDDEN);
    }
  });

  test('unknown command servers make isolation worth it once risk has a price', () => {
    const instance = {
      hosts: [{ isolate: 5000, unknownRisk: 0.9 }],
      names: [],
      addresses: [{ cost: 100 }],
      pairs: [{ host: 0, name: null, address: 0, cost: 200, risk: 0.95, confident: true }],
      links: [],
    };
    expect(solveCut(instance, 0)).toMatchObject({ isolate: [], addresses: [0] });
    expect(solveCut(instance, 1_000_000)).toMatchObject({ isolate: [0], addresses: [] });
    expect(riskAfter(instance, solveCut(instance, 0))).toEqual({ known: 0, unknown: 0.9 });
  });

  test('the front falls in risk as it rises in loss', () => {
    const front = paretoFront(randomInstance(chance(4), { hosts: 20, names: 8, addresses: 12, pairs: 60 }), 20);
    expect(front.length).toBeGreaterThan(2);
    front.forEach((point, index) => {
      const before = front[index - 1];
      if (before !== undefined)
        expect([point.loss > before.loss, point.known + point.unknown < before.known + before.unknown]).toEqual([true, true]);
    });
  });
});
