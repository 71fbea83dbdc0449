// SPDX-License-Identifier: Apache-2.0
import type { PaperBlock, PaperSection } from '../../common/paper.port.ts';
import type { Bilingual, Lang } from '../../kernel/bilingual.ts';
import { columnsOf } from './duty-pages.ts';
import { room, title } from './paper-words.ts';

/** Rows of a log page, so that it fills one page. */
const ROWS = 20;

/** Log pages to be written on by hand; page and row have a number, so that nothing is lost when they are typed in. */
export function logPages(count: number, lang: Lang): readonly PaperSection[] {
  return Array.from({ length: count }, (_, at) => logPage(at + 1, count, lang));
}

function logPage(page: number, count: number, lang: Lang): PaperSection {
  return {
    reference: '',
    blocks: [
      title({ ja: `記録用紙 ${page}／${count}`, en: `Log page ${page} of ${count}` }, lang),
      {
        type: 'table',
        columns: columnsOf(lang, [
          ['事案（番号・件名）', 'Case (number, title)', 5],
          ['日付', 'Date', 2],
          ['書いた人', 'Written by', 3],
        ]),
        rows: [[room(2), '', '']],
      },
      {
        type: 'table',
        columns: columnsOf(lang, [
          ['番号', 'No.', 5],
          ['時刻', 'Time', 6],
          ['誰が', 'Who', 9],
          ['何があった・何をした', 'What happened, what was done', 26],
          ['決めたこと', 'Decided', 14],
        ]),
        rows: Array.from({ length: ROWS }, (_, row) => [`${page}-${row + 1}${room(2)}`, '', '', '', '']),
      },
      {
        type: 'small',
        text: {
          ja: '時刻は見た時計のとおりに。書き損じは線で消し、消しゴムや修正液は使わない。',
          en: 'Times as the clock shows them. Strike mistakes out with a line; no eraser, no correction fluid.',
        }[lang],
      },
    ],
  };
}

type Field = readonly [ja: string, en: string, lines: number];

const callNote: readonly Field[] = [
  ['日時', 'When', 2],
  ['掛けた・受けた', 'Made or received', 2],
  ['相手（組織・名前・部署）', 'Who (organisation, name, section)', 3],
  ['電話番号（折り返し先）', 'Telephone (call back)', 2],
  ['本人か確かめた方法', 'How the caller was verified', 3],
  ['相手の言ったこと', 'What they said', 11],
  ['こちらの言ったこと', 'What we said', 10],
  ['約束したこと・次の連絡（日時・誰が）', 'Promised; next call (when, by whom)', 5],
  ['受付番号', 'Reference number', 2],
  ['書いた人', 'Written by', 2],
];
const decision: readonly Field[] = [
  ['決めた日時', 'Decided at', 2],
  ['決めた人（名前・役職）', 'Decided by (name, position)', 2],
  ['その場にいた人', 'Present', 2],
  ['決めたこと', 'What was decided', 7],
  ['分かっていたこと', 'What was known', 6],
  ['分からなかったこと', 'What was not known', 6],
  ['ほかの案と、採らなかった理由', 'Other choices, and why not', 6],
  ['誰が・いつまでに行うか', 'Who does it, by when', 3],
  ['見直す時刻・戻し方', 'Looked at again; way back', 4],
  ['書いた人', 'Written by', 2],
];
const evidence: readonly Field[] = [
  ['番号（袋・媒体に書いた番号）', 'Number (as on bag or medium)', 2],
  ['品名・型番・製造番号', 'Item, model, serial number', 3],
  ['どこにあったか・状態', 'Where it was, its condition', 4],
  ['取り出した日時・人', 'Taken at, by', 2],
  ['取り出し方（電源・ケーブル・複製の方法）', 'How it was taken (power, cables, way of copying)', 4],
  ['ハッシュ値（SHA-256。ないときは理由）', 'Hash (SHA-256; if none, why)', 4],
];

/** One page each: a call, a decision, evidence that changes hands. */
export function forms(lang: Lang): readonly PaperSection[] {
  return [
    form({ ja: '電話メモ', en: 'Call note' }, callNote, lang),
    form({ ja: '判断の記録', en: 'Decision' }, decision, lang),
    {
      reference: '',
      blocks: [
        ...form({ ja: '証拠の受け渡し', en: 'Evidence hand-over' }, evidence, lang).blocks,
        {
          type: 'table',
          columns: columnsOf(lang, [
            ['日時', 'When', 4],
            ['渡した人（署名）', 'Given by (signature)', 5],
            ['受け取った人（署名）', 'Received by (signature)', 5],
            ['目的・保管場所', 'Purpose, where it is kept', 6],
          ]),
          rows: Array.from({ length: 6 }, () => [room(3), '', '', '']),
        },
      ],
    },
  ];
}

function form(name: Bilingual, fields: readonly Field[], lang: Lang): PaperSection {
  const rows = fields.map(([ja, en, lines]) => [{ ja, en }[lang], room(lines)] as const);
  const blocks: PaperBlock[] = [title(name, lang), { type: 'fields', rows }];
  return { reference: '', blocks };
}
