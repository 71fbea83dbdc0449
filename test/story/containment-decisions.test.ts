// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatRange, parseRange } from '../../src/common/address/ip-range.ts';
import { readIndicators } from '../../src/containment/attack/indicator.ts';
import type { NameEnforcement } from '../../src/containment/inventory/inventory.ts';
import { makePlan } from '../../src/containment/plan/make-plan.ts';
import type { Plan } from '../../src/containment/plan/plan.ts';
import { policyOf } from '../../src/containment/plan/plan.ts';
import { readInventory } from '../../src/containment/inventory/read-inventory.ts';
import { decider } from '../../src/containment/policy/verdict.ts';
import { tableOf } from './containment-traps.data.ts';

const flow = (part: object) => ({ day: '2026-05-11', src: '10.20.0.7', host: 'PC-7', port: 443, proto: 'tcp', flows: 4, ...part });
const office = { service: 'Office', kind: 'internal', ranges: ['10.20.0.0/16'] };
const vpn = { service: 'VPN', kind: 'responder', ranges: ['192.0.2.200'], ports: '1194/udp' };

function plan(asked: { flows: readonly object[]; services: readonly object[]; listed: string; names?: NameEnforcement }): Plan {
  const { inventory, refused } = readInventory(JSON.stringify({ services: [office, vpn, ...asked.services] }), 'test');
  const { indicators, refused: notRead } = readIndicators(asked.listed, null);
  return makePlan({
    table: tableOf(asked.flows),
    inventory: { ...inventory, nameEnforcement: asked.names ?? 'none' },
    indicators,
    notRead: { indicators: notRead, inventory: refused },
    now: '2026-05-12T09:00:00.000Z',
    refusedLines: 0,
    budgetShare: 0.1,
    points: 8,
  });
}

const passes = (made: Plan, option: string, dst: string, name: string | null = null, src = dst.includes(':') ? 'fd20::7' : '10.20.0.9') =>
  decider(policyOf(made, option)!)({ src, dst, port: 443, proto: 'tcp', name }).pass;
const codes = (made: Plan) => made.reasons.map((one) => one.code);

