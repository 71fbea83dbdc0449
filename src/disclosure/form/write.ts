// SPDX-License-Identifier: Apache-2.0
import type { Paper, PaperBlock } from '../../common/paper.port.ts';
import { eraTime } from '../../common/time/era.ts';
import { printedAt } from '../../common/time/printed-at.ts';
import { MARK } from '../../case/exercise-mark.ts';
import type { Bilingual, Lang } from '../../kernel/bilingual.ts';
import type { Instant } from '../../kernel/instant.ts';
import { csvCell } from '../../kernel/text.ts';
import { wallTime } from '../../common/time/wall-time.ts';
import type { FilledForm, FilledItem, Manner } from './fill.ts';
import type { Form, Ground } from './form.ts';

export type FormHead = {
  readonly caseId: string;
  readonly seq: number;
  readonly organisation: Bilingual;
  readonly at: Instant;
  readonly tlp: Paper['tlp'];
  readonly marked: boolean;
};

export const groundWords: Readonly<Record<Ground, Bilingual>> = {
  rule: { ja: '規則8条', en: 'rule 8' },
  summary: { ja: '公表された要約', en: 'published summary' },
  'to-be-confirmed': { ja: '要確認', en: 'to be confirmed' },
  ours: { ja: '', en: '' },
};
export const stateWords: Readonly<Record<FilledItem['state'], Bilingual>> = {
  filled: { ja: '記入', en: 'filled' },
  partly: { ja: '一部調査中', en: 'partly under investigation' },
  open: { ja: '調査中', en: 'under investigation' },
  empty: { ja: '記入なし', en: 'nothing' },
};

const SENT_NOWHERE: Bilingual = {
  ja: 'このデスクからはどこにも送られません。読み、直し、提出するのは人です。',
  en: 'The desk sends this nowhere: a person reads, corrects and hands it in.',
};

function timeOf({ at }: FormHead, { lang, zone, era }: Manner): string {
  return era && lang === 'ja' ? eraTime(at, zone) : wallTime(at, zone, lang, 'year');
}

function nameOf({ name, ground }: FilledItem, lang: Lang): string {
  return ground !== 'to-be-confirmed' ? name[lang] : lang === 'ja' ? `${name.ja}【要確認】` : `${name.en} [to be confirmed]`;
}

/** In plain text, to be copied into a request for approval or a report. */
export function formText(form: Form, filled: FilledForm, head: FormHead, manner: Manner): string {
  const { lang } = manner;
  const say = (ja: string, en: string) => (lang === 'ja' ? ja : en);
  return [
    `${head.marked ? `${MARK} ` : ''}${form.name[lang]}${say('（下書き）', ' (draft)')}`,
    `${say('様式の版', 'Version of the form')}: ${form.version[lang]}`,
    `${say('事案', 'Case')}: ${head.caseId}  ${say('記録', 'entry')} ${head.seq}`,
    `${say('作成', 'Drawn up')}: ${timeOf(head, manner)}  TLP:${head.tlp ?? ''}`,
    `${say('注', 'Note')}: ${form.note[lang]}`,
    SENT_NOWHERE[lang],
    ...filled.sections.flatMap(({ name, items }, at) => [
      '',
      `${at + 1}. ${name[lang]}`,
      ...items.flatMap((item) => [`${item.number} ${nameOf(item, lang)}`, ...item.lines.map((line) => `    ${line}`)]),
    ]),
    '',
  ].join('\n');
}

/** RFC 4180, one row an item; no cell runs as a formula. The version of the form is the first row. */
export function formCsv(form: Form, filled: FilledForm, head: FormHead, manner: Manner): string {
  const { lang } = manner;
  const say = (ja: string, en: string) => (lang === 'ja' ? ja : en);
  const rows: (readonly string[])[] = [
    [
      say('番号', 'number'),
      say('区分', 'section'),
      say('項目', 'item'),
      say('内容', 'content'),
      say('状態', 'state'),
      say('項目の根拠', 'ground'),
    ],
    ['0', say('様式', 'form'), form.name[lang], form.version[lang], head.marked ? MARK : say('下書き', 'draft'), ''],
    ['0', say('作成', 'drawn up'), head.caseId, timeOf(head, manner), `${say('記録', 'entry')} ${head.seq}`, ''],
    ['0', say('注', 'note'), '', form.note[lang], '', ''],
    ...filled.sections.flatMap(({ name, items }) =>
      items.map((item) => [
        item.number,
        name[lang],
        item.name[lang],
        item.lines.join('\n'),
        stateWords[item.state][lang],
        groundWords[item.ground][lang],
      ]),
    ),
  ];
  return rows.map((row) => `${row.map(csvCell).join(',')}\r\n`).join('');
}

/** On paper: names and contents side by side. */
export function formPaper(form: Form, filled: FilledForm, head: FormHead, manner: Manner): Paper {
  const { lang, zone } = manner;
  const title = lang === 'ja' ? `${form.name.ja}（下書き）` : `${form.name.en} (draft)`;
  const printed = printedAt(head.at, lang, zone);
  return {
    caseId: head.caseId,
    lang,
    title,
    organisation: head.organisation[lang],
    printed: manner.era && lang === 'ja' ? { ...printed, shown: `${eraTime(head.at, zone)} 印刷` } : printed,
    tlp: head.tlp,
    practice: head.marked,
    size: 'a4',
    numbering: 'through',
    sections: [
      {
        reference: head.caseId,
        blocks: [
          { type: 'title', text: title },
          { type: 'right', text: head.organisation[lang] },
          { type: 'small', text: `${lang === 'ja' ? '様式の版：' : 'Version of the form: '}${form.version[lang]}` },
          { type: 'box', text: `${form.note[lang]}\n${SENT_NOWHERE[lang]}` },
          ...filled.sections.flatMap(({ name, items }, at): readonly PaperBlock[] => [
            { type: 'heading', text: `${at + 1}. ${name[lang]}` },
            { type: 'fields', rows: items.map((item) => [`${item.number} ${nameOf(item, lang)}`, item.lines.join('\n')] as const) },
          ]),
        ],
      },
    ],
  };
}
