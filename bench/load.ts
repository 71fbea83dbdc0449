// SPDX-License-Identifier: Apache-2.0
/**
 * Load on a running desk (a process of its own), on the embedded store and on another PostgreSQL side by side:
 * `node bench/load.ts [--people 200] [--seconds 30] [--mails 50] [--minutes 1] [--recipients 100000] [--entries 100000]`
 * `[--stores embedded,other]`. The other one is BENCH_DATABASE_URL, an empty database, else the system's newest PostgreSQL in a
 * folder of its own. 0 leaves a part out.
 */
import { readFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { randomText, sha256, systemClock } from '../src/adapters/system/system.ts';
import type { CaseId } from '../src/journal/stream.ts';
import { openState } from '../src/wiring/base/state.ts';
import type { State } from '../src/wiring/base/state.ts';
import { everyWatch } from '../src/wiring/watches.ts';
import { visitor } from '../test/support/browser-like.ts';
import type { Visitor } from '../test/support/browser-like.ts';
import { bulkLoad } from '../test/support/bulk-entries.ts';
import { freePort, startDeskProcess } from '../test/support/process.ts';
import { removeTree } from '../test/support/remove-tree.ts';
import { addPersonWithPassword, addressOf, PASSWORD } from '../test/support/role-visitors.ts';
import { smtpClient } from '../test/support/smtp-client.ts';
import { systemPostgres } from '../test/support/system-postgres.ts';

const { values } = parseArgs({
  options: {
    people: { type: 'string', default: '200' },
    seconds: { type: 'string', default: '30' },
    mails: { type: 'string', default: '50' },
    minutes: { type: 'string', default: '1' },
    recipients: { type: 'string', default: '100000' },
    entries: { type: 'string', default: '100000' },
    stores: { type: 'string', default: 'embedded,other' },
  },
});
const [people, seconds, mails, minutes] = [values.people, values.seconds, values.mails, values.minutes].map(Number) as [
  number,
  number,
  number,
  number,
];
const [recipients, entries] = [Number(values.recipients), Number(values.entries)];
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const actor = { type: 'machine', name: 'bench' } as const;

type Desk = { readonly url: string; readonly pid: number; readonly smtp: number; readonly stop: () => Promise<unknown> };
/** A chief, and so many more people who can sign in; signing in is no part of what is measured. */
type World = { readonly caseId: CaseId; readonly names: readonly string[] };

function quantile(times: readonly number[], at: number): string {
  const sorted = times.toSorted((a, b) => a - b);
  return `${(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * at))] ?? Number.NaN).toFixed(0)} ms`;
}
const both = (times: readonly number[]): string => `${quantile(times, 0.5)} (95 of 100: ${quantile(times, 0.95)})`;

/** Peak and present memory of the desk's process, database not counted, in MB. */
function memory(pid: number): string {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const [peak, now] = ['VmHWM', 'VmRSS'].map((name) => Math.round(Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1]) / 1024));
  return `${now} MB, peak ${peak} MB`;
}

async function timed(work: () => Promise<{ readonly status: number }>, into: number[], failed: { count: number }): Promise<void> {
  const begun = performance.now();
  const { status } = await work().catch(() => ({ status: 0 }));
  if (status === 200 || status === 201) into.push(performance.now() - begun);
  else failed.count += 1;
}

const sheet = (who: Visitor, caseId: string) => who.get(`/api/v1/cases/${caseId}`);
const noting = { next: 1 };
const note = (who: Visitor, caseId: string) =>
  who.post(`/api/v1/cases/${caseId}/entries`, {
    do: 'note',
    noteId: `note-load-${noting.next++}`,
    text: '電話で本人に確かめた。',
    happenedAt: null,
  });