describe('story/containment-decisions', () => {
  test('a listed range is closed as wide as it was listed, whatever part of it the record met', () => {
    const listed = '198.51.96.0/20';
    const met = plan({ flows: [flow({ dst: '198.51.97.4' }), flow({ dst: '198.51.110.9' })], services: [], listed });
    const unmet = plan({ flows: [flow({ dst: '203.0.113.4' })], services: [], listed });
    for (const made of [met, unmet])
      for (const dst of ['198.51.96.0', '198.51.97.4', '198.51.111.255'])
        expect([dst, passes(made, 'cut-known', dst)]).toEqual([dst, false]);
    expect(met.options[0]!.coverage).toBe(1);
  });

  test('what is kept inside a listed range lives, is no attack, and the plan says so; the rest of the range is closed', () => {
    const mail = { service: 'Mail', ranges: ['198.51.97.16/28'], ports: '443', priority: 1, decision: 'keep' };
    const made = plan({
      flows: [flow({ dst: '198.51.97.200' }), flow({ dst: '198.51.97.17', src: '10.20.0.9', host: 'PC-9', flows: 30 })],
      services: [mail],
      listed: '198.51.96.0/20',
    });
    for (const option of ['cut-known', 'keep-only']) {
      expect(passes(made, option, '198.51.97.17')).toBe(true);
      expect(passes(made, option, '198.51.97.15')).toBe(false);
      expect(passes(made, option, '198.51.97.32')).toBe(false);
    }
    expect(made.inputs.attackFlows).toBe(1);
    expect(made.options[0]!.kept.find((one) => one.name === 'Mail')).toMatchObject({ flows: 30, of: 30 });
    expect(made.overlaps).toMatchObject([{ holder: 'kept', service: 'Mail', part: '198.51.97.16/28', end: 'left-open' }]);
    expect(codes(made)).toContain('listed-kept-left-open');
  });

  test('a kept name that was used at an address of a listed range keeps that address, unless the address itself is listed', () => {
    const wiki = { service: 'Wiki', names: ['wiki.example'], priority: 1, decision: 'keep' };
    const flows = [flow({ dst: '198.51.97.200' }), flow({ dst: '198.51.97.50', name: 'wiki.example', src: '10.20.0.9', host: 'PC-9' })];
    const wide = plan({ flows, services: [wiki], listed: '198.51.97.0/24' });
    expect([passes(wide, 'cut-known', '198.51.97.50'), passes(wide, 'cut-known', '198.51.97.51')]).toEqual([true, false]);
    expect(wide.overlaps).toMatchObject([{ service: 'Wiki', part: '198.51.97.50', end: 'left-open' }]);
    const alone = plan({ flows, services: [wiki], listed: '198.51.97.0/24\n198.51.97.50' });
    expect(passes(alone, 'cut-known', '198.51.97.50')).toBe(false);
  });

  test('a service that nobody decided to keep is cut with the range, named, and counted under what stops', () => {
    const shop = { service: 'Shop', ranges: ['198.51.97.60'], priority: 3 };
    const made = plan({
      flows: [flow({ dst: '198.51.97.200' }), flow({ dst: '198.51.97.60', src: '10.20.0.9', host: 'PC-9', flows: 12 })],
      services: [shop],
      listed: '198.51.97.0/24',
    });
    expect(passes(made, 'cut-known', '198.51.97.60')).toBe(false);
    expect(made.options[0]!.stopped).toMatchObject([{ name: 'Shop', users: 1, flows: 12, because: 'rule' }]);
    expect(codes(made)).toContain('listed-other-cut');
  });

  test('own and private networks are never closed by a wider listed range, and neither is the responders’ path', () => {
    const made = plan({ flows: [flow({ dst: '198.51.97.200' })], services: [], listed: '172.0.0.0/8\nfe00::/7\n10.0.0.0/7\n192.0.2.0/24' });
    for (const dst of ['172.16.4.4', 'fe80::1', 'ff02::1', '10.9.9.9']) expect([dst, passes(made, 'cut-known', dst)]).toEqual([dst, true]);
    for (const dst of ['172.15.255.255', '172.32.0.0', '11.0.0.1', '192.0.2.199'])
      expect([dst, passes(made, 'cut-known', dst)]).toEqual([dst, false]);
    expect(decider(policyOf(made, 'full-cut')!)({ src: '10.20.0.9', dst: '192.0.2.200', port: 1194, proto: 'udp', name: null }).pass).toBe(
      true,
    );
    expect(codes(made)).toEqual(expect.arrayContaining(['listed-own-left-open', 'listed-responder-left-open']));
  });

  test('for any two nested ranges: the narrower word wins, and the meeting is named', () => {
    const range = fc.tuple(fc.integer({ min: 20, max: 31 }), fc.integer({ min: 1, max: 8 }), fc.nat(0xffff), fc.boolean());
    fc.assert(
      fc.property(range, ([bits, more, offset, listedIsWide]) => {
        const outer = parseRange(`198.18.${offset >> 8}.${offset & 255}/${bits}`)!;
        const inner = parseRange(`${formatRange({ ...outer, bits: 32 })}/${Math.min(32, bits + more)}`)!;
        const [listed, kept] = listedIsWide ? [outer, inner] : [inner, outer];
        if (formatRange(listed) === formatRange(kept)) return;
        const made = plan({
          flows: [flow({ dst: '203.0.113.4' })],
          services: [{ service: 'Kept', ranges: [formatRange(kept)], priority: 2, decision: 'keep' }],
          listed: formatRange(listed),
        });
        const at = (value: bigint) => passes(made, 'cut-known', formatRange({ family: 4, first: value, bits: 32 }));
        const last = outer.first + (1n << BigInt(32 - outer.bits)) - 1n;
        expect([at(inner.first), at(last)]).toEqual(listedIsWide ? [true, false] : [false, true]);
        expect(made.overlaps.map((one) => one.service)).toContain('Kept');
      }),
      { numRuns: 60 },
    );
  });

  test('responders known by name are kept where others than suspects used the name, and nothing more is promised', () => {
    const edr = { service: 'Cloud EDR', kind: 'responder', names: ['*.edr.example'], ports: '443/tcp' };
    const used = [
      flow({ dst: '198.51.97.200' }),
      flow({ dst: '203.0.113.77', name: 'eu.edr.example', src: '10.20.0.9', host: 'PC-9' }),
      flow({ dst: '203.0.113.78', name: 'eu.edr.example' }),
    ];
    const made = plan({ flows: used, services: [edr], listed: '198.51.97.200', names: 'sni' });
    for (const option of ['isolate', 'full-cut']) {
      expect(passes(made, option, '203.0.113.77', null, '10.20.0.7')).toBe(true);
      // Only the suspected computer itself gave that name there.
      expect(passes(made, option, '203.0.113.78', null, '10.20.0.7')).toBe(false);
    }
    expect(codes(made)).toContain('responder-path-by-name');
    const unseen = plan({ flows: [flow({ dst: '198.51.97.200' })], services: [edr], listed: '198.51.97.200' });
    expect(unseen.reasons.filter((one) => one.code.startsWith('responder-path')).map((one) => [one.code, one.facts['service']])).toEqual([
      ['responder-path-open', 'VPN'],
      ['responder-path-closed', 'Cloud EDR'],
    ]);
  });

  test('a listed IPv4 address is met and closed inside IPv6 too', () => {
    const inside = ['64:ff9b::c633:61c8', '2002:c633:61c8::5', '2001:0:4136:e378:8000:63bf:39cc:9e37'];
    const made = plan({
      flows: inside.map((dst, at) => flow({ dst, src: `10.20.0.${at}`, host: `PC-${at}` })),
      services: [],
      listed: '198.51.97.200',
    });
    expect(made.inputs.attackFlows).toBe(3);
    expect(made.options[0]!.coverage).toBe(1);
    const unmet = plan({ flows: [flow({ dst: '203.0.113.4' })], services: [], listed: '198.51.97.200' });
    for (const dst of inside.slice(0, 2)) expect([dst, passes(unmet, 'cut-known', dst)]).toEqual([dst, false]);
  });

  test('a listed name that nobody used is called cut only where names are enforced', () => {
    const listed = 'unused.example\n198.51.97.200';
    const flows = [flow({ dst: '203.0.113.4' })];
    for (const [names, said] of [
      ['none', ['listed-names-open', 1]],
      ['sni', ['no-flow-met', 2]],
    ] as const) {
      const made = plan({ flows, services: [], listed, names });
      const counts = Object.fromEntries(made.reasons.map((one) => [one.code, one.facts['count']]));
      expect([names, counts[said[0]]]).toEqual([names, said[1]]);
      expect(passes(made, 'cut-known', '203.0.113.9', 'unused.example')).toBe(names === 'none');
      expect(counts['listed-names-open'] === undefined).toBe(names === 'sni');
    }
  });

  test('what was not read stands in the plan, in words and as a number; a plan with nothing to stop shows no share', () => {
    const made = plan({
      flows: [flow({ dst: '203.0.113.4' })],
      services: [{ service: 'Files', names: ['a.*.files.example'], priority: 1 }],
      listed: '198.51.97.200/255.0.255.0\n0cc175b9c0f1b6a831c399e269772661',
    });
    expect(made.inputs).toMatchObject({ indicators: 0, notRead: { indicatorLines: 2, inventoryCells: 1 } });
    expect(made.inputs.notRead.indicators.map((one) => one.why)).toEqual(['range', 'hash']);
    expect(codes(made)).toEqual(expect.arrayContaining(['not-read', 'inventory-not-read']));
    expect(made.options.map((one) => one.coverage)).toEqual([null, null, null, null]);
  });
});
