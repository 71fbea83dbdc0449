// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WHO_LEADS } from '../../src/adapters/postgres/lead/lead-lock.ts';
import type { StreamId } from '../../src/journal/stream.ts';
import { caseLanguage } from '../../src/case/language/case-language.ts';
import { verifyJournal } from '../../src/journal/verify.ts';
import { visitor } from '../support/browser-like.ts';
import type { Visitor } from '../support/browser-like.ts';
import { emptyDesk } from '../support/desk.ts';
import { eventually, until } from '../support/eventually.ts';
import { openMailSink } from '../support/mail-sink.ts';
import type { MailSink } from '../support/mail-sink.ts';
import { freePort, startDeskProcess } from '../support/process.ts';
import type { DeskProcess } from '../support/process.ts';

const MAIL = join(import.meta.dirname, '..', '..', 'fixtures', 'triage', 'mails', 'ja-extortion.eml');
const FORM = {
  lang: 'ja',
  organisation: '架空旅行',
  name: '当番 一郎',
  address: 'chief@desk.example.jp',
  password: 'kyou mo yoi tenki desu',
};

type Server = DeskProcess & { readonly who: Visitor };
type Finding = { readonly id: string; readonly is: string; readonly text: { readonly en: string } };

/** Two servers as processes of their own on one PostgreSQL and one data folder. Every step goes on from the one before. */
describe('integration/two-servers', () => {
  const held: { place?: Awaited<ReturnType<typeof emptyDesk>>; sink?: MailSink; pool?: pg.Pool } = {};
  const servers = new Map<string, Server>();
  const state = { caseId: '' };
  const base = () => (held.place as NonNullable<typeof held.place>).base;
  const start = async (): Promise<Server> => {
    const port = String(await freePort());
    const desk = await startDeskProcess(base().dataFolder, {
      DATABASE_URL: base().env['DATABASE_URL'] ?? '',
      MATOI_PORT: port,
      MATOI_URL: `http://127.0.0.1:${port}`,
      MATOI_SMTP_URL: held.sink?.url ?? '',
      MATOI_MAIL_FROM: 'desk@kaku.example',
    });
    return { ...desk, who: visitor(desk.url) };
  };
  const leadOf = async ({ who }: Server): Promise<Finding> => {
    const { findings } = (await who.get('/api/v1/desk/health')).json as { findings: readonly Finding[] };
    return findings.find(({ id }) => id === 'lead') as Finding;
  };
  const works = async (one: Server): Promise<boolean> => (await leadOf(one)).text.en.startsWith('This server does the work');
  const leader = async (): Promise<string> =>
    (await (held.pool as pg.Pool).query<{ application_name: string }>(WHO_LEADS)).rows[0]?.application_name ?? '';
  /** The server that works, and the one that stands by. */
  const roles = async (): Promise<readonly [Server, Server]> => {
    const [one, other] = [...servers.values()] as [Server, Server];
    const name = await leader();
    return name.endsWith(`:${new URL(one.url).port}`) ? [one, other] : [other, one];
  };
  const note = ({ who }: Server, text: string) =>
    who.post(`/api/v1/cases/${state.caseId}/entries`, { do: 'note', noteId: `note-of-paper-${text}`, text, happenedAt: null });
  const invite = async ({ who }: Server, names: readonly string[]) =>
    who.post('/api/v1/people/invitations', { pasted: names.map((name) => `${name}@kaku.example`).join('\n') });
  const mailsTo = (name: string): number => (held.sink?.mails ?? []).filter(({ to }) => to === `${name}@kaku.example`).length;

  beforeAll(async () => {
    held.sink = await openMailSink();
    held.place = await emptyDesk();
    held.pool = new pg.Pool({ connectionString: held.place.base.env['DATABASE_URL'] ?? '', max: 1 });
    // At one moment on an empty database: both migrate, both make keys.
    for (const one of await Promise.all([start(), start()])) servers.set(one.url, one);
    const [first, second] = [...servers.values()] as [Server, Server];
    const code = /\/setup#(\S+)/.exec(first.said())?.[1] ?? '';
    expect((await first.who.post('/api/v1/setup', { ...FORM, code })).status).toBe(201);
    await first.who.post('/api/auth/sign-in/email', { email: FORM.address, password: FORM.password });
    for (const [name, value] of first.who.cookies) second.who.cookies.set(name, value);
  }, 120_000);
  afterAll(async () => {
    for (const one of servers.values()) await one.stop('SIGKILL');
    await held.pool?.end();
    await held.sink?.close();
    await held.place?.close();
  });

  it('lets one work and the other stand by, and both say so', async () => {
    const [at, by] = await roles();
    expect(await works(at)).toBe(true);
    expect((await leadOf(by)).text.en).toContain(`${await leader()} works`);
    expect((await at.who.get('/metrics')).text).toContain('matoi_works 1');
    expect((await by.who.get('/metrics')).text).toContain('matoi_works 0');
  });

  it('takes what is written at either, tells it at the other, and does the work of both once', async () => {
    const [at, by] = await roles();
    const form = new FormData();
    form.append('file', new Blob([await readFile(MAIL)]), 'mail.eml');
    const { received } = (await by.who.call('POST', '/api/v1/reports', form)).json as {
      received: { caseId: string | null; reportId: string }[];
    };
    const [report] = received;
    state.caseId = report?.caseId ?? ((await by.who.post(`/api/v1/reports/${report?.reportId}/raise`)).json as { caseId: string }).caseId;
    const heard = await listen(by);
    expect((await note(at, 'a')).status).toBe(200);
    await heard.until((text) => text.includes('"kind":"case.noted"'));
    heard.stop();
    expect((await note(by, 'b')).status).toBe(200);
    await invite(by, ['one', 'two']);
    await until(() => mailsTo('one') > 0 && mailsTo('two') > 0);
    await eventually(async () => expect((await kinds()).filter((kind) => kind === 'triage.examined')).toHaveLength(1));
  });

  it('gives its work up with the connection of its lead; then one works again, and only one', async () => {
    const [at, by] = await roles();
    await held.pool?.query(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1`, [await leader()]);
    await until(async () => at.said().includes('this server stands by'));
    await until(async () => (await works(at)) !== (await works(by)));
    await invite(at, ['five']);
    await invite(by, ['six']);
    await until(() => mailsTo('five') > 0 && mailsTo('six') > 0);
  });

  it('takes over within seconds of a kill, with what had been queued and what had been typed', async () => {
    const [at, by] = await roles();
    // What stands still does no work, and keeps the lead until it is dead.
    at.child.kill('SIGSTOP');
    await invite(by, ['three', 'four']);
    expect((await note(by, 'c')).status).toBe(200);
    const killed = Date.now();
    await at.stop('SIGKILL');
    servers.delete(at.url);
    await until(() => works(by));
    expect(Date.now() - killed).toBeLessThan(5000);
    await until(() => mailsTo('three') > 0 && mailsTo('four') > 0);
    expect(by.said()).toContain('this server works now');
  });

  it('has lost nothing and sent nothing twice', async () => {
    const opened = await base().open();
    const entries = await opened.journal.entries(state.caseId as StreamId, 0, 1000);
    const notes = entries.flatMap(({ kind, body }) => (kind === 'case.noted' ? [(body as { text: string }).text] : []));
    const verified = await verifyJournal({ language: caseLanguage, store: opened.store, blobs: opened.blobs, hash: base().hash });
    const open = await held.pool?.query('select key from task where done_at is null');

    expect(notes).toEqual(['a', 'b', 'c']);
    expect(verified.faults).toEqual([]);
    expect(open?.rows).toEqual([]);
    expect(['one', 'two', 'three', 'four', 'five', 'six'].map(mailsTo)).toEqual([1, 1, 1, 1, 1, 1]);
  });

  async function kinds(): Promise<readonly string[]> {
    return (await (await base().open()).journal.entries(state.caseId as StreamId, 0, 1000)).map(({ kind }) => kind);
  }
});

/** The stream of events of one server, as a browser reads it. */
async function listen({ url, who }: Server) {
  const stop = new AbortController();
  const cookie = [...who.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const response = await fetch(`${url}/api/v1/events`, { headers: { cookie }, signal: stop.signal });
  const reader = (response.body as ReadableStream<Uint8Array<ArrayBuffer>>).pipeThrough(new TextDecoderStream()).getReader();
  const heard = { text: '' };
  const hear = async (fits: (text: string) => boolean): Promise<void> => {
    while (!fits(heard.text)) {
      const { value, done } = await reader.read();
      if (done) throw new Error(`the stream ended: ${heard.text}`);
      heard.text += value;
    }
  };
  await hear((text) => text.includes('retry:'));
  return { until: hear, stop: () => stop.abort() };
}
