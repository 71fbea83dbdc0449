// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { paceOf } from './pace.ts';

describe('readiness/pace', () => {
  test('says nothing before there is something to say', () => {
    expect([paceOf(0, 100, 5000), paceOf(50, 100, 400)]).toEqual([null, null]);
  });

  test('rate and remaining time from what has been sent', () => {
    expect(paceOf(25_000_000, 100_000_000, 5000)).toEqual({ perSecond: 5_000_000, leftSeconds: 15, willBeCut: false });
    expect(paceOf(100, 100, 5000)).toMatchObject({ leftSeconds: 0, willBeCut: false });
  });

  test('a sending that would take longer than the desk waits is told early', () => {
    expect(paceOf(2_000_000, 200_000_000, 2000)).toMatchObject({ leftSeconds: 198, willBeCut: true });
  });
});
