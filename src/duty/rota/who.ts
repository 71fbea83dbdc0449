// SPDX-License-Identifier: Apache-2.0
import { isZone } from '../../kernel/instant.ts';
import { dayAt, timeAt, plusDays } from '../../common/civil-day.ts';
import type { Calendar } from './day-kind.ts';
import type { DutyPerson, External } from './plan.ts';
import { onTeam } from './membership.ts';
import { isGone } from './roster.ts';
import type { Rota, Segment } from './roster.ts';

const LOOK_AHEAD = 40 * 86_400_000;

/** Who has the duty at an instant, until when, and whom one may call outside the organisation. */
export function whoIsOn(rota: Rota, at: number) {
  const { plan, calendar } = rota;
  const date = dayAt(at, plan.zone);
  const { kind, name, provisional } = calendar.kindOf(date);
  return {
    at: new Date(at).toISOString(),
    zone: plan.zone,
    day: { date, kind, name, provisional },
    rosters: plan.rosters.map((roster) => {
      const [segment, following] = changes(rota, roster.id, at);
      return {
        roster: roster.id,
        name: roster.name,
        required: roster.required,
        person: personOf(rota, segment?.person ?? null),
        layer: segment?.layer ?? null,
        because: segment?.because ?? ('nobody' as const),
        until: segment === undefined ? null : new Date(segment.to).toISOString(),
        next: personOf(rota, following?.person ?? null),
      };
    }),
    externals: plan.externals.map((external) => ({
      id: external.id,
      name: external.name,
      kind: external.kind,
      telephone: external.telephone,
      mail: external.mail,
      languages: external.languages,
      openNow: isOpen(external, calendar, at),
      note: external.note,
    })),
  };
}

/** The duties of one person from now on, soonest first; one after the other in the same roster is one duty. */
export function dutiesOf(rota: Rota, person: string, now: number, until: number, most: number) {
  return rota.plan.rosters
    .flatMap(({ id, name }) => {
      const own = rota.segments(id, now, until).filter((segment) => segment.person === person);
      return unbroken(own, () => true).map(({ from, to }) => ({ roster: id, name, from, to }));
    })
    .toSorted((a, b) => a.from - b.from)
    .slice(0, most)
    .map((one) => ({ ...one, from: new Date(one.from).toISOString(), to: new Date(one.to).toISOString() }));
}

/** Segments that follow one another without a break and are the same in what counts, as one; in order of time. */
export function unbroken(segments: Iterable<Segment>, isSame: (before: Segment, segment: Segment) => boolean): readonly Segment[] {
  const joined: Segment[] = [];
  for (const segment of segments) {
    const before = joined.at(-1);
    if (before !== undefined && before.to === segment.from && isSame(before, segment))
      joined[joined.length - 1] = { ...before, to: segment.to };
    else joined.push(segment);
  }
  return joined;
}

/** The present stretch of one person and the one after it; changes of layer with the same person are one stretch. */
function changes(rota: Rota, roster: string, at: number) {
  const joined: { from: number; to: number; person: string | null; layer: string | null; because: string }[] = [];
  for (const segment of rota.segments(roster, at, at + LOOK_AHEAD)) {
    const before = joined.at(-1);
    if (before !== undefined && before.person === segment.person) before.to = segment.to;
    else joined.push({ ...segment });
    if (joined.length > 2) break;
  }
  return joined;
}

/** The person of the plan whom a page may go to at an instant (milliseconds): on the team, and not gone from the organisation. */
export function pageable(rota: Rota, id: string, at: number): DutyPerson | null {
  const person = rota.plan.people.find((one) => one.id === id);
  if (person === undefined || isGone(rota.gone, id, at) || !onTeam(person, dayAt(at, rota.plan.zone))) return null;
  return person;
}

/** A person of the plan without notes; null where the id is in no plan. */
export function personOf(rota: Rota, id: string | null): Pick<DutyPerson, 'id' | 'name' | 'telephone' | 'channels' | 'lang'> | null {
  const found = rota.plan.people.find((person) => person.id === id);
  return found === undefined
    ? null
    : { id: found.id, name: found.name, telephone: found.telephone, channels: found.channels, lang: found.lang };
}

/** Whether an outside contact answers now, by its own zone; its days off are those of the plan's country. */
export function isOpen(external: External, calendar: Calendar, at: number): boolean {
  if (external.hours.length === 0) return true;
  const zone = isZone(external.zone) ? external.zone : 'UTC';
  const today = dayAt(at, zone);
  const now = timeAt(at, zone);
  return external.hours.some(({ days, from, to }) => {
    const counts = (day: string): boolean => days === 'all' || (days === 'off') === (calendar.kindOf(day).kind !== 'working');
    if (from < to) return counts(today) && now >= from && now < to;
    return (counts(today) && now >= from) || (counts(plusDays(today, -1)) && now < to);
  });
}
