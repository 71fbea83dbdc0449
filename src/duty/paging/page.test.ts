// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { plusMillis } from '../../kernel/instant.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { Policy } from '../rota/plan.ts';
import { deliveryKey, firstStepAt, moveAt, retryDelay } from './page.ts';
import type { Page, PageState } from './page.ts';

const t0 = '2026-11-21T05:00:00.000Z' as Instant;
const minutes = (count: number): Instant => plusMillis(t0, count * 60_000);
const policyWith = (afterMinutes: readonly number[], repeat = 1): Policy => ({
  id: 'night',
  name: { ja: '夜間', en: 'night' },
  steps: afterMinutes.map((after) => ({ afterMinutes: after, targets: [{ person: 'sato' }] })),
  repeat,
  acksNeeded: 1,
  forgottenAfterMinutes: 60,
  groupSeconds: 60,
});
const pageWith = (change: Partial<Page> = {}): Page => ({
  pageId: 'G-1',
  caseId: null,
  policy: policyWith([0, 5, 20]),
  subject: 'mail',
  urgency: 'now',
  state: 'triggered',
  generation: 1,
  round: 0,
  step: 0,
  nextAt: t0,
  acks: [],
  joined: [],
  alarms: 1,
  createdAt: t0,
  ...change,
});

/** Every move of a page nobody answers, looked at each minute. */
function run(page: Page, until: number) {
  const moves: (readonly [minute: number, what: string])[] = [];
  let now = page;
  for (let minute = 0; minute <= until; minute += 1) {
    const move = moveAt(now, minutes(minute));
    if (move.is === 'nothing') continue;
    moves.push([minute, move.is === 'step' ? `${move.round}.${move.step}` : move.is]);
    now = move.page;
  }
  return { moves, last: now };
}

describe('duty/paging/page', () => {
  it('goes through its steps as far apart as they are planned, waits before each round, and ends after the last', () => {
    const { moves, last } = run(pageWith(), 200);

    // Three steps at 0, 5 and 20 minutes; the next round as long after the third as that came after the second.
    expect(moves).toEqual([
      [0, '0.0'],
      [5, '0.1'],
      [20, '0.2'],
      [35, '1.0'],
      [40, '1.1'],
      [55, '1.2'],
      [70, 'exhausted'],
    ]);
    expect(last).toMatchObject({ state: 'exhausted', nextAt: null });
  });

  it.each([
    [
      'one step',
      [3],
      [
        [0, '0.0'],
        [10, '1.0'],
        [20, 'exhausted'],
      ],
    ],
    [
      'two steps that lie further apart',
      [0, 30],
      [
        [0, '0.0'],
        [30, '0.1'],
        [60, '1.0'],
        [90, '1.1'],
      ],
    ],
    [
      'steps closer than that',
      [0, 2],
      [
        [0, '0.0'],
        [2, '0.1'],
        [12, '1.0'],
        [14, '1.1'],
        [24, 'exhausted'],
      ],
    ],
  ])('rounds lie ten minutes apart at least: %s', (_, steps, wanted) => {
    expect(run(pageWith({ policy: policyWith(steps) }), 100).moves).toEqual(wanted);
  });

  it('a policy without repeats is gone through once', () => {
    expect(run(pageWith({ policy: policyWith([0, 5], 0) }), 100).moves).toEqual([
      [0, '0.0'],
      [5, '0.1'],
      [15, 'exhausted'],
    ]);
  });

  it('waits are counted from the step that went out: a desk that was down an hour goes on, it does not catch up', () => {
    const late = moveAt(pageWith(), minutes(60));

    expect(late).toMatchObject({ is: 'step', step: 0, page: { step: 1, nextAt: minutes(65) } });
  });

  it('steps planned in the wrong order follow at once, never backwards in time', () => {
    const move = moveAt(pageWith({ policy: policyWith([10, 5]) }), t0);

    expect(move).toMatchObject({ is: 'step', page: { nextAt: t0 } });
  });

  it('does nothing a millisecond early, and moves at the very moment', () => {
    expect(moveAt(pageWith({ nextAt: plusMillis(t0, 1) }), t0)).toEqual({ is: 'nothing' });
    expect(moveAt(pageWith({ nextAt: t0 }), t0).is).toBe('step');
  });

  it('a page that was taken and then forgotten runs again from its first step, as a new generation that nobody has', () => {
    const acks = [{ person: 'sato', at: t0 }];
    const move = moveAt(pageWith({ state: 'acknowledged', generation: 2, round: 1, step: 2, acks }), minutes(60));

    expect(move).toEqual({
      is: 'reopened',
      page: pageWith({ state: 'triggered', generation: 3, round: 0, step: 0, acks: [], nextAt: minutes(60) }),
    });
  });

  it.each<PageState>(['exhausted', 'resolved'])('a page that is %s does not move, whatever stands in its clock', (state) => {
    expect(moveAt(pageWith({ state, nextAt: t0 }), minutes(60))).toEqual({ is: 'nothing' });
    expect(moveAt(pageWith({ state, nextAt: null }), minutes(60))).toEqual({ is: 'nothing' });
  });

  it.each<PageState>(['triggered', 'acknowledged'])('nor does one that is %s and has no time to move at', (state) => {
    expect(moveAt(pageWith({ state, nextAt: null }), minutes(60))).toEqual({ is: 'nothing' });
  });

  it('the first step comes after the minutes it is planned for', () => {
    expect([policyWith([0, 5]), policyWith([15])].map((policy) => firstStepAt(policy, t0))).toEqual([t0, minutes(15)]);
  });

  it('each person, channel, step, round and generation has a delivery of its own', () => {
    const key = deliveryKey(pageWith({ generation: 4 }), 1, 2, 'sato', 'mail');

    expect(key).toBe('G-1.4.1.2.sato.mail');
  });

  it('a delivery is tried after 15 s, 30 s, 1, 2, 4 minutes, then every five', () => {
    expect([0, 1, 2, 3, 4, 5, 6, 7, 290].map((attempts) => retryDelay(attempts) / 1000)).toEqual([15, 15, 30, 60, 120, 240, 300, 300, 300]);
  });
});
