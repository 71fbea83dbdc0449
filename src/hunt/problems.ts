// SPDX-License-Identifier: Apache-2.0
import { defineProblems } from '../kernel/define-problems.ts';
import type { Problem } from '../kernel/problem.ts';
import type { EngineFault } from './engine/engine.port.ts';

const safe = {
  ja: '保管した原本のログと、すでに取り込んだ分はそのまま残っています。',
  en: 'The original logs in the vault and everything imported before are untouched.',
} as const;

export const engineWords = defineProblems<EngineFault['code']>('hunt', {
  'engine-absent': {
    status: 503,
    what: { ja: 'このサーバーにはログ検索エンジンがインストールされていません。', en: 'The log engine is not installed on this machine.' },
    safe,
    next: {
      ja: 'Linux か macOS で engines/chdb に npm install をするか、MATOI_CLICKHOUSE_URL に ClickHouse を指定してください。ほかの機能はそのまま使えます。',
      en: 'Install it with npm install in engines/chdb on Linux or macOS, or name a ClickHouse server in MATOI_CLICKHOUSE_URL. Everything else works without it.',
    },
  },
  'engine-refused': {
    status: 400,
    what: {
      ja: 'この問い合わせは、読み取りだけの範囲を越えるため実行しませんでした。',
      en: 'The query was refused: it does more than read.',
    },
    safe,
    next: { ja: '条件を変えて、もう一度検索してください。', en: 'Change the conditions and search again.' },
  },
  'engine-deadline': {
    status: 504,
    what: { ja: '決められた時間のうちに答えが出ませんでした。', en: 'No answer came within the time allowed.' },
    safe,
    next: { ja: '期間や対象を狭めて、もう一度試してください。', en: 'Narrow the period or the sources and try again.' },
  },
  'engine-memory': {
    status: 507,
    what: { ja: '決められたメモリのうちに答えが出ませんでした。', en: 'The question needs more memory than is allowed.' },
    safe,
    next: {
      ja: '期間を分けるか、MATOI_LOGS_SMALL を外して動かしてください（管理者）。',
      en: 'Split the period, or have the administrator run the desk without MATOI_LOGS_SMALL.',
    },
  },
  'engine-lost': {
    status: 503,
    what: { ja: 'ログ検索エンジンとの接続が切れました。', en: 'The connection to the log engine was lost.' },
    safe,
    next: { ja: 'もう一度実行してください。エンジンは自動で起動し直します。', en: 'Run it again; the engine starts anew by itself.' },
  },
  'engine-query': {
    status: 500,
    what: { ja: 'ログ検索エンジンが問いを受け付けませんでした。', en: 'The log engine did not accept the query.' },
    safe,
    next: {
      ja: '下の詳細を添えて、管理者から開発元（SECURITY.md の連絡先）へ知らせてください。',
      en: 'Have the administrator report it to the makers (contact in SECURITY.md), with the detail below.',
    },
  },
});

/** The log engine failed; `detail` is the engine's own text, cut at 500 characters. */
export function engineProblem(fault: EngineFault): Problem<EngineFault['code']> {
  return engineWords(fault.code, { detail: fault.detail.slice(0, 500) });
}

const nothingChanged = { ja: '何も変えていません。', en: 'Nothing was changed.' };

/** What the hunt's routes and commands can refuse. Codes stand in docs/errors.md. */
export const huntProblem = defineProblems('hunt', {
  'hunt.wrong-call': {
    status: 400,
    what: { ja: '{reason}', en: '{reason}' },
    safe: nothingChanged,
    next: { ja: '--help で使い方を確かめてください。', en: 'See --help for the usage.' },
  },
  'hunt.period-unreadable': {
    status: 400,
    what: { ja: '時刻か事案番号の書き方が違います。', en: 'A time or the case number cannot be read.' },
    safe: nothingChanged,
    next: {
      ja: '時刻は 2026-11-21T10:05:00+09:00、事案番号は C-2026-0001 の形で指定してください。',
      en: 'Write times as 2026-11-21T10:05:00+09:00 and case numbers as C-2026-0001.',
    },
  },
  'hunt.zone-unreadable': {
    status: 400,
    what: { ja: 'タイムゾーンか事案番号の書き方が違います。', en: 'The time zone or the case number cannot be read.' },
    safe: nothingChanged,
    next: {
      ja: 'タイムゾーンは Asia/Tokyo か +09:00、事案番号は C-2026-0001 の形で指定してください。',
      en: 'Write the zone as Asia/Tokyo or +09:00 and the case number as C-2026-0001.',
    },
  },
  'hunt.zone-unknown': {
    status: 400,
    what: { ja: 'その名前のタイムゾーンはありません。', en: 'Unknown time zone.' },
    safe: nothingChanged,
    next: { ja: 'Asia/Tokyo の形の名前を指定してください。', en: 'Use a name such as Asia/Tokyo.' },
  },
  'hunt.file-missing': {
    status: 400,
    what: { ja: 'ファイルがありません。', en: 'There is no file.' },
    safe: nothingChanged,
    next: { ja: 'ファイルを選んで、もう一度送ってください。', en: 'Choose a file and send again.' },
  },
  'hunt.piece-missing': {
    status: 400,
    what: { ja: 'ファイルの一部がありません。', en: 'The piece of the file is missing.' },
    safe: { ja: '届いた分はそのままです。', en: 'What has arrived is as it was.' },
    next: { ja: '届いている位置から送り直してください。', en: 'Send again from where the upload ends.' },
  },
  'hunt.rule-file-missing': {
    status: 400,
    what: { ja: 'ルールのファイルがありません。', en: 'There is no rule file.' },
    safe: nothingChanged,
    next: { ja: 'Sigma のルール（YAML）を選んで、もう一度送ってください。', en: 'Choose a Sigma rule (YAML) and send again.' },
  },
  'hunt.no-usable-rule': {
    status: 400,
    what: { ja: '使えるルールがまだありません。', en: 'There is no rule that can be used yet.' },
    safe: nothingChanged,
    next: { ja: 'ルールを取り込むか、使う設定にしてください。', en: 'Import a rule, or switch one on.' },
  },
  'hunt.no-indicator': {
    status: 400,
    what: { ja: '読み取れる痕跡情報がありません。', en: 'There is no indicator that can be read.' },
    safe: nothingChanged,
    next: {
      ja: 'IP アドレス、範囲、ドメイン、URL を 1 行に 1 つ書くか、CSV・STIX 2.1・MISP JSON を渡してください。',
      en: 'Write one IP address, range, domain or URL a line, or give CSV, STIX 2.1 or MISP JSON.',
    },
  },
  'hunt.question-unreadable': {
    status: 400,
    what: { ja: '検索の条件を読み取れません。', en: 'The query cannot be read.' },
    safe: nothingChanged,
    next: { ja: '元の検索画面から、もう一度開いてください。', en: 'Open it again from the search it came from.' },
  },
  'hunt.rule-gone': {
    status: 400,
    what: { ja: 'そのルールは一覧から外れたか、変わっています。', en: 'That rule is no longer in the list, or has changed.' },
    safe: nothingChanged,
    next: { ja: 'ルールの一覧を読み込み直し、もう一度検索してください。', en: 'Reload the list of rules and search again.' },
  },
});
