// SPDX-License-Identifier: Apache-2.0
// An examiner asks, five answer unseen by each other, everybody reads and votes, the instructor comments.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exerciseDeps, wireExercise } from '../../src/wiring/exercise.ts';
import { directRound } from '../../src/exercise/round/direct.ts';
import { roundSheetSchema, roundsSchema } from '../../src/exercise/round/round.contract.ts';
import type { RoundOrder, RoundSheet } from '../../src/exercise/round/round.contract.ts';
import { watchExercise, END_ANSWERS } from '../../src/exercise/watch.ts';
import { DESK } from '../../src/journal/stream.ts';
import { routesOfEveryPart } from '../support/every-part.ts';
import { signedIn } from '../support/role-visitors.ts';
import { serveDesk } from '../support/served-desk.ts';
import type { ServedDesk } from '../support/served-desk.ts';

type Member = Awaited<ReturnType<typeof signedIn>>;
type Fixture = {
  readonly category: string;
  readonly title: string;
  readonly question: string;
  readonly hint: string;
  readonly answers: readonly string[];
};
const file = join(import.meta.dirname, '..', '..', 'fixtures', 'exercise', 'white-hacker-mail.json');
const fixture = JSON.parse(readFileSync(file, 'utf8')) as Fixture;
const DEADLINE = '2026-12-04T09:00:00.000Z';

