// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { bind, wrongPlaces } from './bind.ts';
import type { Scenario } from './scenario.ts';

const scenario = {
  id: 's',
  injects: [
    {
      id: 'i',
      subject: { ja: '{{service:1|受付}} が止まった', en: '{{service:2|the desk}} stopped' },
      body: '{{host:1|web-01}} と {{customer:3|ある顧客}}、{{host:1|web-01}}',
    },
  ],
} as never as Scenario;

describe('exercise/bind', () => {
  it('puts the organisation’s own names at the places, and the scenario’s words where a register has none', () => {
    const bound = bind(scenario, { service: ['配送の受付'], host: ['{{x}}'], customer: ['A', 'B', 'C商店 $&'] });
    expect(bound.injects[0]).toMatchObject({
      subject: { ja: '配送の受付 が止まった', en: 'the desk stopped' },
      body: '{{x}} と C商店 $&、{{x}}',
    });
  });

  it('names the places that nothing fills', () => {
    expect(wrongPlaces('{{service:1|a}} {{person:1|b}} {{host|c}} {{service:0|d}}')).toEqual([
      '{{person:1|b}}',
      '{{host|c}}',
      '{{service:0|d}}',
    ]);
    expect(wrongPlaces('{ja: a}')).toEqual([]);
  });
});
