// SPDX-License-Identifier: Apache-2.0
import { availableParallelism } from 'node:os';
import { glance } from '../../adapters/mime/glance.ts';
import { threadPool } from '../../adapters/threads/pool.ts';
import type { Outcome, Pool } from '../../adapters/threads/pool.ts';
import type { Mail } from '../../common/mail.ts';
import { describeUnread } from '../../intake/mail/describe.ts';
import type { SafeHtml } from '../../intake/mail/html.port.ts';
import type { NotRead, OpenHtml, OpenMail } from '../../intake/mail/mail.port.ts';
import type { DescribeMail, Described } from '../../intake/mail/describe.port.ts';
import type { ExamineApart, ExamineOutcome } from '../../triage/examination/examination.port.ts';
import type { Base } from '../base/base.ts';
import { settingsOf } from '../base/settings.ts';
import type { ThreadData } from './mail-thread.ts';

/**
 * Milliseconds in which a mail must be read, and in which it must be examined; a mail of 60 MB takes a few seconds of
 * an idle machine. Name look-ups of other people's servers have their own patience on top.
 */
const READ_MILLIS = 20_000;
const EXAMINE_MILLIS = 30_000;
const LOOK_UP_MILLIS = 60_000;
/** Heap of a thread in MB; a mail's bytes do not count, its texts do. */
const HEAP_MB = 512;
const WORKS_PER_THREAD = 2000;

/** The settings that reading a mail depends on; no other reaches a thread. */
const NEEDED = ['MATOI_OWN_SERVERS', 'MATOI_DNS'];

export type MailThreads = {
  readonly describe: DescribeMail;
  readonly openMail: OpenMail;
  readonly openHtml: OpenHtml;
  readonly examine: ExamineApart;
};

const kept = new WeakMap<object, MailThreads>();

/** One set of threads for each desk: intake and triage share it, and reading goes before examining. */
export function mailThreads(base: Pick<Base, 'env' | 'dataFolder'>): MailThreads {
  const known = kept.get(base) ?? openThreads(base);
  kept.set(base, known);
  return known;
}

function openThreads({ env, dataFolder }: Pick<Base, 'env' | 'dataFolder'>): MailThreads {
  const data: ThreadData = { env: Object.fromEntries(NEEDED.map((name) => [name, env[name]])), dataFolder };
  const threads = Math.max(2, Math.min(4, availableParallelism()));
  const pool = threadPool({
    module: new URL('./mail-thread.ts', import.meta.url),
    data,
    threads,
    // One thread is always left for what comes in.
    lanes: { examine: threads - 1 },
    heapMb: HEAP_MB,
    worksPerThread: WORKS_PER_THREAD,
  });
  return { describe: describer(pool), openMail: opener(pool), openHtml: htmlOpener(pool), examine: examiner(pool, env) };
}

function describer(pool: Pool): DescribeMail {
  return async (bytes, around) => {
    const outcome = await pool.run({ name: 'describe', lane: 'read', work: { bytes, around }, millis: READ_MILLIS });
    return outcome.is === 'done' ? (outcome.answer as Described) : describeUnread(whyOf(outcome), glance(bytes));
  };
}

function opener(pool: Pool): OpenMail {
  return async (bytes, wanted) => {
    const outcome = await pool.run({ name: 'read', lane: 'read', work: { bytes, wanted }, millis: READ_MILLIS });
    return outcome.is === 'done' ? { is: 'read', mail: outcome.answer as Mail } : { is: 'not-read', why: whyOf(outcome) };
  };
}

function htmlOpener(pool: Pool): OpenHtml {
  return async (bytes, pictures) => {
    const outcome = await pool.run({ name: 'html', lane: 'read', work: { bytes, pictures }, millis: READ_MILLIS });
    return outcome.is === 'done' ? { is: 'read', page: outcome.answer as SafeHtml } : { is: 'not-read', why: whyOf(outcome) };
  };
}

function examiner(pool: Pool, env: Base['env']): ExamineApart {
  const millis = EXAMINE_MILLIS + (settingsOf(env).MATOI_DNS === 'system' ? LOOK_UP_MILLIS : 0);
  return async (bytes, given) => {
    const run = (files: boolean, limit: number) =>
      pool.run({ name: 'examine', lane: 'examine', work: { bytes, given, files }, millis: limit });
    const whole = await run(true, millis);
    // What an attachment holds must not keep the mail's own words from being examined.
    const outcome = whole.is === 'done' ? whole : await run(false, millis);
    if (outcome.is === 'done') return outcome.answer as ExamineOutcome;
    const detail = outcome.is === 'failed' ? outcome.why : outcome.limit === 'time' ? `${millis / 1000} s` : `${HEAP_MB} MB`;
    return { is: 'not-examined', why: whyOf(outcome), detail };
  };
}

function whyOf(outcome: Exclude<Outcome, { is: 'done' }>): NotRead['why'] {
  return outcome.is === 'over' ? outcome.limit : 'failed';
}
