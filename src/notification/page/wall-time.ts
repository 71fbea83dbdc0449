// SPDX-License-Identifier: Apache-2.0
import { dayAt, timeAt } from '../../common/civil-day.ts';

const ZONE = 'Asia/Tokyo';

/** A moment as customers read it, `2026-11-21 14:05 JST`. Pages without a script cannot know the reader's own zone. */
export function wallTime(at: string): string {
  return `${dayAt(Date.parse(at), ZONE)} ${timeAt(Date.parse(at), ZONE)} JST`;
}
