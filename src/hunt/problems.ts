// SPDX-License-Identifier: Apache-2.0
import type { Problem } from '../kernel/problem.ts';
import type { EngineFault } from './engine.port.ts';

const safe = {
  ja: '保管した原本のログと、すでに取り込んだ分はそのまま残っています。',
  en: 'The original logs in the vault and everything imported before are untouched.',
} as const;

const words = {
  'engine-absent': {
    status: 503,
    what: { ja: 'この機械にはログ検索エンジンが入っていません。', en: 'The log engine is not installed on this machine.' },
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
    next: { ja: '読み取りだけの問いに直してください。', en: 'Ask something that only reads.' },
  },
  'engine-deadline': {
    status: 504,
    what: { ja: '決められた時間のうちに答えが出ませんでした。', en: 'No answer came within the time allowed.' },
    next: { ja: '期間や対象を狭めて、もう一度試してください。', en: 'Narrow the period or the sources and try again.' },
  },
  'engine-memory': {
    status: 507,
    what: { ja: '決められたメモリのうちに答えが出ませんでした。', en: 'The question needs more memory than is allowed.' },
    next: { ja: '期間を分けるか、大きい設定で動かしてください。', en: 'Split the period, or run with the larger setting.' },
  },
  'engine-lost': {
    status: 503,
    what: { ja: 'ログ検索エンジンとの接続が切れました。', en: 'The connection to the log engine was lost.' },
    next: { ja: 'もう一度実行してください。エンジンは自動で起動し直します。', en: 'Run it again; the engine starts anew by itself.' },
  },
  'engine-query': {
    status: 500,
    what: { ja: 'ログ検索エンジンが問いを受け付けませんでした。', en: 'The log engine did not accept the query.' },
    next: { ja: '詳細を添えて、この製品の不具合として知らせてください。', en: 'Report it as a fault of the desk, with the detail below.' },
  },
} as const satisfies Record<EngineFault['code'], Pick<Problem, 'status' | 'what' | 'next'>>;

export function engineProblem(fault: EngineFault): Problem<EngineFault['code']> {
  return { code: fault.code, safe, ...words[fault.code], facts: { detail: fault.detail.slice(0, 500) } };
}

export function wrongCall(code: string, ja: string, en: string): Problem {
  return {
    code,
    status: 400,
    what: { ja, en },
    safe: { ja: '何も変えていません。', en: 'Nothing was changed.' },
    next: { ja: '--help で使い方を確かめてください。', en: 'See --help for the usage.' },
  };
}
