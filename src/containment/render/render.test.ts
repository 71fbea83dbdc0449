// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { checkCacao } from '../../../test/prove/containment/validate.ts';
import { chance, randomPolicy } from '../../../test/prove/containment/random.ts';
import { readCiscoIos, readLists, readYamaha } from '../../../test/prove/containment/read-routers.ts';
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

  test('routers let a responders’ computer inside open connections while everything else is closed, and only it', () => {
    const way = { id: 'way', kind: 'path', reason: 'responder', service: 'w', ranges: ['10.8.0.9', '192.0.2.200'], ports: null } as const;
    const policy = { base: 'deny', names: 'none', internal: ['10.0.0.0/8'], rules: [way] } as const;
    const inside = (address: string) => address.startsWith('10.');
    const text = (target: 'cisco-ios' | 'yamaha-rtx') => render(policy, target, { madeAt: '', option: 'x' }).files[0]?.text ?? '';
    for (const passes of [readCiscoIos(text('cisco-ios'), inside), readYamaha(text('yamaha-rtx'), inside)]) {
      const goes = (src: string, dst: string) => passes({ src, dst, port: 443, proto: 'tcp', name: null });
      expect([goes('10.8.0.9', '198.51.100.7'), goes('10.8.0.8', '198.51.100.7'), goes('10.8.0.8', '192.0.2.200')]).toEqual([
        true,
        false,
        true,
      ]);
    }
  });

  test('a list never holds the responders’ path, however wide a rule around it is', () => {
    const random = chance(7);
    let met = 0;
    for (let index = 0; index < 400; index += 1) {
      const policy = randomPolicy(random, 'none');
      const wide = { id: 'wide', kind: 'address', reason: 'indicator', range: '203.0.113.0/24' } as const;
      const path = { id: 'way', kind: 'path', reason: 'responder', service: 'w', ranges: ['203.0.113.77'], ports: null } as const;
      const { files, cannot } = render({ ...policy, rules: [path, ...policy.rules, wide] }, 'list', { madeAt: '2026-03-19', option: 'x' });
      const text = (name: string) => files.find((file) => file.name === name)?.text ?? '';
      const passes = readLists(
        text('matoi-addresses.txt') + text('matoi-addresses-v6.txt'),
        text('matoi-names.txt'),
        text('matoi-names-and-below.txt'),
      );
      const to = (dst: string) => passes({ src: '10.66.1.10', dst, port: 22, proto: 'tcp', name: null });
      const ways = policy.rules.flatMap((rule) => (rule.kind === 'path' ? rule.ranges : []));
      expect([...ways, '203.0.113.77'].filter((one) => !one.includes('/') && !to(one))).toEqual([]);
      expect(to('203.0.113.78')).toBe(false);
      expect(cannot.map((one) => one.rule)).toContain('wide');
      met += ways.length;
    }
    expect(met).toBeGreaterThan(50);
  });

  test('CACAO playbooks hold against the schema', async () => {
    for (const line of await checkCacao(10)) expect(line).toMatchObject({ ok: true });
  });
});
