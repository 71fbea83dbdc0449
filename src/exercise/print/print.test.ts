// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import type { Paper, PaperBlock } from '../../common/paper.port.ts';
import type { Entry } from '../../case/entry.ts';
import type { EntryKind } from '../../case/entry/kinds.ts';
import type { Instant } from '../../kernel/instant.ts';
import { evaluate } from '../evaluation/evaluate.ts';
import type { Run } from '../run/run.ts';
import { afterActionPaper } from './after-action.ts';
import { bookletPaper } from './booklet.ts';
import type { OpenSheet, PaperHead } from './booklet.ts';
import { spanWords } from './words.ts';

const at = '2026-12-05T09:00:00.000Z' as Instant;
const head = (lang: 'ja' | 'en'): PaperHead => ({ organisation: '例の会', lang, at, zone: 'Asia/Tokyo' });
const comment = { short: '短評', long: '詳しい講評', followUp: '本当だったら？', model: true, by: '原', at };
const answer = { mine: false, at, late: false, votes: 3, voted: false };
const sheet = (given: Partial<OpenSheet>): OpenSheet =>
  ({
    roundId: 'Q-2026-0001',
    category: 'メール',
    title: '届いたメール',
    question: 'どうしますか',
    state: 'closed',
    examiner: '関',
    instructor: { personId: 'P-2', name: '原' },
    openedAt: at,
    deadline: at,
    closedAt: at,
    commentsOutAt: at,
    extensions: [],
    votes: 3,
    hint: { text: '差出人を見る', revealedAt: null },
    outcome: '窓口を一つに',
    list: [
      { ...answer, answerId: 'a', author: '森', text: 'まず知らせる', comment },
      { ...answer, answerId: 'b', author: null, text: '電話する', votes: 0, late: true, comment: null },
    ],
    ...given,
  }) as unknown as OpenSheet;

const textsOf = (paper: Paper, section: number): readonly string[] =>
  (paper.sections[section]?.blocks ?? []).flatMap((block: PaperBlock) =>
    'text' in block
      ? [block.text]
      : block.type === 'table'
        ? block.rows.map((row) => row.join(' | '))
        : 'items' in block
          ? block.items
          : [],
  );

describe('exercise/print: the booklet', () => {
  it('has contents, the question, every answer with its votes, and comments in full, on pages marked as practice', () => {
    const paper = bookletPaper([sheet({})], head('ja'));

    expect([paper.practice, paper.numbering, paper.sections.length]).toEqual([true, 'through', 2]);
    expect(paper.sections[0]?.blocks.map(({ type }) => type)).toContain('contents');
    const texts = textsOf(paper, 1);
    for (const text of [
      'どうしますか',
      '差出人を見る',
      '回答 1　森',
      'まず知らせる',
      '短評',
      '詳しい講評',
      '続けての問い\n本当だったら？',
      '窓口を一つに',
    ])
      expect(texts).toContain(text);
    expect(texts).toContain('回答 2　（名前を伏せた回答者）');
    expect(texts.find((text) => text.startsWith('なるほど 3'))).toMatch(/^なるほど 3・模範回答・2026年12月5日/);
    expect(texts.find((text) => text.startsWith('なるほど 0'))).toContain('遅れて提出');
  });

  it('holds several rounds, one after the other, and says what is not out yet', () => {
    const open = sheet({ roundId: 'Q-2026-0002', commentsOutAt: null, hint: null, outcome: '', list: [] });
    const [first] = sheet({}).list;
    if (first === undefined) throw new Error('no answer');
    const paper = bookletPaper([sheet({}), { ...open, list: [{ ...first, comment: null }] }], head('en'));

    expect([paper.title, paper.sections.map(({ reference }) => reference)]).toEqual([
      'Booklet of question rounds',
      ['Q-2026-0001 Q-2026-0002', 'Q-2026-0001', 'Q-2026-0002'],
    ]);
    expect(textsOf(paper, 2)).toContain('Comments are not out yet.');
  });
});

