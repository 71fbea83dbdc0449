// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../../kernel/bilingual.ts';
import type { Severity } from './severity.ts';

export const ruleIds = [
  'code-execution',
  'tamperable',
  'replaceable',
  'readable-secret',
  'protected-directory',
  'set-id',
  'file-capability',
  'link-out',
  'hard-link-across',
  'shared-directory',
  'socket',
  'device',
] as const;
export type RuleId = (typeof ruleIds)[number];

export type Rule = {
  readonly severity: Severity;
  /** For a row of a list; the title says it whole. */
  readonly short: Bilingual;
  readonly title: Bilingual;
  readonly gain: Bilingual;
  readonly remedy: Bilingual;
};

/** What each finding class means to the customer who must act. */
export const rules = {
  'code-execution': {
    severity: 'critical',
    short: { ja: 'コマンドを実行される', en: 'code runs as the user' },
    title: { ja: '他の契約者が、その利用者としてプログラムを動かせる', en: 'Another tenant can run code as this user' },
    gain: {
      ja: '設定・起動・鍵・定期実行のファイルを書き換え、次に読まれたときに持ち主の権限でコマンドを実行できます。',
      en: 'By changing a start-up, settings, key or schedule file the attacker has commands run with the owner’s rights when it is next read.',
    },
    remedy: {
      ja: 'ファイルを 0600 または 0644、置いてあるディレクトリを 0755 以下にする。身に覚えのない行がないか、中身も確かめる。',
      en: 'Set the file to 0600 or 0644 and its directory to at most 0755; look through the content for lines you did not write.',
    },
  },
  tamperable: {
    severity: 'high',
    short: { ja: '書き換えられる', en: 'can be changed' },
    title: { ja: '他の契約者が書き換えられるファイル', en: 'File that another tenant can change' },
    gain: {
      ja: '公開している内容やプログラムを改ざんできます。',
      en: 'Published content or programs can be altered.',
    },
    remedy: {
      ja: '持ち主以外の書き込み権限を外す（chmod go-w）。すでに書き換えられていないか、バックアップと比べる。',
      en: 'Take write permission from everybody but the owner (chmod go-w), and compare the content with a known good copy.',
    },
  },
  replaceable: {
    severity: 'high',
    short: { ja: '差し替えられる', en: 'can be replaced' },
    title: { ja: '中のファイルを差し替えられるディレクトリ', en: 'Directory whose entries can be replaced' },
    gain: {
      ja: '中のファイル自体が書き込み禁止でも、消す・別物に置き換える・新しく置くことができます。',
      en: 'Entries can be removed, swapped for others or planted, even when the files themselves are write-protected.',
    },
    remedy: {
      ja: 'ディレクトリを 0755 以下にする（chmod go-w）。アップロード先は、そのサイトの実行ユーザーだけが書けるようにする。',
      en: 'Set the directory to at most 0755 (chmod go-w); let only the site’s own user write to upload folders.',
    },
  },
  'readable-secret': {
    severity: 'high',
    short: { ja: '秘密を読まれる', en: 'secret can be read' },
    title: { ja: '他の契約者が読める秘密のファイル', en: 'Secret that another tenant can read' },
    gain: {
      ja: 'データベースの認証情報、パスワード、鍵、バックアップの中身を読み、それを使って先へ進めます。',
      en: 'Database credentials, passwords, keys or backups can be read and used to go further.',
    },
    remedy: {
      ja: 'ファイルを 0600（または 0400）にし、書かれていたパスワードや鍵を新しいものに替える。バックアップは公開領域の外に移す。',
      en: 'Set the file to 0600 (or 0400), change every password and key it held, and move backups out of the web area.',
    },
  },
  'protected-directory': {
    severity: 'high',
    short: { ja: '認証を迂回される', en: 'read around the password' },
    title: { ja: 'Basic 認証を通らずに読めるディレクトリ', en: 'Directory behind Basic authentication, readable around it' },
    gain: {
      ja: 'Web では認証がかかっていても、同じサーバーの CGI から中のファイルを直接読めます。',
      en: 'The web server asks for a password, but a CGI on the same server reads the files directly.',
    },
    remedy: {
      ja: 'ディレクトリを 0750 または 0700 にし、Web サーバーだけを ACL で通す。会員情報が入っていれば、漏えいの有無を調べる。',
      en: 'Set the directory to 0750 or 0700 and let the web server in by an ACL; if it held personal data, find out whether it was taken.',
    },
  },
  'set-id': {
    severity: 'critical',
    short: { ja: 'setuid・setgid', en: 'setuid or setgid' },
    title: { ja: '他の契約者が動かせる setuid・setgid プログラム', en: 'setuid or setgid program that another tenant can run' },
    gain: { ja: '実行するだけで、持ち主やグループの権限を得ます。', en: 'Running it gives the owner’s or group’s rights.' },
    remedy: {
      ja: 'chmod u-s,g-s で外す。必要な場合は、実行できる人を限る。',
      en: 'Remove it with chmod u-s,g-s; where it is needed, restrict who may run it.',
    },
  },
  'file-capability': {
    severity: 'critical',
    short: { ja: '特権付きの実行ファイル', en: 'file capability' },
    title: { ja: '特権（capability）の付いた実行ファイル', en: 'Executable that carries file capabilities' },
    gain: { ja: '実行するだけで、権限検査の一部を超えられます。', en: 'Running it lifts part of the kernel’s checks.' },
    remedy: { ja: 'setcap -r で外し、付けた人と理由を確かめる。', en: 'Remove it with setcap -r, and find out who set it and why.' },
  },
  'link-out': {
    severity: 'medium',
    short: { ja: 'ホーム外へのリンク', en: 'link out of the home' },
    title: { ja: 'ホームの外を指すリンク', en: 'Link that leaves the home' },
    gain: {
      ja: 'リンクをたどる Web サーバーや管理プログラムの権限で、他人のファイルを読み書きさせられます。',
      en: 'A web server or a management program that follows it reads or writes other people’s files with its own rights.',
    },
    remedy: {
      ja: 'リンクを消し、Web サーバーでは SymLinksIfOwnerMatch を使う（競合を突かれるおそれがあるため、権限の修正も合わせて行う）。',
      en: 'Remove the link and use SymLinksIfOwnerMatch in the web server; that alone can be raced, so fix the permissions as well.',
    },
  },
  'hard-link-across': {
    severity: 'medium',
    short: { ja: '領域をまたぐ別名', en: 'second name elsewhere' },
    title: { ja: '他の契約者の領域にも名前を持つファイル', en: 'File that has a second name in another tenant’s area' },
    gain: {
      ja: '片方の権限を直しても、もう片方の道から同じ中身に届きます。',
      en: 'Mending one path leaves the same content reachable by the other.',
    },
    remedy: {
      ja: '持ち主を確かめ、不要な方の名前を消す。fs.protected_hardlinks=1 を保つ。',
      en: 'Find the rightful owner, remove the other name, keep fs.protected_hardlinks=1.',
    },
  },
  'shared-directory': {
    severity: 'medium',
    short: { ja: '共用の書き込み先', en: 'shared for writing' },
    title: { ja: '契約者が共同で書き込むディレクトリ', en: 'Directory that tenants share for writing' },
    gain: {
      ja: '先回りして同じ名前のファイルやリンクを置き、一時ファイルやセッションを横取りできます。',
      en: 'Files or links can be planted ahead of time to catch temporary files and sessions.',
    },
    remedy: {
      ja: '契約者ごとの一時領域・セッション領域（0700）に分け、session.save_path と TMPDIR をそこに向ける。',
      en: 'Give each tenant a temporary and session folder of its own (0700) and point session.save_path and TMPDIR there.',
    },
  },
  socket: {
    severity: 'high',
    short: { ja: 'ソケットに届く', en: 'socket can be used' },
    title: { ja: '他の契約者が接続できるソケット・パイプ', en: 'Socket or pipe that another tenant can use' },
    gain: {
      ja: 'その先のプログラムに、持ち主としてコマンドを送れる可能性があります。',
      en: 'Requests can be sent to the program behind it, which may act as its owner.',
    },
    remedy: {
      ja: 'ソケットを 0660 以下にし、置き場所のディレクトリも他人に開かない（php-fpm は listen.mode・listen.owner）。',
      en: 'Set it to at most 0660 and close its directory (php-fpm: listen.mode, listen.owner).',
    },
  },
  device: {
    severity: 'critical',
    short: { ja: 'デバイスに届く', en: 'device can be used' },
    title: { ja: '契約者が読み書きできるデバイス', en: 'Device that a tenant can read or write' },
    gain: { ja: 'ディスクやメモリを直接読み書きできる可能性があります。', en: 'It may give direct access to a disk or to memory.' },
    remedy: { ja: 'デバイスファイルを消し、領域を nodev でマウントする。', en: 'Remove the device file and mount the area with nodev.' },
  },
} as const satisfies Record<RuleId, Rule>;

export const ruleNumber = Object.fromEntries(ruleIds.map((id, at) => [id, at])) as Record<RuleId, number>;
