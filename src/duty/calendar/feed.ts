// SPDX-License-Identifier: Apache-2.0
import type { Lang } from '../../kernel/bilingual.ts';
import type { CalendarEvent, Ical } from './ical.port.ts';
import { isGone } from '../rota/roster.ts';
import type { Rota } from '../rota/roster.ts';

const PAST = 30 * 86_400_000;
const AHEAD = 200 * 86_400_000;

/** The calendar feed of a roster (`roster:primary`) or of a person's duties in all rosters (`person:sato`); null for what is not there, and for a person who left. */
export function feedOf(rota: Rota, of: string, now: number, lang: Lang, ical: Ical): string | null {
  const [kind, id] = of.split(':');
  const { plan } = rota;
  const rosters = kind === 'roster' ? plan.rosters.filter((roster) => roster.id === id) : plan.rosters;
  if (rosters.length === 0 || (kind !== 'roster' && (!plan.people.some((person) => person.id === id) || isGone(rota.gone, id ?? '', now))))
    return null;
  const names = new Map(plan.people.map((person) => [person.id, person.name]));
  const events = rosters.flatMap((roster) =>
    rota.segments(roster.id, now - PAST, now + AHEAD).flatMap((segment, index): CalendarEvent[] => {
      // The first and last segment are cut by the window; their true ends are not known here.
      if (segment.person === null || index === 0 || (kind === 'person' && segment.person !== id)) return [];
      const from = new Date(segment.from).toISOString();
      return [
        {
          uid: `${roster.id}-${from}@matoi`,
          from,
          to: new Date(segment.to).toISOString(),
          summary: `${roster.name[lang]}: ${names.get(segment.person) ?? segment.person}`,
          description: `${segment.layer ?? ''} ${segment.because}`.trim(),
        },
      ];
    }),
  );
  const name = kind === 'roster' ? (rosters[0]?.name[lang] ?? '') : (names.get(id ?? '') ?? '');
  return ical.write({ name, stamp: new Date(now).toISOString(), events });
}
