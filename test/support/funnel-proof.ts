// SPDX-License-Identifier: Apache-2.0
// Random events over many customers, against a second telling of the same rules that knows nothing of the table.
import { after, foldEvents, noticeEventNames } from '../../src/notification/state/moves.ts';
import type { NoticeEvent } from '../../src/notification/state/moves.ts';
import { funnelOf } from '../../src/notification/state/funnel.ts';
import type { Funnel } from '../../src/notification/state/funnel.ts';
import { noticeStateNames, noticeStates } from '../../src/notification/state/state.ts';
import type { NoticeState } from '../../src/notification/state/state.ts';
import { seededRandom } from './random.ts';

/** A fault to be found: in where an event leads, or in how is counted. */
export type FunnelPlant = { readonly after?: typeof after; readonly count?: typeof funnelOf };
export type FunnelProof = {
  readonly events: number;
  readonly customers: number;
  readonly moved: number;
  readonly faults: readonly string[];
};

/** What the rules are, told once more in sentences, not by cells of a table. */
function retold(now: NoticeState, event: NoticeEvent): NoticeState {
  const { stage } = noticeStates[now];
  const onTheWay = now === 'queued' || now === 'claimed' || now === 'deferred';
  if (now === 'exempt') return event === 'restore' ? 'drafted' : now;
  if (now === 'verified') return event === 'regress' ? 'regressed' : now;
  if (event === 'verify') return 'verified';
  if (event === 'exempt') return 'exempt';
  if (event === 'queue' && ['approved', 'refused', 'bounced-soft', 'escalated'].includes(now)) return 'queued';
  if (now === 'drafted') return event === 'approve' ? 'approved' : now;
  if (now === 'approved') return event === 'void' ? 'drafted' : event === 'escalate' ? 'escalated' : now;
  if (event === 'claim-action') return 'action-claimed';
  if (stage === 'acted' || now === 'regressed') return now;
  if (event === 'reply') return 'replied';
  if (event === 'acknowledge' || (event === 'answer' && now === 'replied')) return 'acknowledged';
  if (event === 'wrong-contact' && (onTheWay || stage !== 'not-told' || now === 'refused' || now === 'bounced-soft')) return event;
  if (stage === 'noticed') return now;
  if (event === 'escalate') return onTheWay || now === 'printed' ? now : 'escalated';
  if (event === 'print') return now === 'escalated' ? 'printed' : now;
  if (event === 'post') return now === 'printed' ? 'posted' : now;
  if (event === 'return') return now === 'posted' ? 'returned' : now;
  if (event === 'claim') return now === 'queued' || now === 'deferred' ? 'claimed' : now;
  if (onTheWay && event === 'hand-over') return 'handed-over';
  if (onTheWay && event === 'defer') return 'deferred';
  if (onTheWay && event === 'refuse') return 'refused';
  if (event === 'complain' && (onTheWay || now === 'handed-over' || now === 'bounced-soft')) return 'complaint';
  if (event === 'bounce-soft' && (onTheWay || now === 'refused' || now === 'handed-over')) return 'bounced-soft';
  if (event === 'bounce-hard' && (onTheWay || now === 'refused' || now === 'handed-over' || now === 'bounced-soft')) return 'bounced-hard';
  return now;
}

/** What stands beside the table whatever its cells say: laws that each step must keep. */
function brokenLaw(before: NoticeState, event: NoticeEvent, now: NoticeState): string | null {
  const rank = { 'not-told': 0, told: 1, noticed: 2, acted: 3, verified: 4, out: 4 } as const;
  const fell = rank[noticeStates[now].stage] < rank[noticeStates[before].stage];
  const people: readonly NoticeEvent[] = ['restore', 'wrong-contact', 'escalate', 'return', 'regress'];
  const mail: readonly NoticeEvent[] = ['bounce-soft', 'bounce-hard'];
  if (fell && !people.includes(event) && !(mail.includes(event) && noticeStates[before].stage === 'told'))
    return `${event} took ${before} back to ${now}`;
  if (now === 'handed-over' && before !== now && !['queued', 'claimed', 'deferred'].includes(before))
    return `${before} was handed over without being queued`;
  return null;
}

