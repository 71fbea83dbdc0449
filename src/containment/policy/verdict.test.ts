// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { flowBuilder } from '../traffic/flow.ts';
import { chance, randomPacket, randomPolicy } from '../../../test/prove/containment/random.ts';
import { compile, stoppedBits } from '../replay/verdict-table.ts';
import type { NameEnforcement } from '../inventory/inventory.ts';
import type { Policy } from './rule.ts';
import { decider } from './verdict.ts';
import type { Packet } from './verdict.ts';

describe('containment/verdict', () => {
  test('the table for millions of rows says what the readable form says, on 16,000 random rows of eight policies each', () => {
    const random = chance(3);
    for (let round = 0; round < 4; round += 1) {
      const policies = Array.from({ length: 8 }, () => randomPolicy(random, random.pick(['none', 'dns', 'sni'] as const)));
      const packets = Array.from({ length: 500 }, () => randomPacket(random));
      const builder = flowBuilder();
      for (const packet of packets) builder.add({ ...packet, host: null, user: null, department: null, count: 1, bytes: 0, day: null });
      const table = builder.finish();
      const verdicts = compile(policies, table);

      packets.forEach((packet, row) => {
        const bits = stoppedBits(verdicts, table.src[row]!, table.to[row]!);
        policies.forEach((policy, index) =>
          expect([packet, index, ((bits >> index) & 1) === 0]).toEqual([packet, index, decider(policy)(packet).pass]),
        );
      });
    }
  }, 60_000);

  test('the responders’ path outlives isolation; isolation beats what is kept; a proxy sees no name in UDP', () => {
    const decide = decider({
      base: 'deny',
      names: 'sni',
      internal: ['10.0.0.0/8'],
      rules: [
        { id: 'path', kind: 'path', reason: 'responder', service: 'edr', ranges: ['203.0.113.9'], ports: null },
        { id: 'iso', kind: 'isolate', reason: 'suspected', host: 'pc', addresses: ['10.0.0.1'] },
        {
          id: 'keep',
          kind: 'allow',
          reason: 'inventory',
          service: 'mail',
          patterns: ['.mail.example'],
          ranges: [],
          observed: [],
          ports: null,
        },
      ],
    });

    expect(decide({ src: '10.0.0.1', dst: '203.0.113.9', port: 443, proto: 'tcp', name: null })).toEqual({ pass: true, rule: 'path' });
    expect(decide({ src: '10.0.0.1', dst: '203.0.113.1', port: 443, proto: 'tcp', name: 'a.mail.example' })).toEqual({
      pass: false,
      rule: 'iso',
    });
    expect(decide({ src: '10.0.0.2', dst: '203.0.113.1', port: 443, proto: 'tcp', name: 'a.mail.example' }).pass).toBe(true);
    expect(decide({ src: '10.0.0.2', dst: '203.0.113.1', port: 443, proto: 'udp', name: 'a.mail.example' }).pass).toBe(false);
    expect(decide({ src: '10.0.0.2', dst: '10.9.9.9', port: 445, proto: 'tcp', name: null }).pass).toBe(true);
  });

  const rules: Policy['rules'] = [
    {
      id: 'path',
      kind: 'path',
      reason: 'responder',
      service: 'edr',
      ranges: ['203.0.113.9'],
      ports: [{ proto: 'tcp', from: 443, to: 443 }],
    },
    { id: 'iso', kind: 'isolate', reason: 'suspected', host: 'pc', addresses: ['10.0.0.1'] },
    {
      id: 'pair',
      kind: 'pair',
      reason: 'indicator',
      host: 'pc2',
      addresses: ['10.0.0.2'],
      ranges: ['198.51.100.7'],
      pattern: '.pair.example',
    },
    { id: 'address', kind: 'address', reason: 'indicator', range: '198.51.100.64/26' },
    { id: 'name', kind: 'name', reason: 'indicator', pattern: '.bad.example' },
    {
      id: 'keep',
      kind: 'allow',
      reason: 'inventory',
      service: 'mail',
      patterns: ['.mail.example'],
      ranges: ['192.0.2.0/25'],
      observed: ['192.0.2.200'],
      ports: [{ proto: 'tcp', from: 443, to: 443 }],
    },
  ];
  const other = { src: '10.0.0.9', dst: '203.0.113.50', port: 443, proto: 'tcp', name: null } as const;

  // Where everything else is open, and where everything else is closed; with names that a proxy reads.
  test.each<readonly [string, Partial<Packet>, readonly [boolean, string | null], readonly [boolean, string | null]]>([
    ['nothing speaks of it', {}, [true, null], [false, null]],
    ['the responders’ path', { src: '10.0.0.1', dst: '203.0.113.9' }, [true, 'path'], [true, 'path']],
    ['not at another port', { dst: '203.0.113.9', port: 80 }, [true, null], [false, null]],
    ['the path back, at any port', { src: '203.0.113.9', dst: '10.0.0.1', port: 3389 }, [true, 'path'], [true, 'path']],
    ['from an isolated computer', { src: '10.0.0.1' }, [false, 'iso'], [false, 'iso']],
    ['to an isolated computer', { dst: '10.0.0.1' }, [false, 'iso'], [false, 'iso']],
    ['one computer to one address', { src: '10.0.0.2', dst: '198.51.100.7' }, [false, 'pair'], [false, 'pair']],
    ['another computer to it', { dst: '198.51.100.7' }, [true, null], [false, null]],
    ['one computer to one name', { src: '10.0.0.2', name: 'a.pair.example' }, [false, 'pair'], [false, 'pair']],
    ['another computer to it', { name: 'a.pair.example' }, [true, null], [false, null]],
    ['one computer to another name', { src: '10.0.0.2', name: 'pair.example.net' }, [true, null], [false, null]],
    ['to a closed address', { dst: '198.51.100.70' }, [false, 'address'], [false, 'address']],
    ['from a closed address', { src: '198.51.100.70', dst: '10.0.0.9' }, [false, 'address'], [false, 'address']],
    ['to a closed name', { name: 'bad.example' }, [false, 'name'], [false, 'name']],
    ['to it in UDP, which nobody reads', { name: 'bad.example', proto: 'udp' }, [true, null], [false, null]],
    ['between own addresses', { dst: '10.9.9.9' }, [true, null], [true, null]],
    ['from an own address outwards', { dst: '8.8.8.8' }, [true, null], [false, null]],
    ['to a kept range', { dst: '192.0.2.1' }, [true, null], [true, 'keep']],
    ['at another port', { dst: '192.0.2.1', port: 80 }, [true, null], [false, null]],
    ['to a kept name', { name: 'a.mail.example' }, [true, null], [true, 'keep']],
    ['at another port', { name: 'a.mail.example', port: 25 }, [true, null], [false, null]],
    ['to where a kept name was seen: a proxy asks for the name', { dst: '192.0.2.200' }, [true, null], [false, null]],
    ['an address that is none', { dst: 'nowhere' }, [true, null], [false, null]],
  ])('%s: %o', (_, change, open, closed) => {
    const asked = (base: 'allow' | 'deny') => decider({ base, names: 'sni', internal: ['10.0.0.0/8'], rules })({ ...other, ...change });

    expect([asked('allow'), asked('deny')]).toEqual([open, closed].map(([pass, rule]) => ({ pass, rule })));
  });

  test.each<readonly [NameEnforcement, Partial<Packet>, boolean, string | null]>([
    // No device knows names: a name keeps what it was seen at, and closes nothing.
    ['none', { dst: '192.0.2.200', name: 'a.mail.example' }, true, 'keep'],
    ['none', { name: 'a.mail.example' }, false, null],
    ['none', { dst: '192.0.2.1', name: 'a.bad.example' }, true, 'keep'],
    // A resolver is asked before any address: what it withholds is reached by nobody, what it answers by its address.
    ['dns', { dst: '192.0.2.200', name: 'a.mail.example' }, true, 'keep'],
    ['dns', { dst: '192.0.2.1', name: 'other.example' }, false, null],
    ['dns', { dst: '192.0.2.1', name: null }, true, 'keep'],
    ['dns', { dst: '203.0.113.9', name: 'other.example' }, false, null],
    ['dns', { dst: '203.0.113.9', name: 'a.mail.example' }, true, 'path'],
    ['dns', { dst: '203.0.113.9', name: null }, true, 'path'],
  ])('names by %s: %o', (names, change, pass, rule) => {
    expect(decider({ base: 'deny', names, internal: ['10.0.0.0/8'], rules })({ ...other, ...change })).toEqual({ pass, rule });
  });
});
