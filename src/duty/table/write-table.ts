// SPDX-License-Identifier: Apache-2.0
import { dayAt, timeAt } from '../../common/civil-day.ts';
import type { Lang } from '../../kernel/bilingual.ts';
import { csvCell } from '../../kernel/text.ts';
import type { Rota } from '../rota/roster.ts';

export const tableForms = ['plain', 'garoon', 'desknets'] as const;
export type TableForm = (typeof tableForms)[number];
export type Span = { readonly from: number; readonly to: number };

/**
 * The duties of a roster (`roster:ID`) or a person (`person:ID`) as CSV; null where there is none of that name.
 * `plain`: what `readTable` reads back. `garoon`: the seven columns of Garoon's personal import (start date, start time,
 * end date, end time, appointment, details, memo: jp.cybozu.help, "CSV file format", Scheduler). `desknets`: the same times
 * under headers of our own: the maker's columns stand in its template (FAQ NEO-T0137) and were not to be had, so the how-to
 * says that they are not confirmed.
 */
export function writeTable(rota: Rota, of: string, span: Span, form: TableForm, lang: Lang): string | null {
  const [kind, id = ''] = of.split(':');
  const { plan } = rota;
  const rosters = kind === 'roster' ? plan.rosters.filter((roster) => roster.id === id) : plan.rosters;
  if (rosters.length === 0 || (kind !== 'roster' && !plan.people.some((person) => person.id === id))) return null;
  const names = new Map(plan.people.map((person) => [person.id, person.name]));
  const rows = rosters.flatMap((roster) =>
    stretches(rota, roster.id, span)
      .filter((duty) => kind === 'roster' || duty.person === id)
      .map(({ from, to, person }) => {
        const [fromDay, toDay] = [from, to].map((at) => dayAt(at, plan.zone));
        const [fromTime, toTime] = [from, to].map((at) => timeAt(at, plan.zone));
        const name = names.get(person) ?? person;
        if (form === 'plain') return [fromDay, fromTime, toDay, toTime, name, roster.name[lang]];
        const dates = [fromDay, toDay].map((day) => (day ?? '').replaceAll('-', '/'));
        return [dates[0], `${fromTime}:00`, dates[1], `${toTime}:00`, roster.name[lang], name, 'Matoi'];
      }),
  );
  const lines = [headers[form][lang], ...rows].map((cells) => `${cells.map((cell) => csvCell(cell ?? '')).join(',')}\r\n`);
  return `\ufeff${lines.join('')}`;
}

/** Stretches of one person, whatever layer or kind of day they are made of. */
function stretches(rota: Rota, roster: string, { from, to }: Span) {
  const joined: { from: number; to: number; person: string }[] = [];
  for (const segment of rota.segments(roster, from, to)) {
    const before = joined.at(-1);
    if (segment.person === null) continue;
    if (before !== undefined && before.person === segment.person && before.to === segment.from) before.to = segment.to;
    else joined.push({ from: segment.from, to: segment.to, person: segment.person });
  }
  return joined;
}

const seven = {
  ja: ['開始日付', '開始時刻', '終了日付', '終了時刻', '予定', '予定詳細', 'メモ'],
  en: ['Start date', 'Start time', 'End date', 'End time', 'Appointment', 'Appointment details', 'Memo'],
};
const headers = {
  plain: {
    ja: ['開始日', '開始時刻', '終了日', '終了時刻', '担当', '系統'],
    en: ['Start date', 'Start time', 'End date', 'End time', 'Person', 'Roster'],
  },
  garoon: seven,
  desknets: { ja: ['開始日', '開始時刻', '終了日', '終了時刻', '予定', '内容', '備考'], en: seven.en },
} as const;
