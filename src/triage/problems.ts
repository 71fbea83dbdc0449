// SPDX-License-Identifier: Apache-2.0
import { defineProblems } from '../kernel/define-problems.ts';

const nothingChanged = { ja: '何も変わっていません。', en: 'Nothing has changed.' };
const nothingSent = { ja: '何も送られていません。下書きは残っています。', en: 'Nothing has been sent. The draft is kept.' };

export const triageProblem = defineProblems('triage', {
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
    what: { ja: '資産の一覧として読めませんでした。', en: 'This file cannot be read as an asset list.' },
    safe: { ja: 'これまでの一覧はそのままです。', en: 'The list so far is unchanged.' },
    next: {
      ja: '名称の列がある CSV（列の意味は --map か画面で決められます）、CycloneDX・SPDX、Vuls の結果、dpkg・rpm の一覧のどれかにしてください。',
      en: 'Use a CSV with a name column (say what columns are with --map or on the screen), CycloneDX, SPDX, a Vuls result, or a dpkg or rpm list.',
    },
  },
  'triage.map-not-understood': {
    status: 422,
    what: { ja: '見出しの対応を読み取れません。', en: 'What was said of the headings cannot be understood.' },
    safe: { ja: 'これまでの一覧はそのままです。', en: 'The list so far is unchanged.' },
    next: {
      ja: '「--map 製品名=product --map 担当課=owner」のように、product を必ず含め、一つの項目に一つの見出しを書いてください。',
      en: 'Write it like --map Title=product --map Team=owner: product must be there, and each field once.',
    },
  },
  'triage.unknown-source': {
    status: 400,
    what: { ja: 'その名前の情報源はありません。', en: 'There is no advisory source of that name.' },
    safe: nothingChanged,
    next: {
      ja: 'kev・epss・ssvc・cpansa・myjvn・osv・cve・nvd・csaf のどれかを指定してください。',
      en: 'Name one of kev, epss, ssvc, cpansa, myjvn, osv, cve, nvd, csaf.',
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
  'triage.not-yet-examined': {
    status: 404,
    what: { ja: 'この報告は、まだ自動では調べていません。', en: 'This report has not been examined automatically yet.' },
    safe: { ja: '報告は受信したまま保存されています。', en: 'The report is stored as it came.' },
    next: {
      ja: 'しばらく待つか、「今すぐ調べる」を押してください。急ぐときは報告を直接読んでください。',
      en: 'Wait a little or press "Examine now"; if it is urgent, read the report itself.',
    },
  },
  'triage.not-examined': {
    status: 422,
    what: {
      ja: 'この報告は自動では調べられませんでした。時間かメモリの上限を超えたか、読み取りの処理が失敗しています。',
      en: 'This report could not be examined automatically: it went over the limit of time or memory, or the reader failed on it.',
    },
    safe: {
      ja: '報告は受信したまま保存されており、デスクのほかの仕事に影響はありません。何も判定していません。',
      en: 'The report is stored as it came and nothing else is affected. No judgement has been made of it.',
    },
    next: {
      ja: '原文を人が読み、分かったことを事案に書き留めてください。もう一度調べることもできます。',
      en: 'Read the source yourself and note in the case what it says; you can also have it examined again.',
    },
  },
  'triage.result-not-kept': {
    status: 404,
    what: {
      ja: 'この報告を調べた結果は残っていません（結果を保存する前の版で調べたか、消去されています）。',
      en: 'The result of this examination is not kept: it is older than the keeping of results, or it was erased.',
    },
    safe: { ja: '調べたことの要点は、事案の記録にあります。', en: 'The main points stand in the timeline of the case.' },
    next: {
      ja: '「今日の公開情報でもう一度調べる」を押してください。',
      en: 'Press "Examine again with today\'s advisories".',
    },
  },
  'triage.not-released': {
    status: 403,
    what: { ja: '責任者の承認がないため、送りませんでした。', en: 'It was not sent: nobody has released it.' },
    safe: nothingSent,
    next: {
      ja: '承認できる人が、内容を読んで自分の名前で承認してください。',
      en: 'Somebody who may release it reads it and releases it in their own name.',
    },
  },
  'triage.reply-refused': {
    status: 422,
    what: { ja: '返信に、社外へ出してはいけない内容があります。', en: 'The reply holds something that must not leave.' },
    safe: nothingSent,
    next: {
      ja: '指摘の箇所を直すか、理由を書いて責任者が承認してください。',
      en: 'Change the marked places, or have somebody in charge release it with a written reason.',
    },
  },
  'triage.reply-changed': {
    status: 409,
    what: { ja: '承認された後に内容が変わっています。', en: 'The text has changed since it was released.' },
    safe: nothingSent,
    next: { ja: '新しい内容を読み直し、もう一度承認してください。', en: 'Read the new text and release it again.' },
  },
  'triage.already-settled': {
    status: 409,
    what: { ja: 'この返信はすでに送られたか、取り下げられています。', en: 'This reply was already sent or withdrawn.' },
    safe: nothingChanged,
    next: { ja: '「経緯」で、誰がいつ行ったかを確かめてください。', en: 'See in the timeline who did it and when.' },
  },
  'triage.nothing-waits': {
    status: 409,
    what: {
      ja: 'もう一度送れる相手がいないか、メールを送る設定がまだありません。',
      en: 'Nobody is left to send it to, or outgoing mail is still not set up.',
    },
    safe: nothingSent,
    next: {
      ja: '送信の設定を確かめてください。急ぐときは、電話や館内放送など別の方法で伝え、聞いた答えを記録してください。',
      en: 'Check the set-up of outgoing mail. When it is urgent, spread the word by telephone or in person and write the answers down.',
    },
  },
  'triage.nobody-silent': {
    status: 409,
    what: {
      ja: '催促する相手がいません（全員が答えた）か、メールを送る設定がまだありません。',
      en: 'Everybody has answered, or outgoing mail is still not set up.',
    },
    safe: nothingSent,
    next: {
      ja: 'まだ答えていない人がいれば、電話か口頭で尋ね、答えを記録してください。',
      en: 'If anybody is still silent, ask by telephone or in person and write the answer down.',
    },
  },
  'triage.no-mail-out': {
    status: 503,
    what: { ja: '送信の設定がないため、送れません。', en: 'No outgoing mail server is set up.' },
    safe: { ja: '承認は記録されています。何も送られていません。', en: 'The release is recorded. Nothing has been sent.' },
    next: {
      ja: '「設定」の「メールと公開アドレス」で送信サーバーを決めるか、文面をコピーして窓口のアドレスから手で送り、その旨を記録してください。',
      en: 'Set up an outgoing server (Settings, Mail and public address), or copy the text, send it by hand from the role address and note that.',
    },
  },
  'triage.link-not-valid': {
    status: 404,
    what: { ja: 'このリンクは使えません。', en: 'This link is not valid.' },
    safe: nothingChanged,
    next: {
      ja: 'メールを送った情報システム担当に、電話か口頭で知らせてください。',
      en: 'Tell the IT person who sent the mail, by telephone or in person.',
    },
  },
  'triage.merge-not-found': {
    status: 404,
    what: { ja: 'そのまとめは見つかりません。', en: 'There is no such merge.' },
    safe: nothingChanged,
    next: { ja: '画面を読み込み直してください。', en: 'Reload the page.' },
  },
});
