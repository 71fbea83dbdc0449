// SPDX-License-Identifier: Apache-2.0
// One response of more than forty presses, on a desk where it is real and on one where it is rehearsed: what the journals and
// the screens say afterwards is the same but for the mark.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MARK } from '../../src/case/exercise-mark.ts';
import { caseSheetSchema } from '../../src/case/contract.ts';
import type { RouteSpec } from '../../src/edge/route.ts';
import { runSheetSchema } from '../../src/exercise/run/run.contract.ts';
import type { CaseId } from '../../src/journal/stream.ts';
import { routesOfEveryPart } from '../support/every-part.ts';
import { openMailSink } from '../support/mail-sink.ts';
import type { MailSink } from '../support/mail-sink.ts';
import { response } from '../support/one-response.ts';
import type { Hands } from '../support/one-response.ts';
import { signedIn } from '../support/role-visitors.ts';
import { serveDesk } from '../support/served-desk.ts';
import type { ServedDesk } from '../support/served-desk.ts';

type World = {
  readonly desk: ServedDesk;
  readonly sink: MailSink;
  readonly hands: Hands;
  readonly routes: readonly RouteSpec[];
  readonly plain: (json: unknown) => unknown;
};
/** The scenario's own. */
const TITLE = '「ホワイトハッカー」を名乗るメール';
const MACHINE = { type: 'machine', name: 'intake' } as const;
/** Entries that only an exercise has: its start, and what has come so far. */
const OWN = /^exercise\./;

async function openWorld(rehearsed: boolean): Promise<World> {
  const sink = await openMailSink();
  const held: { routes: readonly RouteSpec[] } = { routes: [] };
  const desk = await serveDesk({
    env: { MATOI_SMTP_URL: sink.url, MATOI_MAIL_FROM: 'csirt@corp.example' },
    routes: (opened, base) => (held.routes = routesOfEveryPart(opened, base)),
  });
  await desk.database.pool.query("update organisation set name_ja = '架空運輸', name_en = 'Kaku Transport'");
  const lead = await signedIn(desk, ['instructor'], 'lead');
  const duty = await signedIn(desk, ['responder'], 'duty');
  const boss = await signedIn(desk, ['manager'], 'boss');
  const reporter = await signedIn(desk, ['staff'], 'reporter');
  const start = async (): Promise<CaseId> => {
    if (!rehearsed) {
      const opened = desk.journal.write((writing) =>
        writing.openCase(MACHINE, () => [{ kind: 'case.opened', body: { title: TITLE, reportId: null } }]),
      );
      return (await opened).caseId;
    }
    const roster = Object.entries({ duty, manager: boss, staff: reporter }).map(([role, { personId }]) => ({ role, personId }));
    const begun = await lead.post('/api/v1/exercise/runs', { scenarioId: 'white-hacker', roster });
    return runSheetSchema.parse(begun.json).caseId as CaseId;
  };
  const caseId = await start();
  const raw = await desk.blobs.put(Buffer.from('From: a <reporter@example.jp>\r\nSubject: web-03\r\n\r\nweb-03 talks again\r\n'));
  const received = {
    reportId: 'R-1',
    kind: 'report',
    channel: 'file',
    raw,
    bytes: 60,
    subject: 'web-03',
    from: 'reporter@example.jp',
  } as const;
  const body = { ...received, kindReasons: [], charsetNotes: [] };
  await desk.journal.append({ stream: caseId, actor: MACHINE, drafts: [{ kind: 'report.received', body }] });
  const own = (await desk.journal.entries(caseId, 0, 1000)).filter(({ kind }) => OWN.test(kind)).length;
  const sheet = async () => caseSheetSchema.parse((await duty.get(`/api/v1/cases/${caseId}`)).json);
  return {
    desk,
    sink,
    hands: { duty, boss, caseId, now: () => desk.clock.now(), sheet },
    routes: held.routes,
    plain: plainer(caseId, own),
  };
}

