// SPDX-License-Identifier: Apache-2.0
import type { Problem } from '../kernel/problem.ts';

const nothingChanged = { ja: '何も変わっていません。', en: 'Nothing has changed.' };

export const intakeProblems = {
  'intake.no-such-report': {
    status: 404,
    what: { ja: 'その番号の報告はありません。', en: 'There is no report of that number.' },
    safe: nothingChanged,
    next: { ja: '報告の一覧で番号を確かめてください。', en: 'Look the number up in the list of reports.' },
  },
  'intake.no-bytes': {
    status: 410,
    what: { ja: 'この報告の原文は、人の指示で消去されました。', en: 'The original of this report was erased by a person.' },
    safe: { ja: '消去の記録とハッシュ値は事案に残っています。', en: 'The record of the erasure and the hash remain in the case.' },
    next: { ja: '事案の時系列で、誰がなぜ消去したかを確かめてください。', en: 'See in the timeline who erased it and why.' },
  },
  'intake.no-such-attachment': {
    status: 404,
    what: { ja: 'その番号の添付はありません。', en: 'There is no attachment of that number.' },
    safe: nothingChanged,
    next: { ja: '報告を開き直し、添付の一覧から選んでください。', en: 'Open the report again and choose from its attachments.' },
  },
  'intake.has-a-case': {
    status: 409,
    what: { ja: 'この報告にはすでに事案があります。', en: 'This report already has a case.' },
    safe: nothingChanged,
    next: { ja: '報告の画面から、その事案を開いてください。', en: 'Open that case from the report.' },
  },
  'intake.already-so': {
    status: 409,
    what: { ja: 'この報告はすでにその状態です。', en: 'The report is already in that state.' },
    safe: nothingChanged,
    next: { ja: '画面を読み直してください。', en: 'Reload the page.' },
  },
  'intake.nothing-given': {
    status: 400,
    what: { ja: '受け取るファイルがありません。', en: 'There is no file to receive.' },
    safe: nothingChanged,
    next: { ja: '.eml か .mbox のファイル、またはフォルダーを指定してください。', en: 'Give an .eml or .mbox file, or a folder.' },
  },
  'intake.no-such-word': {
    status: 400,
    what: { ja: '種類または状態の名前が正しくありません。', en: 'There is no such kind or state.' },
    safe: nothingChanged,
    next: { ja: 'matoi reports list --help で使える名前を見てください。', en: 'See the names with matoi reports list --help.' },
  },
  'intake.not-readable': {
    status: 400,
    what: { ja: '指定されたものの一部を読めませんでした。', en: 'Some of what was named could not be read.' },
    safe: { ja: '読めたものはすべて受け取りました。', en: 'Everything that could be read was received.' },
    next: {
      ja: '名前と読み取りの権限を確かめ、読めなかったものだけもう一度指定してください。',
      en: 'Check names and permissions and give those again.',
    },
  },
} as const satisfies Record<string, Omit<Problem, 'code'>>;

export type IntakeCode = keyof typeof intakeProblems;

export function intakeProblem(code: IntakeCode, facts?: NonNullable<Problem['facts']>): Problem<IntakeCode> {
  return { code, ...intakeProblems[code], ...(facts === undefined ? {} : { facts }) };
}
