// SPDX-License-Identifier: Apache-2.0
import type { Problem } from '../kernel/problem.ts';

const nothingChanged = { ja: '何も変わっていません。', en: 'Nothing has changed.' };
const nothingSent = { ja: '何も送られていません。下書きは残っています。', en: 'Nothing has been sent. The draft is kept.' };

export const triageProblems = {
  'triage.nothing-given': {
    status: 400,
    what: { ja: '調べるメールのファイルがありません。', en: 'There is no mail file to look at.' },
    safe: nothingChanged,
    next: { ja: '`matoi triage FILE.eml` のようにファイルを指定してください。', en: 'Name a file, as in `matoi triage FILE.eml`.' },
  },
  'triage.file-not-readable': {
    status: 400,
    what: { ja: 'そのファイルを読めませんでした。', en: 'That file could not be read.' },
    safe: nothingChanged,
    next: { ja: 'ファイルの場所と、読む権限を確かめてください。', en: 'Check where the file is and whether you may read it.' },
  },
  'triage.inventory-not-readable': {
    status: 422,
    what: { ja: '資産の一覧として読めませんでした。', en: 'That is no list of assets that the desk can read.' },
    safe: { ja: 'これまでの一覧はそのままです。', en: 'The list so far is unchanged.' },
    next: {
      ja: '名称の列がある CSV、CycloneDX・SPDX の JSON、dpkg・rpm の一覧のどれかにしてください。',
      en: 'Use a CSV with a name column, CycloneDX or SPDX JSON, or a dpkg or rpm list.',
    },
  },
  'triage.unknown-source': {
    status: 400,
    what: { ja: 'その名前の情報源はありません。', en: 'There is no advisory source of that name.' },
    safe: nothingChanged,
    next: {
      ja: 'kev・epss・ssvc・cpansa・myjvn・osv・cve・nvd のどれかを指定してください。',
      en: 'Name one of kev, epss, ssvc, cpansa, myjvn, osv, cve, nvd.',
    },
  },
  'triage.no-mirror': {
    status: 400,
    what: {
      ja: '公開情報の写しの置き場所が決まっていないか、そこにありません。',
      en: 'No mirror of published data is named, or it is not there.',
    },
    safe: { ja: '何も取りに行っていません。これまでのデータはそのままです。', en: 'Nothing was fetched. The data so far is unchanged.' },
    next: {
      ja: '--from にフォルダーか https の場所を書くか、MATOI_ADVISORY_MIRROR に設定してください。一つずつなら `matoi advisories import` が使えます。',
      en: 'Name a folder or an https address with --from, or set MATOI_ADVISORY_MIRROR. For one file use `matoi advisories import`.',
    },
  },
  'triage.import-empty': {
    status: 422,
    what: { ja: '読める記録が一件もなく、取り込みませんでした。', en: 'Nothing was imported: not one record could be read.' },
    safe: { ja: 'これまでに取り込んだデータはそのままです。', en: 'The data imported before is unchanged.' },
    next: {
      ja: '情報源の名前とファイルの形式が合っているか確かめてください。',
      en: 'Check that the source name fits the format of the file.',
    },
  },
  'triage.not-in-case': {
    status: 404,
    what: { ja: 'その事案に、その報告または返信はありません。', en: 'The case has no such report or reply.' },
    safe: nothingChanged,
    next: { ja: '事案の画面から選び直してください。', en: 'Choose again from the case.' },
  },
  'triage.not-released': {
    status: 403,
    what: { ja: '責任者の許可がないため、送りませんでした。', en: 'It was not sent: nobody has released it.' },
    safe: nothingSent,
    next: {
      ja: '許可できる人が、内容を読んで自分の名前で許可してください。',
      en: 'Somebody who may release it reads it and releases it in his or her name.',
    },
  },
  'triage.reply-refused': {
    status: 422,
    what: { ja: '返信に、社外へ出してはいけない内容があります。', en: 'The reply holds something that must not leave.' },
    safe: nothingSent,
    next: {
      ja: '指摘の箇所を直すか、理由を書いて責任者が許可してください。',
      en: 'Change the marked places, or release it with a written reason.',
    },
  },
  'triage.reply-changed': {
    status: 409,
    what: { ja: '許可された後に内容が変わっています。', en: 'The text has changed since it was looked at.' },
    safe: nothingSent,
    next: { ja: '新しい内容を読み直し、もう一度許可してください。', en: 'Read the new text and release it again.' },
  },
  'triage.already-settled': {
    status: 409,
    what: { ja: 'この返信はすでに送られたか、取り下げられています。', en: 'This reply was already sent or withdrawn.' },
    safe: nothingChanged,
    next: { ja: '時系列で、誰がいつ行ったかを確かめてください。', en: 'See in the timeline who did it and when.' },
  },
  'triage.no-mail-out': {
    status: 503,
    what: { ja: '送信の設定がないため、送れません。', en: 'No outgoing mail server is set up.' },
    safe: { ja: '許可は記録されています。何も送られていません。', en: 'The release is recorded. Nothing has been sent.' },
    next: {
      ja: '設定に MATOI_SMTP_URL を入れるか、文面を写して役割アドレスから手で送り、その旨を記録してください。',
      en: 'Set MATOI_SMTP_URL, or copy the text, send it by hand from the role address and note that.',
    },
  },
  'triage.link-not-valid': {
    status: 404,
    what: { ja: 'このリンクは使えません。', en: 'This link is not valid.' },
    safe: nothingChanged,
    next: {
      ja: '社内の連絡に書かれた窓口へ、電話か口頭で知らせてください。',
      en: 'Tell the window named in the notice by telephone or in person.',
    },
  },
  'triage.no-typesetter': {
    status: 503,
    what: {
      ja: '紙にできません。日本語の文字（フォント）が見つかりません。',
      en: 'The sheet cannot be typeset: no Japanese font was found.',
    },
    safe: { ja: '画面と --json には同じ内容があります。', en: 'The screen and --json hold the same content.' },
    next: {
      ja: 'Noto Sans JP か IPAex フォントを入れ、MATOI_FONTS にその場所を指定してください。',
      en: 'Install Noto Sans JP or IPAex and set MATOI_FONTS to its folder.',
    },
  },
  'triage.merge-not-found': {
    status: 404,
    what: { ja: 'そのまとめは見つかりません。', en: 'There is no such merge.' },
    safe: nothingChanged,
    next: { ja: '画面を読み直してください。', en: 'Reload the page.' },
  },
} as const satisfies Record<string, Omit<Problem, 'code'>>;

export type TriageCode = keyof typeof triageProblems;

export function triageProblem(code: TriageCode, facts?: Problem['facts']): Problem<TriageCode> {
  return { code, ...triageProblems[code], ...(facts === undefined ? {} : { facts }) };
}