/** Leaves out what belongs to one desk alone: ids by chance, the mark, and the numbers of entries that only an exercise has. */
function plainer(caseId: string, own: number): (json: unknown) => unknown {
  const names = new Map<string, string>();
  const nameOf = (found: string): string => {
    const name = names.get(found) ?? `id ${names.size + 1}`;
    names.set(found, name);
    return name;
  };
  const text = (found: string): string =>
    found
      .replaceAll(`${MARK} `, '')
      .replaceAll(/【訓練】 ?|EXERCISE: /g, '')
      .replaceAll(caseId, 'the case')
      .replaceAll(/https?:\/\/127\.0\.0\.1:\d+|~[A-Za-z0-9_-]{43}/g, 'of this desk')
      .replaceAll(/\b(?:[A-Z]{1,2}-[A-Za-z0-9_-]{8,}|[0-9a-f]{8}-[0-9a-f-]{27})(?![\w-])/g, nameOf);
  const entry = (seq: number): number => (seq > 1 ? seq - own : seq);
  const walk = (value: unknown, key: string): unknown => {
    // The line of the mark is among those that the sheet counts.
    if (typeof value === 'number') return /seq$/i.test(key) ? entry(value) : key === 'known' && own > 0 ? value - 1 : value;
    // Some ids name the entry that they began with.
    if (typeof value === 'string' && /id$/i.test(key)) return text(value).replace(/(?<=\.)\d+$/, (seq) => `${entry(Number(seq))}`);
    if (typeof value === 'string')
      return key === 'blob' ? nameOf(value) : ['hash', 'previous', 'prev', 'etag'].includes(key) ? '' : text(value);
    if (Array.isArray(value)) return value.filter((one) => !isMark(one)).map((one) => walk(one, key));
    if (typeof value !== 'object' || value === null) return value;
    // Where the mark stands in a text shifts what follows; the digest is over links that are the desk's own.
    const byChance = (name: string) =>
      ['exercise', 'statement.practice', 'span'].includes(name) || (name === 'digest' && 'noticeId' in value);
    const kept = (name: string, one: unknown) => (byChance(name) ? null : walk(one, key === 'seq' ? key : name));
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [text(name), kept(name, one)]));
  };
  return (json) => walk(json, '');
}

/** The line of a judgement, or the field of a statement, that says that it is an exercise. */
function isMark(one: unknown): boolean {
  const { id, field, key } = (one ?? {}) as { readonly id?: string; readonly field?: string; readonly key?: string };
  return id === 'exercise.mark' || field === 'statement.practice' || key === 'statement.practice';
}

describe('story/exercise-same-desk', () => {
  const held: { real?: World; drill?: World } = {};
  const both = (): readonly World[] => [held.real as World, held.drill as World];
  beforeAll(async () => {
    held.real = await openWorld(false);
    held.drill = await openWorld(true);
  });
  afterAll(async () => {
    for (const { desk, sink } of both()) {
      await desk.close();
      await sink.close();
    }
  });

  it('takes each of forty-eight presses alike, and the screen of the case is the same after each', async () => {
    for (const { name, press } of response) {
      const [real, drill] = await Promise.all(
        both().map(async ({ desk, hands, plain }) => {
          desk.clock.forward(60_000);
          const { status, json } = await press(hands);
          return { name, status, answer: plain(json), sheet: plain(await hands.sheet()) };
        }),
      );
      expect([real?.name, (real?.status ?? 500) < 300, real?.status === 201 || real?.status === 200 ? '' : real?.answer]).toEqual([
        name,
        true,
        '',
      ]);
      expect(drill).toEqual(real);
    }
    expect(response.length).toBe(48);
  });

  it('leaves the same entries, by the same people, in the same order', async () => {
    const [real, drill] = await Promise.all(
      both().map(async ({ desk, hands, plain }) => {
        const entries = await desk.journal.entries(hands.caseId as CaseId, 0, 1000);
        // Who opened it is the other difference: somebody's mail here, the facilitator there.
        const theirs = entries.filter(({ kind }) => !OWN.test(kind) && kind !== 'case.opened');
        return theirs.map(({ kind, at, actor, body }) => plain({ kind, at, actor, body }));
      }),
    );
    expect(drill).toEqual(real);
    expect(real?.length).toBeGreaterThanOrEqual(response.length);
  });

  it('shows the same on every screen that reads the case', async () => {
    const paths = (held.real as World).routes
      .filter(({ method, path }) => method === 'GET' && path.startsWith('/api/v1/cases/:caseId') && path.split(':').length === 2)
      .map(({ path }) => path);
    const seen: string[] = [];
    for (const path of paths) {
      const [real, drill] = await Promise.all(
        both().map(async ({ hands, plain }) => {
          const { status, json } = await hands.boss.get(path.replace(':caseId', hands.caseId));
          return { path, status, json: plain(json) };
        }),
      );
      if (path.endsWith('.pdf')) continue;
      expect(drill).toEqual(real);
      if (real?.status === 200) seen.push(path);
    }
    expect(seen.length).toBeGreaterThan(15);
  });

  it('lets the same mails out, which differ by the mark alone', () => {
    const [real, drill] = both().map(({ sink, plain }) =>
      sink.mails.map(({ to, subject, text }) =>
        plain({ to, subject, text: text.replace(/^【訓練】.*\n\n/, '').replaceAll(/https?:\S+/g, 'link') }),
      ),
    );
    expect(drill).toEqual(real);
    expect(real?.length).toBeGreaterThan(0);
    expect(both()[1]?.sink.mails.every(({ subject }) => subject.startsWith(MARK))).toBe(true);
    expect(both()[0]?.sink.mails.some(({ subject, text }) => `${subject}${text}`.includes('訓練'))).toBe(false);
  });
});
