// SPDX-License-Identifier: Apache-2.0
import { atTime, dayOf, dayOfNumber, numberOfDay, timeAt } from '../../common/civil-day.ts';
import { instantFromMillis, millisOf, plusMillis } from '../../kernel/instant.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { BackupTrail } from './scheduled.port.ts';

/** How often a backup is taken by itself, and where. */
export type BackupSchedule = {
  /** Absolute path of a folder that is there. */
  readonly folder: string;
  readonly everyHours: number;
  /** Hour of the desk's zone from which the stretches are counted. */
  readonly hour: number;
  readonly keep: number;
};

const HOUR = 3_600_000;
/** After a failure it is tried again in the same stretch. */
const AGAIN = HOUR;

/** Beginning of the stretch in which `now` lies: whole stretches of `everyHours` of wall time, one of which begins at `hour`. */
export function stretchOf(now: Instant, zone: string, { everyHours, hour }: Pick<BackupSchedule, 'everyHours' | 'hour'>): Instant {
  const hours = numberOfDay(dayOf(now, zone)) * 24 + Number(timeAt(millisOf(now), zone).slice(0, 2));
  const begin = Math.floor((hours - hour) / everyHours) * everyHours + hour;
  const time = `${String(begin - Math.floor(begin / 24) * 24).padStart(2, '0')}:00`;
  const found = instantFromMillis(atTime(dayOfNumber(Math.floor(begin / 24)), time, zone));
  if (found === null) throw new RangeError('instant out of range');
  return found;
}

/**
 * The key of the task that is due now; null where none is. One a stretch, and after each failure another an hour later: whoever
 * asks, and however often, names the same one.
 */
export function dueTask(now: Instant, begin: Instant, trail: BackupTrail): string | null {
  if (trail.taken > 0) return null;
  const { failed, failures } = trail;
  if (failures > 0 && failed !== null && plusMillis(failed.at, AGAIN) > now) return null;
  return `desk.back-up/${begin}/${failures}`;
}

const PREFIX = 'matoi-';
const SUFFIX = '.backup';

/** A name that sorts by time and that every file system takes. */
export function fileNameOf(at: Instant): string {
  return `${PREFIX}${at.slice(0, 19).replaceAll(':', '-')}Z${SUFFIX}`;
}
