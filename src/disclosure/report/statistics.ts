// SPDX-License-Identifier: Apache-2.0
import { everyCase } from '../../case/language/every-case.ts';
import { entriesOf } from '../../case/measures/entries-of.ts';
import { measuresOf } from '../../case/measures/measures.ts';
import { milestones } from '../../case/measures/points.ts';
import type { CaseView } from '../../case/fold/view.ts';
import { dayAt } from '../../common/civil-day.ts';
import { wallTime } from '../../common/time/wall-time.ts';
import type { Lang } from '../../kernel/bilingual.ts';
import { csvCell } from '../../kernel/text.ts';
import type { DisclosureDeps } from '../deps.ts';
import { publishedOf } from '../yardstick/yardstick.ts';
import { outcomeWords, reachedWords, severityWords } from './words.ts';

type Columns = readonly (readonly [heading: string, value: string])[];

/**
 * One row for each real case that was opened in the year (in the zone of the rota), in order of number: RFC 4180, in the
 * words of `lang`. Exercises and cases of other desks are left out. `cases`: how many rows.
 */
export async function yearlyStatistics(
  deps: DisclosureDeps,
  year: number,
  lang: Lang,
): Promise<{ readonly text: string; readonly cases: number }> {
  const [zone, uncounted] = await Promise.all([deps.house.zone(), deps.passing.uncounted()]);
  const rows: { readonly id: string; readonly columns: Columns }[] = [];
  for await (const view of everyCase(deps.journal))
    if (!uncounted.has(view.id) && Number(dayAt(Date.parse(view.openedAt), zone).slice(0, 4)) === year)
      rows.push({ id: view.id, columns: await columnsOf(deps, view, zone, lang) });
  const sorted = rows.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const [head] = sorted;
  const line = (cells: readonly string[]) => `${cells.map(csvCell).join(',')}\r\n`;
  const text =
    head === undefined
      ? ''
      : [line(head.columns.map(([heading]) => heading)), ...sorted.map(({ columns }) => line(columns.map(([, value]) => value)))].join('');
  return { text, cases: sorted.length };
}

async function columnsOf(deps: DisclosureDeps, view: CaseView, zone: string, lang: Lang): Promise<Columns> {
  const say = (ja: string, en: string) => (lang === 'ja' ? ja : en);
  const entries = await entriesOf(deps.journal, view.id);
  const { startedAt, minutes, clocks, counts } = measuresOf(entries);
  const { triage, disclosure } = view.parts;
  const time = (at: string | null) => (at === null ? '' : wallTime(at, zone, lang, 'year'));
  const published = publishedOf(disclosure);
  const closed = view.state.is === 'closed' ? view.state : null;
  const number = (value: number | null | undefined) => (value === null || value === undefined ? '' : String(value));
  return [
    [say('番号', 'case'), view.id],
    [say('題名', 'title'), view.title],
    [say('種類', 'kinds'), (triage.kinds?.kinds ?? []).join(' ')],
    [say('種類を人が確認', 'kinds confirmed by a person'), triage.kinds?.by === 'person' ? say('はい', 'yes') : say('いいえ', 'no')],
    [say('深刻度', 'severity'), severityWords[view.severity][lang]],
    [say('最初の知らせ', 'first contact'), time(startedAt)],
    [say('起票', 'opened'), time(view.openedAt)],
    [say('終了', 'closed'), time(closed?.at ?? null)],
    [say('結果', 'outcome'), closed === null ? '' : outcomeWords[closed.outcome][lang]],
    ...milestones.map(
      (point) =>
        [
          say(`${reachedWords[point].ja}（最初の知らせからの分）`, `minutes to: ${reachedWords[point].en}`),
          number(minutes[point]),
        ] as const,
    ),
    [say('法令の報告（提出）', 'reports by law filed'), String(clocks.met)],
    [say('法令の報告（超過）', 'reports by law missed'), String(clocks.missed)],
    [say('公表した報', 'statements published'), String(published.length)],
    [say('最初の公表', 'first statement'), time(published[0]?.at ?? null)],
    [say('証拠を残さず消去した作業', 'wipes without evidence kept or waived'), String(counts.wipes.unasked)],
    [say('記録の数', 'entries'), String(entries.length)],
  ];
}
