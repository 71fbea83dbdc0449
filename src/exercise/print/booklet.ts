// SPDX-License-Identifier: Apache-2.0
import type { Paper, PaperBlock, PaperSection } from '../../common/paper.port.ts';
import { printedAt } from '../../common/time/printed-at.ts';
import { wallTime } from '../../common/time/wall-time.ts';
import type { Bilingual, Lang } from '../../kernel/bilingual.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { RoundSheet } from '../round/round.contract.ts';

/** What stands on every paper: whose it is, in which language, when and in which zone it was printed. */
export type PaperHead = { readonly organisation: string; readonly lang: Lang; readonly at: Instant; readonly zone: string };

/** Rounds as whoever asked may see them, each with its answers; what is hidden from him is not in a sheet, so not on paper. */
export type OpenSheet = RoundSheet & { readonly list: NonNullable<RoundSheet['list']> };

/** The booklet: contents, then for each round its question, every answer with its votes, and the comments in full. */
export function bookletPaper(sheets: readonly OpenSheet[], head: PaperHead): Paper {
  const say = (text: Bilingual) => text[head.lang];
  const [only] = sheets.length === 1 ? sheets : [];
  const title = only === undefined ? say({ ja: '問題の回の冊子', en: 'Booklet of question rounds' }) : only.title;
  const cover: PaperBlock[] = [
    { type: 'title', text: title },
    { type: 'right', text: head.organisation },
    ...(only === undefined ? [] : ([{ type: 'text', text: say({ ja: '問題の回の冊子', en: 'Booklet of a question round' }) }] as const)),
    { type: 'contents', text: say({ ja: '目次', en: 'Contents' }) },
  ];
  return {
    caseId: null,
    lang: head.lang,
    title,
    organisation: head.organisation,
    printed: printedAt(head.at, head.lang, head.zone),
    tlp: null,
    practice: true,
    size: 'a5',
    numbering: 'through',
    sections: [
      { reference: sheets.map(({ roundId }) => roundId).join(' '), blocks: cover },
      ...sheets.map((sheet) => roundSection(sheet, head)),
    ],
  };
}

function roundSection(sheet: OpenSheet, head: PaperHead): PaperSection {
  const say = (text: Bilingual) => text[head.lang];
  const time = (at: string | null) => (at === null ? '—' : wallTime(at, head.zone, head.lang, 'year'));
  const { hint } = sheet;
  const blocks: PaperBlock[] = [
    { type: 'title', text: sheet.title },
    {
      type: 'fields',
      rows: [
        [say({ ja: '番号', en: 'Number' }), sheet.roundId],
        [say({ ja: '分類', en: 'Category' }), sheet.category],
        [say({ ja: '出題者', en: 'Examiner' }), sheet.examiner],
        [say({ ja: '講師', en: 'Instructor' }), sheet.instructor?.name ?? '—'],
        [say({ ja: '始めた日時', en: 'Opened' }), time(sheet.openedAt)],
        [say({ ja: '回答の期限', en: 'Answers due' }), time(sheet.deadline)],
        ...sheet.extensions.map(({ to, reason }) => [say({ ja: '期限の延長', en: 'Extended to' }), `${time(to)}\n${reason}`] as const),
        [say({ ja: '終了した日時', en: 'Closed' }), time(sheet.closedAt)],
        [say({ ja: '回答', en: 'Answers' }), String(sheet.list.length)],
        [say({ ja: 'なるほど', en: 'Naruhodo votes' }), String(sheet.votes)],
      ],
    },
    { type: 'heading', text: say({ ja: '問題', en: 'The question' }) },
    { type: 'text', text: sheet.question },
    ...(hint === null || hint.text === null
      ? []
      : ([
          { type: 'subheading', text: say({ ja: 'ヒント', en: 'Hint' }) },
          { type: 'text', text: hint.text },
        ] as const)),
    ...sheet.list.flatMap((answer, index) => answerBlocks(sheet, answer, index + 1, head)),
    ...(sheet.list.length > 0 ? [] : ([{ type: 'text', text: say({ ja: '回答はありませんでした。', en: 'Nobody answered.' }) }] as const)),
    ...(sheet.outcome === ''
      ? []
      : ([
          { type: 'heading', text: say({ ja: 'まとめ', en: 'What was taken from it' }) },
          { type: 'text', text: sheet.outcome },
        ] as const)),
  ];
  return { reference: sheet.roundId, blocks };
}

function answerBlocks(sheet: OpenSheet, answer: OpenSheet['list'][number], number: number, head: PaperHead): readonly PaperBlock[] {
  const { lang, zone } = head;
  const say = (text: Bilingual) => text[lang];
  const { comment, votes, author } = answer;
  const who = author ?? say({ ja: '（名前を伏せた回答者）', en: '(a member, unnamed)' });
  const marks = [
    say({ ja: `なるほど ${votes}`, en: `${votes} naruhodo` }),
    ...(comment?.model === true ? [say({ ja: '模範回答', en: 'model answer' })] : []),
    ...(answer.late ? [say({ ja: '遅れて提出', en: 'handed in late' })] : []),
    wallTime(answer.at, zone, lang, 'year'),
  ];
  const none =
    sheet.commentsOutAt === null
      ? { ja: '講評はまだ公開されていません。', en: 'Comments are not out yet.' }
      : { ja: '講評はありません。', en: 'No comment.' };
  return [
    { type: 'heading', text: say({ ja: `回答 ${number}　${who}`, en: `Answer ${number}: ${who}` }) },
    { type: 'small', text: marks.join(lang === 'ja' ? '・' : ' · ') },
    { type: 'text', text: answer.text },
    ...(comment === null
      ? ([{ type: 'small', text: say(none) }] as const)
      : [
          { type: 'subheading', text: say({ ja: `講評（${comment.by}）`, en: `Comment by ${comment.by}` }) } as const,
          ...[comment.short, comment.long].filter((text) => text !== '').map((text) => ({ type: 'text', text }) as const),
          ...(comment.followUp === ''
            ? []
            : ([{ type: 'box', text: `${say({ ja: '続けての問い', en: 'A further question' })}\n${comment.followUp}` }] as const)),
        ]),
  ];
}
