// SPDX-License-Identifier: Apache-2.0
import { defineProblems } from '../kernel/define-problems.ts';

const nothingDone = { ja: '何も読まず、何も変えていません。', en: 'Nothing was read and nothing was changed.' };
const noRun = { ja: '調査は記録していません。前の調査の結果はそのままです。', en: 'No run was recorded; earlier ones stand as they are.' };
const noWaiver = { ja: '容認の登録はしていません。', en: 'No waiver was recorded.' };
const numberOrName = {
  ja: '0 から 4294967294 までの番号、または一覧にある名前で指定してください。',
  en: 'Give numbers from 0 to 4294967294, or a name from the list.',
};

/** What this part can refuse. Codes stand in docs/errors.md. */
export const exposureProblem = defineProblems('exposure', {
  'exposure.wrong-credential': {
    status: 400,
    what: {
      ja: '利用者の指定（--uid、--gid、--groups）が番号になっていません。',
      en: 'The credential (--uid, --gid, --groups) is not given in numbers.',
    },
    safe: nothingDone,
    next: numberOrName,
  },
  'exposure.no-such-account': {
    status: 400,
    what: { ja: '利用者「{name}」が一覧にありません。', en: 'There is no account "{name}" in the list.' },
    safe: nothingDone,
    next: numberOrName,
  },
  'exposure.root-missing': {
    status: 400,
    what: { ja: '調べる場所「{root}」が見つかりません。', en: 'The root "{root}" is not there.' },
    safe: nothingDone,
    next: { ja: '存在するディレクトリを一つ指定してください。', en: 'Name one directory that exists.' },
  },
  'exposure.file-missing': {
    status: 400,
    what: { ja: 'ファイル「{path}」を読めません。', en: 'The file "{path}" cannot be read.' },
    safe: nothingDone,
    next: { ja: 'パスと読み取り権限を確かめてください。', en: 'Check the path and the permission to read it.' },
  },
  'exposure.no-such-case': {
    status: 404,
    what: { ja: 'その事案はありません。', en: 'There is no such case.' },
    safe: { ja: 'ほかの事案の記録はそのままです。', en: 'Records of other cases stand as they are.' },
    next: { ja: '事案の番号（C-2026-0001 の形）を確かめてください。', en: 'Check the case number (as in C-2026-0001).' },
  },
  'exposure.needs-a-person': {
    status: 403,
    what: {
      ja: '露出の容認は、名前の分かる人だけが決められます。',
      en: 'Only a person by name accepts an exposure.',
    },
    safe: noWaiver,
    next: { ja: '画面にサインインして操作してください。', en: 'Sign in and do it as yourself.' },
  },
  'exposure.no-such-finding': {
    status: 404,
    what: { ja: 'その露出は登録がないか、すでに解消しています。', en: 'That exposure is not on record, or it is fixed already.' },
    safe: noWaiver,
    next: { ja: '一覧を読み込み直し、対象を選び直してください。', en: 'Reload the list and choose again.' },
  },
  'exposure.run-unreadable': {
    status: 422,
    what: { ja: '調査結果のファイルとして読めません。', en: 'This is not the result file of an audit.' },
    safe: noRun,
    next: {
      ja: 'ホストで「matoi exposure scan … --json」が書いたファイルを、そのまま送ってください。',
      en: 'Send the file that “matoi exposure scan … --json” wrote on the host, as it is.',
    },
  },
  'exposure.run-not-whole': {
    status: 422,
    what: {
      ja: '調査結果のファイルが途中で切れているか、書き換えられています（件数や範囲が合いません）。',
      en: 'The result file was cut off or changed: its counts or its root do not agree with its findings.',
    },
    safe: noRun,
    next: { ja: 'ホストで調べ直し、新しいファイルを送ってください。', en: 'Run the audit on the host again and send the new file.' },
  },
  'exposure.waiver-in-the-past': {
    status: 400,
    what: {
      ja: '容認の期限が過去か、読み取れない日時です。',
      en: 'The day until which it is accepted is past, or is no date with a zone.',
    },
    safe: noWaiver,
    next: { ja: 'これからの日時を時差付きで指定してください。', en: 'Give a future date and time with its zone.' },
  },
  'exposure.collection-failed': {
    status: 503,
    what: { ja: '相手のサーバーから何も受け取れませんでした（{detail}）。', en: 'Nothing came from the other machine: {detail}' },
    safe: { ja: '相手のサーバーには何も書いていません。', en: 'Nothing was written on the other machine.' },
    next: {
      ja: 'ホスト鍵・接続先・権限を ssh で確かめるか、collector.sh を現地で動かして exposure import で読み込んでください。',
      en: 'Check host key, address and rights with ssh, or run collector.sh there and use exposure import.',
    },
  },
  'exposure.not-a-collection': {
    status: 400,
    what: { ja: 'collector.sh が出力した調査ファイルではありません。', en: 'This is not a collector.sh file.' },
    safe: { ja: '何も記録していません。', en: 'Nothing was recorded.' },
    next: {
      ja: '相手のサーバーで collector.sh を実行し、その出力を渡してください（collector.sh は matoi exposure collector で得られます）。',
      en: 'Run collector.sh on the other server and give its output (matoi exposure collector writes the script).',
    },
  },
});
