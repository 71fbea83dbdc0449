// SPDX-License-Identifier: Apache-2.0
/**
 * A notice of about 2 kB a mail to many recipients, signed (DKIM, RSA-2048), from the press to the last answer in the register,
 * against nodemailer's own pool without signing over as many connections to the same sink in the same run.
 * `npm run bench notify -- [--recipients N] [--connections N] [--no-peer]`
 */
import { fork } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createTransport } from 'nodemailer';
import type { DeskTimes } from './notify-desk.ts';
import { systemClock } from '../src/adapters/system/system.ts';
import { releaseLeg } from '../src/notification/sending/release-leg.ts';
import { noticeLane } from '../src/wiring/notification.ts';
import { openTestDesk } from '../test/support/desk.ts';
import { approveAll, noticeWorld, sato } from '../test/support/notice-world.ts';

const { values } = parseArgs({
  options: {
    recipients: { type: 'string', default: '10000' },
    connections: { type: 'string', default: '10' },
    'no-peer': { type: 'boolean', default: false },
  },
});
const [recipients, connections] = [Number(values.recipients), Number(values.connections)];

// A process of its own, so that the sink's work is nobody's.
const sink = fork(fileURLToPath(new URL('./notify-sink.ts', import.meta.url)));
const [{ port }] = (await once(sink, 'message')) as [{ readonly port: number }];
const url = `smtp://127.0.0.1:${port}?ignoreTLS=true`;
const clock = { ...systemClock, forward: () => undefined, set: () => undefined };
const desk = await openTestDesk({ clock });
const mega = (bytes: number) => Math.round(bytes / 1e6);

try {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const key = { pem: privateKey.export({ type: 'pkcs8', format: 'pem' }), domain: 'corp.example', selector: 'matoi' };
  const addresses = Array.from({ length: recipients }, (_, at) => `info${at}@d${at % 97}.example`);
  const world = await noticeWorld(desk, url, addresses, key);
  await approveAll(world);
  const lane = noticeLane(desk.base, desk, world.carriers, connections);
  const press = async (leg: 'canary' | 'rest'): Promise<void> => {
    const done = await releaseLeg(world.deps, sato, world.caseId, leg);
    if (!done.ok) throw new Error(JSON.stringify(done.error));
  };
  await press('canary');
  await lane.tick();
  const sent = recipients - Math.min(50, Math.ceil(recipients * 0.05));
  await lane.close();
  await world.close();
  const child = fork(fileURLToPath(new URL('./notify-desk.ts', import.meta.url)), {
    env: {
      ...process.env,
      DATABASE_URL: desk.databaseUrl,
      FOLDER: desk.dataFolder,
      SINK: url,
      CASE: world.caseId,
      KEY: key.pem,
      CONNECTIONS: String(connections),
    },
  });
  const [times] = (await Promise.race([once(child, 'message'), once(child, 'exit').then(() => [null])])) as [DeskTimes | null];
  if (times === null) throw new Error('the desk ended before it was done');
  if (times.handedOver !== recipients) throw new Error(`${times.handedOver} of ${recipients} were handed over`);
  const [row] = (
    await desk.database.pool.query<{ bytes: number }>(`select avg(length(bytes))::integer as bytes from outbox where purpose = 'notice'`)
  ).rows;
  const rate = (millis: number) => Math.round((1000 * sent) / millis);
  console.log(`${cpus().length} cores, ${sent} messages of ${row?.bytes ?? 0} bytes, ${connections} connections`);
  const whole = times.released + times.sent;
  console.log(
    `written, signed and stored: ${rate(times.released)}/s; handed over and settled: ${rate(times.sent)}/s; together ${rate(whole)}/s`,
  );
  console.log(
    `memory: ${mega(times.before)} MB before, peak ${mega(times.whileWritten)} MB while written, ${mega(times.whileSent)} MB while sent`,
  );

  if (!values['no-peer']) {
    const pool = createTransport({ url, pool: true, maxConnections: connections, maxMessages: Infinity } as object);
    const text = `${'x'.repeat(70)}\n`.repeat(Math.round((row?.bytes ?? 2000) / 71));
    const from = performance.now();
    await Promise.all(addresses.slice(0, sent).map((to) => pool.sendMail({ from: 'csirt@corp.example', to, subject: 'notice', text })));
    const peer = performance.now() - from;
    pool.close();
    const ratio = (own: number) => (peer / own).toFixed(2);
    console.log(
      `nodemailer's pool, unsigned: ${rate(peer)}/s; ratio, handed over and settled ${ratio(times.sent)}, with writing and signing ${ratio(whole)}`,
    );
  }
} finally {
  sink.kill();
  await desk.close();
}
