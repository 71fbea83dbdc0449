// SPDX-License-Identifier: Apache-2.0
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { randomText, sha256, systemClock } from '../../src/adapters/system/system.ts';
import { openState } from '../../src/wiring/base/state.ts';
import { hostileMail, ordinaryMail } from './hostile-mails.ts';
import { growth, watchDesk } from './hostile-watch.ts';
import { bringByFile, bringByForm, bringBySmtp, bringSteadily } from './hostile-ways.ts';
import { freePort, startDeskProcess } from './process.ts';

export type HostileProof = {
  /** Hostile mails that were taken by each way, and what became of them. `apart`: kept apart with a reason; no case, so nothing to examine. */
  readonly taken: { readonly smtp: number; readonly form: number; readonly file: number };
  readonly stored: number;
  readonly examined: number;
  readonly notExamined: number;
  readonly apart: number;
  readonly slowestMillis: number;
  /** Resident memory of the desk in MB: highest, and what stays of it (1 is flat). */
  readonly highestMb: number;
  readonly growth: number;
  /** Under ordinary mail: how many, the slowest page from its entry to its end, and how long the last mail waited for its examination. */
  readonly ordinary: {
    readonly taken: number;
    readonly pages: number;
    readonly slowestPageMillis: number;
    readonly lagMillis: number;
    readonly slowestMillis: number;
  } | null;
  readonly faults: readonly string[];
};

export type Wanted = {
  readonly folder: string;
  readonly mails: number;
  /** Bytes of a mail; every hundredth has `large`. */
  readonly size: number;
  readonly large: number;
  readonly ordinary: { readonly perSecond: number; readonly seconds: number } | null;
  /** Milliseconds: the longest that an answer, a page, and the last examination may take. Absent where other work runs beside. */
  readonly limits?: { readonly answer: number; readonly page: number; readonly lag: number; readonly growth: number };
  /** Environment of the desk's process, as a planted fault. */
  readonly env?: Readonly<Record<string, string>>;
  readonly settleMillis?: number;
  readonly say: (line: string) => void;
};

/** The issue's own bars. */
export const LIMITS = { answer: 1000, page: 2000, lag: 60_000, growth: 1.25 } as const;

/** Brings hostile mails by every way to a desk of its own, then ordinary ones steadily, while its session is asked every 100 ms; then looks at what became of each. */
export async function proveHostileMail(wanted: Wanted): Promise<HostileProof> {
  const port = await freePort();
  const desk = await startDeskProcess(wanted.folder, { MATOI_SMTP_PORT: String(port), MATOI_SMTP_TLS: 'off', ...wanted.env });
  // Whoever ends the proof early ends its desk with it.
  const end = (): void => void desk.child.kill();
  process.once('exit', end).once('SIGTERM', () => process.exit(143));
  const { watched, stop } = watchDesk(desk.url, desk.child.pid ?? 0);
  const state = await openState({ clock: systemClock, hash: sha256, random: randomText, dataFolder: wanted.folder, env: {} }, []);
  const look = () => lookAt(state.database);
  const faults: string[] = [];
  try {
    const brought = await bringHostile(wanted, port, desk.url);
    faults.push(...brought.faults);
    const sent = brought.taken.smtp + brought.taken.form + brought.taken.file;
    wanted.say(`${sent} of ${wanted.mails} hostile mails taken`);
    const found = await settled(look, sent, wanted);
    const slowest = Math.max(...watched.answers);
    const hostileMemory = [...watched.memory];
    const ordinary =
      wanted.ordinary === null
        ? null
        : await ordinaryMails(wanted, wanted.ordinary, { port, look, before: found.stored, answers: watched.answers });
    if (sent < wanted.mails) faults.push(`${wanted.mails - sent} mails were not taken`);
    if (found.stored < sent) faults.push(`${sent - found.stored} mails were taken and are not stored`);
    if (found.unmarked > 0) faults.push(`${found.unmarked} reports say neither that they were examined nor why not`);
    if (found.unopened > 0) faults.push(`${found.unopened} reports stand in no case and give no reason`);
    const proof = {
      taken: brought.taken,
      stored: found.stored,
      examined: found.examined,
      notExamined: found.notExamined,
      apart: found.apart,
      slowestMillis: Math.round(slowest),
      highestMb: Math.max(0, ...watched.memory),
      growth: Math.round(growth(hostileMemory) * 100) / 100,
      ordinary,
    };
    return { ...proof, faults: [...faults, ...watched.faults, ...beyond(proof, wanted.limits)] };
  } finally {
    await stop();
    await state.close();
    await desk.stop();
    process.off('exit', end);
  }
}

function beyond(proof: Omit<HostileProof, 'faults'>, limits: Wanted['limits']): readonly string[] {
  if (limits === undefined) return [];
  const over: [string, number, number][] = [
    ['the slowest answer took (ms)', proof.slowestMillis, limits.answer],
    ['what stays of the memory grew by', proof.growth, limits.growth],
    ['the slowest answer under ordinary mail took (ms)', proof.ordinary?.slowestMillis ?? 0, limits.answer],
    ['the slowest page took (ms)', proof.ordinary?.slowestPageMillis ?? 0, limits.page],
    ['the last mail waited for its examination (ms)', proof.ordinary?.lagMillis ?? 0, limits.lag],
  ];
  return over.filter(([, seen, limit]) => seen > limit).map(([what, seen, limit]) => `${what} ${seen}, more than ${limit}`);
}

