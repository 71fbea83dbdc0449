// SPDX-License-Identifier: Apache-2.0
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { systemClock } from '../../src/adapters/system/system.ts';
import { noticeSheet } from '../../src/notification/sending/notice-sheet.ts';
import { releaseLeg } from '../../src/notification/sending/release-leg.ts';
import { noticeLane } from '../../src/wiring/notification.ts';
import { openTestDesk } from './desk.ts';
import { openMailSink } from './mail-sink.ts';
import { approveAll, FROM, noticeWorld, sato } from './notice-world.ts';

export type NoticeCrash = {
  readonly recipients: number;
  readonly kills: number;
  readonly connections: number;
  /** Recipients whom no mail reached: there must be none. */
  readonly lost: readonly string[];
  /** Mails beyond the first of a recipient; at most one a connection and kill. */
  readonly doubles: number;
  /** Recipients with more than one mail whom the desk does not list as possible doubles: there must be none. */
  readonly unlisted: readonly string[];
  readonly otherId: readonly string[];
  /** Rows that are not handed over at the end: there must be none. */
  readonly open: readonly string[];
  readonly seconds: number;
  readonly ok: boolean;
};

/** What a desk might do wrong; the proof must find each. */
export const crashFaults = ['early', 'unlisted', 'other-id'] as const;
export type CrashFault = (typeof crashFaults)[number];
type Size = { readonly recipients: number; readonly kills: number; readonly connections: number; readonly random: () => number };

/** A notice to `recipients` contacts leaves by a process that is killed (-9) `kills` times, at moments all over its work. */
export async function crashTheNotice({ recipients, kills, connections, random }: Size, fault?: CrashFault): Promise<NoticeCrash> {
  const begun = Date.now();
  const clock = { ...systemClock, forward: () => undefined, set: () => undefined };
  const desk = await openTestDesk({ clock });
  const sink = await openMailSink();
  const addresses = Array.from({ length: recipients }, (_, at) => `info${at}@d${at % 97}.example`);
  const world = await noticeWorld(desk, sink.url, addresses);
  const { deps, caseId } = world;
  try {
    await approveAll(world);
    const notice = async () => (await desk.journal.view(caseId))?.parts.notification.notice ?? null;
    const left = async () => recipients - ((await deps.notices.standingCounts(`${caseId}/1`)).get('handed-over') ?? 0);
    const press = async (leg: 'canary' | 'rest'): Promise<void> => {
      const done = await releaseLeg(deps, sato, caseId, leg);
      if (!done.ok) throw new Error(JSON.stringify(done.error));
    };
    await press('canary');
    let killed = 0;
    while (killed < kills && (await left()) > 0) {
      const { canary, rest } = (await notice()) ?? {};
      if (canary?.done != null && rest == null) await press('rest');
      const child = fork(join(import.meta.dirname, 'notice-desk.ts'), {
        env: {
          ...process.env,
          DATABASE_URL: desk.databaseUrl,
          FOLDER: desk.dataFolder,
          SINK: sink.url,
          CONNECTIONS: String(connections),
          ...(fault === undefined ? {} : { FAULT: fault }),
        },
      });
      // One that ends before it works would be waited for without end.
      const begins = await Promise.race([once(child, 'message').then(() => null), once(child, 'exit')]);
      if (begins !== null) throw new Error(`the desk ended before it was ready (${begins.join(' ')})`);
      // So many more deliveries that the work lasts for all kills, and a moment more or less.
      const share = rest == null ? 4 : (2 * (await left())) / (kills - killed + 1);
      const until = sink.mails.length + Math.floor(random() * share);
      const isDone = async () => (await notice())?.[rest == null ? 'canary' : 'rest']?.done != null;
      for (let beat = 0; sink.mails.length < until && child.exitCode === null; beat += 1) {
        await pause(2);
        if (beat % 100 === 99 && (await isDone())) break;
      }
      await pause(Math.floor(random() * 20));
      // One with a planted fault may have ended by itself: nobody waits for that twice.
      const lives = child.exitCode === null && child.signalCode === null;
      child.kill('SIGKILL');
      if (lives) await once(child, 'exit');
      killed += 1;
    }
    // What is left goes out by a desk that lives.
    const lane = noticeLane(desk.base, desk, world.carriers, connections);
    for (let tries = 0; tries < 600 && (await left()) > 0; tries += 1) {
      await lane.tick();
      const { canary, rest } = (await notice()) ?? {};
      if (canary?.done != null && rest == null) await press('rest');
      await pause(50);
    }
    await lane.close();

    const sheet = await noticeSheet(deps, caseId);
    if (!sheet.ok) throw new Error(JSON.stringify(sheet.error));
    const messages = await deps.notices.messages(`${caseId}/1`);
    const mails = Map.groupBy(
      sink.mails.filter((mail) => mail.to !== FROM),
      (mail) => mail.to,
    );
    const listed = new Set(sheet.value.possibleDoubles);
    const many = [...mails].filter(([, own]) => own.length > 1);
    const lost = addresses.filter((address) => !mails.has(address));
    const doubles = many.reduce((sum, [, own]) => sum + own.length - 1, 0);
    const unlisted = many.map(([to]) => to).filter((to) => !listed.has(to));
    const ids = new Map(messages.map((one) => [one.address, one.messageId]));
    const otherId = [...mails].filter(([to, own]) => own.some((mail) => mail.messageId !== ids.get(to))).map(([to]) => to);
    const open = messages.filter((one) => one.state !== 'handed-over').map((one) => `${one.address} ${one.state}`);
    const ok = [lost, unlisted, otherId, open].every((some) => some.length === 0) && doubles <= connections * killed && killed === kills;
    return {
      recipients,
      kills: killed,
      connections,
      lost,
      doubles,
      unlisted,
      otherId,
      open,
      seconds: Math.round((Date.now() - begun) / 1000),
      ok,
    };
  } finally {
    await world.close();
    await sink.close();
    await desk.close();
  }
}
