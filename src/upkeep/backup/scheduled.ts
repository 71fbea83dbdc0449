// SPDX-License-Identifier: Apache-2.0
import type { BackupFailure } from '../../case/entry/case.ts';
import type { Draft } from '../../case/entry.ts';
import type { TaskHandler } from '../../journal/task.ts';
import { parseInstant } from '../../kernel/instant.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { BackupDeps } from '../deps.ts';
import { backUp } from './backup.ts';
import { dueTask, fileNameOf, stretchOf } from './schedule.ts';
import type { BackupSchedule } from './schedule.ts';
import type { BackupFolder, BackupTrail } from './scheduled.port.ts';

/** The task of the queue that takes one. */
export const BACK_UP = 'desk.back-up';

export type ScheduledDeps = BackupDeps & {
  readonly schedule: BackupSchedule;
  readonly place: BackupFolder;
  /** Of it null: not encrypted. null alone: one was asked for, and cannot be had. */
  readonly passphrase: () => Promise<{ readonly is: string | null } | null>;
  readonly zone: () => Promise<string>;
  readonly trail: (since: Instant) => Promise<BackupTrail>;
  readonly append: (draft: Draft) => Promise<void>;
  readonly enqueue: (task: { readonly name: string; readonly key: string; readonly data: { readonly begin: string } }) => Promise<void>;
};

/** Puts what is due into the queue, under a key that is the same whoever asks. */
export async function askForBackup(deps: ScheduledDeps): Promise<void> {
  const now = deps.clock.now();
  const begin = stretchOf(now, await deps.zone(), deps.schedule);
  const key = dueTask(now, begin, await deps.trail(begin));
  if (key !== null) await deps.enqueue({ name: BACK_UP, key, data: { begin } });
}

/**
 * Takes the backup of a stretch. What became of it is an entry: a failure too, so that somebody sees it; only what cannot even
 * be recorded is left to the queue. The queue hands a long one out again: it then waits for the one under way.
 */
export function backupHandler(deps: ScheduledDeps): TaskHandler {
  const underWay = new Map<string, Promise<void>>();
  return {
    name: BACK_UP,
    async run({ begin }) {
      const since = parseInstant(String(begin));
      if (since === null) return;
      const running = underWay.get(since) ?? take(deps, since).finally(() => underWay.delete(since));
      underWay.set(since, running);
      await running;
    },
  };
}

async function take(deps: ScheduledDeps, since: Instant): Promise<void> {
  const { schedule, place, append } = deps;
  if ((await deps.trail(since)).taken > 0) return;
  const unready = await place.ready(schedule.folder).catch(failureOf);
  if (unready !== null) return append({ kind: 'desk.backup-failed', body: unready });
  const passphrase = await deps.passphrase();
  if (passphrase === null) return append({ kind: 'desk.backup-failed', body: { reason: 'passphrase', detail: '' } });
  const file = fileNameOf(deps.clock.now());
  const done = await backUp(deps, {
    path: `${schedule.folder}/${file}`,
    passphrase: passphrase.is,
    logs: false,
    progress: () => undefined,
  }).catch((cause: unknown) => ({ failed: cause }));
  if ('failed' in done) return append({ kind: 'desk.backup-failed', body: failureOf(done.failed) });
  const { entries, head, bytes } = done;
  await append({ kind: 'desk.backed-up', body: { entries, head, bytes, encrypted: passphrase.is !== null, logs: false, file } });
  await removeOld(deps, since);
}

/** Only what this desk's journal names is removed: another desk may keep its own in the same folder. */
async function removeOld({ schedule, place, trail }: ScheduledDeps, since: Instant): Promise<void> {
  const own = new Set((await trail(since)).files);
  const there = (await place.names(schedule.folder)).filter((name) => own.has(name)).toSorted();
  for (const name of there.slice(0, Math.max(0, there.length - schedule.keep))) await place.remove(schedule.folder, name);
}

const REASONS: Readonly<Record<string, BackupFailure>> = {
  ENOENT: 'no-folder',
  ENOTDIR: 'no-folder',
  EACCES: 'not-writable',
  EPERM: 'not-writable',
  EROFS: 'not-writable',
  ENOSPC: 'full',
  EDQUOT: 'full',
};

/** A failure in the words of the system, and its kind. */
export function failureOf(cause: unknown): { readonly reason: BackupFailure; readonly detail: string } {
  const { code, message } = cause as NodeJS.ErrnoException;
  return { reason: REASONS[code ?? ''] ?? 'other', detail: (message ?? String(cause)).slice(0, 500) };
}
