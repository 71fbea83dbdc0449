// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../../kernel/bilingual.ts';

/** Milliseconds: what time services move without a step is far less between two looks, and a busy machine is no step. */
const STEP = 10_000;
/** How long a step is told whose end nobody can see: the clock may have been set right by it. */
const TOLD = 3_600_000;
/** How far the newest entry may lie ahead: that of another machine on one database. */
const AHEAD = 60_000;

/** `wall`: milliseconds since 1970. `counter`: of a counter that is never set. `newest`: the newest entry, null where there is none. */
export type ClockLook = { readonly wall: number; readonly counter: number; readonly newest: number | null };

/** `offset`: wall less counter at the last look. `before`: the offset before the clock was set, told until `until`. */
export type ClockKnown = { readonly offset: number; readonly stepped: { readonly before: number; readonly until: number } | null };

/** What a further look adds to what is known (null: the first), and what is wrong with the clock, as the end of "the clock …". */
export function lookAtClock(known: ClockKnown | null, look: ClockLook): { readonly known: ClockKnown; readonly wrong: Bilingual | null } {
  const offset = look.wall - look.counter;
  const stepped = steppedBy(known, offset, look.counter);
  return { known: { offset, stepped }, wrong: wrongOf(look, stepped === null ? 0 : offset - stepped.before) };
}

function steppedBy(known: ClockKnown | null, offset: number, counter: number): ClockKnown['stepped'] {
  if (known === null) return null;
  const before = known.stepped?.before ?? known.offset;
  if (Math.abs(offset - known.offset) > STEP) return Math.abs(offset - before) > STEP ? { before, until: counter + TOLD } : null;
  return known.stepped !== null && counter < known.stepped.until ? known.stepped : null;
}

function wrongOf({ wall, newest }: ClockLook, by: number): Bilingual | null {
  if (newest !== null && newest > wall + AHEAD) {
    const { ja, en } = long(newest - wall);
    return { ja: `最後の記録より ${ja}遅れています`, en: `is ${en} behind the newest entry` };
  }
  if (by === 0) return null;
  const { ja, en } = long(Math.abs(by));
  return by < 0
    ? { ja: ` ${ja}戻りました`, en: `went back by ${en}` }
    : {
        ja: ` ${ja}進みました（マシンが眠っていたときも、こう見えます）`,
        en: `went forward by ${en} (a machine that slept looks the same)`,
      };
}

function long(millis: number): Bilingual {
  const seconds = Math.round(millis / 1000);
  const [days, hours, minutes] = [Math.floor(seconds / 86_400), Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60];
  if (days > 0) return { ja: `${days} 日 ${hours} 時間`, en: `${days} d ${hours} h` };
  if (hours > 0) return { ja: `${hours} 時間 ${minutes} 分`, en: `${hours} h ${minutes} min` };
  return minutes > 0
    ? { ja: `${minutes} 分 ${seconds % 60} 秒`, en: `${minutes} min ${seconds % 60} s` }
    : { ja: `${seconds} 秒`, en: `${seconds} s` };
}
