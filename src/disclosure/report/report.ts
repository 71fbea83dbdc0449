// SPDX-License-Identifier: Apache-2.0
import { briefOf } from '../../case/brief/brief.ts';
import type { Entry, ErasedEntry } from '../../case/entry.ts';
import { ruleNames } from '../../case/entry/rule-names.ts';
import { readJudgement } from '../../case/fold/fold.ts';
import { entryTitles } from '../../case/fold/words/entry-titles.ts';
import { measuresOf } from '../../case/measures/measures.ts';
import { points } from '../../case/measures/points.ts';
import type { PaperBlock } from '../../common/paper.port.ts';
import { timesOnWall, wallTime } from '../../common/time/wall-time.ts';
import { whoWrote } from '../../common/words/machine-names.contract.ts';
import type { Bilingual, Lang } from '../../kernel/bilingual.ts';
import { inertText } from '../../kernel/text.ts';
import { done } from './done.ts';
import type { CaseRecord } from './read-report.ts';
import { outcomeWords, reachedWords, severityWords } from './words.ts';

export type CaseReport = { readonly title: string; readonly blocks: readonly PaperBlock[] };

/**
 * What a case was, from its entries alone: what is known and what is not, what was done, each decision that gave a reason,
 * the originals with their hashes, and the timeline. Nothing is typed for it, and nothing of it says more than an entry does.
 */
export function caseReport(record: CaseRecord, lang: Lang): CaseReport {
  const say = (ja: string, en: string) => (lang === 'ja' ? ja : en);
  const { view, entries, zone } = record;
  const last = entries.at(-1);
  const heading = (ja: string, en: string): PaperBlock => ({ type: 'heading', text: say(ja, en) });
  const title = say(`事案報告書 ${view.id}`, `Case report ${view.id}`);
  return {
    title,
    blocks: [
      { type: 'title', text: title },
      { type: 'right', text: record.organisation[lang] },
      {
        type: 'small',
        text: say(
          `事案 ${view.id} の記録 ${entries.length} 件だけから作りました。最後の記録のハッシュ：${last?.hash ?? ''}。記録のない事実は書かれていません。`,
          `Made from the ${entries.length} entries of case ${view.id} and from nothing else. Hash of the last one: ${last?.hash ?? ''}. What no entry says is not in it.`,
        ),
      },
      heading('1. 事案', '1. The case'),
      { type: 'fields', rows: headRows(record, lang) },
      heading('2. 要約', '2. In short'),
      { type: 'list', mark: '・', items: briefOf(view, zone).map((one) => inertText(one[lang])) },
      heading('3. 分かっていること・分からないこと', '3. What is known and what is not'),
      ...judgement(record, lang),
      heading('4. 行ったこと', '4. What was done'),
      ...done(record, lang),
      heading('5. 所要時間', '5. Times'),
      times(record, lang),
      heading('6. 判断とその理由', '6. Decisions and their reasons'),
      decisions(record, lang),
      heading('7. 証拠', '7. Evidence'),
      evidence(record, lang),
      heading('8. 経緯', '8. Timeline'),
      timeline(record, lang),
    ],
  };
}

function headRows({ view, marked, zone }: CaseRecord, lang: Lang): readonly (readonly [string, string])[] {
  const say = (ja: string, en: string) => (lang === 'ja' ? ja : en);
  const { state, imported } = view;
  const time = (at: string) => wallTime(at, zone, lang, 'year');
  return [
    [say('番号', 'Number'), view.id],
    [say('題名', 'Title'), inertText(view.title)],
    [say('取り扱い', 'Handling'), `TLP:${view.tlp}`],
    [say('深刻度', 'Severity'), severityWords[view.severity][lang]],
    [say('担当', 'Owner'), view.owner?.name ?? say('決まっていない', 'nobody')],
    [say('起票', 'Opened'), time(view.openedAt)],
    [
      say('状態', 'State'),
      state.is === 'open'
        ? say('対応中', 'open')
        : `${say('終了', 'closed')} ${time(state.at)}: ${outcomeWords[state.outcome][lang]} — ${inertText(state.reason)}`,
    ],
    ...(!marked ? [] : ([[say('種別', 'Kind'), say('訓練', 'an exercise')]] as const)),
    ...(imported === null
      ? []
      : ([
          [
            say('由来', 'Origin'),
            say(
              `ほかのデスクの記録（${imported.entries} 件、受け取り元：${inertText(imported.from)}）`,
              `written on another desk (${imported.entries} entries, from ${inertText(imported.from)})`,
            ),
          ],
        ] as const)),
  ];
}

function judgement({ view, zone }: CaseRecord, lang: Lang): readonly PaperBlock[] {
  const { known, unknown, notCheckable } = readJudgement(view);
  const part = (heading: Bilingual, all: typeof known): readonly PaperBlock[] => [
    { type: 'subheading', text: heading[lang] },
    all.length === 0
      ? { type: 'text', text: { ja: '記録なし', en: 'nothing on record' }[lang] }
      : {
          type: 'list',
          mark: '・',
          items: all.map(({ text, evidence: rests }) => {
            const on = rests.flatMap((one) => (one.type === 'entry' ? [`#${one.seq}`] : []));
            return `${inertText(timesOnWall(text[lang], zone, lang))}${on.length === 0 ? '' : ` (${on.join(', ')})`}`;
          }),
        },
  ];
  return [
    ...part({ ja: '分かっていること', en: 'Known' }, known),
    ...part({ ja: 'まだ分からないこと', en: 'Not known yet' }, unknown),
    ...part({ ja: '確かめられないこと', en: 'Not checkable' }, notCheckable),
  ];
}

