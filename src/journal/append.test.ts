// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { memoryJournal } from '../../test/support/memory-journal.ts';
import type { Draft } from '../case/entry.ts';
import type { Watch } from '../case/language/journal.port.ts';
import { MACHINE_ID } from '../kernel/person.ts';
import type { Actor } from './actor.ts';
import { StaleError } from './journal.port.ts';
import { DESK } from './stream.ts';
import type { CaseId } from './stream.ts';

const person: Actor = { type: 'person', id: 'P-0001', name: '佐藤 美咲' };
const opened = (title: string): Draft => ({ kind: 'case.opened', body: { title, reportId: null } });
const retitled = (title: string): Draft => ({ kind: 'case.retitled', body: { title } });
const started: Draft = { kind: 'desk.started', body: { version: '1', schema: 1 } };

async function withCase(given: Parameters<typeof memoryJournal>[0] = {}) {
  const made = memoryJournal(given);
  const { caseId } = await made.journal.write((writing) => writing.openCase(person, () => [opened('first')]));
  return { ...made, caseId };
}

describe('journal/append', () => {
  it.each([
    ['a field that is missing', { kind: 'case.retitled', body: {} }],
    ['a field that is empty', { kind: 'case.retitled', body: { title: '' } }],
    ['a word that is none of the kind', { kind: 'case.rated', body: { severity: 'awful', urgency: 'now', tlp: 'RED', reason: '' } }],
  ])('refuses a body with %s, and nothing of the request stays', async (_, draft) => {
    const { journal, caseId, entries } = await withCase();

    await expect(journal.append({ stream: caseId, actor: person, drafts: [retitled('second'), draft as Draft] })).rejects.toThrow();
    expect(await entries(caseId)).toHaveLength(1);
    expect((await journal.view(caseId))?.title).toBe('first');
  });

  it('takes no machine’s key for a person, whoever hands it on as one', async () => {
    const { journal, caseId, entries } = await withCase();
    const actor: Actor = { type: 'person', id: `${MACHINE_ID}k1`, name: 'bot' };

    await expect(journal.append({ stream: caseId, actor, drafts: [retitled('second')] })).rejects.toThrow('no person');
    await expect(journal.write((writing) => writing.openCase(actor, () => [opened('x')]))).rejects.toThrow('no person');
    expect(await entries(caseId)).toHaveLength(1);
  });

  it('stores of a body what its kind names and nothing beside', async () => {
    const { journal, caseId } = await withCase();
    const body = { title: 'second', password: 'secret' };

    const { entries } = await journal.append({ stream: caseId, actor: person, drafts: [{ kind: 'case.retitled', body }] });
    expect(entries[0]?.body).toEqual({ title: 'second' });
  });

  it('appends several entries in their order, folds each, and says where the stream is now', async () => {
    const { journal, caseId, entries } = await withCase();
    const done = await journal.append({ stream: caseId, actor: person, drafts: [retitled('second'), retitled('third')], expectedSeq: 1 });

    expect(done).toMatchObject({ stream: caseId, seq: 3, view: { title: 'third', seq: 3 } });
    expect(done.entries.map(({ seq, body }) => [seq, body])).toEqual([
      [2, { title: 'second' }],
      [3, { title: 'third' }],
    ]);
    expect((await entries(caseId)).map(({ seq, actor }) => [seq, actor])).toEqual([1, 2, 3].map((seq) => [seq, person]));
    expect(await journal.view(caseId)).toMatchObject({ title: 'third', seq: 3 });
  });

  it.each([0, 2])('refuses an append that expects %s where the stream is at 1, with both numbers', async (expectedSeq) => {
    const { journal, caseId, entries } = await withCase();

    const refused = journal.append({ stream: caseId, actor: person, drafts: [retitled('second')], expectedSeq });
    await expect(refused).rejects.toThrow(new StaleError(caseId, expectedSeq, 1));
    expect(await entries(caseId)).toHaveLength(1);
  });

  it('stores what is appended at the same time in one transaction, in the order of asking, and refuses one without the others', async () => {
    const { journal, caseId, calls, entries } = await withCase();
    const before = calls.length;
    const one = (title: string, expectedSeq?: number) =>
      journal.append({ stream: caseId, actor: person, drafts: [retitled(title)], ...(expectedSeq === undefined ? {} : { expectedSeq }) });
    const done = await Promise.allSettled([
      one('first alone'),
      one('second'),
      one('stale', 1),
      one(''),
      journal.append({ stream: DESK, actor: person, drafts: [started] }),
      one('third', 3),
    ]);

    expect(done.map((each) => (each.status === 'fulfilled' ? each.value.seq : (each.reason as Error).name))).toEqual([
      2,
      3,
      'StaleError',
      'ZodError',
      1,
      4,
    ]);
    expect(calls.slice(before).filter((call) => !call.startsWith('tail'))).toEqual(['lockHead', 'insert 1', 'lockHead', 'insert 3']);
    expect((await entries(caseId)).map(({ seq, body }) => [seq, body])).toEqual([
      [1, { title: 'first', reportId: null }],
      [2, { title: 'first alone' }],
      [3, { title: 'second' }],
      [4, { title: 'third' }],
    ]);
  });

  it('appends one by one where the store fails for a group, and each hears of its own', async () => {
    const made = await withCase({ watches: [(view) => (view?.title === 'spoilt' ? [{ name: 'x', key: 'spoilt', data: {} }] : [])] });
    const one = (title: string) => made.journal.append({ stream: made.caseId, actor: person, drafts: [retitled(title)] });
    const enqueue = made.store.enqueue;
    Object.assign(made.store, {
      enqueue: (tx: Parameters<typeof enqueue>[0], tasks: Parameters<typeof enqueue>[1]) =>
        tasks.length > 0 ? Promise.reject(new Error('the store fails')) : enqueue(tx, tasks),
    });
    const done = await Promise.allSettled(['alone', 'second', 'spoilt', 'third'].map(one));

    expect(done.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
    expect((await made.entries(made.caseId)).map(({ body }) => (body as { title: string }).title)).toEqual([
      'first',
      'alone',
      'second',
      'third',
    ]);
  });

  it('appends nothing to a case that was deleted', async () => {
    const { journal, caseId, store } = await withCase();
    await journal.write((writing) => store.eraseStream(writing.tx, caseId));

    await expect(journal.append({ stream: caseId, actor: person, drafts: [retitled('second')] })).rejects.toMatchObject({
      problem: { code: 'journal.deleted-case' },
    });
  });

  it('numbers cases by the year, one after the other, and takes the lock before the number', async () => {
    const { journal, clock, calls } = memoryJournal({}, '2026-12-31T23:59:59.000Z');
    const open = async () => (await journal.write((writing) => writing.openCase(person, (caseId) => [opened(caseId)]))).caseId;

    expect([await open(), await open()]).toEqual(['C-2026-0001', 'C-2026-0002']);
    clock.forward(2000);
    expect(await open()).toBe('C-2027-0001');
    expect((await journal.view('C-2027-0001' as CaseId))?.title).toBe('C-2027-0001');
    expect(calls.filter((call) => !call.startsWith('tail')).slice(0, 3)).toEqual(['lockHead', 'nextNumber case/2026', 'insert 1']);
  });

  it('a request that fails gives its numbers back', async () => {
    const { journal } = memoryJournal();
    const failing = journal.write(async (writing) => {
      await writing.openCase(person, () => [opened('lost')]);
      throw new Error('no');
    });

    await expect(failing).rejects.toThrow('no');
    const { caseId, seq } = await journal.write((writing) => writing.openCase(person, () => [opened('kept')]));
    expect([caseId, seq]).toEqual(['C-2026-0001', 1]);
  });

  it('within `together` three cases and the desk are stored in one go, chained and numbered as if one by one', async () => {
    const { journal, store, calls, entries } = await withCase();
    const numbers = await journal.write(async (writing) => {
      const given = await writing.together(async () => {
        const first = [
          await writing.nextNumber('report/2026'),
          await writing.nextNumber('report/2026'),
          await writing.nextNumber('report/2026'),
        ];
        for (const title of ['a', 'b', 'c']) await writing.openCase(person, () => [opened(title), retitled(`${title}!`)]);
        await writing.append({ stream: DESK, actor: person, drafts: [started] });
        return first;
      });
      // Afterwards everything is stored at once again.
      await writing.append({ stream: DESK, actor: person, drafts: [started] });
      return [...given, await writing.nextNumber('report/2026')];
    });

    expect(numbers).toEqual([1, 2, 3, 4]);
    expect(calls.filter((call) => call.startsWith('insert'))).toEqual(['insert 1', 'insert 7', 'insert 1']);
    expect((await store.readAll(0, 100)).map((row) => row.global)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect((await entries('C-2026-0004')).map((entry) => [entry.seq, entry.body])).toEqual([
      [1, { title: 'c', reportId: null }],
      [2, { title: 'c!' }],
    ]);
    expect((await entries(DESK)).map((entry) => entry.seq)).toEqual([1, 2]);
    const { caseId } = await journal.write((writing) => writing.openCase(person, () => [opened('next')]));
    expect(caseId).toBe('C-2026-0005');
  });

  it('a stream that is appended to twice within `together` goes on from its first entry', async () => {
    const { journal, caseId, entries } = await withCase();
    await journal.write((writing) =>
      writing.together(async () => {
        for (const title of ['second', 'third', 'fourth'])
          await writing.append({ stream: caseId, actor: person, drafts: [retitled(title)] });
      }),
    );

    const all = await entries(caseId);
    expect(all.map((entry) => entry.seq)).toEqual([1, 2, 3, 4]);
    expect(all.map((entry) => entry.prev).slice(1)).toEqual(all.map((entry) => entry.hash).slice(0, 3));
    expect(await journal.view(caseId)).toMatchObject({ title: 'fourth', seq: 4 });
  });

  it('asks every watch about every entry, with the view after it, and none for the desk; what they cause stands or falls with it', async () => {
    const watch =
      (name: string): Watch =>
      (view, entry) => [{ name, key: `${name}/${entry.stream}/${entry.seq}`, data: { title: view?.title ?? null } }];
    const made = memoryJournal({ watches: [watch('one'), watch('two')] });
    const { caseId } = await made.journal.write((writing) => writing.openCase(person, () => [opened('first'), retitled('second')]));
    await made.journal.append({ stream: DESK, actor: person, drafts: [started] });
    const undone = made.journal.write(async (writing) => {
      await writing.append({ stream: caseId, actor: person, drafts: [retitled('third')] });
      throw new Error('undone');
    });

    await expect(undone).rejects.toThrow('undone');
    expect(made.tasks.map((task) => [task.key, task.data['title']])).toEqual([
      [`one/${caseId}/1`, 'first'],
      [`two/${caseId}/1`, 'first'],
      [`one/${caseId}/2`, 'second'],
      [`two/${caseId}/2`, 'second'],
      ['one/desk/1', null],
      ['two/desk/1', null],
    ]);
  });

  it('what is erased between two appends of one request stays gone', async () => {
    const { journal, caseId, store } = await withCase();
    const { view } = await journal.write(async (writing) => {
      const { seq } = await writing.append({ stream: caseId, actor: person, drafts: [retitled('山田 太郎の名簿')] });
      await store.eraseBody(writing.tx, caseId, seq);
      await store.refold(writing.tx, caseId);
      return writing.append({ stream: caseId, actor: person, drafts: [{ kind: 'data.body-erased', body: { seq, reason: 'asked for' } }] });
    });

    expect([view?.title, (await journal.view(caseId))?.title]).toEqual(['first', 'first']);
  });

  it('what several appends of one request cause is caused once each', async () => {
    const watch: Watch = (_, entry) => [{ name: 'one', key: `one/${entry.global}`, data: {} }];
    const made = memoryJournal({ watches: [watch] });
    await made.journal.write(async (writing) => {
      const { caseId } = await writing.openCase(person, () => [opened('first')]);
      for (const title of ['second', 'third']) await writing.append({ stream: caseId, actor: person, drafts: [retitled(title)] });
    });

    expect(made.tasks.map((task) => task.key)).toEqual(['one/1', 'one/2', 'one/3']);
  });

  it('knows the blobs of a long stream, from its first entry to its last', async () => {
    const { journal } = memoryJournal();
    const raw = (digit: number): string => String(digit).repeat(64);
    const received = (digit: number): Draft => ({
      kind: 'report.received',
      body: {
        reportId: 'R-1',
        kind: 'report',
        channel: 'file',
        raw: raw(digit),
        bytes: 1,
        subject: '',
        from: '',
        kindReasons: [],
        charsetNotes: [],
      },
    });
    const between = Array.from({ length: 998 }, () => retitled('x'));
    const { caseId } = await journal.write((writing) =>
      writing.openCase(person, () => [received(1), ...between, received(2), received(3), ...between, received(4)]),
    );

    expect([...(await journal.blobsOf(caseId))]).toEqual([raw(1), raw(2), raw(3), raw(4)]);
    expect([...(await journal.blobsOf(DESK))]).toEqual([]);
  });

  it('what PostgreSQL cannot hold as text becomes what can be seen, however deep it lies', async () => {
    const { journal, caseId } = await withCase();
    const { entries } = await journal.append({
      stream: caseId,
      actor: person,
      drafts: [
        { kind: 'case.retitled', body: { title: 'a\u0000b\u0000\ud800' } },
        { kind: 'case.closed', body: { outcome: 'resolved', reason: 'x', unfinished: ['\u0000', 'ok'] } },
        { kind: 'work.started', body: { itemId: 'W\u0000' } },
      ],
    });

    expect(entries.map((entry) => entry.body)).toEqual([
      { title: 'a\u2400b\u2400\ufffd' },
      { outcome: 'resolved', reason: 'x', unfinished: ['\u2400', 'ok'] },
      { itemId: 'W\u2400' },
    ]);
  });
});
