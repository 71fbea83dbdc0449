// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { flowBuilder } from './flow.ts';
import { chance, randomPacket, randomPolicy } from '../../test/prove/containment/random.ts';
import { compile, stoppedBits } from './verdict-table.ts';
import { decider } from './verdict.ts';

describe('containment/verdict', () => {
  test('the table for millions of rows says what the readable form says, on 40,000 random rows of eight policies each', () => {
    const random = chance(3);
    for (let round = 0; round < 10; round += 1) {
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
});
