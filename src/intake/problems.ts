// SPDX-License-Identifier: Apache-2.0
import { defineProblems } from '../kernel/define-problems.ts';

const nothingChanged = { ja: '何も変わっていません。', en: 'Nothing has changed.' };

export const intakeProblem = defineProblems('intake', {
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
    next: { ja: '事案の「経緯」で、誰がなぜ消去したかを確かめてください。', en: 'See in the timeline who erased it and why.' },
  },
  'intake.no-such-attachment': {
    status: 404,
    what: { ja: 'その番号の添付はありません。', en: 'There is no attachment of that number.' },
    safe: nothingChanged,
    next: { ja: '報告を開き直し、添付の一覧から選んでください。', en: 'Open the report again and choose from its attachments.' },
  },
  'intake.not-read': {
    status: 422,
    what: {
      ja: 'このメールは、読み取りが時間かメモリの上限を超えたため、自動では読めませんでした。',
      en: 'This mail was not read automatically: reading it went over the limit of time or memory.',
    },
    safe: {
      ja: '受信したままの原文は保存されており、報告と事案の記録もそのまま使えます。',
      en: 'The mail is stored as it came; the report and its case can be used as before.',
    },
    next: {
      ja: '原文を文字として読むか、取り出して隔離した環境で調べてください。分かったことは事案に書き留めてください。',
      en: 'Read the source as text, or download it and look at it in an isolated environment; note what you find in the case.',
    },
  },
  'intake.version-needed': {
    status: 428,
    what: { ja: 'どの版を変えるのかが示されていません。', en: 'It was not said which version is to be changed.' },
    safe: nothingChanged,
    next: { ja: '画面を読み込み直してから、もう一度変えてください。', en: 'Reload the page and change it again.' },
  },
  'intake.ways-changed': {
    status: 412,
    what: { ja: '届く経路は、別の人が先に変えました。', en: 'Somebody else changed the ways in meanwhile.' },
    safe: nothingChanged,
    next: {
      ja: '画面を読み込み直し、今の内容を見てから変えてください。',
      en: 'Reload the page, look at what stands now, and change it again.',
    },
  },
  'intake.has-a-case': {
    status: 409,
    what: { ja: 'この報告にはすでに事案があります。', en: 'This report already has a case.' },
    safe: nothingChanged,
    next: { ja: '報告の画面から、その事案を開いてください。', en: 'Open that case from the report.' },
  },
  'intake.not-in-a-case': {
    status: 409,
    what: { ja: 'この報告はどの事案にも入っていません。', en: 'This report stands in no case.' },
    safe: nothingChanged,
    next: { ja: '報告の画面から、事案にしてください。', en: 'Make a case of it from the report.' },
  },
  'intake.no-such-case': {
    status: 404,
    what: { ja: '移す先の事案がありません。', en: 'There is no such case to move it to.' },
    safe: nothingChanged,
    next: { ja: '事案の番号を確かめてください。', en: 'Check the number of the case.' },
  },
  'intake.already-so': {
    status: 409,
    what: { ja: 'この報告はすでにその状態です。', en: 'The report is already in that state.' },
    safe: nothingChanged,
    next: { ja: '画面を読み込み直してください。', en: 'Reload the page.' },
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
});