/** Everybody has the case open: reads its page every two seconds, writes a note every twenty, and hears the live updates. */
async function peopleOnOneCase(desk: Desk, visitors: readonly Visitor[], caseId: string, most: number): Promise<string> {
  const [pages, notes, failed]: [number[], number[], { count: number }] = [[], [], { count: 0 }];
  const ending = new AbortController();
  const streams = visitors.slice(0, most).map(async (who) => {
    const cookie = [...who.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(`${desk.url}/api/v1/events`, { headers: { cookie }, signal: ending.signal });
    for await (const _ of answer.body ?? []) continue;
  });
  const until = Date.now() + seconds * 1000;
  await Promise.all(
    visitors.slice(0, most).map(async (who, at) => {
      await pause((at * 2000) / most);
      for (let turn = at; Date.now() < until; turn += 1) {
        const next = Date.now() + 2000;
        await timed(() => sheet(who, caseId), pages, failed);
        if (turn % 10 === 0) await timed(() => note(who, caseId), notes, failed);
        await pause(Math.max(0, next - Date.now()));
      }
    }),
  );
  ending.abort();
  await Promise.allSettled(streams);
  return `page ${both(pages)}, note ${both(notes)}; ${pages.length} pages, ${notes.length} notes, ${failed.count} refused`;
}

/** So many mails a second by one connection each eight; meanwhile somebody opens the case once a second. */
async function mailsComing(desk: Desk, who: Visitor, caseId: string): Promise<string> {
  const [acks, pages, failed]: [number[], number[], { count: number }] = [[], [], { count: 0 }];
  const begun = Date.now();
  const until = begun + minutes * 60_000;
  const lanes = 25;
  const sending = Array.from({ length: lanes }, async (_, lane) => {
    const client = await smtpClient(desk.smtp);
    for (let at = lane; ; at += lanes) {
      const due = begun + (at * 1000) / mails;
      if (due > until) break;
      await pause(Math.max(0, due - Date.now()));
      const raw = Buffer.from(
        `From: r${at}@far.example\r\nTo: security@example.jp\r\nSubject: report ${at}\r\nMessage-ID: <${at}-${begun}@far.example>\r\n\r\n` +
          Array.from(
            { length: 30 },
            (_line, line) => `Line ${line} of ${at}: /cgi-bin/board.cgi?id=${at * 31 + line} shows orders of others.`,
          ).join('\r\n'),
      );
      const from = performance.now();
      if ((await client.mail(raw)).startsWith('250')) acks.push(performance.now() - from);
      else failed.count += 1;
    }
    client.close();
  });
  const looking = (async () => {
    while (Date.now() < until) {
      await timed(() => sheet(who, caseId), pages, failed);
      await pause(1000);
    }
  })();
  await Promise.all([...sending, looking]);
  const took = (Date.now() - begun) / 1000;
  return `${acks.length} taken in ${took.toFixed(0)} s (${(acks.length / took).toFixed(1)}/s), answer ${both(acks)}; page meanwhile ${both(pages)}; ${failed.count} refused`;
}

/** A list of customers and a list of whom the case concerns, registered and shown; nothing is sent. */
async function manyRecipients(who: Visitor, caseId: string): Promise<readonly string[]> {
  const rows = Array.from({ length: recipients }, (_, at) => `K-${String(at).padStart(6, '0')},架空商店 ${at},k${at}@shop.example`);
  const list = Array.from({ length: recipients }, (_, at) => `K-${String(at).padStart(6, '0')},/cgi-bin/board.cgi,注文の内容が見える`);
  const lines: string[] = [];
  for (const [what, path, csv] of [
    ['customers registered', '/api/v1/customers/import', `顧客番号,顧客名,メール\n${rows.join('\n')}\n`],
    ['list of the case registered', `/api/v1/cases/${caseId}/audience/list`, `顧客番号,場所,内容\n${list.join('\n')}\n`],
  ] as const) {
    const form = new FormData();
    form.append('file', new Blob([csv]), 'list.csv');
    const begun = performance.now();
    const answer = await who.call('POST', path, form);
    lines.push(
      `${what}: ${((performance.now() - begun) / 1000).toFixed(1)} s${answer.status === 200 ? '' : ` REFUSED ${answer.text.slice(0, 300)}`}`,
    );
  }
  for (const [what, path] of [
    ['audience shown', `/api/v1/cases/${caseId}/audience`],
    ['first page of customers', '/api/v1/customers?limit=50'],
    ['the case', `/api/v1/cases/${caseId}`],
  ] as const) {
    const begun = performance.now();
    const answer = await who.get(path);
    lines.push(
      `${what}: ${(performance.now() - begun).toFixed(0)} ms, ${Math.round(answer.text.length / 1000)} kB${answer.status === 200 ? '' : ` REFUSED ${answer.status}`}`,
    );
  }
  return lines;
}

async function one(times: number, work: () => Promise<{ readonly status: number }>): Promise<string> {
  const [all, failed]: [number[], { count: number }] = [[], { count: 0 }];
  for (let turn = 0; turn < times; turn += 1) await timed(work, all, failed);
  return `${both(all)}${failed.count > 0 ? `, ${failed.count} REFUSED` : ''}`;
}

const acts = async (who: Visitor, caseId: string): Promise<string> =>
  `page ${await one(40, () => sheet(who, caseId))}, note ${await one(40, () => note(who, caseId))}, ` +
  `list ${await one(20, () => who.get('/api/v1/cases'))}, reports by a word ${await one(20, () => who.get(`/api/v1/reports?search=${encodeURIComponent('注文')}`))}`;

async function withState<T>(dataFolder: string, databaseUrl: string, work: (state: State) => Promise<T>): Promise<T> {
  const env = { ...process.env, DATABASE_URL: databaseUrl, MATOI_DATA: dataFolder };
  const state = await openState({ clock: systemClock, hash: sha256, random: randomText, dataFolder, env }, everyWatch);
  try {
    return await work(state);
  } finally {
    await state.close();
  }
}

async function build(state: State): Promise<World> {
  const names = ['chief', ...Array.from({ length: people }, (_, at) => `person-${at}`)];
  for (const name of names) await addPersonWithPassword(state, ['responder', 'administrator'], name);
  const { caseId } = await state.journal.write((writing) =>
    writing.openCase(actor, () => [{ kind: 'case.opened', body: { title: '注文の内容が見える', reportId: null } }]),
  );
  return { caseId, names };
}

async function start(dataFolder: string, databaseUrl: string): Promise<Desk & { readonly after: string }> {
  const [port, smtp] = [await freePort(), await freePort()];
  const begun = performance.now();
  const desk = await startDeskProcess(dataFolder, {
    DATABASE_URL: databaseUrl,
    MATOI_PORT: String(port),
    MATOI_URL: `http://127.0.0.1:${port}`,
    MATOI_SMTP_PORT: String(smtp),
  });
  return {
    url: desk.url,
    pid: desk.child.pid ?? 0,
    smtp,
    stop: () => desk.stop(),
    after: `${((performance.now() - begun) / 1000).toFixed(1)} s`,
  };
}

async function signIn(desk: Desk, names: readonly string[]): Promise<readonly Visitor[]> {
  const all: Visitor[] = [];
  for (const name of names) {
    const who = visitor(desk.url);
    const { status, text } = await who.post('/api/auth/sign-in/email', { email: addressOf(name), password: PASSWORD });
    if (status !== 200) throw new Error(`sign-in of ${name}: ${status} ${text}`);
    all.push(who);
  }
  return all;
}

async function measure(store: string, databaseUrl: string): Promise<void> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'matoi-load-'));
  try {
    const world = await withState(dataFolder, databaseUrl, build);
    const { caseId } = world;
    let desk = await start(dataFolder, databaseUrl);
    let visitors = await signIn(desk, world.names);
    const chief = (): Visitor => visitors[0] as Visitor;
    say(`\n${store}: started in ${desk.after}; ${memory(desk.pid)}`);
    say(`  small desk, one person: ${await acts(chief(), caseId)}`);
    if (people > 0) {
      say(`  1 person on the case: ${await peopleOnOneCase(desk, visitors, caseId, 1)}`);
      say(`  ${people} people on one case: ${await peopleOnOneCase(desk, visitors, caseId, people)}; ${memory(desk.pid)}`);
    }
    if (mails > 0) say(`  ${mails} mails/s: ${await mailsComing(desk, chief(), caseId)}; ${memory(desk.pid)}`);
    if (recipients > 0) {
      say(`  ${recipients} recipients:`);
      for (const line of await manyRecipients(chief(), caseId)) say(`    ${line}`);
      say(`    ${memory(desk.pid)}`);
    }
    if (entries > 0) {
      await desk.stop();
      const begun = performance.now();
      const total = await withState(dataFolder, databaseUrl, (state) => bulkLoad(state, entries));
      say(`  ${total} entries (loaded in ${((performance.now() - begun) / 1000).toFixed(0)} s)`);
      desk = await start(dataFolder, databaseUrl);
      visitors = await signIn(desk, ['chief']);
      say(`    started in ${desk.after}; one person: ${await acts(chief(), caseId)}; ${memory(desk.pid)}`);
    }
    await desk.stop();
  } finally {
    removeTree(dataFolder);
  }
}

say(`${cpus().length} cores, load generator among them; Node ${process.version}`);
const stores = values.stores.split(',');
if (stores.includes('embedded')) await measure('embedded PostgreSQL 18', '');
if (stores.includes('other')) {
  const given = process.env['BENCH_DATABASE_URL'];
  const system = given === undefined ? systemPostgres('sync') : null;
  if (typeof system === 'string') say(`other PostgreSQL: left out, ${system}`);
  else {
    await measure(
      `other PostgreSQL${system === null ? '' : ` ${system.major}`}`,
      given ?? (await (system as NonNullable<typeof system>).newUrl('load')),
    );
    await system?.close();
  }
}