describe('exercise/print: the report', () => {
  const entry = (seq: number, kind: EntryKind, body: object): Entry =>
    ({ seq, at, kind, body, hash: 'h'.repeat(64), actor: { type: 'person', id: 'P-1', name: '佐藤' } }) as never;
  const scenario = {
    title: 't',
    about: 'a',
    roles: [{ id: 'duty', title: '当番', fill: 'on-duty' }],
    objectives: [
      {
        id: 'o',
        text: '早く決める',
        targets: [
          { id: 'm', text: '10分以内に決める', metric: { from: 'first-contact', to: 'triaged', within: '10m' }, tasks: [] },
          { id: 'h', text: '一つの声で話す', tasks: [] },
        ],
      },
    ],
    injects: [{ id: 'i', expects: [{ id: 'e', text: '保留にする' }] }],
    debrief: ['どこで迷いましたか'],
  };
  const run = {
    runId: 'X-2026-0001',
    scenario,
    roster: [{ role: 'duty', personId: 'P-1', name: '佐藤' }],
    unreachable: [],
    facilitator: { personId: 'P-9', name: '進行' },
    progress: { sent: { i: 0 }, met: {} },
  } as unknown as Run;
  const entries = [
    entry(1, 'case.opened', { title: 't' }),
    entry(2, 'exercise.started', { speed: 1 }),
    entry(3, 'exercise.inject-sent', { at: 0, subject: { ja: '届いたメール', en: 'a mail' } }),
    entry(4, 'exercise.noted', { at: 60, text: '電話で尋ねた', met: null }),
    entry(5, 'exercise.rated', { target: 'o/h', rating: 'S', note: '少し迷った' }),
    entry(6, 'case.called', { result: 'no-answer' }),
    entry(7, 'exercise.ended', { at: 120 }),
  ];
  const reportOf = (lang: 'ja' | 'en', of: Run | null) =>
    afterActionPaper(
      {
        caseId: 'C-2026-0001',
        title: 't',
        tlp: 'AMBER',
        run: of,
        entries,
        evaluation: evaluate(of?.scenario ?? { objectives: [] }, entries, at),
      },
      head(lang),
    );

  it('follows background, scope, objectives, observations, recommendations, from the journal', () => {
    const texts = textsOf(reportOf('ja', run), 0);

    for (const line of [
      '1. 背景',
      '2. 範囲と参加者',
      '3. 目標と結果',
      '5. 観察',
      '6. 改善の勧告',
      '当番 | 佐藤 | ',
      '10分以内に決める | 達しなかった\n—（基準 10分） | #3',
      '一つの声で話す | S 多少の支障があった\n少し迷った | 佐藤',
      '0分 | 届いたメール | 届いた',
      '1分 | 電話で尋ねた | 進行役の観察',
      '「10分以内に決める」：達しませんでした（基準 10分）',
      '期待した行動が記録にありません：保留にする',
      '応答のない連絡がありました。次に連絡する人を決めてください。',
      'どこで迷いましたか',
    ])
      expect(texts).toContain(line);
  });

  it('of a real case has no objectives and no mark of practice', () => {
    const paper = reportOf('en', null);

    expect([paper.practice, paper.tlp]).toEqual([false, 'AMBER']);
    expect(textsOf(paper, 0)).toContain('The case was real: there are no objectives of an exercise.');
  });

  it.each([
    [0, '0分', '0 min'],
    [59, '59秒', '59 s'],
    [90, '1分30秒', '1 min 30 s'],
    [600, '10分', '10 min'],
    [5430, '1時間31分', '1 h 31 min'],
    [90_000, '1日1時間', '1 d 1 h'],
  ])('says %i seconds as %s', (seconds, ja, en) => {
    expect([spanWords(seconds, 'ja'), spanWords(seconds, 'en')]).toEqual([ja, en]);
  });
});
