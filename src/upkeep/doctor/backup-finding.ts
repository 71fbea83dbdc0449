// SPDX-License-Identifier: Apache-2.0
import type { BackupFailure } from '../../case/entry/case.ts';
import type { Bilingual } from '../../kernel/bilingual.ts';
import { millisOf } from '../../kernel/instant.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { BackupTrail } from '../backup/scheduled.port.ts';
import { finding } from './finding.ts';
import type { Finding } from './finding.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Of a desk that takes none by itself. */
const OLD_BACKUP = 2 * DAY;
/** A desk with fewer entries has nothing to lose yet. */
const FEW = 20;

export type BackupFacts = {
  readonly backups: Pick<BackupTrail, 'last' | 'failed'>;
  readonly backupEveryHours: number | null;
  readonly now: Instant;
  readonly entries: number;
};

/** What the journal knows of backups, in one sentence; the same in `matoi doctor`, in the settings and on Now. */
export function backupFinding(facts: BackupFacts): Finding {
  const { backups, backupEveryHours, now } = facts;
  const { last, failed } = backups;
  if (backupEveryHours !== null && failed !== null && (last === null || failed.at > last)) return failure(failed, last);
  if (last === null) return never(facts);
  const age = millisOf(now) - millisOf(last);
  if (backupEveryHours === null) return byHand(last, age);
  const old = age > 2 * backupEveryHours * HOUR;
  return finding(
    'backup',
    old ? 'bad' : 'good',
    `最後のバックアップは ${last}${old ? `（${ageIn(age).ja}前）` : ''}です。${backupEveryHours} 時間ごとに取る設定です${old ? 'が、取れていません。デスクと置き場を確かめてください' : ''}。別の場所にあるかどうかは分かりません。`,
    `The last backup was taken at ${last}${old ? ` (${ageIn(age).en} ago)` : ''}; one is due every ${backupEveryHours} hours${old ? ', and none came: see to the desk and to the folder' : ''}. Whether it lies somewhere else cannot be told.`,
  );
}

function never({ entries, backupEveryHours }: BackupFacts): Finding {
  if (backupEveryHours !== null)
    return finding(
      'backup',
      'care',
      'バックアップはまだ一度も取れていません。デスクが動いていれば、数分以内に最初のものが取られます。',
      'No backup is on record yet. While the desk runs, the first is taken within minutes.',
    );
  return finding(
    'backup',
    entries < FEW ? 'off' : 'bad',
    'matoi backup によるバックアップは、一度も記録されていません。',
    'No backup by matoi backup is on record.',
  );
}

function byHand(last: Instant, age: number): Finding {
  const old = age > OLD_BACKUP;
  const days = Math.floor(age / DAY);
  return finding(
    'backup',
    old ? 'care' : 'good',
    `最後のバックアップは ${last}${old ? `（${days} 日前）` : ''}です。別の場所にあるかどうかは分かりません。`,
    `The last backup was taken at ${last}${old ? ` (${days} days ago)` : ''}. Whether it lies somewhere else cannot be told.`,
  );
}

function failure({ at, reason, detail }: NonNullable<BackupTrail['failed']>, last: Instant | null): Finding {
  const why = failureWords[reason];
  return finding(
    'backup',
    'bad',
    `予定のバックアップに失敗しました（${at}）：${why.ja}［${detail}］ 最後に取れたもの：${last ?? 'なし'}`,
    `The scheduled backup failed (${at}): ${why.en} [${detail}] Last one taken: ${last ?? 'none'}`,
  );
}

const failureWords: Readonly<Record<BackupFailure, Bilingual>> = {
  'no-folder': {
    ja: '置き場のフォルダー（MATOI_BACKUP_FOLDER）がありません。ディスクがつながっているか確かめてください。',
    en: 'the folder (MATOI_BACKUP_FOLDER) is not there; see whether its disk is mounted.',
  },
  'own-folder': {
    ja: '置き場がデータフォルダーの中です。バックアップがバックアップを含むことになります。',
    en: 'the folder lies in the data folder, and each backup would hold the earlier ones.',
  },
  'not-writable': {
    ja: '置き場に書けません。権限と、読み取り専用でないことを確かめてください。',
    en: 'the folder cannot be written; see its owner, and whether it is mounted read-only.',
  },
  full: { ja: '置き場に空きがありません。', en: 'there is no room left in the folder.' },
  passphrase: {
    ja: '合言葉のファイル（MATOI_BACKUP_PASSPHRASE_FILE）を読めないか、12 文字未満です。',
    en: 'the file MATOI_BACKUP_PASSPHRASE_FILE cannot be read, or holds fewer than 12 characters.',
  },
  other: { ja: '途中で失敗しました。', en: 'it broke off.' },
};

function ageIn(millis: number): Bilingual {
  const hours = Math.floor(millis / HOUR);
  const days = Math.floor(hours / 24);
  return hours < 48 ? { ja: `${hours} 時間`, en: `${hours} hours` } : { ja: `${days} 日`, en: `${days} days` };
}