/** Runs `events` random events over `customers`; every customer in exactly one state, and every sum equal, all the way. */
export function proveFunnel(events: number, customers: number, seed: number, plant: FunnelPlant = {}): FunnelProof {
  const random = seededRandom(seed);
  const step = plant.after ?? after;
  const count = plant.count ?? funnelOf;
  const standing = new Map<number, NoticeState>(Array.from({ length: customers }, (_, at) => [at, 'drafted']));
  const said = new Map<number, NoticeEvent[]>();
  const otherwise = new Map<number, NoticeState>();
  const faults: string[] = [];
  let moved = 0;
  for (let at = 1; at <= events; at += 1) {
    const who = random.below(customers);
    // Half of the events are likely ones, so that everybody gets far; the other half is anything at all.
    const event = random.below(2) === 0 ? likely(standing.get(who) ?? 'drafted', random.below(8)) : random.pick(noticeEventNames);
    const before = standing.get(who) ?? 'drafted';
    const now = step(before, event);
    standing.set(who, now);
    said.set(who, [...(said.get(who) ?? []), event]);
    const again = retold(otherwise.get(who) ?? 'drafted', event);
    otherwise.set(who, again);
    if (again !== now) faults.push(`${event} led customer ${who} from ${before} to ${now}, and told otherwise to ${again}`);
    if (now !== before) moved += 1;
    const law = brokenLaw(before, event, now);
    if (law !== null) faults.push(law);
    if (at % 1000 === 0 || at === events) faults.push(...wrongSums(count(standing.values()), standing, customers));
  }
  for (const [who, state] of standing)
    if (plant.after === undefined && foldEvents(said.get(who) ?? []) !== state) faults.push(`customer ${who} folds otherwise`);
  return { events, customers, moved, faults };
}

function likely(state: NoticeState, dice: number): NoticeEvent {
  if (state === 'drafted') return 'approve';
  if (state === 'approved') return 'queue';
  if (state === 'queued') return 'claim';
  if (state === 'verified') return 'regress';
  if (state === 'exempt') return 'restore';
  return (['hand-over', 'bounce-hard', 'escalate', 'acknowledge', 'claim-action', 'verify', 'print', 'post'] as const)[dice] ?? 'hand-over';
}

/** The count once more, state by state over everybody. */
function wrongSums(funnel: Funnel, standing: ReadonlyMap<number, NoticeState>, customers: number): readonly string[] {
  const everybody = [...standing.values()];
  const unknown = everybody.filter((state) => !noticeStateNames.includes(state));
  const wrong = noticeStateNames.filter((name) => funnel.states[name] !== everybody.filter((state) => state === name).length);
  const sum = (counts: Readonly<Record<string, number>>) => Object.values(counts).reduce((all, one) => all + one, 0);
  const sums = [sum(funnel.states), sum(funnel.stages), funnel.customers];
  return [
    ...unknown.map((state) => `somebody stands at ${state}`),
    ...wrong.map((name) => `${name} is counted ${funnel.states[name]}`),
    ...(sums.every((one) => one === customers) ? [] : [`sums ${sums.join(', ')} of ${customers} customers`]),
  ];
}

/** Faults as other mailing tools have had them; each must be found. */
export const funnelPlants: Readonly<Record<string, FunnelPlant>> = {
  'a late bounce undoes an acknowledgement': {
    after: (state, event) => (event === 'bounce-hard' && state === 'acknowledged' ? 'bounced-hard' : after(state, event)),
  },
  'what the customer says counts as verified': {
    after: (state, event) => (event === 'claim-action' && state === 'acknowledged' ? 'verified' : after(state, event)),
  },
  'a letter counts as told when it is printed': {
    after: (state, event) => (event === 'print' && state === 'escalated' ? 'posted' : after(state, event)),
  },
  'somebody is counted twice': { count: (standing) => funnelOf([...standing, 'handed-over']) },
  'whoever bounced is left out of the count': {
    count: (standing) => funnelOf([...standing].filter((state) => state !== 'bounced-hard')),
  },
};
