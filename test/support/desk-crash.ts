// SPDX-License-Identifier: Apache-2.0
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { caseLanguage } from '../../src/case/language/case-language.ts';
import { standingOf } from '../../src/case/language/standing.ts';
import { randomText, sha256, systemClock } from '../../src/adapters/system/system.ts';
import { verifyJournal } from '../../src/journal/verify.ts';
import type { StreamId } from '../../src/journal/stream.ts';
import { openState } from '../../src/wiring/base/state.ts';
import type { State } from '../../src/wiring/base/state.ts';
import { visitor } from './browser-like.ts';
import type { Visitor } from './browser-like.ts';
import { freePort } from './process.ts';
import { seededRandom } from './random.ts';
import type { Random } from './random.ts';
import { removeTree } from './remove-tree.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const PASSWORD = 'kyou mo yoi tenki desu';
const ADDRESS = 'chief@desk.example.jp';
const WORKERS = 3;

/** Whom a kill strikes: the desk, its database server, or any other process that either of them started. */
export type Victim = 'desk' | 'database' | 'child';

export type DeskCrashProof = {
  readonly kills: Readonly<Record<Victim, number>>;
  /** Kills of a child after which the desk itself had to be started again. */
  readonly restarts: number;
  readonly acknowledged: number;
  readonly lost: readonly string[];
  /** Notes of one number that stand there twice. */
  readonly doubled: readonly string[];
  /** Rows of the register of what stands open that the case does not say, or the other way round. */
  readonly standing: readonly string[];
  readonly faults: readonly string[];
  readonly slowestStartMillis: number;
  readonly ok: boolean;
};

export type DeskCrashWanted = {
  readonly kills: number;
  readonly seed: number;
  /** Answers before the entry is committed: the proof must then fail. */
  readonly plant: boolean;
  readonly say: (line: string) => void;
};

/** What was acknowledged: a word that no other write bears. `case` empty: it must stand somewhere. */
type Written = { readonly word: string; readonly what: string };
type Book = {
  readonly written: Written[];
  readonly cases: string[];
  readonly random: Random;
  /** The session outlives the desk, as a browser's does. */
  readonly cookies: Map<string, string>;
  stopped: boolean;
};

/**
 * A real desk on its own database, real people's work over HTTP on the cases that mails of three incidents open (somebody
 * who writes in, an extortion, a tip from outside): notes, ratings, titles, calls, work on the board. Kill -9 strikes the
 * desk or any of its children at random moments. Whatever was acknowledged must be there, the chain whole, and every start
 * works by itself.
 */
export async function proveDeskCrash(wanted: DeskCrashWanted): Promise<DeskCrashProof> {
  const folder = await mkdtemp(join(tmpdir(), 'matoi-desk-crash-'));
  const random = seededRandom(wanted.seed);
  const book: Book = { written: [], cases: [], random, cookies: new Map(), stopped: false };
  const kills: Record<Victim, number> = { desk: 0, database: 0, child: 0 };
  const state = { restarts: 0, slowest: 0 };
  let desk: Running | null = null;
  try {
    for (let kill = 1; kill <= wanted.kills; kill += 1) {
      if (desk === null) {
        const begun = Date.now();
        desk = await startDesk(folder, wanted.plant);
        await enter(desk, kill === 1);
        state.slowest = Math.max(state.slowest, Date.now() - begun);
        if (book.cases.length === 0) await openCases(desk.url, book);
      }
      book.stopped = false;
      const before = book.written.length;
      const url = desk.url;
      const work = Array.from({ length: WORKERS }, (_, at) => workUntilBroken(url, book, at));
      // Every other life gets as far as its first acknowledgement, however slow the machine.
      if (kill % 2 === 1) for (const until = Date.now() + 20_000; book.written.length === before && Date.now() < until; ) await pause(5);
      await pause(5 + random.below(700));
      const victim = strike(desk, folder, kill, random);
      kills[victim] += 1;
      if (victim === 'desk') {
        await ended(desk.child);
        desk = null;
      } else if (!(await recovers(desk.url))) {
        state.restarts += 1;
        wanted.say(
          `${victim}: the desk ${desk.child.exitCode === null ? 'does not answer' : `ended with ${desk.child.exitCode}`}: ${desk.said.join('').slice(-600)}`,
        );
        desk.child.kill('SIGKILL');
        await ended(desk.child);
        desk = null;
      }
      book.stopped = true;
      await Promise.all(work);
      if (kill % 10 === 0) wanted.say(`${kill} kills, ${book.written.length} writes acknowledged`);
    }
    desk?.child.kill('SIGKILL');
    if (desk !== null) await ended(desk.child);
    return { kills, restarts: state.restarts, slowestStartMillis: state.slowest, ...(await count(folder, book)) };
  } finally {
    desk?.child.kill('SIGKILL');
    removeTree(folder);
  }
}

