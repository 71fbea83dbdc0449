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
const peak = { rss: 0 };
const watch = setInterval(() => {
  peak.rss = Math.max(peak.rss, process.memoryUsage.rss());
}, 50);
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
  const before = process.memoryUsage.rss();
  peak.rss = before;
  const begun = performance.now();
  await press('rest');
  const released = performance.now();
  const [atRelease, sent] = [peak.rss, recipients - Math.min(50, Math.ceil(recipients * 0.05))];
  peak.rss = process.memoryUsage.rss();
  await lane.tick();
  const ended = performance.now();
  const over = (await world.deps.notices.standingCounts(`${world.caseId}/1`)).get('handed-over') ?? 0;
  if (over !== recipients) throw new Error(`${over} of ${recipients} were handed over`);
  const [row] = (
    await desk.database.pool.query<{ bytes: number }>(`select avg(length(bytes))::integer as bytes from outbox where purpose = 'notice'`)
  ).rows;
  const rate = (millis: number) => Math.round((1000 * sent) / millis);
  console.log(`${cpus().length} cores, ${sent} messages of ${row?.bytes ?? 0} bytes, ${connections} connections`);
  console.log(
    `written, signed and stored: ${rate(released - begun)}/s; handed over and settled: ${rate(ended - released)}/s; together ${rate(ended - begun)}/s`,
  );
  console.log(`memory: ${mega(before)} MB before, peak ${mega(atRelease)} MB while written, ${mega(peak.rss)} MB while sent`);
  await lane.close();
  await world.close();

  if (!values['no-peer']) {
    const pool = createTransport({ url, pool: true, maxConnections: connections, maxMessages: Infinity } as object);
    const text = `${'x'.repeat(70)}\n`.repeat(Math.round((row?.bytes ?? 2000) / 71));
    const from = performance.now();
    await Promise.all(addresses.slice(0, sent).map((to) => pool.sendMail({ from: 'csirt@corp.example', to, subject: 'notice', text })));
    const peer = performance.now() - from;
    pool.close();
    const ratio = (whole: number) => (peer / whole).toFixed(2);
    console.log(
      `nodemailer's pool, unsigned: ${rate(peer)}/s; ratio, handed over and settled ${ratio(ended - released)}, with writing and signing ${ratio(ended - begun)}`,
    );
  }
} finally {
  clearInterval(watch);
  sink.kill();
  await desk.close();
}
