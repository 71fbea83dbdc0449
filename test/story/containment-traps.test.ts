// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { reasonTexts } from '../../src/containment/policy/reason.ts';
import { planOf, traps } from './containment-traps.data.ts';

describe('story/containment-traps', () => {
  test('the corpus holds at least fifteen different traps, and every reason that a plan can give but "over budget"', () => {
    expect(new Set(traps.map((trap) => trap.code)).size).toBeGreaterThanOrEqual(15);
    expect([...new Set(traps.map((trap) => trap.code))].toSorted()).toEqual(
      Object.keys(reasonTexts)
        .filter((code) => code !== 'over-budget')
        .toSorted(),
    );
  });

  test.each(traps)('$code: $says', (trap) => {
    const plan = planOf(trap);

    const option = plan.options.find((one) => one.id === trap.option);

    const codes = [...(option?.residual.reasons ?? []).map((one) => one.code), ...(option?.verdicts ?? []).flatMap((one) => one.reasons)];
    expect(codes).toContain(trap.code);
    const said = option?.residual.reasons.find((one) => one.code === trap.code);
    if (said !== undefined) expect(`${said.text.ja}${said.text.en}`).not.toContain('undefined');
  });

  test('a trap that is not set is not reported: quiet traffic with a full inventory names no limit but the open path', () => {
    const [quiet] = traps;
    if (quiet === undefined) throw new Error('no trap');
    const plan = planOf({ ...quiet, flows: quiet.flows.slice(0, 3), indicators: '' });

    const limits = plan.options.flatMap((option) => option.residual.reasons.filter((one) => one.kind === 'limit').map((one) => one.code));

    expect([...new Set(limits)]).toEqual(['responder-path-open']);
  });
});
