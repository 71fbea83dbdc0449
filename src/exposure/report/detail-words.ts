// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../../kernel/bilingual.ts';
import type { Told } from '../path/limits.ts';
import type { LinkOut } from '../tenant/links.ts';
import type { NameClass } from '../tree/file-role.ts';
import type { FileType } from '../permission/permission.ts';

const two = (ja: string, en: string): Bilingual => ({ ja, en });

/** What kind of object a name gives away, in the words of whoever must act on it. */
const byName = {
  plain: two('ふつうのファイル', 'ordinary file'),
  'application-config': two('アプリケーションの設定（接続情報など）', 'application settings'),
  'password-file': two('パスワードファイル', 'password file'),
  'private-key': two('秘密鍵', 'private key'),
  credentials: two('保存された認証情報', 'stored credentials'),
  history: two('コマンドの履歴', 'command history'),
  dump: two('データベースの書き出し', 'database dump'),
  backup: two('バックアップ・古い版', 'backup or left-over copy'),
  repository: two('版管理の設定', 'repository settings'),
  session: two('セッションのファイル', 'session file'),
  mail: two('届いたメール', 'mail'),
  'access-control': two('.htaccess', '.htaccess'),
  'php-settings': two('PHP の設定', 'PHP settings'),
  'shell-start': two('シェルの起動ファイル', 'shell start-up file'),
  'login-keys': two('ログインの鍵・設定', 'login keys or settings'),
  'mail-start': two('メールの転送・起動', 'mail forwarding'),
  schedule: two('定期実行', 'schedule'),
  'in-repository': two('版管理のフォルダー', 'repository folder'),
  'in-ssh': two('SSH のフォルダー', 'SSH folder'),
  'in-aws': two('クラウドの認証情報のフォルダー', 'folder of cloud credentials'),
  'in-mailbox': two('メールボックス', 'mailbox'),
  'in-schedule': two('定期実行のフォルダー', 'schedule folder'),
} as const satisfies Record<NameClass, Bilingual>;

const byLink = {
  'another-home': two('ほかの契約者のホームへのリンク', 'link into another home'),
  'above-homes': two('ホームより上へのリンク', 'link to above the home'),
  elsewhere: two('ホームの外へのリンク', 'link out of the home'),
} as const satisfies Record<LinkOut['into'], Bilingual>;

const byType = {
  f: two('ふつうのファイル', 'ordinary file'),
  d: two('フォルダー', 'folder'),
  l: two('リンク', 'link'),
  s: two('ソケット', 'socket'),
  p: two('名前付きパイプ', 'named pipe'),
  b: two('ブロックデバイス', 'block device'),
  c: two('キャラクターデバイス', 'character device'),
  '?': two('種類の分からないもの', 'object of an unknown type'),
} as const satisfies Record<FileType, Bilingual>;

/** Words for a type of file. */
export const detailOfType = (type: FileType): Told => ({ code: 'plain', ...byType[type] });
/** Words for what a file's name says it is. */
export const detailOfName = (code: NameClass): Told => ({ code, ...byName[code] });

export const detailOfPlace = {
  socket: { code: 'fpm-socket', ...two('PHP-FPM のプールのソケット', 'socket of a PHP-FPM pool') },
  sessions: { code: 'fpm-sessions', ...two('PHP のセッションの置き場所', 'folder of PHP sessions') },
} as const satisfies Record<string, Told>;

/** `target` is inert already. */
export function detailOfLink(into: LinkOut['into'], target: string): Told {
  const { ja, en } = byLink[into];
  return { code: into, ja: `${ja}：${target}`, en: `${en}: ${target}` };
}
