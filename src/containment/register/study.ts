// SPDX-License-Identifier: Apache-2.0
import { dayOfNumber } from '../../common/civil-day.ts';
import { classify } from '../traffic/classify.ts';
import { flowBuilder } from '../traffic/flow.ts';
import type { FlowTable } from '../traffic/flow.ts';
import type { Indicator } from '../attack/indicator.ts';
import type { NotRead } from '../attack/not-read.ts';
import { draftInventory } from '../traffic/inventory-draft.ts';
import type { InventoryDraft } from '../traffic/inventory-draft.ts';
import type { Inventory } from '../inventory/inventory.ts';
import { makePlan } from '../plan/make-plan.ts';
import type { Plan } from '../plan/plan.ts';
import { flowReader } from '../traffic/read-flows.ts';
import type { FlowReading } from '../traffic/read-flows.ts';

/** What somebody wants to know of one file of recorded traffic. Plain data: it is handed to another thread. */
export type StudyAsk =
  | { readonly is: 'reading' }
  | { readonly is: 'readiness'; readonly inventory: Inventory; readonly now: string; readonly budgetShare: number }
  | {
      readonly is: 'plan';
      readonly inventory: Inventory;
      readonly indicators: readonly Indicator[];
      readonly notRead: readonly NotRead[];
      readonly now: string;
      readonly budgetShare: number;
      readonly points: number;
    };

export type Span = { readonly from: string | null; readonly to: string | null; readonly days: number };
/** The computer that readiness assumes to be under suspicion, and out of how many it was taken. */
export type Assumed = { readonly host: string | null; readonly destinations: number; readonly hosts: number };

export type StudyAnswer =
  | { readonly is: 'reading'; readonly reading: FlowReading; readonly span: Span }
  | { readonly is: 'readiness'; readonly plan: Plan; readonly draft: InventoryDraft; readonly assumed: Assumed }
  | { readonly is: 'plan'; readonly plan: Plan };

/** Confidence of the assumption: somebody who should know has named one computer, and no destination. */
const ASSUMED_CONFIDENCE = 0.9;
/** From this many people on, one address stands for several computers and is no single one to isolate. */
const SEVERAL = 10;

/** Reads the traffic once and answers. Pure but for the lines, so that it runs in any thread. */
export async function study(lines: AsyncIterable<string>, ask: StudyAsk): Promise<StudyAnswer> {
  const builder = flowBuilder();
  const reader = flowReader(builder);
  const line = reader.file();
  for await (const text of lines) line(text);
  const reading = reader.finish();
  const table = builder.finish();
  if (ask.is === 'reading') return { is: 'reading', reading, span: spanOf(table) };
  const base = { table, inventory: ask.inventory, now: ask.now, budgetShare: ask.budgetShare, refusedLines: reading.refused };
  if (ask.is === 'plan') {
    const { indicators, notRead, points } = ask;
    return { is: 'plan', plan: makePlan({ ...base, indicators, notRead: { indicators: notRead, inventory: [] }, points }) };
  }
  const assumed = busiest(table, ask.inventory);
  const indicators: readonly Indicator[] =
    assumed.host === null ? [] : [{ type: 'host', host: assumed.host, confidence: ASSUMED_CONFIDENCE, impact: 1, note: 'assumed' }];
  return {
    is: 'readiness',
    plan: makePlan({ ...base, indicators, points: 4 }),
    draft: draftInventory(table, ask.inventory),
    assumed,
  };
}

/** First and last day of a table (civil days, UTC) and how many days that is, both counted; null where no row has a time. */
export function spanOf(table: Pick<FlowTable, 'day'>): Span {
  let [first, last] = [65_536, 0];
  for (const day of table.day) {
    if (day === 0) continue;
    if (day < first) first = day;
    if (day > last) last = day;
  }
  if (last === 0) return { from: null, to: null, days: 0 };
  return { from: dayOfNumber(first), to: dayOfNumber(last), days: last - first + 1 };
}

/** The single computer inside that talks to the most destinations outside: whose isolation would be missed most. */
function busiest(table: FlowTable, inventory: Inventory): Assumed {
  const { internal } = classify(inventory, table);
  const destinations = new Map<number, Set<number>>();
  const users = new Map<number, Set<number>>();
  for (let row = 0; row < table.length; row += 1) {
    const src = table.src[row]!;
    const to = table.to[row]!;
    const dst = table.destinations.address[to]!;
    if (internal[src] === 0 || internal[dst] === 1) continue;
    const host = table.hostOf[src]!;
    const name = table.destinations.name[to]!;
    seen(destinations, host).add(name === 0 ? -1 - dst : name);
    seen(users, host).add(table.user[row]!);
  }
  const single = [...destinations]
    .filter(([host]) => (users.get(host)?.size ?? 0) < SEVERAL)
    .toSorted((a, b) => b[1].size - a[1].size || ((table.hosts[a[0]] ?? '') < (table.hosts[b[0]] ?? '') ? -1 : 1));
  const [first] = single;
  return first === undefined
    ? { host: null, destinations: 0, hosts: 0 }
    : { host: table.hosts[first[0]] ?? null, destinations: first[1].size, hosts: destinations.size };
}

function seen(map: Map<number, Set<number>>, key: number): Set<number> {
  const set = map.get(key) ?? new Set<number>();
  map.set(key, set);
  return set;
}