function times({ entries }: CaseRecord, lang: Lang): PaperBlock {
  const measures = measuresOf(entries);
  return {
    type: 'table',
    columns: [
      { heading: { ja: '段階', en: 'Point' }[lang], parts: 3 },
      { heading: { ja: '最初の知らせから（分）', en: 'Minutes from first contact' }[lang], parts: 2 },
      { heading: { ja: '根拠', en: 'Rests on' }[lang], parts: 1 },
    ],
    rows: points.map((point) => {
      const [minutes, seq] = [measures.minutes[point], measures.seq[point]];
      const not = { ja: '達していない', en: 'not reached' }[lang];
      return [reachedWords[point][lang], minutes === null ? not : String(minutes), seq === null ? '—' : `#${seq}`];
    }),
  };
}

/** The reason that an entry gives, whatever its kind: acts are asked for one under this name. */
function reasonOf(entry: Entry | ErasedEntry): string {
  const reason = entry.body === null ? null : (entry.body as Readonly<Record<string, unknown>>)['reason'];
  return typeof reason === 'string' ? reason.trim() : '';
}

function decisions({ entries, zone }: CaseRecord, lang: Lang): PaperBlock {
  const decided = entries.filter((entry) => entry.actor.type === 'person' && reasonOf(entry) !== '');
  if (decided.length === 0)
    return { type: 'text', text: { ja: '理由を添えた判断の記録はない。', en: 'No decision with a reason is on record.' }[lang] };
  return {
    type: 'table',
    columns: [
      { heading: { ja: '時刻・人', en: 'When, who' }[lang], parts: 2 },
      { heading: { ja: '判断', en: 'Decision' }[lang], parts: 3 },
      { heading: { ja: '理由', en: 'Reason' }[lang], parts: 4 },
    ],
    rows: decided.map((entry) => [
      `${wallTime(entry.at, zone, lang)}\n${inertText(whoWrote(entry.actor, lang))}`,
      [
        `#${entry.seq} ${titleOf(entry, lang)}`,
        ...(entry.kind === 'clock.opened' && entry.body !== null ? [ruleNames[entry.body.rule][lang]] : []),
      ].join('\n'),
      inertText(reasonOf(entry)),
    ]),
  };
}

function evidence({ evidence: all }: CaseRecord, lang: Lang): PaperBlock {
  if (all.length === 0) return { type: 'text', text: { ja: '原本の記録はない。', en: 'No original is on record.' }[lang] };
  return {
    type: 'table',
    columns: [
      { heading: 'SHA-256', parts: 5 },
      { heading: { ja: '記録', en: 'Entry' }[lang], parts: 3 },
      { heading: { ja: 'バイト', en: 'Bytes' }[lang], parts: 1 },
    ],
    rows: all.map(({ sha256, seq, kind, bytes }) => [
      sha256,
      `#${seq} ${titleOf({ kind }, lang)}`,
      bytes === null ? { ja: '消去済み', en: 'erased' }[lang] : String(bytes),
    ]),
  };
}

function timeline({ entries, zone }: CaseRecord, lang: Lang): PaperBlock {
  return {
    type: 'table',
    columns: [
      { heading: '#', parts: 1 },
      { heading: { ja: '時刻', en: 'When' }[lang], parts: 3 },
      { heading: { ja: '誰が', en: 'Who' }[lang], parts: 2 },
      { heading: { ja: '何を', en: 'What' }[lang], parts: 6 },
    ],
    rows: entries.map((entry) => [
      String(entry.seq),
      wallTime(entry.at, zone, lang, 'year'),
      inertText(whoWrote(entry.actor, lang)),
      [titleOf(entry, lang), saidIn(entry, lang)].filter((part) => part !== '').join('\n'),
    ]),
  };
}

function titleOf({ kind }: Pick<Entry, 'kind'>, lang: Lang): string {
  return entryTitles[kind][lang];
}

/** What an entry says in words, by the names under which entries keep words. */
const SAID = ['title', 'subject', 'text', 'object', 'result', 'whom', 'value', 'note'] as const;
const MOST = 300;

function saidIn(entry: Entry | ErasedEntry, lang: Lang): string {
  if (entry.body === null) return { ja: '（内容は消去済み）', en: '(its text was erased)' }[lang];
  const body = entry.body as Readonly<Record<string, unknown>>;
  const words = SAID.flatMap((name) => {
    const value = body[name];
    return typeof value === 'string' && value.trim() !== '' ? [value.trim()] : [];
  }).join(' / ');
  const inert = inertText(words);
  return inert.length > MOST ? `${inert.slice(0, MOST)}…` : inert;
}
