// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { checkCacao } from '../../../test/prove/containment/validate.ts';
import { chance, randomPolicy } from '../../../test/prove/containment/random.ts';
import { proveTarget } from '../../../test/prove/render.ts';
import { render } from './render.ts';
import { targets } from './target.ts';

describe('containment/render', () => {
  test.each(targets)(
    '%s: what an independent reader reads is what the plan means',
    (target) => {
      const proof = proveTarget(target, 3000, 4711);
      expect(proof.differences).toEqual([]);
    },
    60_000,
  );

  test.each(targets)('%s: a writer that forgets a rule is told apart', (target) => {
    expect(proveTarget(target, 3000, 4711, true).differences.length).toBeGreaterThan(0);
  });

  test.each(targets)('%s has a roll-back, and never fails to name a rule that it leaves out', (target) => {
    const random = chance(1);
    for (let index = 0; index < 50; index += 1) {
      const rendered = render(randomPolicy(random, 'dns'), target, { madeAt: '2026-03-19T09:00:00.000Z', option: 'balanced' });
      expect(rendered.rollback.length).toBeGreaterThan(0);
      expect(rendered.undo.length).toBeGreaterThan(0);
      for (const one of rendered.cannot) expect([one.text.ja.length > 5, one.text.en.length > 5]).toEqual([true, true]);
    }
  });

  test('CACAO playbooks hold against the schema', async () => {
    for (const line of await checkCacao(10)) expect(line).toMatchObject({ ok: true });
  });
});
