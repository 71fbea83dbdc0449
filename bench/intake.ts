// SPDX-License-Identifier: Apache-2.0
// node bench/intake.ts [--seconds N] [--clients N] [--rounds N] [--entries N]
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, open, rename, rm } from 'node:fs/promises';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { SMTPServer } from 'smtp-server';
import { readMail } from '../src/adapters/mime/parse-mail.ts';
import { describeBy } from '../src/intake/mail/describe.ts';
import { createIntakeStore } from '../src/adapters/postgres/intake-store.ts';
import { mailListener } from '../src/adapters/smtp/listener.ts';
import { systemClock } from '../src/adapters/system/system.ts';
import { createReceive } from '../src/intake/receive.ts';
import { searchIndex } from '../src/wiring/intake.ts';
import { everyWatch } from '../src/wiring/watches.ts';
import { bulkLoad } from '../test/support/bulk-entries.ts';
import { openTestDesk } from '../test/support/desk.ts';
import type { TestDesk } from '../test/support/desk.ts';
import { smtpClient } from '../test/support/smtp-client.ts';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '6' },
    clients: { type: 'string', default: '64' },
    rounds: { type: 'string', default: '3' },
    entries: { type: 'string', default: '1000000' },
  },
});
const seconds = Number(values.seconds);
const clients = Number(values.clients);
const rounds = Number(values.rounds);
const entries = Number(values.entries);

type Measured = { readonly perSecond: number; readonly p50: number; readonly p95: number };

function mailNumber(number: number): Buffer {
  const lines = Array.from(
    { length: 40 },
    (_, line) => `Line ${line} of report ${number}: the page /cgi-bin/board.cgi?id=${number * 31 + line} shows other people's orders.`,
  );
  const text = `お世話になっております。貴社サイトに脆弱性があるようです。受付 ${number}\r\n${lines.join('\r\n')}\r\n`;
  return Buffer.from(
    `From: =?utf-8?B?${Buffer.from('通りすがり').toString('base64')}?= <reporter${number}@example.com>\r\nTo: security@example.jp\r\nSubject: =?utf-8?B?${Buffer.from(`脆弱性のご連絡 ${number}`).toString('base64')}?=\r\nMessage-ID: <${number}@example.com>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n${text}`,
  );
}

const numbers = { next: 1 };

/** `clients` connections, each sending one mail after the other; the time is from the end of data to the answer. */
async function drive(port: number): Promise<Measured> {
  const until = Date.now() + seconds * 1000;
  const times: number[] = [];
  const begun = performance.now();
  await Promise.all(
    Array.from({ length: clients }, async () => {
      const client = await smtpClient(port);
      while (Date.now() < until) {
        const raw = mailNumber(numbers.next++);
        client.send('MAIL FROM:<a@example.com>\r\nRCPT TO:<b@example.jp>\r\nDATA\r\n');
        for (let reply = 0; reply < 3; reply += 1) await client.reply();
        client.send(raw);
        const ended = performance.now();
        client.send('.\r\n');
        const answer = await client.reply();
        if (!answer.startsWith('250')) throw new Error(answer);
        times.push(performance.now() - ended);
      }
      client.close();
    }),
  );
  return { perSecond: (times.length * 1000) / (performance.now() - begun), p50: quantile(times, 0.5), p95: quantile(times, 0.95) };
}

function quantile(times: readonly number[], at: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * at))] ?? 0;
}