async function bringHostile(
  wanted: Wanted,
  port: number,
  url: string,
): Promise<{ readonly taken: HostileProof['taken']; readonly faults: readonly string[] }> {
  const of = (index: number): Buffer => hostileMail(index, index % 100 === 50 ? wanted.large : wanted.size);
  // Of ten mails seven come by SMTP over two connections, two by the form, one as a file.
  const part = function* (ways: readonly number[]): Generator<Buffer> {
    for (let index = 0; index < wanted.mails; index += 1) {
      if (!ways.includes(wayOf(index))) continue;
      if (index % 200 === 0) wanted.say(`hostile mail ${index}`);
      yield of(index);
    }
  };
  const [first, second, form, file] = await Promise.all([
    bringBySmtp(port, part([0, 1, 2, 3])),
    bringBySmtp(port, part([4, 5, 6])),
    bringByForm(url, part([7, 8])),
    bringByFile(wanted.folder, part([9])),
  ]);
  return {
    taken: { smtp: first.taken + second.taken, form: form.taken, file: file.taken },
    faults: [...first.faults, ...second.faults, ...form.faults, ...file.faults].slice(0, 20),
  };
}

/** Mixes families and ways, so that each family comes by each way. */
const wayOf = (index: number): number => (index + Math.floor(index / 10)) % 10;

async function ordinaryMails(
  { say, settleMillis = SETTLE }: Wanted,
  { perSecond, seconds }: NonNullable<Wanted['ordinary']>,
  at: { readonly port: number; readonly look: () => Promise<Found>; readonly before: number; readonly answers: readonly number[] },
): Promise<NonNullable<HostileProof['ordinary']>> {
  const asked = at.answers.length;
  say(`${perSecond} ordinary mails a second for ${seconds} s`);
  const { taken } = await bringSteadily(at.port, ordinaryMail, perSecond, seconds);
  const ended = performance.now();
  for (;;) {
    const found = await at.look();
    const done = found.unmarked === 0 && found.openTasks === 0 && found.stored >= at.before + taken;
    if (done || performance.now() - ended > settleMillis)
      return {
        taken,
        pages: found.pages,
        slowestPageMillis: Math.round(found.slowestPage),
        lagMillis: Math.round(done ? performance.now() - ended : Number.MAX_SAFE_INTEGER),
        slowestMillis: Math.round(Math.max(0, ...at.answers.slice(asked))),
      };
    await pause(500);
  }
}

const SETTLE = 900_000;

async function settled(look: () => Promise<Found>, sent: number, { settleMillis = SETTLE, say }: Wanted): Promise<Found> {
  const until = Date.now() + settleMillis;
  for (let round = 0; ; round += 1) {
    const found = await look();
    if ((found.unmarked === 0 && found.openTasks === 0 && found.stored >= sent) || Date.now() > until) return found;
    if (round % 20 === 19) say(`${found.unmarked} wait to be examined`);
    await pause(500);
  }
}

type Tables = { report: { report_id: string } };
type Found = {
  readonly stored: number;
  readonly examined: number;
  readonly notExamined: number;
  readonly apart: number;
  /** In a case, with neither entry. */
  readonly unmarked: number;
  /** In no case, and no reason is given. */
  readonly unopened: number;
  readonly openTasks: number;
  readonly pages: number;
  readonly slowestPage: number;
};

/** What the tables hold, read past the product's own verbs. */
async function lookAt(database: Awaited<ReturnType<typeof openState>>['database']): Promise<Found> {
  const { rows } = await sql<Record<keyof Found, number | string | null>>`
    with marked as (
      select distinct body::jsonb -> 'body' ->> 'reportId' as report_id, kind from journal_entry
      where kind in ('triage.examined', 'triage.not-examined')
    )
    select
      (select count(*) from report) as stored,
      (select count(*) from marked where kind = 'triage.examined') as examined,
      (select count(*) from marked where kind = 'triage.not-examined') as "notExamined",
      (select count(*) from report where case_id is null and kind_reasons <> '[]') as apart,
      (select count(*) from report r where case_id is not null and not exists (select from marked m where m.report_id = r.report_id)) as unmarked,
      (select count(*) from report where case_id is null and kind_reasons = '[]') as unopened,
      (select count(*) from task where done_at is null and name in ('triage.take-up', 'duty.page')) as "openTasks",
      (select count(*) from task where name = 'duty.page') as pages,
      (select max(extract(epoch from coalesce(done_at, now()) - made_at) * 1000) from task where name = 'duty.page') as "slowestPage"`.execute(
    database.on<Tables>(),
  );
  const of = (key: keyof Found): number => Number(rows[0]?.[key] ?? 0);
  return {
    stored: of('stored'),
    examined: of('examined'),
    notExamined: of('notExamined'),
    apart: of('apart'),
    unmarked: of('unmarked'),
    unopened: of('unopened'),
    openTasks: of('openTasks'),
    pages: of('pages'),
    slowestPage: of('slowestPage'),
  };
}
