// SPDX-License-Identifier: Apache-2.0
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomBytes, randomInt } from 'node:crypto';
import { readFileSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { mkdtemp, readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { caseLanguage } from '../../src/case/language/case-language.ts';
import { createIntakeStore } from '../../src/adapters/postgres/intake-store.ts';
import { randomText, sha256, systemClock } from '../../src/adapters/system/system.ts';
import { verifyJournal } from '../../src/journal/verify.ts';
import { openState } from '../../src/wiring/base/state.ts';
import { smtpClient, stuffed } from './smtp-client.ts';
import { removeTree } from './remove-tree.ts';

export type CrashProof = {
  readonly kills: number;
  readonly sent: number;
  readonly acknowledged: number;
  readonly reports: number;
  readonly lost: readonly string[];
  readonly doubled: readonly string[];
  readonly changed: readonly string[];
  readonly sound: boolean;
  readonly faults: readonly string[];
  readonly slowestStartMillis: number;
  /** Mails whose bytes were taken from their places, as a power cut would take what the system had not written yet. */
  readonly taken: number;
  readonly ok: boolean;
};

export type CrashWanted = {
  readonly kills: number;
  /** Acknowledges before it records: the proof must then fail. */
  readonly plant: boolean;
  /** Every so many kills PostgreSQL is killed too; 0 never. */
  readonly postgresEvery: number;
  readonly say: (line: string) => void;
};

const ROOT = join(import.meta.dirname, '..', '..');
const CLIENTS = 4;

/**
 * A real desk, real SMTP, kill -9 at random moments. A mail without a 250 is sent again in the next life, as a mail
 * server would. At the end each mail that ever got a 250 must be there exactly once, byte for byte, and the chain whole.
 */
export async function proveSmtpCrash(wanted: CrashWanted): Promise<CrashProof> {
  const folder = await mkdtemp(join(tmpdir(), 'matoi-crash-'));
  const ports = { http: await freePort(), smtp: await freePort() };
  const book = { next: 1, unanswered: [] as number[], mails: new Map<number, Buffer>(), acknowledged: new Map<number, number>() };
  const starts: number[] = [];
  let taken = 0;
  try {
    for (let kill = 1; kill <= wanted.kills; kill += 1) {
      const begun = Date.now();
      const desk = startDesk(folder, ports, wanted.plant);
      await answering(ports.smtp, desk);
      starts.push(Date.now() - begun);
      const sending = Array.from({ length: CLIENTS }, () => sendUntilBroken(ports.smtp, book));
      // Every other life gets as far as its first acknowledgement, however slow the machine; the others may die before.
      if (kill % 2 === 1) await firstAnswer(book);
      await pause(randomInt(5, 700));
      desk.kill('SIGKILL');
      if (wanted.postgresEvery > 0 && kill % wanted.postgresEvery === 0) await killPostgres(folder);
      await Promise.all([...sending, ended(desk)]);
      if (kill % 3 === 0) taken += losePlaced(join(folder, 'blobs'));
      if (kill % 10 === 0) wanted.say(`${kill} kills, ${book.acknowledged.size} mails acknowledged`);
    }
    return { ...(await count(folder, wanted, book, Math.max(...starts))), taken };
  } finally {
    removeTree(folder);
  }
}

type Book = { next: number; unanswered: number[]; readonly mails: Map<number, Buffer>; readonly acknowledged: Map<number, number> };

function startDesk(folder: string, ports: { http: number; smtp: number }, plant: boolean): ChildProcess {
  const preload = plant ? ['--import', join(ROOT, 'test', 'prove', 'plant-early-ack.ts')] : [];
  return spawn(process.execPath, [...preload, join(ROOT, 'src', 'main.ts'), 'start'], {
    env: { ...process.env, MATOI_DATA: folder, MATOI_PORT: String(ports.http), MATOI_SMTP_PORT: String(ports.smtp), DATABASE_URL: '' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

async function answering(port: number, desk: ChildProcess): Promise<void> {
  for (const until = Date.now() + 300_000; Date.now() < until; ) {
    if (desk.exitCode !== null) throw new Error(`the desk ended by itself with ${desk.exitCode}: a manual step would be needed`);
    const client = await smtpClient(port).catch(() => null);
    client?.close();
    if (client !== null) return;
    await pause(20);
  }
  throw new Error('the desk did not answer within 300 s');
}

async function sendUntilBroken(port: number, book: Book): Promise<void> {
  const client = await smtpClient(port).catch(() => null);
  if (client === null) return;
  for (;;) {
    const number = take(book);
    const raw = book.mails.get(number) ?? newMail(book, number);
    const answer = await client.mail(raw).catch(() => 'broken');
    if (!answer.startsWith('250')) book.unanswered.push(number);
    if (answer === 'broken') break;
    if (answer.startsWith('250')) book.acknowledged.set(number, (book.acknowledged.get(number) ?? 0) + 1);
  }
  client.close();
}

async function firstAnswer(book: Book): Promise<void> {
  const before = book.acknowledged.size;
  for (const until = Date.now() + 30_000; Date.now() < until; await pause(5)) if (book.acknowledged.size > before) return;
}

function take(book: Book): number {
  return book.unanswered.shift() ?? book.next++;
}

function newMail(book: Book, number: number): Buffer {
  const body = randomBytes(randomInt(50, 3000)).toString('base64').replaceAll(/.{76}/g, '$&\r\n');
  const raw = Buffer.from(
    `From: Reporter <reporter@example.com>\r\nTo: security@example.jp\r\nSubject: crash ${number}\r\n\r\n${body}\r\n`,
    'latin1',
  );
  book.mails.set(number, raw);
  return raw;
}

async function killPostgres(folder: string): Promise<void> {
  const text = await readFile(join(folder, 'pg18', 'postmaster.pid'), 'utf8').catch(() => '');
  const pid = Number(text.split('\n')[0]);
  if (Number.isInteger(pid) && pid > 1) process.kill(pid, 'SIGKILL');
}

/**
 * As after a power cut: what stands in a group was synced with the group and in its own place not yet, so the place is
 * empty, and the system's next start bears another name.
 */
function losePlaced(blobs: string): number {
  const ahead = join(blobs, 'ahead');
  const groups = readdirSync(ahead).filter((name) => name.endsWith('.group'));
  const names = groups.flatMap((group) => readFileSync(join(ahead, group), 'latin1').match(/[0-9a-f]{64}(?= \d+\n)/g) ?? []);
  for (const name of names) rmSync(join(blobs, name.slice(0, 2), name), { force: true });
  for (const group of groups) renameSync(join(ahead, group), join(ahead, group.replace(/^[^.]*/, 'before')));
  return names.length;
}

function ended(desk: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (desk.exitCode !== null || desk.signalCode !== null) resolve();
    else desk.once('exit', () => resolve());
  });
}

/** Reads the data the way every start does: nothing is repaired by hand before. */
async function count(folder: string, wanted: CrashWanted, book: Book, slowestStartMillis: number): Promise<Omit<CrashProof, 'taken'>> {
  const env = { ...process.env, DATABASE_URL: '' };
  const state = await openState({ clock: systemClock, hash: sha256, random: randomText, dataFolder: folder, env }, []);
  try {
    const store = createIntakeStore(state.database);
    const bySubject = new Map<string, string[]>();
    let reports = 0;
    for (let before: number | undefined; ; ) {
      const page = await store.list({ limit: 500, ...(before === undefined ? {} : { before }) });
      if (page.length === 0) break;
      for (const report of page) bySubject.set(report.subject, [...(bySubject.get(report.subject) ?? []), report.raw]);
      reports += page.length;
      before = page.at(-1)?.ordinal;
    }
    const numbers = [...book.acknowledged.keys()];
    const found = (number: number): readonly string[] => bySubject.get(`crash ${number}`) ?? [];
    const verified = await verifyJournal({ language: caseLanguage, store: state.store, blobs: state.blobs, hash: sha256 });
    const lost = numbers.filter((number) => found(number).length === 0).map((number) => `crash ${number}`);
    const doubled = [...bySubject].filter(([, raws]) => raws.length > 1).map(([subject]) => subject);
    const changed = numbers
      .filter((number) => found(number).some((raw) => raw !== sha256(sentBytes(book.mails.get(number)))))
      .map((number) => `crash ${number}`);
    const faults = verified.faults.map((fault) => `${fault.code} ${fault.where} ${fault.detail}`);
    return {
      kills: wanted.kills,
      sent: book.next - 1,
      acknowledged: numbers.length,
      reports,
      lost,
      doubled,
      changed,
      sound: verified.sound,
      faults,
      slowestStartMillis,
      ok: numbers.length > 0 && lost.length === 0 && doubled.length === 0 && changed.length === 0 && verified.sound,
    };
  } finally {
    await state.close();
  }
}

/** What the other side sent, without the stuffing and the final dot. */
function sentBytes(raw: Buffer | undefined): Buffer {
  const whole = stuffed(raw ?? Buffer.alloc(0)).toString('latin1');
  return Buffer.from(whole.slice(0, -3).replaceAll('\r\n..', '\r\n.'), 'latin1');
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const address = server.address();
  await new Promise<void>((resolve) => server.close(() => resolve()));
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return address.port;
}
