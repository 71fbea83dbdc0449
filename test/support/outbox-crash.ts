// SPDX-License-Identifier: Apache-2.0
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { mailCarrier } from '../../src/adapters/mail-out/carrier.ts';
import { instantFromMillis } from '../../src/kernel/instant.ts';
import type { Instant } from '../../src/kernel/instant.ts';
import type { Parcel } from '../../src/outbox/outbox.port.ts';
import { gateWith } from '../../src/wiring/outbox.ts';
import { openTestDesk } from './desk.ts';
import { openMailSink } from './mail-sink.ts';
import { openReportedCase } from './reported-case.ts';

export type CrashReport = {
  readonly recipients: number;
  readonly kills: number;
  /** Recipients whom no mail reached: there must be none. */
  readonly lost: readonly string[];
  /** Recipients with more than one mail, and how many of them the register does not call a possible double: there must be none. */
  readonly doubled: number;
  readonly unmarked: readonly string[];
  /** Doubles that came under another Message-ID: there must be none. */
  readonly otherId: readonly string[];
  readonly notHandedOver: readonly string[];
};

/** Puts `recipients` mails through the gate of a process that is killed `kills` times, at moments all over its work. */
export async function crashTheGate(recipients: number, kills: number, random: () => number): Promise<CrashReport> {
  const desk = await openTestDesk();
  const sink = await openMailSink();
  const caseId = await openReportedCase(desk, { type: 'person', id: 'p1', name: '鈴木 一郎' });
  const now = (): Instant => instantFromMillis(Date.now()) as Instant;
  const base = { ...desk.base, clock: { now } };
  const gate = gateWith(base, desk, [mailCarrier(() => Promise.resolve({ url: sink.url, from: 'csirt@corp.example' }))]);
  const parcels = Array.from({ length: recipients }, (_, at): Parcel => {
    const to = `p${at + 1}@corp.example`;
    const content = { to, subject: '試験', text: `${at + 1}` };
    return { id: `staff-notice/N-1/${to}`, purpose: 'staff-notice', about: 'N-1', recipient: to, stream: caseId, channel: 'mail', content };
  });
  const rows = await gate.prepare(parcels, '鈴木 一郎');
  await desk.journal.write(({ tx }) => gate.put(tx, rows));

  const settled = async (): Promise<number> => (await gate.countsOf('staff-notice', 'N-1'))['handed-over'];
  let killed = 0;
  while (killed < kills && (await settled()) < recipients) {
    const child = fork(join(import.meta.dirname, 'outbox-desk.ts'), {
      env: { ...process.env, DATABASE_URL: desk.databaseUrl, SINK: sink.url },
    });
    await once(child, 'message');
    // From the first claim to well into the work, so that every kind of moment is met.
    const until = Math.floor(random() * 4);
    for (const before = sink.asked.length; sink.asked.length < before + until && child.exitCode === null; ) await breath();
    for (let beats = Math.floor(random() * 30); beats > 0; beats -= 1) await breath();
    child.kill('SIGKILL');
    await once(child, 'exit');
    killed += 1;
  }
  // PostgreSQL notices a moment later that the killed process is gone.
  for (let tries = 0; tries < 200 && (await settled()) < recipients; tries += 1) {
    await gate.tick();
    await new Promise((resolve) => setTimeout(resolve, 10));
  }

  const after = await gate.rowsOf('staff-notice', 'N-1');
  const report: CrashReport = { recipients, kills: killed, ...compare(after, sink.mails) };
  await gate.close();
  await sink.close();
  await desk.close();
  return report;
}

function compare(
  rows: readonly {
    readonly content: { readonly to: string };
    readonly state: string;
    readonly possibleDoubles: number;
    readonly messageId: string;
  }[],
  mails: readonly { readonly to: string; readonly messageId: string }[],
): Omit<CrashReport, 'recipients' | 'kills'> {
  const got = Map.groupBy(mails, (mail) => mail.to);
  const many = rows.filter((row) => (got.get(row.content.to)?.length ?? 0) > 1);
  return {
    lost: rows.filter((row) => !got.has(row.content.to)).map((row) => row.content.to),
    doubled: many.length,
    unmarked: many.filter((row) => row.possibleDoubles < (got.get(row.content.to)?.length ?? 0) - 1).map((row) => row.content.to),
    otherId: rows.filter((row) => got.get(row.content.to)?.some((mail) => mail.messageId !== row.messageId)).map((row) => row.content.to),
    notHandedOver: rows.filter((row) => row.state !== 'handed-over').map((row) => row.content.to),
  };
}

async function breath(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 1));
}
