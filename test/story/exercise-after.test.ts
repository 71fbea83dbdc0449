// SPDX-License-Identifier: Apache-2.0
// What follows an exercise: it may have to stop at once, people say what they saw, and what was missing becomes real work.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MARK } from '../../src/case/exercise-mark.ts';
import { washSchema } from '../../src/exercise/after/after.contract.ts';
import { evaluationSchema } from '../../src/exercise/evaluation/evaluation.contract.ts';
import { rehearsedSchema } from '../../src/exercise/plan/plan.contract.ts';
import { runSheetSchema } from '../../src/exercise/run/run.contract.ts';
import type { RunOrder } from '../../src/exercise/run/run.contract.ts';
import type { CaseId } from '../../src/journal/stream.ts';
import { dueWorkSchema } from '../../src/remediation/contract.ts';
import { routesOfEveryPart } from '../support/every-part.ts';
import { signedIn } from '../support/role-visitors.ts';
import { serveDesk } from '../support/served-desk.ts';
import type { ServedDesk } from '../support/served-desk.ts';
import { wholeSheet } from '../support/whole-sheet.ts';

type Person = Awaited<ReturnType<typeof signedIn>>;

describe('story/exercise-after', () => {
  const held: { desk?: ServedDesk; people: Record<string, Person> } = { people: {} };
  const desk = () => held.desk as ServedDesk;
  const of = (name: string) => held.people[name] as Person;
  const start = async () => {
    const roster = [{ role: 'manager', personId: of('boss').personId }];
    return runSheetSchema.parse((await of('lead').post('/api/v1/exercise/runs', { scenarioId: 'manager-30-minutes', roster })).json);
  };
  const order = (runId: string, body: RunOrder) => of('lead').post(`/api/v1/exercise/runs/${runId}`, body);
  const takenOver = (caseId: string, name: string) =>
    desk().journal.append({
      stream: caseId as CaseId,
      actor: { type: 'person', id: of(name).personId, name },
      drafts: [{ kind: 'case.owner-named', body: { personId: of('boss').personId, name: 'boss' } }],
    });
  const wash = (name: string, runId: string) => of(name).get(`/api/v1/exercise/runs/${runId}/wash`);
  const known = async (caseId: string) => (await wholeSheet(of('boss'), caseId)).judgement.known;

  beforeAll(async () => {
    held.desk = await serveDesk({ routes: routesOfEveryPart });
    held.people = {
      lead: await signedIn(held.desk, ['instructor'], 'lead'),
      boss: await signedIn(held.desk, ['manager'], 'boss'),
      staff: await signedIn(held.desk, ['staff'], 'staff'),
      responder: await signedIn(held.desk, ['responder'], 'responder'),
    };
  });
  afterAll(async () => held.desk?.close());

  it('a critical lapse goes on record at once and the exercise goes on', async () => {
    const { runId, caseId } = await start();
    const after = runSheetSchema.parse((await order(runId, { do: 'lapse', text: '夜間の連絡先がどこにもない', stop: false })).json);
    expect(after.state).toBe('running');
    const last = (await desk().journal.entries(caseId as CaseId, 0, 1000)).at(-1);
    expect(last).toMatchObject({ kind: 'exercise.lapse-called', body: { text: '夜間の連絡先がどこにもない', stopped: false } });
    desk().clock.forward(9 * 60_000);
    await takenOver(caseId, 'boss');
    await order(runId, { do: 'end', reason: '' });
    expect((await known(caseId)).map(({ id }) => id)).not.toContain('exercise.stopped');
  });

  it('stops at once when something real happens: nothing more of it arrives, and the case says that what comes now is real', async () => {
    const { runId, caseId } = await start();
    desk().clock.forward(60_000);
    const after = runSheetSchema.parse((await order(runId, { do: 'lapse', text: '本物のサーバーが止まった', stop: true })).json);
    expect([after.state, after.speed]).toEqual(['ended', 0]);
    const kinds = (await desk().journal.entries(caseId as CaseId, 0, 1000)).map(({ kind }) => kind);
    expect(kinds.slice(-2)).toEqual(['exercise.lapse-called', 'exercise.ended']);
    expect((await known(caseId)).find(({ id }) => id === 'exercise.stopped')?.text.ja).toContain('以後の連絡は本物として扱って');
    expect((await order(runId, { do: 'lapse', text: 'x', stop: true })).status).toBe(409);
  });

  it('asks everybody who took part right after the end; the answers of all are for those who lead', async () => {
    const { runId, caseId } = await start();
    const say = (name: string, answers: readonly string[]) => of(name).post(`/api/v1/exercise/runs/${runId}/wash`, { answers });
    expect((await say('boss', ['早すぎる'])).json).toMatchObject({ code: 'run.wrong-state' });
    desk().clock.forward(4 * 60_000);
    await takenOver(caseId, 'boss');
    await order(runId, { do: 'end', reason: '' });
    for (const name of ['staff', 'responder'])
      expect([(await wash(name, runId)).status, (await say(name, ['x'])).status]).toEqual([404, 422]);
    const { questions } = washSchema.parse((await wash('boss', runId)).json);
    expect([questions[0]?.ja, questions.length > 3]).toEqual(['うまくいったことは何ですか。', true]);
    await say('boss', ['早く決めた']);
    const kept = washSchema.parse((await say('boss', ['早く決めた', '連絡先がなかった'])).json);
    expect(kept.mine?.slice(0, 3)).toEqual(['早く決めた', '連絡先がなかった', '']);
    const { answers } = washSchema.parse((await wash('lead', runId)).json);
    expect(answers.map(({ name, answers: all }) => [name, all.map(({ text }) => text)])).toEqual([
      ['boss', ['早く決めた', '連絡先がなかった']],
    ]);
  });

  it('what is to be done becomes real work with one owner and a time, on a real case', async () => {
    const runId = 'X-2026-0003';
    const due = '2026-12-20T08:00:00.000Z';
    const fix = (name: string, title: string, owner = of('responder').personId) =>
      of(name).post(`/api/v1/exercise/runs/${runId}/corrections`, { title, owner, due });
    expect((await fix('responder', '表を作る')).status).toBe(403);
    expect((await fix('lead', '表を作る', 'P-9999')).json).toMatchObject({ code: 'run.no-owner' });
    await fix('lead', '夜間の連絡先を表にする');
    const { corrections } = washSchema.parse((await fix('lead', '表を金庫に置く')).json);
    expect(corrections.map(({ itemId, title, owner }) => [itemId, title, owner])).toEqual([
      ['fix-1', '夜間の連絡先を表にする', 'responder'],
      ['fix-2', '表を金庫に置く', 'responder'],
    ]);
    expect(new Set(corrections.map(({ caseId }) => caseId)).size).toBe(1);
    const real = corrections[0]?.caseId ?? '';
    const sheet = await wholeSheet(of('boss'), real);
    expect([sheet.title.startsWith(MARK), sheet.parts['exercise']]).toEqual([false, null]);
    const { items } = dueWorkSchema.parse((await of('responder').get('/api/v1/work/due')).json);
    expect(items.filter(({ caseId }) => caseId === real).map(({ itemId, owner, by }) => [itemId, owner?.name, by])).toEqual([
      ['fix-1', 'responder', due],
      ['fix-2', 'responder', due],
    ]);
    const printed = await of('boss').get(`/api/v1/cases/${(await start()).caseId}/after-action.pdf`);
    expect(printed.status).toBe(409);
  });

  it('stands beside the run before, target by target', async () => {
    const read = async (runId: string) => evaluationSchema.parse((await of('lead').get(`/api/v1/exercise/runs/${runId}/evaluation`)).json);
    expect((await read('X-2026-0001')).before).toBeNull();
    const third = await read('X-2026-0003');
    // The second was stopped and ended: it is the one before the third.
    expect(third.before?.runId).toBe('X-2026-0002');
    const [, second] = await Promise.all([read('X-2026-0001'), read('X-2026-0002')]);
    const measured = ({ objectives }: typeof third) =>
      objectives.flatMap(({ targets }) =>
        targets.flatMap((one) => (one.by === 'journal' ? [{ name: one.name, took: one.took, outcome: one.outcome }] : [])),
      );
    const before = third.objectives.flatMap(({ targets }) =>
      targets.flatMap((one) => (one.by === 'journal' && one.before !== null ? [{ name: one.name, ...one.before }] : [])),
    );
    expect(before).toEqual(measured(second));
    expect(measured(second).length).toBeGreaterThan(0);
    const compared = second.objectives.flatMap(({ targets }) =>
      targets.flatMap((one) => (one.by === 'journal' ? [one.before?.took ?? null] : [])),
    );
    expect(compared).toContain(540);
    const { moments } = rehearsedSchema.parse((await of('responder').get('/api/v1/exercise/rehearsed')).json);
    expect(moments.map(({ point, gap, last }) => [point, gap, last?.runId ?? null])).toEqual(
      expect.arrayContaining([
        ['acknowledged', false, 'X-2026-0003'],
        ['closed', true, null],
      ]),
    );
    expect(desk().reported).toEqual([]);
  });

  it('a day is set for what was not rehearsed, by those who lead, and dropped with a reason', async () => {
    const set = (name: string, scenarioId: string, day: string) => of(name).post('/api/v1/exercise/dates', { scenarioId, day });
    expect((await set('responder', 'long-weekend', '2027-03-01')).status).toBe(403);
    expect((await set('lead', 'no-such', '2027-03-01')).json).toMatchObject({ code: 'run.no-scenario' });
    expect((await set('lead', 'long-weekend', '2020-03-01')).json).toMatchObject({ code: 'run.day-wrong' });
    const { moments, dates } = rehearsedSchema.parse((await set('lead', 'long-weekend', '2027-03-01')).json);
    expect(dates.map(({ day, state }) => [day, state])).toEqual([['2027-03-01', 'coming']]);
    const measured = moments.filter(({ next }) => next === '2027-03-01').map(({ by }) => by.some(({ en }) => en === dates[0]?.title.en));
    expect([measured.length > 0, new Set(measured)]).toEqual([true, new Set([true])]);
    const dateId = dates[0]?.dateId ?? '';
    const dropped = await of('lead').call('DELETE', `/api/v1/exercise/dates/${dateId}`, { reason: '決算と重なる' });
    expect(rehearsedSchema.parse(dropped.json).dates).toEqual([]);
    expect((await of('lead').call('DELETE', `/api/v1/exercise/dates/${dateId}`, { reason: 'x' })).json).toMatchObject({
      code: 'run.no-date',
    });
    const kinds = (await desk().journal.entries('desk', 0, 10_000)).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind.startsWith('exercise.date'))).toEqual(['exercise.date-set', 'exercise.date-dropped']);
  });
});
