// SPDX-License-Identifier: Apache-2.0
import { decodeText } from '../../common/decode-text.ts';
import { dayAt } from '../../common/civil-day.ts';
import type { Reading } from '../../kernel/apart.ts';
import type { Holidays } from '../../common/holidays.port.ts';
import { millisOf } from '../../kernel/instant.ts';
import type { Clock } from '../../kernel/instant.ts';
import { rotaOfPlan } from '../rota/in-force.ts';
import type { InForceDeps } from '../rota/in-force.ts';
import type { DutyPlan } from '../rota/plan.ts';
import { changesBetween } from '../rota/published.ts';
import type { DutyChange } from '../rota/published.ts';
import { plainCell, rangeOf, readMonth } from './cells.ts';
import type { Hours } from './cells.ts';
import type { NotRead, readTable, TableDuty } from './read-table.ts';

export type TableAsked = {
  readonly roster: string;
  /** `2027-01`, for a table of day numbers. */
  readonly month: string | null;
  /** `夜=21:00-9:00;日=9:00-21:00`. */
  readonly codes: string;
};

export type TakenTable = {
  readonly plan: DutyPlan;
  readonly duties: number;
  readonly unread: readonly NotRead[];
  /** Duties that somebody else would have, from now on, within the days of the table. */
  readonly changes: readonly DutyChange[];
};

const MARK = 'table-';

/** The plan with a shift table's duties as overrides of a roster, in place of those of an earlier table on the same days. null: no such roster, no text, or codes that cannot be read. */
export async function takeTable(
  deps: Pick<InForceDeps, 'register'> & {
    readonly holidays: Holidays;
    readonly clock: Clock;
    readonly readTable: Reading<typeof readTable>;
  },
  plan: DutyPlan,
  bytes: Uint8Array,
  asked: TableAsked,
): Promise<TakenTable | null> {
  const text = decodeText(bytes)?.text;
  const codes = codesOf(asked.codes);
  const roster = plan.rosters.find((one) => one.id === asked.roster);
  if (text === undefined || roster === undefined || codes === null) return null;
  const before = await rotaOfPlan(deps, plan);
  const now = millisOf(deps.clock.now());
  const { duties, unread } = await deps.readTable(text, {
    plan: before.plan,
    handOver: roster.layers[0]?.start.slice(11) ?? '09:00',
    codes,
    month: asked.month === null ? null : readMonth(asked.month),
    today: dayAt(now, plan.zone),
  });
  const after = withDuties(plan, asked.roster, duties);
  const [from, to] = [Math.max(now, duties[0]?.from ?? now), duties.at(-1)?.to ?? now];
  const changes = from < to ? changesBetween(before, await rotaOfPlan(deps, after), from, to, asked.roster) : [];
  return { plan: after, duties: duties.length, unread, changes };
}

function withDuties(plan: DutyPlan, roster: string, duties: readonly TableDuty[]): DutyPlan {
  const [first, last] = [duties[0]?.from ?? Infinity, duties.at(-1)?.to ?? -Infinity];
  const kept = plan.overrides.filter(
    (row) => row.roster !== roster || !row.id.startsWith(MARK) || Date.parse(row.from) >= last || Date.parse(row.to) <= first,
  );
  const taken = new Set(kept.map((row) => row.id));
  const rows = duties.map(({ person, from, to }, index) => {
    const stem = `${MARK}${new Date(from).toISOString().slice(0, 16).replaceAll(/[-:]/g, '')}`;
    const id = [stem, ...plan.rosters.map((_, place) => `${stem}-${place}`), `${stem}-x${index}`].find((one) => !taken.has(one)) ?? stem;
    taken.add(id);
    return { id, roster, from: new Date(from).toISOString(), to: new Date(to).toISOString(), person, reason: '' };
  });
  return { ...plan, overrides: [...kept, ...rows] };
}

function codesOf(text: string): ReadonlyMap<string, Hours> | null {
  const codes = new Map<string, Hours>();
  for (const one of text.split(/[;；]/).filter((part) => part.trim() !== '')) {
    const [code = '', range = ''] = plainCell(one).split('=');
    const hours = rangeOf(range.trim());
    if (code.trim() === '' || hours === null) return null;
    codes.set(code.trim().toLowerCase(), hours);
  }
  return codes;
}
