// SPDX-License-Identifier: Apache-2.0
// A live exercise on a case of the desk: started by a person, directed by moves, and nothing of it leaves unmarked.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mailCarrier } from '../../src/adapters/mail-out/carrier.ts';
import type { Paper } from '../../src/common/paper.port.ts';
import type { CaseId } from '../../src/journal/stream.ts';
import type { Carrier } from '../../src/outbox/carrier.port.ts';
import { MARK } from '../../src/case/exercise-mark.ts';
import type { Gate } from '../../src/outbox/gate.ts';
import type { OutboxChannel, Parcel } from '../../src/outbox/outbox.port.ts';
import { applyPlan } from '../../src/containment/apply/apply-plan.ts';
import { evaluationSchema } from '../../src/exercise/evaluation/evaluation.contract.ts';
import { runSheetSchema } from '../../src/exercise/run/run.contract.ts';
import type { RunOrder, RunSheet } from '../../src/exercise/run/run.contract.ts';
import { tickRuns } from '../../src/exercise/run/tick.ts';
import { marking } from '../../src/wiring/exercise/marked-printer.ts';
import { passingOf } from '../../src/wiring/exercise/passing.ts';
import { exerciseDeps } from '../../src/wiring/exercise.ts';
import { gateWith } from '../../src/wiring/outbox.ts';
import { routesOfEveryPart } from '../support/every-part.ts';
import { openMailSink } from '../support/mail-sink.ts';
import type { SinkMail } from '../support/mail-sink.ts';
import { openReportedCase } from '../support/reported-case.ts';
import { seededRandom } from '../support/random.ts';
import { signedIn } from '../support/role-visitors.ts';
import { serveDesk } from '../support/served-desk.ts';
import type { ServedDesk } from '../support/served-desk.ts';

type Person = Awaited<ReturnType<typeof signedIn>>;
const RUN = 'X-2026-0001';
const OWN = ['duty@example.jp', 'Duty <DUTY@example.jp>', 'staff@example.jp'];
/** Not reachable, outside, more than one, and one that only looks like ours. */
const OTHERS = ['boss@example.jp', 'customer@outside.example', 'duty@example.jp, x@outside.example', 'duty@example.jp.outside.example'];