describe('story/exercise-round', () => {
  const held: { desk?: ServedDesk; people: Record<string, Member> } = { people: {} };
  const desk = () => held.desk as ServedDesk;
  const of = (name: string) => held.people[name] as Member;
  const members = ['mori', 'ueda', 'ono', 'kato', 'sano'];
  const ROUND = 'Q-2026-0001';
  const press = (name: string, order: RoundOrder, roundId = ROUND) => of(name).call('POST', `/api/v1/exercise/rounds/${roundId}`, order);
  const did = async (name: string, order: RoundOrder): Promise<RoundSheet> => {
    const answer = await press(name, order);
    expect([answer.status, answer.text.slice(0, 200)]).toEqual([200, expect.any(String)]);
    return roundSheetSchema.parse(answer.json);
  };
  const refused = async (name: string, order: RoundOrder) => ((await press(name, order)).json as { code: string }).code;
  const sees = async (name: string) => roundSheetSchema.parse((await of(name).get(`/api/v1/exercise/rounds/${ROUND}`)).json);
  const idOf = async (author: number) => {
    const list = (await sees('hara')).list ?? [];
    return list.find(({ text }) => text === fixture.answers[author])?.answerId ?? '';
  };
  const kinds = async () =>
    (await desk().journal.entries(DESK, 0, 1000)).filter(({ kind }) => kind.startsWith('round.')).map(({ kind }) => kind);

  beforeAll(async () => {
    held.desk = await serveDesk({ routes: routesOfEveryPart, watches: [watchExercise] });
    held.desk.clock.set('2026-11-30T00:00:00.000Z');
    held.people = {
      seki: await signedIn(desk(), ['responder'], 'seki'),
      hara: await signedIn(desk(), ['instructor'], 'hara'),
      audit: await signedIn(desk(), ['auditor'], 'audit'),
    };
    for (const name of members) held.people[name] = await signedIn(desk(), ['staff'], name);
  });
  afterAll(async () => held.desk?.close());

  it('is set up by the examiner, seen by nobody else, and refused at the start without an instructor or a deadline', async () => {
    const { category, title, question, hint } = fixture;
    const made = await of('seki').post('/api/v1/exercise/rounds', { category, title, question, hint });
    expect([made.status, (made.json as RoundSheet).roundId]).toEqual([200, ROUND]);
    expect((await of('mori').get(`/api/v1/exercise/rounds/${ROUND}`)).status).toBe(404);
    expect(roundsSchema.parse((await of('mori').get('/api/v1/exercise/rounds')).json)).toMatchObject({ items: [], categories: [] });
    expect((await of('mori').post('/api/v1/exercise/rounds', { category, title, question })).status).toBe(403);

    expect((await sees('seki')).now.ja).toBe('講師を決めてください。講師がいないと始められません。');
    expect(await refused('seki', { do: 'open' })).toBe('round.no-instructor');
    expect(await refused('seki', { do: 'name-instructor', personId: of('mori').personId })).toBe('round.not-an-instructor');
    await did('seki', { do: 'name-instructor', personId: of('hara').personId });
    expect(await refused('seki', { do: 'open' })).toBe('round.no-deadline');
    await did('seki', { do: 'change', fields: { deadline: '2026-11-29T00:00:00.000Z', voteAfterOwnAnswer: true } });
    expect(await refused('seki', { do: 'open' })).toBe('round.deadline-not-ahead');
    await did('seki', { do: 'change', fields: { deadline: DEADLINE } });
    expect((await did('seki', { do: 'open' })).state).toBe('open');
    const stale = await of('seki').call('POST', `/api/v1/exercise/rounds/${ROUND}`, { do: 'end-answers' }, { 'if-match': '1' });
    expect([stale.status, (stale.json as { code: string }).code]).toEqual([412, 'round.stale']);
  });

  it('keeps a draft, shows the hint on request and records that, and hides the others’ answers', async () => {
    const saved = await of('mori').call('PUT', `/api/v1/exercise/rounds/${ROUND}/draft`, { text: 'まず社内に' });
    expect(saved.status).toBe(204);
    expect((await sees('mori')).own.draft).toBe('まず社内に');
    expect((await sees('mori')).hint).toEqual({ text: null, revealedAt: null });
    expect((await did('mori', { do: 'reveal-hint' })).hint?.text).toBe(fixture.hint);
    expect((await sees('ueda')).hint?.text).toBeNull();

    for (const [at, name] of members.slice(0, 4).entries()) await did(name, { do: 'answer', text: fixture.answers[at] ?? '' });
    const mine = await did('mori', { do: 'answer', text: fixture.answers[0] ?? '' });
    expect(mine.own).toMatchObject({ draft: '', answer: { version: 2, late: false } });
    expect([mine.list, mine.answers, (await sees('audit')).list]).toEqual([null, 4, null]);
    expect((await sees('hara')).list).toHaveLength(4);
    expect(await refused('mori', { do: 'comment', answerId: 'A', short: 'x', long: '', followUp: '', model: false })).toBe(
      'round.not-yours',
    );
    expect(await refused('seki', { do: 'answer', text: 'x' })).toBe('round.not-yours');
    // An answer that is still hidden is not in the journal either: only its digest.
    expect(JSON.stringify(await desk().journal.entries(DESK, 0, 1000))).not.toContain((fixture.answers[0] ?? '').slice(0, 20));
  });

  it('is extended with a reason that everybody sees, and goes on by itself at the deadline, not before', async () => {
    const later = '2026-12-05T09:00:00.000Z';
    expect(await refused('seki', { do: 'extend', to: '2026-12-03T09:00:00.000Z', reason: 'x' })).toBe('round.deadline-not-ahead');
    await did('seki', { do: 'extend', to: later, reason: '連休明けの人を待つため' });
    expect((await sees('ono')).extensions).toMatchObject([{ from: DEADLINE, to: later, by: 'seki', reason: '連休明けの人を待つため' }]);
    const run = () =>
      wireExercise(desk().base)
        .handlers?.(desk())
        .find(({ name }) => name === END_ANSWERS)
        ?.run({ roundId: ROUND });
    desk().clock.set('2026-12-04T09:00:00.000Z');
    await run();
    expect((await sees('sano')).state).toBe('open');
    desk().clock.set(later);
    expect(await refused('sano', { do: 'answer', text: '間に合わなかった' })).toBe('round.answers-over');
    expect(await refused('ono', { do: 'answer', text: '直したい' })).toBe('round.answers-over');
    await run();
    await run();
    expect((await sees('ono')).state).toBe('review');
    expect((await kinds()).filter((kind) => kind === 'round.review-begun')).toHaveLength(1);
  });

  it('opens the answers to those who answered; a late one comes with the instructor’s consent and is marked', async () => {
    expect((await sees('ono')).list).toHaveLength(4);
    const outside = await sees('sano');
    expect([outside.list, outside.now.ja]).toEqual([null, '締め切りを過ぎました。遅れて出すには、講師に承諾を求めてください。']);
    expect(await refused('sano', { do: 'vote', answerId: await idOf(0) })).toBe('round.answer-first');
    const booklet = await of('sano').get(`/api/v1/exercise/rounds/${ROUND}/booklet.pdf`);
    expect([booklet.status, (booklet.json as { code: string }).code]).toEqual([409, 'round.booklet-too-early']);
    await did('sano', { do: 'ask-late', reason: '出張でした' });
    const [asking] = (await sees('hara')).asking;
    expect(asking).toMatchObject({ name: 'sano', reason: '出張でした' });
    await did('hara', { do: 'allow-late', personId: asking?.personId ?? '', reason: '' });
    const late = await did('sano', { do: 'answer', text: fixture.answers[4] ?? '' });
    expect([late.own.answer?.late, late.list?.length, (await sees('hara')).asking]).toEqual([true, 5, []]);
  });

  it('counts one vote a member and answer, not on one’s own, and takes it back', async () => {
    const first = await idOf(0);
    expect(await refused('mori', { do: 'vote', answerId: first })).toBe('round.own-answer');
    await did('ueda', { do: 'vote', answerId: first });
    await did('ono', { do: 'vote', answerId: await idOf(3) });
    expect(await refused('ueda', { do: 'vote', answerId: first })).toBe('round.voted-already');
    await did('ueda', { do: 'withdraw-vote', answerId: first });
    expect(await refused('ueda', { do: 'withdraw-vote', answerId: first })).toBe('round.no-vote');
    expect(await refused('hara', { do: 'vote', answerId: first })).toBe('round.not-yours');
    const { list } = await did('kato', { do: 'vote', answerId: first });
    await did('sano', { do: 'vote', answerId: first });
    expect(list?.slice(0, 2).map(({ votes }) => votes)).toEqual([1, 1]);
    expect((await sees('audit')).list?.map(({ votes }) => votes)).toEqual([2, 1, 0, 0, 0]);
  });

  it('shows comments when they are released, later ones at once, and at the close stays as it is', async () => {
    const comment = async (author: number, model: boolean) =>
      did('hara', { do: 'comment', answerId: await idOf(author), short: '短評', long: '詳しい講評', followUp: '本当だったら？', model });
    await comment(0, true);
    expect((await sees('mori')).list?.[0]?.comment).toBeNull();
    await did('hara', { do: 'release-comments' });
    expect((await sees('mori')).list?.[0]?.comment).toMatchObject({ short: '短評', followUp: '本当だったら？', model: true });
    await comment(4, false);
    expect((await sees('sano')).list?.find(({ mine }) => mine)?.comment?.long).toBe('詳しい講評');
    expect((await did('hara', { do: 'close', outcome: '連絡窓口を一つにする' })).state).toBe('closed');
    const after = await sees('ueda');
    expect([after.outcome, after.may, after.hint?.text]).toEqual(['連絡窓口を一つにする', [], fixture.hint]);
    for (const order of [
      { do: 'withdraw-vote', answerId: await idOf(0) },
      { do: 'answer', text: 'x' },
    ] as const)
      expect(await refused('kato', order)).toBe('round.wrong-state');
    expect((await kinds()).at(-1)).toBe('round.closed');
    const booklet = await of('kato').get(`/api/v1/exercise/rounds/${ROUND}/booklet.pdf`);
    expect([booklet.status, booklet.text.slice(0, 5)]).toEqual([200, '%PDF-']);
  });

  it('is found by words and category', async () => {
    const found = async (query: string) => roundsSchema.parse((await of('mori').get(`/api/v1/exercise/rounds?${query}`)).json);
    expect((await found('search=ＣＧＩ')).items.map(({ roundId }) => roundId)).toEqual([ROUND]);
    expect((await found('search=nothing')).items).toEqual([]);
    expect((await found(`category=${encodeURIComponent(fixture.category)}&state=closed`)).categories).toEqual([
      { category: fixture.category, rounds: 1 },
    ]);
  });

  it('hides names from peers where the round says so, and counts 200 votes pressed at the same time', async () => {
    const made = await of('seki').post('/api/v1/exercise/rounds', {
      category: '電話',
      title: '監視会社からの電話',
      question: '誰が出ますか',
      deadline: '2026-12-10T00:00:00.000Z',
      instructorId: of('hara').personId,
      anonymousToPeers: true,
    });
    const { roundId } = made.json as RoundSheet;
    await press('seki', { do: 'open' }, roundId);
    for (const name of members) await press(name, { do: 'answer', text: `${name} の回答` }, roundId);
    await press('seki', { do: 'end-answers' }, roundId);
    const sheetOf = async (name: string) => roundSheetSchema.parse((await of(name).get(`/api/v1/exercise/rounds/${roundId}`)).json);
    const list = (await sheetOf('mori')).list ?? [];
    expect(list.flatMap(({ author }) => author ?? [])).toEqual(['mori']);
    expect((await sheetOf('hara')).list?.map(({ author }) => author).toSorted()).toEqual(members.toSorted());

    // Five members press forty times each: once for each answer counts, and nobody's own.
    const presses = members.flatMap((name) =>
      Array.from({ length: 40 }, (_, at) => press(name, { do: 'vote', answerId: list[at % 5]?.answerId ?? '' }, roundId)),
    );
    const statuses = (await Promise.all(presses)).map(({ status }) => status);
    expect([statuses.length, statuses.filter((one) => one === 200).length]).toEqual([200, 20]);
    // And two hundred people at once, each for one answer.
    const deps = exerciseDeps(desk().base, desk());
    const crowd = Array.from({ length: 200 }, (_, at) => ({ personId: `P-9${at}`, name: `crowd ${at}`, roles: ['staff'] }));
    const done = await Promise.all(
      crowd.map((who, at) => directRound(deps, roundId, who, { do: 'vote', answerId: list[at % 2]?.answerId ?? '' }, null)),
    );
    expect(done.filter(({ ok }) => ok)).toHaveLength(200);
    expect((await sheetOf('hara')).list?.map(({ votes }) => votes)).toEqual([104, 104, 4, 4, 4]);
    const voted = (await desk().journal.entries(DESK, 0, 1000)).filter(
      ({ kind, body }) => kind === 'round.voted' && (body as { roundId: string } | null)?.roundId === roundId,
    );
    expect(voted).toHaveLength(220);
    expect(desk().reported).toEqual([]);
  });
});