/** The peer: the same SMTP library writing one file per mail, synced, renamed into place, its folder synced, then 250. */
async function peer(folder: string): Promise<{ port: number; close: () => Promise<void> }> {
  await mkdir(folder, { recursive: true });
  const count = { next: 1 };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    onData(stream, _session, answer) {
      const name = join(folder, `${count.next++}.eml`);
      const file = createWriteStream(`${name}.part`);
      stream.pipe(file).on('close', () => {
        settle(name, folder).then(
          () => answer(),
          (cause: Error) => answer(cause),
        );
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const address = server.server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

async function settle(name: string, folder: string): Promise<void> {
  const file = await open(`${name}.part`, 'r+');
  await file.sync();
  await file.close();
  await rename(`${name}.part`, name);
  const shelf = await open(folder, 'r');
  await shelf.sync();
  await shelf.close();
}

console.log(
  `machine: ${cpus().length} x ${cpus()[0]?.model ?? '?'}, ${(totalmem() / 2 ** 30).toFixed(0)} GB, Node ${process.version}; mail ${mailNumber(1).length} bytes, ${clients} clients, ${seconds} s a round; client, peer, desk and database share these processors`,
);
const folder = await mkdtemp(join(tmpdir(), 'matoi-bench-'));
const desk = await openTestDesk({ watches: everyWatch });
try {
  const store = createIntakeStore(desk.database);
  const receive = createReceive({
    ...desk,
    clock: systemClock,
    store,
    describe: describeBy(readMail),
    house: () => Promise.resolve({ ownDomains: [], ways: [] }),
  });
  const index = searchIndex(store);
  await index.start();
  const own = mailListener({ protocol: 'smtp', host: '127.0.0.1', port: 0, maxBytes: 60_000_000 }, receive);
  await own.start();
  const other = await peer(join(folder, 'peer'));
  await drive(own.port());
  const ratios: number[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    const theirs = await drive(other.port);
    const ours = await drive(own.port());
    ratios.push(ours.perSecond / theirs.perSecond);
    for (const [name, it] of [
      ['peer ', theirs],
      ['matoi', ours],
    ] as const)
      console.log(
        `round ${round} ${name}: ${it.perSecond.toFixed(0)} mails/s, end of data to 250 p50 ${it.p50.toFixed(1)} ms, p95 ${it.p95.toFixed(1)} ms`,
      );
  }
  console.log(
    `ratio of mails/s, median of ${rounds}: ${quantile(ratios, 0.5).toFixed(2)} (aim >= 0.6); memory ${(process.memoryUsage().rss / 2 ** 20).toFixed(0)} MB for client, peer and desk together`,
  );
  await own.stop();
  await index.stop();
  await other.close();
  await appends();
} finally {
  await desk.close();
  await rm(folder, { recursive: true, force: true });
}

/** One entry at a time, in turn on a small and on a large journal of one server, so that both meet the same machine. */
async function appends(): Promise<void> {
  const small = await openTestDesk();
  try {
    await bulkLoad(small, 1000);
    const begun = performance.now();
    const loaded = await bulkLoad(desk, entries);
    console.log(`${loaded} entries loaded in ${((performance.now() - begun) / 1000).toFixed(0)} s`);
    await desk.database.pool.query('vacuum analyze');
    await desk.database.pool.query('checkpoint');
    const appendTo = [await appender(small), await appender(desk)] as const;
    const times: readonly [number[], number[]] = [[], []];
    for (let at = -100; at < 1000; at += 1)
      for (const which of [0, 1] as const) {
        const took = await appendTo[which](at);
        if (at >= 0) times[which].push(took);
      }
    const [few, many] = [quantile(times[0], 0.95), quantile(times[1], 0.95)];
    console.log(
      `append p50 ${quantile(times[0], 0.5).toFixed(2)} and ${quantile(times[1], 0.5).toFixed(2)} ms, p95 ${few.toFixed(2)} ms at 1,000 entries and ${many.toFixed(2)} ms at ${loaded}, ratio of p95 ${(many / few).toFixed(2)} (aim <= 2)`,
    );
  } finally {
    await small.close();
  }
}

async function appender(to: TestDesk): Promise<(at: number) => Promise<number>> {
  const actor = { type: 'machine', name: 'bench' } as const;
  const opening = [{ kind: 'case.opened', body: { title: 'bench', reportId: null } }] as const;
  const { caseId } = await to.journal.write((writing) => writing.openCase(actor, () => opening));
  return async (at) => {
    const begun = performance.now();
    const drafts = [{ kind: 'case.noted', body: { noteId: `bench-${at}`, text: 'a note', happenedAt: null } }] as const;
    await to.journal.append({ stream: caseId, actor, drafts });
    return performance.now() - begun;
  };
}