type Running = {
  readonly child: ChildProcess;
  readonly url: string;
  readonly setUpCode: string | null;
  readonly said: readonly string[];
};

async function startDesk(folder: string, plant: boolean): Promise<Running> {
  const port = await freePort();
  const preload = plant ? ['--import', join(ROOT, 'test', 'prove', 'plant-early-answer.ts')] : [];
  const child = spawn(process.execPath, [...preload, join(ROOT, 'src', 'main.ts'), 'start', '--lang', 'en'], {
    env: { ...process.env, MATOI_DATA: folder, MATOI_PORT: String(port), DATABASE_URL: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said: string[] = [];
  child.stdout.on('data', (chunk: Buffer) => said.push(chunk.toString('utf8')));
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk.toString('utf8')));
  for (const until = Date.now() + 300_000; Date.now() < until; await pause(20)) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`the desk ended by itself with ${child.exitCode}: a manual step would be needed\n${said.join('').slice(-2000)}`);
    if (said.join('').includes('Stop: Ctrl-C'))
      return { child, url: `http://127.0.0.1:${port}`, setUpCode: /\/setup#(\S+)/.exec(said.join(''))?.[1] ?? null, said };
  }
  throw new Error('the desk did not open within 300 s');
}

async function enter(desk: Running, first: boolean): Promise<void> {
  if (!first || desk.setUpCode === null) return;
  const form = { lang: 'ja', organisation: '架空旅行', name: '当番 一郎', address: ADDRESS, password: PASSWORD, code: desk.setUpCode };
  const done = await visitor(desk.url).post('/api/v1/setup', form);
  if (done.status !== 201) throw new Error(`set-up: ${done.status} ${done.text.slice(0, 300)}`);
}

async function signedIn(url: string, book: Book): Promise<Visitor> {
  const who = visitor(url);
  if (book.cookies.size === 0) {
    const answer = await who.post('/api/auth/sign-in/email', { email: ADDRESS, password: PASSWORD });
    if (answer.status !== 200) throw new Error(`nobody can sign in: ${answer.status} ${answer.text.slice(0, 300)}`);
    for (const [name, value] of who.cookies) book.cookies.set(name, value);
  }
  for (const [name, value] of book.cookies) who.cookies.set(name, value);
  return who;
}

const MAILS = [
  ['fixtures/intake/report--white-hacker-iso-2022-jp.eml', '外部からの脆弱性の指摘'],
  ['fixtures/triage/mails/ja-extortion.eml', '脅迫'],
  ['fixtures/triage/mails/ja-jpcert-like.eml', '調整機関からの連絡'],
] as const;

async function openCases(url: string, book: Book): Promise<void> {
  const who = await signedIn(url, book);
  for (const [file] of MAILS) {
    const form = new FormData();
    form.append('file', new Blob([readFileSync(join(ROOT, file))]), 'mail.eml');
    const answer = await who.call('POST', '/api/v1/reports', form);
    const { received } = answer.json as { received: readonly { caseId: string | null; reportId: string }[] };
    const [one] = received;
    if (one === undefined) throw new Error(`${file}: ${answer.status} ${answer.text.slice(0, 300)}`);
    const raised = one.caseId ?? ((await who.post(`/api/v1/reports/${one.reportId}/raise`, {})).json as { caseId: string }).caseId;
    book.cases.push(raised);
  }
}

/** One person at one case, a thing after the other, until the desk is gone or the round is over. */
async function workUntilBroken(url: string, book: Book, at: number): Promise<void> {
  const who = await signedIn(url, book);
  const caseId = book.cases[at % book.cases.length] ?? '';
  for (let step = 0; !book.stopped; step += 1) {
    const answered = await oneStep(who, caseId, book, step + at).catch(() => null);
    if (answered === null) return;
    if (answered >= 500) await pause(50);
  }
}

async function oneStep(who: Visitor, caseId: string, book: Book, step: number): Promise<number> {
  const word = `w-${randomUUID()}`;
  const entries = `/api/v1/cases/${caseId}/entries`;
  const seqOf = async () => String(((await who.get(`/api/v1/cases/${caseId}`)).json as { seq: number }).seq);
  const acts: readonly (readonly [what: string, act: () => ReturnType<Visitor['post']>])[] = [
    [
      'note',
      async () => {
        const note = { do: 'note', noteId: word, text: `ログを確かめた ${word}`, happenedAt: null };
        const answer = await who.post(entries, note);
        // An answer that was lost is asked for again as a browser does: the note must stand there once.
        return answer.status >= 500 || step % 8 === 0 ? who.post(entries, note) : answer;
      },
    ],
    [
      'rating',
      async () =>
        who.post(entries, { do: 'rate', severity: 'high', urgency: 'today', tlp: 'AMBER', reason: word }, { 'if-match': await seqOf() }),
    ],
    [
      'call',
      async () => who.post(entries, { do: 'log-call', whom: '架空警察署', result: 'reached', note: word }, { 'if-match': await seqOf() }),
    ],
    [
      'work',
      async () =>
        who.post(
          `/api/v1/cases/${caseId}/board`,
          { do: 'add', itemId: word.slice(0, 38), title: `端末を調べる ${word}` },
          { 'if-match': await seqOf() },
        ),
    ],
  ];
  const [what, act] = acts[step % acts.length] ?? acts[0] ?? ['', () => Promise.reject(new Error('no act'))];
  const { status } = await act();
  if (status === 200 || status === 201) book.written.push({ word, what });
  return status;
}

