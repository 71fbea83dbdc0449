// SPDX-License-Identifier: Apache-2.0
import { defineProblems } from '../../kernel/define-problems.ts';

const unchanged = { ja: '訓練は変わっていません。', en: 'The exercise has not changed.' } as const;
const nothing = { ja: '何も始まっていません。', en: 'Nothing has been started.' } as const;

export const runProblem = defineProblems('exercise', {
  'run.unknown': {
    status: 404,
    what: { ja: '訓練 {runId} はありません。', en: 'There is no exercise {runId}.' },
    safe: unchanged,
    next: { ja: '一覧から選び直してください。', en: 'Choose one from the list.' },
  },
  'run.needs-a-person': {
    status: 403,
    what: { ja: '訓練を始め、動かすのは、名前の分かる人だけです。', en: 'Only a person by name starts and directs an exercise.' },
    safe: unchanged,
    next: { ja: '画面にサインインして操作してください。', en: 'Sign in and do it as yourself.' },
  },
  'run.no-scenario': {
    status: 404,
    what: { ja: 'シナリオ「{scenario}」はありません。', en: 'There is no scenario “{scenario}”.' },
    safe: nothing,
    next: { ja: 'シナリオの一覧から選んでください。', en: 'Choose one from the list of scenarios.' },
  },
  'run.day-wrong': {
    status: 422,
    what: { ja: '{day} には決められません（今日は {today}）。', en: '{day} cannot be set (today is {today}).' },
    safe: { ja: '決めてあった日はそのままです。', en: 'The days set before stay as they are.' },
    next: { ja: '今日から二年先までの日を選んでください。', en: 'Choose a day between today and two years from now.' },
  },
  'run.no-date': {
    status: 404,
    what: { ja: 'その訓練の日はもうありません。', en: 'That day is no longer set.' },
    safe: { ja: 'ほかの日はそのままです。', en: 'The other days stay as they are.' },
    next: { ja: '一覧を読み込み直してください。', en: 'Load the list again.' },
  },
  'run.roster-wrong': {
    status: 422,
    what: {
      ja: '役割「{role}」か、そこに入る {personId} が見つかりません。',
      en: 'There is no role “{role}”, or nobody {personId} to take it.',
    },
    safe: nothing,
    next: { ja: '名簿と役割を確かめてください。', en: 'Check the register and the roles.' },
  },
  'run.role-empty': {
    status: 422,
    what: { ja: '役割「{role}」に誰もいません。', en: 'Nobody takes the role “{role}”.' },
    safe: nothing,
    next: { ja: 'その役割の参加者を決めてから始めてください。', en: 'Name somebody for it, then start.' },
  },
  'run.wrong-state': {
    status: 409,
    what: { ja: '{runId} の今の状態では、この操作はできません。', en: '{runId} does not allow that in its present state.' },
    safe: unchanged,
    next: { ja: '読み込み直し、今できることから選んでください。', en: 'Read it again and choose what can be done now.' },
  },
  'run.no-inject': {
    status: 404,
    what: {
      ja: '{runId} に、まだ届いていないその状況付与（または期待する行動）はありません。',
      en: '{runId} has no such inject to come, or no such expected act.',
    },
    safe: unchanged,
    next: { ja: '読み込み直してください。', en: 'Read it again.' },
  },
  'run.no-owner': {
    status: 422,
    what: { ja: '担当にする {personId} が見つかりません。', en: 'There is nobody {personId} to own it.' },
    safe: { ja: '作業は作られていません。', en: 'No work was made.' },
    next: { ja: '組織の名簿から選んでください。', en: 'Choose somebody from the register.' },
  },
  'run.no-target': {
    status: 404,
    what: { ja: '{runId} に、その到達基準はありません。', en: '{runId} has no such target.' },
    safe: unchanged,
    next: { ja: '評価の一覧から選んでください。', en: 'Choose one from the evaluation.' },
  },
  'run.target-measured': {
    status: 409,
    what: {
      ja: '{runId} のその到達基準は記録から測るもので、人は評点を付けません。',
      en: 'That target of {runId} is measured from the journal; nobody rates it.',
    },
    safe: unchanged,
    next: { ja: '気づいたことは観察として書いてください。', en: 'Write what you saw as a note.' },
  },
  'run.report-too-early': {
    status: 409,
    what: {
      ja: '{caseId} の訓練はまだ終わっていません。報告書には、これから届くものの基準が載ります。',
      en: 'The exercise of {caseId} has not ended, and the report names targets for what is still to come.',
    },
    safe: unchanged,
    next: { ja: '訓練を終えてから作ってください。', en: 'End the exercise, then make the report.' },
  },
  'run.not-on-roster': {
    status: 422,
    what: { ja: '{runId} の名簿にその人（または役割）はいません。', en: '{runId} has no such person, or role, on its roster.' },
    safe: unchanged,
    next: { ja: '名簿から選んでください。', en: 'Choose from the roster.' },
  },
});
