// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../../kernel/bilingual.ts';
import { refusalOf } from './moves.ts';
import type { Standing } from './moves.ts';
import { isOver } from './round.ts';

/** What whoever looks does now, in one line; what cannot be done is said with who can. */
export function whatNow(standing: Standing): Bilingual {
  const { round, place, own, now } = standing;
  if (round.state === 'closed') return CLOSED;
  if (place === 'observer') return OBSERVER[round.state];
  if (place === 'examiner') return examiner(standing);
  if (place === 'instructor') return instructor(standing);
  if (round.state === 'set-up')
    return { ja: 'まだ始まっていません。始まるまで待ってください。', en: 'It has not begun yet. Wait until it is opened.' };
  if (round.state === 'open' && !isOver(round, now))
    return own === null
      ? { ja: '期限までに回答を書いて提出してください。', en: 'Write your answer and hand it in before the deadline.' }
      : {
          ja: '提出済みです。期限までは直せます。ほかの人の回答は締め切りまで見えません。',
          en: 'Your answer is in and can be changed until the deadline. The others’ stay hidden until then.',
        };
  if (own === null && refusalOf(standing, 'answer') === null)
    return {
      ja: '講師が遅れての提出を認めました。回答を書いて提出してください。',
      en: 'The instructor allows a late answer. Write it and hand it in.',
    };
  if (own === null && round.voteAfterOwnAnswer) return LATE;
  if (round.state === 'open')
    return own === null
      ? LATE
      : { ja: '締め切りました。まもなく全員の回答が見えます。', en: 'Answers are over. You will see everybody’s shortly.' };
  return {
    ja: 'ほかの人の回答を読み、なるほどと思ったものに「なるほど」を付けてください。',
    en: 'Read the others’ answers and give a naruhodo to those that make you see.',
  };
}

const CLOSED: Bilingual = {
  ja: '終了しました。回答・なるほど・講評を読めます。',
  en: 'It is closed. Answers, votes and comments can be read.',
};
const LATE: Bilingual = {
  ja: '締め切りを過ぎました。遅れて出すには、講師に承諾を求めてください。',
  en: 'The deadline has passed. Ask the instructor’s consent to answer late.',
};
const OBSERVER = {
  'set-up': { ja: '準備中です。見るだけで、することはありません。', en: 'It is being set up. You only read; nothing is for you to do.' },
  open: { ja: '回答の受け付け中です。回答は締め切りまで見えません。', en: 'Answers are coming in. They stay hidden until the deadline.' },
  review: { ja: '回答と投票を読めます。することはありません。', en: 'You can read answers and votes; nothing is for you to do.' },
} as const satisfies Record<string, Bilingual>;

function examiner({ round, now }: Standing): Bilingual {
  if (round.state === 'set-up') {
    if (round.instructor === null)
      return { ja: '講師を決めてください。講師がいないと始められません。', en: 'Name the instructor; without one it cannot begin.' };
    if (round.deadline === null) return { ja: '回答の期限を決めてください。', en: 'Set the deadline for answers.' };
    return { ja: '問題を確かめ、始めてください。', en: 'Check the question and open the round.' };
  }
  if (round.state === 'open' && !isOver(round, now))
    return { ja: '回答を待ちます。足りなければ期限を延ばせます。', en: 'Wait for answers; extend the deadline if it is too short.' };
  return { ja: '回答を読めます。講評と終了は講師が行います。', en: 'You can read the answers. The instructor comments and closes.' };
}

function instructor({ round, now }: Standing): Bilingual {
  if (round.state === 'set-up') {
    if (round.deadline === null) return { ja: '回答の期限を決めてください。', en: 'Set the deadline for answers.' };
    return { ja: '問題を確かめ、始めてください。', en: 'Check the question and open the round.' };
  }
  if (round.state === 'open' && !isOver(round, now))
    return {
      ja: '届いた回答を読み、講評を下書きできます。講評は公開するまで見えません。',
      en: 'Read the answers that came and draft comments; nobody sees them until you release them.',
    };
  if (round.commentsOutAt === null)
    return { ja: 'すべての回答に講評を書き、公開してください。', en: 'Comment on every answer, then release the comments.' };
  return { ja: '投票が落ち着いたら、まとめを書いて終了してください。', en: 'When the votes have settled, write the outcome and close.' };
}