/** Kills one after the other kind; gives whom it struck. */
function strike(desk: Running, folder: string, kill: number, random: Random): Victim {
  const pid = desk.child.pid ?? 0;
  const postmaster = postmasterOf(folder);
  const below = [...descendants(pid), ...(postmaster === null ? [] : descendants(postmaster))].filter((one) => one !== postmaster);
  const turn = kill % 3;
  if (turn === 2 && postmaster !== null) return killed(postmaster, 'database', desk);
  const one = below.length === 0 ? undefined : random.pick(below);
  return turn === 0 && one !== undefined ? killed(one, 'child', desk) : killed(pid, 'desk', desk);
}

function killed(pid: number, victim: Victim, desk: Running): Victim {
  try {
    process.kill(pid, 'SIGKILL');
    return victim;
  } catch {
    // It ended by itself in the meantime: then it is the desk's turn.
    desk.child.kill('SIGKILL');
    return 'desk';
  }
}

function postmasterOf(folder: string): number | null {
  try {
    const pid = Number(readFileSync(join(folder, 'pg18', 'postmaster.pid'), 'utf8').split('\n')[0]);
    return Number.isInteger(pid) && pid > 1 ? pid : null;
  } catch {
    return null;
  }
}

function descendants(pid: number): readonly number[] {
  try {
    const own = readdirSync(`/proc/${pid}/task`).flatMap((task) =>
      readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').trim().split(/\s+/).filter(Boolean).map(Number),
    );
    return own.flatMap((child) => [child, ...descendants(child)]);
  } catch {
    return [];
  }
}

/** Whether the desk and its database answer again by themselves, within half a minute. */
async function recovers(url: string): Promise<boolean> {
  // The death of a child shows itself a moment later.
  await pause(300);
  for (const until = Date.now() + 30_000; Date.now() < until; await pause(200))
    if (
      (
        await visitor(url)
          .get('/readyz')
          .catch(() => null)
      )?.status === 200
    )
      return true;
  return false;
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    else child.once('exit', () => resolve());
  });
}

/** Reads the data the way every start does: nothing is repaired by hand before. */
async function count(
  folder: string,
  book: Book,
): Promise<Pick<DeskCrashProof, 'acknowledged' | 'lost' | 'doubled' | 'standing' | 'faults' | 'ok'>> {
  const env = { ...process.env, DATABASE_URL: '' };
  const state = await openState({ clock: systemClock, hash: sha256, random: randomText, dataFolder: folder, env }, []);
  try {
    const bodies: string[] = [];
    for (const caseId of book.cases)
      for (let after = 0; ; ) {
        const batch = await state.journal.entries(caseId as StreamId, after, 1000);
        if (batch.length === 0) break;
        bodies.push(...batch.map((entry) => JSON.stringify([entry.kind, entry.body])));
        after = batch.at(-1)?.seq ?? after;
      }
    const holding = (word: string) => bodies.filter((body) => body.includes(word));
    const lost = book.written.filter(({ word }) => holding(word).length === 0).map(({ what, word }) => `${what} ${word}`);
    const doubled = book.written.filter(({ what, word }) => what === 'note' && holding(word).length > 1).map(({ word }) => `note ${word}`);
    const verified = await verifyJournal({ language: caseLanguage, store: state.store, blobs: state.blobs, hash: sha256 });
    const faults = verified.faults.map((fault) => `${fault.code} ${fault.where} ${fault.detail}`);
    const standing = await standingFaults(state);
    const ok = book.written.length > 0 && [lost, doubled, standing, faults].every((list) => list.length === 0);
    return { acknowledged: book.written.length, lost, doubled, standing, faults, ok };
  } finally {
    await state.close();
  }
}

async function standingFaults(state: State): Promise<readonly string[]> {
  const kinds = ['clock', 'work', 'due', 'force', 'given'];
  const rows = (
    await Promise.all(kinds.map(async (what) => (await state.journal.standing(what)).map(({ caseId, id }) => `${caseId} ${what} ${id}`)))
  ).flat();
  const views = await state.journal.cases({ limit: 1000 });
  const said = new Set(views.flatMap((view) => standingOf(view).map(({ what, id }) => `${view.id} ${what} ${id}`)));
  return [...rows.filter((row) => !said.has(row)), ...[...said].filter((row) => !rows.includes(row))];
}
