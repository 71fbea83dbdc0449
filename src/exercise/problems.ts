// SPDX-License-Identifier: Apache-2.0
import { defineProblems } from '../kernel/define-problems.ts';
import type { Problem } from '../kernel/problem.ts';
import type { Refusal } from './round/moves.ts';

const unchanged = {
  ja: '回は変わっていません。書いた文は画面に残っています。',
  en: 'The round has not changed; what you typed is still on the screen.',
} as const;
const again = {
  ja: '回を読み込み直し、今できることから選んでください。',
  en: 'Read the round again and choose what can be done now.',
} as const;

export const roundProblem = defineProblems('exercise', {
  'round.unknown': {
    status: 404,
    what: {
      ja: '問題の回 {roundId} はありません（まだ始まっていないこともあります）。',
      en: 'There is no round {roundId}, or it has not begun.',
    },
    safe: { ja: '何も変わっていません。', en: 'Nothing has changed.' },
    next: { ja: '一覧から選び直してください。', en: 'Choose one from the list.' },
  },
  'round.stale': {
    status: 412,
    what: {
      ja: '{roundId} は、読み込んだ後に変わりました（今の版 {rev}）。',
      en: '{roundId} has changed since it was read (now version {rev}).',
    },
    safe: unchanged,
    next: again,
  },
  'round.needs-a-person': {
    status: 403,
    what: { ja: '問題の回は、名前の分かる人だけが動かせます。', en: 'Only a person by name acts in a round.' },
    safe: unchanged,
    next: { ja: '画面にサインインして操作してください。', en: 'Sign in and do it on the screen.' },
  },
  'round.not-an-instructor': {
    status: 422,
    what: {
      ja: '{personId} は訓練担当の権限を持っていないか、登録されていません。',
      en: '{personId} is not registered, or is not an instructor.',
    },
    safe: unchanged,
    next: {
      ja: '組織の画面で権限を付けるか、別の人を選んでください。',
      en: 'Give the role on the People screen, or choose somebody else.',
    },
  },
  'round.booklet-too-early': {
    status: 409,
    what: {
      ja: '{roundId} の回答は、まだあなたに見えません。冊子には全員の回答が載ります。',
      en: 'You do not see the answers of {roundId} yet, and a booklet holds all of them.',
    },
    safe: unchanged,
    next: {
      ja: '回答が公開されてから（先に自分の回答が要る回では、提出してから）作ってください。',
      en: 'Make it once answers are open; where the round asks for your own first, hand that in.',
    },
  },
  'round.not-yours': {
    status: 403,
    what: { ja: '{roundId} でのあなたの立場では、この操作はできません。', en: 'Your place in {roundId} does not allow that.' },
    safe: unchanged,
    next: again,
  },
  'round.wrong-state': {
    status: 409,
    what: { ja: '{roundId} の今の段階では、この操作はできません。', en: '{roundId} does not allow that at its present stage.' },
    safe: unchanged,
    next: again,
  },
  'round.no-instructor': {
    status: 409,
    what: { ja: '{roundId} には講師がいません。', en: '{roundId} has no instructor.' },
    safe: { ja: '始まっていません。', en: 'It has not begun.' },
    next: { ja: '訓練担当の権限を持つ人を講師に決めてから始めてください。', en: 'Name somebody with the role instructor, then open it.' },
  },
  'round.no-deadline': {
    status: 409,
    what: { ja: '{roundId} には回答の期限がありません。', en: '{roundId} has no deadline for answers.' },
    safe: { ja: '始まっていません。', en: 'It has not begun.' },
    next: { ja: '期限を決めてから始めてください。', en: 'Set one, then open it.' },
  },
  'round.deadline-not-ahead': {
    status: 422,
    what: {
      ja: '{roundId} の期限は、今より後、延長なら今の期限より後にしてください。',
      en: 'The deadline of {roundId} must lie ahead, and an extension after the present one.',
    },
    safe: unchanged,
    next: { ja: '期限を入れ直してください。', en: 'Enter it again.' },
  },
  'round.answers-over': {
    status: 409,
    what: { ja: '{roundId} の回答は締め切られました。', en: 'Answers to {roundId} are over.' },
    safe: { ja: '書いた文は下書きに残っています。', en: 'What you wrote is kept as a draft.' },
    next: { ja: '遅れて出すには、講師に承諾を求めてください。', en: 'Ask the instructor’s consent to answer late.' },
  },
  'round.late-needless': {
    status: 409,
    what: {
      ja: '{roundId} では、この人に遅れての提出の承諾は要りません（期限内、提出済み、または承諾済み）。',
      en: 'In {roundId} this person needs no consent: in time, already in, or already allowed.',
    },
    safe: unchanged,
    next: again,
  },
  'round.answer-first': {
    status: 409,
    what: { ja: '{roundId} では、自分の回答を出した人だけが投票できます。', en: 'In {roundId} only those who answered may vote.' },
    safe: unchanged,
    next: { ja: '先に自分の回答を出してください。', en: 'Hand in your own answer first.' },
  },
  'round.own-answer': {
    status: 409,
    what: { ja: '自分の回答に「なるほど」は付けられません（{roundId}）。', en: 'Nobody gives a naruhodo to their own answer ({roundId}).' },
    safe: unchanged,
    next: { ja: 'ほかの人の回答から選んでください。', en: 'Choose another’s.' },
  },
  'round.voted-already': {
    status: 409,
    what: { ja: 'この回答には「なるほど」を付けてあります（{roundId}）。', en: 'You have given this answer your naruhodo ({roundId}).' },
    safe: { ja: '一票のまま数えられています。', en: 'It is counted once.' },
    next: again,
  },
  'round.no-vote': {
    status: 409,
    what: { ja: 'この回答に「なるほど」は付いていません（{roundId}）。', en: 'There is no naruhodo of yours on this answer ({roundId}).' },
    safe: unchanged,
    next: again,
  },
  'round.no-answer': {
    status: 404,
    what: { ja: '{roundId} にその回答、または承諾を求めた人はいません。', en: '{roundId} has no such answer, or nobody who asked.' },
    safe: unchanged,
    next: again,
  },
  'round.comments-out': {
    status: 409,
    what: { ja: '{roundId} の講評は公開済みです。', en: 'The comments of {roundId} are out already.' },
    safe: unchanged,
    next: again,
  },
  'round.no-hint': {
    status: 409,
    what: { ja: '{roundId} にヒントはありません。', en: '{roundId} has no hint.' },
    safe: unchanged,
    next: again,
  },
});

/** Why a move in a round was refused. */
export function refusedRound(refusal: Refusal, roundId: string): Problem {
  return roundProblem(`round.${refusal}`, undefined, { roundId });
}
