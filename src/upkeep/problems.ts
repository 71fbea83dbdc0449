// SPDX-License-Identifier: Apache-2.0
import { defineProblems } from '../kernel/define-problems.ts';

const nothingWritten = {
  ja: '何も書き込んでいません。いま動いているデスクのデータはそのままです。',
  en: 'Nothing was written; the data of the desk that runs here is untouched.',
};
const nothingRestored = {
  ja: 'データベースには何も入れていません。バックアップのファイルはそのままです。',
  en: 'Nothing was put into the database; the backup file is untouched.',
};

const nothingPrinted = { ja: '何も印刷していません。', en: 'Nothing was printed.' };
const nothingInstalled = { ja: '何も登録していません。', en: 'Nothing was installed.' };

/** What can go wrong with a backup, its way back, and a service. Codes stand in docs/errors.md. */
export const upkeepProblem = defineProblems('upkeep', {
  'desk.not-ready': {
    status: 503,
    what: { ja: 'データベースが答えません。', en: 'The database does not answer.' },
    safe: { ja: '確定した記録はそのまま残っています。', en: 'What was recorded is still there.' },
    next: {
      ja: 'データベースの記録（postgres.log）と空き容量を見てください。',
      en: 'See the database’s log (postgres.log) and the free space.',
    },
  },
  'kit.needs-a-file': {
    status: 422,
    what: { ja: '書き出す先の PDF ファイルがありません。', en: 'The PDF file to write is missing.' },
    safe: nothingPrinted,
    next: { ja: '.pdf で終わるファイル名を書いてください。', en: 'Name a file that ends in .pdf.' },
  },
  'kit.not-that-many': {
    status: 422,
    what: {
      ja: '日数は 1 から 60、記録用紙は 0 から 60 までの整数です。',
      en: 'Days are a whole number from 1 to 60, log pages from 0 to 60.',
    },
    safe: nothingPrinted,
    next: { ja: '数を直して、もう一度実行してください。', en: 'Give other numbers and run it again.' },
  },
  'kit.not-written': {
    status: 503,
    what: { ja: '「{file}」に書き出せませんでした。', en: '“{file}” could not be written.' },
    safe: { ja: 'PDF はできましたが、保存されていません。', en: 'The PDF was made but is not saved.' },
    next: { ja: '書き込める場所と空き容量を確かめてください。', en: 'Check that the place is writable and has room.' },
  },
  'backup.file-exists': {
    status: 409,
    what: { ja: '{path} はすでにあります。バックアップは上書きしません。', en: '{path} is there already; a backup overwrites nothing.' },
    safe: nothingWritten,
    next: { ja: '別の名前を指定してください。', en: 'Give another name.' },
  },
  'backup.cannot-write': {
    status: 503,
    what: { ja: 'バックアップを {path} に書けませんでした（{reason}）。', en: 'The backup could not be written to {path}: {reason}' },
    safe: nothingWritten,
    next: {
      ja: '置き場の空きと権限を確かめて、もう一度実行してください。',
      en: 'Check free space and permissions there and run it again.',
    },
  },
  'backup.passphrase-file': {
    status: 400,
    what: {
      ja: '合言葉のファイル {path} を読めないか、12 文字未満です。',
      en: 'The passphrase file {path} cannot be read, or holds fewer than 12 characters.',
    },
    safe: nothingWritten,
    next: { ja: '合言葉を 1 行目に書いたファイルを指定してください。', en: 'Name a file whose first line is the passphrase.' },
  },
  'restore.absent': {
    status: 404,
    what: { ja: '{path} がありません。', en: 'There is no file {path}.' },
    safe: nothingRestored,
    next: { ja: 'ファイルの場所を確かめてください。', en: 'Check where the file is.' },
  },
  'restore.not-an-archive': {
    status: 400,
    what: { ja: '{path} は Matoi のバックアップではありません。', en: '{path} is no backup of Matoi.' },
    safe: nothingRestored,
    next: { ja: 'matoi backup で作ったファイルを指定してください。', en: 'Name a file that matoi backup made.' },
  },
  'restore.wrong-key': {
    status: 403,
    what: {
      ja: '{path} は暗号化されていますが、合言葉がないか、合いません。',
      en: '{path} is encrypted, and the passphrase is missing or another one.',
    },
    safe: nothingRestored,
    next: {
      ja: '--passphrase-file か MATOI_BACKUP_PASSPHRASE で合言葉を渡してください。',
      en: 'Give it by --passphrase-file or MATOI_BACKUP_PASSPHRASE.',
    },
  },
  'restore.damaged': {
    status: 400,
    what: {
      ja: '{path} は途中で切れているか、書き換わっています（{where}）。',
      en: '{path} ends too early, or was changed: {where}',
    },
    safe: nothingRestored,
    next: { ja: '別のバックアップを使ってください。', en: 'Use another backup.' },
  },
  'restore.newer': {
    status: 400,
    what: {
      ja: 'このバックアップは、この版より新しい Matoi で作られました（{detail}）。',
      en: 'This backup was made by a newer Matoi than this one: {detail}',
    },
    safe: nothingRestored,
    next: { ja: '新しい版を入れてから、もう一度実行してください。', en: 'Install the newer version and run it again.' },
  },
  'restore.not-empty': {
    status: 409,
    what: { ja: '戻す先 {where} にはすでにデータがあります。', en: 'The desk to restore into ({where}) already holds data.' },
    safe: nothingRestored,
    next: {
      ja: 'MATOI_DATA に空のフォルダー（外部データベースなら DATABASE_URL に空のデータベース）を指定してください。',
      en: 'Set MATOI_DATA to an empty folder (and DATABASE_URL, if used, to an empty database).',
    },
  },
  'service.needs-root': {
    status: 403,
    what: {
      ja: '機械全体のサービスは root が登録します。いま動かしているのは {user} です。',
      en: 'A service of the whole machine is installed by root, and this runs as {user}.',
    },
    safe: nothingInstalled,
    next: {
      ja: 'root で実行するか、--user を付けて自分のサービスにしてください。',
      en: 'Run it as root, or give --user for a service of your own.',
    },
  },
  'service.root-has-no-session': {
    status: 400,
    what: { ja: 'root 自身のサービスにはできません。', en: 'The desk is no service of root’s own session.' },
    safe: nothingInstalled,
    next: { ja: '--user を外して実行してください。', en: 'Run it without --user.' },
  },
  'service.folder-of-root': {
    status: 409,
    what: {
      ja: 'データフォルダー {folder} は root のものです。サービスは root では動かしません。',
      en: 'The data folder {folder} belongs to root, and no service runs as root.',
    },
    safe: nothingInstalled,
    next: {
      ja: 'root で matoi backup を取り、MATOI_DATA に別のフォルダー（まだないものか、専用アカウントのもの）を指定して登録し、そのアカウントで matoi restore してください。持ち主は書き換えません。',
      en: 'Take a matoi backup as root, install with MATOI_DATA set to another folder (one of an account made for it), and restore as that account. Nothing changes hands by itself.',
    },
  },
  'service.folder-of-other': {
    status: 409,
    what: {
      ja: 'データフォルダー {folder} は {owner} のもので、あなたは {user} です。',
      en: 'The data folder {folder} belongs to {owner}, and you are {user}.',
    },
    safe: nothingInstalled,
    next: {
      ja: '{owner} として実行するか、MATOI_DATA に自分のフォルダーを指定してください。',
      en: 'Run it as {owner}, or set MATOI_DATA to a folder of your own.',
    },
  },
  'service.no-folder': {
    status: 404,
    what: {
      ja: 'データフォルダー {folder} がないため、誰が動かすのか決まりません。',
      en: 'There is no data folder {folder}, so nothing says who runs the desk.',
    },
    safe: nothingInstalled,
    next: {
      ja: '動かすアカウントの持ち物として作るか、MATOI_DATA を外してください（{state} を systemd が作ります）。',
      en: 'Make it as the account that shall run the desk, or leave MATOI_DATA out: systemd then makes {state}.',
    },
  },
  'certificate.bad-name': {
    status: 400,
    what: { ja: '「{name}」は、証明書に入れられる名前ではありません。', en: '“{name}” is no name for a certificate.' },
    safe: { ja: '何も作っていません。', en: 'Nothing was made.' },
    next: {
      ja: 'ブラウザーで開くときの名前（desk.lan）か IPv4 アドレスを、http:// とポートなしで書いてください。日本語の名前は xn-- の形で書きます。',
      en: 'Give the name by which browsers open the desk (desk.lan) or an IPv4 address, without http:// and port; other letters in their xn-- form.',
    },
  },
  'certificate.exists': {
    status: 409,
    what: { ja: '証明書はすでにあります。', en: 'There is a certificate already.' },
    safe: { ja: '前の証明書はそのままです。', en: 'It stands as it is.' },
    next: {
      ja: '作り直すときは --again を付けてください。各端末で新しい認証局を取り込む必要があります。',
      en: 'To replace it add --again; every device then has to take in the new authority.',
    },
  },
  'service.code-closed': {
    status: 409,
    what: {
      ja: 'アカウント {account} は {closed} を通れず、{code} のプログラムを読めません。',
      en: 'The account {account} cannot pass {closed} to read the program in {code}.',
    },
    safe: nothingInstalled,
    next: {
      ja: 'プログラムを /opt/matoi や /srv/matoi のように誰でも読める場所に置いて、そこから実行してください。',
      en: 'Put the program where everybody can read it, as /opt/matoi or /srv/matoi, and run it from there.',
    },
  },
  'service.no-systemd': {
    status: 503,
    what: { ja: 'この機械には systemd がありません。', en: 'There is no systemd on this machine.' },
    safe: nothingInstalled,
    next: {
      ja: '--print でユニットを表示し、お使いの管理の仕組みに合わせて書いてください。',
      en: 'Show the unit with --print and write its like for what your machine uses.',
    },
  },
  'service.refused': {
    status: 503,
    what: { ja: '{what} が断られました。', en: '{what} was refused.' },
    safe: {
      ja: 'データには触れていません。ユニットのファイルは書いてあることがあります。',
      en: 'The data were not touched; the unit file may have been written.',
    },
    next: {
      ja: '表示された言葉を確かめ、直してからもう一度実行するか、matoi service remove で外してください。',
      en: 'See its words, fix that and run it again, or take it away with matoi service remove.',
    },
  },
});