describe('story/exercise-run', () => {
  const held: { desk?: ServedDesk; people: Record<string, Person> } = { people: {} };
  const desk = () => held.desk as ServedDesk;
  const of = (name: string) => held.people[name] as Person;
  const roster = () => [
    { role: 'duty', personId: of('duty').personId },
    { role: 'manager', personId: of('boss').personId },
    { role: 'staff', personId: of('staff').personId },
  ];
  const start = (name: string, body: object) => of(name).post('/api/v1/exercise/runs', body);
  const sheet = async () => runSheetSchema.parse((await of('lead').get(`/api/v1/exercise/runs/${RUN}`)).json);
  const move = async (order: RunOrder): Promise<RunSheet> => {
    const answer = await of('lead').post(`/api/v1/exercise/runs/${RUN}`, order);
    expect([answer.status, answer.text.slice(0, 60)]).toEqual([200, expect.any(String)]);
    return runSheetSchema.parse(answer.json);
  };
  const refused = async (order: object) => ((await of('lead').post(`/api/v1/exercise/runs/${RUN}`, order)).json as { code: string }).code;
  const later = async (minutes: number) => {
    desk().clock.forward(minutes * 60_000);
    await tickRuns(exerciseDeps(desk().base, desk()));
    return sheet();
  };
  const sent = ({ settled }: RunSheet) => settled.filter(({ is }) => is === 'sent').map(({ injectId, at }) => `${injectId} ${at / 60}`);
  const caseId = async () => (await sheet()).caseId as CaseId;

  beforeAll(async () => {
    held.desk = await serveDesk({ routes: routesOfEveryPart });
    held.people = {
      lead: await signedIn(held.desk, ['instructor'], 'lead'),
      duty: await signedIn(held.desk, ['responder'], 'duty'),
      boss: await signedIn(held.desk, ['manager'], 'boss'),
      staff: await signedIn(held.desk, ['staff'], 'staff'),
    };
  });
  afterAll(async () => held.desk?.close());

  it('is started by a person who may lead, with every role filled, or nothing is started', async () => {
    expect((await start('duty', { scenarioId: 'white-hacker', roster: roster() })).status).toBe(403);
    const code = async (body: object) => ((await start('lead', body)).json as { code: string }).code;
    expect(await code({ scenarioId: 'nothing', roster: roster() })).toBe('run.no-scenario');
    expect(await code({ scenarioId: 'white-hacker', roster: roster().slice(0, 2) })).toBe('run.role-empty');
    expect(await code({ scenarioId: 'white-hacker', roster: [...roster(), { role: 'duty', personId: 'P-9999' }] })).toBe(
      'run.roster-wrong',
    );
    expect(await desk().journal.cases({ limit: 10 })).toEqual([]);

    const begun = await start('lead', { scenarioId: 'white-hacker', roster: roster(), speed: 1 });
    expect([begun.status, (begun.json as RunSheet).runId]).toEqual([200, RUN]);
    expect(sent(await sheet())).toEqual(['first-mail 0']);
    const view = await desk().journal.view(await caseId());
    expect([view?.title.startsWith(MARK), view?.parts.exercise?.runId]).toEqual([true, RUN]);
  });

  it('goes on by its own time: at another speed, standing still, shifted, skipped, sent by hand', async () => {
    expect(sent(await later(10))).toContain('others-got-it 10');
    await move({ do: 'pause', reason: '説明のため' });
    expect((await later(500)).time).toBe(600);
    expect(await refused({ do: 'set-speed', speed: 60 })).toBe('run.wrong-state');
    await move({ do: 'resume' });
    await move({ do: 'set-speed', speed: 60 });
    await move({ do: 'shift', injectId: 'logs-look-bad', seconds: 600, reason: '議論が続いている' });
    // 46 minutes of the exercise at 60x are 46 seconds.
    expect(sent(await later(46 / 60))).toEqual(['first-mail 0', 'others-got-it 10', 'logs-look-bad 55']);
    await move({ do: 'skip', injectId: 'developer-away', reason: '今日は出社している' });
    expect(await refused({ do: 'skip', injectId: 'developer-away', reason: 'x' })).toBe('run.no-inject');
    await move({ do: 'send-now', injectId: 'reporter-calls' });
    expect((await sheet()).settled.find(({ injectId }) => injectId === 'reporter-calls')).toMatchObject({ is: 'sent', at: 56 * 60 });
  });

  it('what the facilitator sees and writes on the spot counts, as the sender of an earlier inject', async () => {
    expect(await refused({ do: 'note', text: 'x', met: 'first-mail/nothing' })).toBe('run.no-inject');
    const noted = await move({ do: 'note', text: '電話で全員に尋ねた', met: 'others-got-it/ask-everybody' });
    expect(noted.met).toEqual([{ name: 'others-got-it/ask-everybody', at: 56 * 60 }]);
    expect(sent(await later(1 / 60))).toContain('one-answered 56');
    await move({ do: 'write', channel: 'mail', to: ['duty'], from: '', answering: 'first-mail', subject: '返事', text: '本当です' });
    const entries = await desk().journal.entries(await caseId(), 0, 1000);
    expect(entries.findLast(({ kind }) => kind === 'exercise.inject-sent')?.body).toMatchObject({
      injectId: 'written-1',
      by: 'hand',
      from: 'white-hacker@isp.example',
      to: ['当番'],
    });
  });

  it('a condition that people did not fulfil in time lapses and is recorded', async () => {
    await move({ do: 'note', text: '保留にした', met: 'first-mail/hold' });
    const after = await later(5);
    expect(after.settled).toContainEqual(expect.objectContaining({ injectId: 'second-mail', is: 'lapsed', at: 250 * 60 }));
    expect(after.coming).toEqual([]);
  });

  it('nothing leaves but by mail to the roster, marked; what is real is not marked', async () => {
    const sink = await openMailSink();
    const took: string[] = [];
    const other = (channel: OutboxChannel): Carrier => ({
      channel,
      state: () => Promise.resolve({ is: 'ready', from: 'x' }),
      compose: ({ text }) => Promise.resolve(new TextEncoder().encode(text)),
      send: ({ id }) => (took.push(id), Promise.resolve({ is: 'taken', answer: 'ok' })),
    });
    const mail = mailCarrier(() => Promise.resolve({ url: sink.url, from: 'csirt@corp.example' }));
    const gate: Gate = gateWith(desk().base, desk(), [mail, other('webhook'), other('web-push')]);
    const real = await openReportedCase(desk(), { type: 'person', id: 'p', name: 'p' });
    await move({ do: 'unreachable', personId: of('boss').personId, reason: '機内' });
    const random = seededRandom(3);
    const any = <T>(all: readonly T[]): T => all[Math.floor(random.next() * all.length)] as T;
    const exercise = await caseId();
    const parcels = Array.from({ length: 120 }, (_, at): Parcel => {
      const to = any([...OWN, ...OTHERS]);
      return {
        id: `p/${at}`,
        purpose: any(['reply', 'staff-notice', 'page', 'reminder', 'report-up', 'test'] as const),
        about: `a${at}`,
        recipient: to,
        stream: any([exercise, exercise, real]),
        channel: any(['mail', 'mail', 'webhook', 'web-push'] as const),
        content: { to, subject: `件名 ${at}`, text: `本文 ${at}`, ...(random.next() < 0.5 ? { html: `<p>${at}</p>` } : {}) },
      };
    });
    // Half by the register, half on the spot, as pages go.
    const rows = await gate.prepare(parcels.slice(0, 60), '訓練');
    await desk().journal.write(({ tx }) => gate.put(tx, rows));
    while ((await gate.tick()) > 0);
    for (const parcel of parcels.slice(60)) await gate.passNow(parcel, '訓練');
    await gate.close();
    await sink.close();

    const streams = new Map(parcels.map(({ id, stream }) => [id, stream]));
    expect(took.filter((id) => streams.get(id) === exercise)).toEqual([]);
    expect(took.length).toBeGreaterThan(5);
    const isMarked = ({ subject, text, raw }: SinkMail) =>
      subject.startsWith(MARK) && text.startsWith(MARK) && /^X-Matoi-Exercise: yes\r?$/m.test(Buffer.from(raw).toString('utf8'));
    const speaksOfIt = ({ raw, subject, text }: SinkMail) => /exercise|訓練/i.test(`${Buffer.from(raw).toString('utf8')}${subject}${text}`);
    const within = new Set(['duty@example.jp', 'staff@example.jp']);
    const inExercise = sink.mails.filter(speaksOfIt);
    expect(inExercise.filter((one) => !isMarked(one) || !within.has(one.to.toLowerCase()))).toEqual([]);
    const due = parcels.filter(({ stream, channel, content }) => stream === exercise && channel === 'mail' && OWN.includes(content.to));
    expect([inExercise.length, due.length > 5]).toEqual([due.length, true]);
    // Everything else that arrived is real, and of what is real nothing is missing.
    const real1 = parcels.filter(({ stream, channel, content }) => stream === real && channel === 'mail' && !content.to.includes(','));
    expect(sink.mails.length - inExercise.length).toBeGreaterThanOrEqual(real1.length);
  });

  it('every page of it is marked, whoever made the paper; what is real is not', async () => {
    const printed: Paper[] = [];
    const take = (paper: Paper) => Promise.resolve(new Uint8Array([printed.push(paper)]));
    const print = marking(take, passingOf(desk().base, desk()));
    const real = await openReportedCase(desk(), { type: 'person', id: 'p', name: 'p' });
    const paper = { title: '', organisation: '', lang: 'ja', tlp: null, size: 'a4', numbering: 'through', sections: [] } as const;
    for (const of of [await caseId(), real, null])
      await print({ ...paper, caseId: of, practice: false, printed: { at: desk().clock.now(), shown: '' } });
    expect(printed.map(({ practice }) => practice)).toEqual([true, false, false]);
  });

  it('nothing is really blocked: a plan of an exercise is refused before any gateway is asked', async () => {
    const actor = { type: 'person', id: 'P-0002', name: 'duty' } as const;
    const request = { planId: 'plan-1', where: 'gateway', path: null, deadManSeconds: 300 };
    // Whatever else it would work with is not there: it would throw if it were asked.
    const refusal = await applyPlan(
      { journal: desk().journal, passing: passingOf(desk().base, desk()) } as never,
      await caseId(),
      actor,
      request,
    );
    expect(refusal).toMatchObject({ ok: false, error: { code: 'containment.exercise' } });
  });

  it('ends once, and says what came, lapsed, was skipped and left', async () => {
    const ended = await move({ do: 'end', reason: '時間' });
    expect([ended.state, ended.speed]).toEqual(['ended', 0]);
    const last = (await desk().journal.entries(await caseId(), 0, 1000)).at(-1);
    expect(last?.body).toMatchObject({ skipped: 1, lapsed: 1, open: 0 });
    expect(await refused({ do: 'resume' })).toBe('run.wrong-state');
    const before = (await desk().journal.view(await caseId()))?.seq;
    await later(60);
    expect((await desk().journal.view(await caseId()))?.seq).toBe(before);
    expect(desk().reported).toEqual([]);
  });

  it('is rated by the journal where that tells, by a person where it does not, and reported after its end', async () => {
    const begun = await start('lead', { scenarioId: 'manager-30-minutes', roster: [{ role: 'manager', personId: of('boss').personId }] });
    const { runId, caseId: exercise } = runSheetSchema.parse(begun.json);
    const order = (body: RunOrder) => of('lead').post(`/api/v1/exercise/runs/${runId}`, body);
    const rated = async (target: string) => (await order({ do: 'rate', target, rating: 'M', note: '書面を約束した' })).json;
    const report = () => of('boss').get(`/api/v1/cases/${exercise}/after-action.pdf`);
    desk().clock.forward(8 * 60_000);
    await desk().journal.append({
      stream: exercise as CaseId,
      actor: { type: 'person', id: of('boss').personId, name: 'boss' },
      drafts: [{ kind: 'case.owner-named', body: { personId: of('duty').personId, name: 'duty' } }],
    });
    expect(await rated('decide/owner-soon')).toMatchObject({ code: 'run.target-measured' });
    expect(await rated('decide/nothing')).toMatchObject({ code: 'run.no-target' });
    expect((await report()).status).toBe(409);
    await order({ do: 'end', reason: '' });
    expect(await rated('outside/no-promise')).toMatchObject({ runId, state: 'ended' });

    const address = `/api/v1/exercise/runs/${runId}/evaluation`;
    expect((await of('duty').get(address)).status).toBe(403);
    const { objectives } = evaluationSchema.parse((await of('lead').get(address)).json);
    expect(objectives.flatMap(({ targets }) => targets.map((one) => (one.by === 'journal' ? one.outcome : one.rating?.rating)))).toEqual([
      'met',
      'not-reached',
      'not-reached',
      'M',
    ]);
    const printed = await report();
    expect([printed.status, printed.text.slice(0, 5)]).toEqual([200, '%PDF-']);
    expect(desk().reported).toEqual([]);
  });
});
