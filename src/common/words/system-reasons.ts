// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../../kernel/bilingual.ts';

/** Where a failure of the operating system or of a database belongs, and its words. */
export type SystemReason = { readonly of: 'file' | 'disk' | 'network' | 'database'; readonly words: Bilingual };

const reason = (of: SystemReason['of'], ja: string, en: string): SystemReason => ({ of, words: { ja, en } });
const denied = reason('file', '権限がありません', 'this account may not');
const full = reason('disk', 'ディスクに空きがありません', 'the disk is full');
const away = reason('network', 'つながりません', 'it cannot be reached');
const unknownName = reason('network', 'その名前のサーバーが見つかりません', 'no server of that name is known');
const wrongAccount = reason('database', 'アカウントかパスワードが違います', 'it does not accept the account or its password');

/** By the code of the system (errno, getaddrinfo) or of PostgreSQL (SQLSTATE). */
const reasons: Readonly<Record<string, SystemReason>> = {
  ENOENT: reason('file', '見つかりません', 'it is not there'),
  EISDIR: reason('file', 'ファイルではなくフォルダーです', 'it is a folder, not a file'),
  ENOTDIR: reason('file', 'フォルダーであるべきところがファイルです', 'there is a file where a folder should be'),
  EEXIST: reason('file', '同じ名前のものがすでにあります', 'something of that name is there already'),
  ENAMETOOLONG: reason('file', '名前が長すぎます', 'its name is too long'),
  ELOOP: reason('file', 'リンクが輪になっています', 'its links lead in a circle'),
  EACCES: denied,
  EPERM: denied,
  EROFS: reason('disk', '読み取り専用のディスクです', 'the disk is read-only'),
  ENOSPC: full,
  EDQUOT: full,
  EIO: reason('disk', 'ディスクの読み書きに失敗しました', 'the disk fails'),
  EMFILE: reason('disk', '開けるファイルの数の上限です', 'too many files are open'),
  ECONNREFUSED: reason('network', '応答がありません（接続を断られました）', 'nothing answers there'),
  ECONNRESET: away,
  ETIMEDOUT: away,
  EHOSTUNREACH: away,
  ENETUNREACH: away,
  ENOTFOUND: unknownName,
  EAI_AGAIN: unknownName,
  '28P01': wrongAccount,
  '28000': wrongAccount,
  '3D000': reason('database', 'その名前のデータベースがありません', 'it has no database of that name'),
  '42501': reason('database', 'このアカウントには必要な権限がありません', 'the account lacks a right that is needed there'),
  '53100': reason('database', 'データベースのディスクに空きがありません', 'its disk is full'),
  '53300': reason('database', '接続数の上限です', 'it takes no more connections'),
  '57P03': reason('database', '起動または停止の途中です', 'it is starting or stopping'),
};

/** Why it failed, of an error of the system or the driver or what it was caused by; null where it is none of these. */
export function systemReason(cause: unknown): (SystemReason & { readonly path: string | null; readonly host: string | null }) | null {
  for (let one: unknown = cause, deep = 0; one instanceof Error && deep < 5; one = one.cause, deep += 1) {
    const { code, path, hostname, address, port } = one as Failure;
    const found = code === undefined || !Object.hasOwn(reasons, code) ? undefined : reasons[code];
    if (found === undefined) continue;
    const host = hostname ?? address;
    return { ...found, path: path ?? null, host: host === undefined ? null : port === undefined ? host : `${host}:${port}` };
  }
  return null;
}

type Failure = Error & {
  readonly code?: string;
  readonly path?: string;
  readonly hostname?: string;
  readonly address?: string;
  readonly port?: number;
};
