// SPDX-License-Identifier: Apache-2.0
import { writeCalendar } from '../../adapters/ical/ical.ts';
import { threadPool } from '../../adapters/threads/pool.ts';
import type { Outcome, Pool } from '../../adapters/threads/pool.ts';
import type { Ical, ReadCalendar } from '../../duty/calendar/ical.port.ts';

/** Milliseconds in which a calendar of 2 MB must be read; an honest one takes a fraction of a second. */
const READ_MILLIS = 8000;
const HEAP_MB = 256;
const kept: { pool: Pool | null } = { pool: null };

/** Calendars out and in. What is read goes to a thread, which starts with the first one and keeps no process alive. */
export const ical: Ical = {
  write: writeCalendar,
  async read(bytes, how) {
    kept.pool ??= threadPool({
      module: new URL('./calendar-thread.ts', import.meta.url),
      data: {},
      threads: 1,
      heapMb: HEAP_MB,
      worksPerThread: 100,
    });
    const outcome = await kept.pool.run({ name: 'read', lane: 'read', work: { bytes, how }, millis: READ_MILLIS });
    return outcome.is === 'done' ? (outcome.answer as ReadCalendar) : notRead(outcome);
  },
};

function notRead(outcome: Exclude<Outcome, { is: 'done' }>): ReadCalendar {
  const why =
    outcome.is === 'over'
      ? { ja: '時間かメモリーの上限を超えたため、この予定表は読んでいない', en: 'it went over the limit of time or memory: not read' }
      : { ja: 'この予定表は読み取れなかった', en: 'this calendar could not be read' };
  return { events: [], replaced: [], notAbsent: [], unread: [{ uid: '…', why }] };
}
