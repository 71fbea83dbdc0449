// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import type { Rate } from '../notice/notice-store.port.ts';
import { planOf } from './limits.ts';

const unknown = new Map<string, Rate>();

describe('notification/sending/limits', () => {
  it.each([
    ['a day that has only begun, so that each handful teaches which receivers are good', { asked: 0, hard: 0 }, 0, 10],
    ['a day with room for all of them, even if all were dead', { asked: 400, hard: 0 }, 0, 40],
    ['the same day, when its dead addresses leave less room', { asked: 400, hard: 10 }, 0, 10],
    ['the same day, when what is on its way may all come back', { asked: 400, hard: 0 }, 10, 10],
    ['a day whose room is used up', { asked: 400, hard: 40 }, 0, 0],
  ])('takes up many at a time only where there is much room: %s', (_, { asked, hard }, inFlight, most) => {
    expect(planOf({ asked, hard, domains: unknown }, inFlight, 10, 40).most).toBe(most);
  });
});
