// SPDX-License-Identifier: Apache-2.0
import { defineProblems, type ProblemCode } from '../../kernel/define-problems.ts';
import type { Problem } from '../../kernel/problem.ts';
import { inertText } from '../../kernel/text.ts';

const nothing = {
  ja: '何も取り込んでおらず、これまでのログはそのままです。',
  en: 'Nothing was imported; the logs so far are as they were.',
};

/** Problems of uploads, imports and watched folders. */
export const importProblem = defineProblems('hunt', {
  'hunt.upload-too-large': {
    status: 413,
    what: { ja: 'ファイルがこのデスクの上限より大きいか、空です。', en: 'The file is larger than this desk allows, or empty.' },
    safe: nothing,
    next: {
      ja: '圧縮（gz、zst、zip）するか分けて送ってください。サーバーに置いたログは「matoi logs import」で取り込めます。',
      en: 'Pack it (gz, zst, zip) or split it. Logs that lie on the server come in with “matoi logs import”.',
    },
  },
  'hunt.no-space': {
    status: 507,
    what: { ja: 'ディスクの空きが足りません。', en: 'Not enough disk space.' },
    safe: { ja: '届いた分は残してあり、続きから送れます。', en: 'What has come is kept; the upload can go on from there.' },
    next: { ja: '空きを作ってから、続きを送ってください。', en: 'Make room, then go on with the upload.' },
  },
  'hunt.upload-elsewhere': {
    status: 409,
    what: { ja: '送られた部分の位置が、届いている分の続きではありません。', en: 'The piece does not follow what has come.' },
    safe: { ja: '届いた分はそのままです。', en: 'What has come is as it was.' },
    next: { ja: '届いている位置から送り直してください。', en: 'Send again from where it ends.' },
  },
  'hunt.import-missing': {
    status: 404,
    what: { ja: 'その取り込みはありません。', en: 'There is no such import.' },
    safe: nothing,
    next: { ja: '一覧から選び直してください。', en: 'Choose it from the list again.' },
  },
  'hunt.import-not-so': {
    status: 409,
    what: { ja: '取り込みの状態が変わっていて、この操作はもうできません。', en: 'The import has moved on; this can no longer be done.' },
    safe: { ja: '取り込みはいまの状態のままです。', en: 'The import is as it now stands.' },
    next: { ja: '最新の状態を見てから、操作を選んでください。', en: 'Look at its latest state and choose again.' },
  },
  'hunt.format-unknown': {
    status: 422,
    what: { ja: '形式かタイムゾーンの指定が正しくありません。', en: 'The format or the zone is not one that exists.' },
    safe: {
      ja: 'ファイルは保管庫にあり、まだ検索の対象になっていません。',
      en: 'The file waits in the vault; none of its rows count yet.',
    },
    next: {
      ja: '一覧から形式を選び、CSV なら日時の列を、タイムゾーンは +09:00 か Asia/Tokyo の形で示してください。',
      en: 'Choose a format from the list, name the time column for CSV, and write the zone as +09:00 or Asia/Tokyo.',
    },
  },
  'hunt.import-running': {
    status: 409,
    what: { ja: 'ログの取り込みが動いています。', en: 'An import of logs is running.' },
    safe: nothing,
    next: { ja: '取り込みが終わってから、もう一度試してください。', en: 'Try again when it has ended.' },
  },
  'hunt.folder-not-allowed': {
    status: 403,
    what: { ja: 'そのフォルダーを見ることは許されていません。', en: 'That folder may not be watched.' },
    safe: nothing,
    next: {
      ja: '運用者が MATOI_LOG_ROOTS に書いたフォルダーの中から選ぶか、運用者に追加を頼んでください。',
      en: 'Choose one below the folders in MATOI_LOG_ROOTS, or ask the operator to add one.',
    },
  },
  'hunt.folder-missing': {
    status: 422,
    what: { ja: 'そのフォルダーが見つからないか、読めません。', en: 'That folder is not there or cannot be read.' },
    safe: nothing,
    next: {
      ja: '場所と、デスクの利用者が読めるかを確かめてください。',
      en: 'Check the path, and that the account of the desk may read it.',
    },
  },
  'hunt.folder-watched': {
    status: 409,
    what: { ja: 'そのフォルダーはもう見ています。', en: 'That folder is watched already.' },
    safe: nothing,
    next: { ja: '設定を変えるには、一度やめてから加え直してください。', en: 'To change its settings, stop watching it and add it again.' },
  },
});

type SourcesCode = ProblemCode<typeof importProblem>;

/** Like importProblem; facts are names of files and sizes, made inert and cut at 500 characters. */
export function sourcesProblem(code: SourcesCode, facts: Readonly<Record<string, string | number>> = {}): Problem<SourcesCode> {
  const shown = Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [name, typeof value === 'string' ? inertText(value).slice(0, 500) : value]),
  );
  return importProblem(code, shown);
}
