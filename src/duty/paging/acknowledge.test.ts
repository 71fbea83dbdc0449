// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { memoryJournal, within } from '../../../test/support/memory-journal.ts';
import type { Actor } from '../../journal/actor.ts';
import { DESK } from '../../journal/stream.ts';
import type { CaseId } from '../../journal/stream.ts';
import { plusMillis } from '../../kernel/instant.ts';
import type { Policy } from '../rota/plan.ts';
import { acknowledge, pagedAgainAt, resolve, withoutLeavers } from './acknowledge.ts';
import type { PageStore } from './page-store.port.ts';
import type { Page } from './page.ts';

const closer: Actor = { type: 'person', id: 'P-0009', name: '高橋 健' };
const policy: Policy = {
  id: 'night',
  name: { ja: '夜間', en: 'night' },
  steps: [{ afterMinutes: 0, targets: [{ roster: 'primary' }] }],
  repeat: 1,
  acksNeeded: 2,
  forgottenAfterMinutes: 60,
  groupSeconds: 60,
};

async function paged(change: Partial<Page> = {}, cases = 1) {
  const { journal, entries, clock } = memoryJournal();
  const ids: CaseId[] = [];
  for (let count = 0; count < cases; count += 1)
    ids.push(
      (await journal.write((writing) => writing.openCase(closer, () => [{ kind: 'case.opened', body: { title: 'x', reportId: null } }])))
        .caseId,
    );
  const page: Page = {
    pageId: 'G-1',
    caseId: ids[0] ?? null,
    policy,
    subject: 'mail',
    urgency: 'now',
    state: 'triggered',
    generation: 1,
    round: 0,
    step: 1,
    nextAt: plusMillis(clock.now(), 300_000),
    acks: [],
    joined: ids.slice(1),
    alarms: ids.length,
    createdAt: clock.now(),
    ...change,
  };
  const pages = new Map([[page.pageId, page]]);
  const skipped: (readonly [string, string | null])[] = [];
  const store = {
    pages: () => Promise.resolve([...pages.values()]),
    lock: (tx: unknown, id: string) => within(tx, () => pages.get(id) ?? null),
    update: (tx: unknown, one: Page) => within(tx, () => void pages.set(one.pageId, one)),
    skip: (tx: unknown, id: string, person: string | null) => within(tx, () => void skipped.push([id, person])),
    ofCase: (tx: unknown, id: string) =>
      within(tx, () => [...pages.values()].filter((one) => one.caseId === id || one.joined.some((joined) => joined === id))),
  } as unknown as PageStore;
  const kinds = async (stream: string) => (await entries(stream)).map((entry) => entry.kind).filter((kind) => kind.startsWith('page.'));
  return { deps: { journal, pages: store, clock }, page: () => pages.get('G-1') as Page, pages, skipped, entries, kinds, clock, ids };
}

const by = (person: string) => ({ pageId: 'G-1', person, name: person.toUpperCase(), way: 'link' as const });

describe('duty/paging/acknowledge', () => {
  it('where two are needed, the first one stops what goes to them and nothing else; the second stops the page', async () => {
    const { deps, page, skipped, clock } = await paged();
    const before = page();

    expect(await acknowledge(deps, by('sato'))).toMatchObject({ is: 'one-of-several' });
    expect(page()).toEqual({ ...before, acks: [{ person: 'sato', at: clock.now() }] });
    expect(skipped).toEqual([['G-1', 'sato']]);

    clock.forward(1000);
    expect(await acknowledge(deps, by('suzuki'))).toMatchObject({ is: 'acknowledged' });
    expect(page()).toMatchObject({ state: 'acknowledged', acks: [{ person: 'sato' }, { person: 'suzuki', at: clock.now() }] });
    expect(skipped.at(-1)).toEqual(['G-1', null]);
  });

  it('one person twice is one person', async () => {
    const { deps, page, entries, ids } = await paged();
    await acknowledge(deps, by('sato'));
    const after = page();

    expect(await acknowledge(deps, by('sato'))).toEqual({ is: 'already', page: after });
    expect(page()).toEqual(after);
    expect((await entries(ids[0] ?? '')).filter((entry) => entry.kind === 'page.acknowledged')).toHaveLength(1);
  });

  it('reminds after the policy’s minutes, from the last time somebody said “still on it”', async () => {
    const { deps, page, clock } = await paged({ policy: { ...policy, acksNeeded: 1 } });
    const taken = await acknowledge(deps, by('sato'));
    const first = plusMillis(clock.now(), 60 * 60_000);

    expect(taken).toMatchObject({ is: 'acknowledged', page: { nextAt: first } });
    expect(page().nextAt).toBe(first);
    clock.forward(50 * 60_000);
    expect(await acknowledge(deps, by('sato'))).toMatchObject({ is: 'still-on-it' });
    expect(page()).toMatchObject({ state: 'acknowledged', acks: [{ person: 'sato' }], nextAt: plusMillis(clock.now(), 60 * 60_000) });
  });

  it('does not remind where the policy says never', async () => {
    const { deps, page } = await paged({ policy: { ...policy, acksNeeded: 1, forgottenAfterMinutes: null } });
    await acknowledge(deps, by('sato'));

    expect(page()).toMatchObject({ state: 'acknowledged', nextAt: null });
  });

  it('says in every case of the page who has it and how many there are', async () => {
    const { deps, entries, ids } = await paged({}, 3);
    await acknowledge(deps, by('sato'));
    await acknowledge(deps, { ...by('suzuki'), way: 'screen' });

    for (const id of ids)
      expect((await entries(id)).slice(1).map(({ actor, kind, body }) => ({ actor, kind, body }))).toEqual([
        {
          actor: { type: 'person', id: 'sato', name: 'SATO' },
          kind: 'page.acknowledged',
          body: { pageId: 'G-1', person: 'sato', name: 'SATO', way: 'link', acks: 1, acksNeeded: 2 },
        },
        {
          actor: { type: 'person', id: 'suzuki', name: 'SUZUKI' },
          kind: 'page.acknowledged',
          body: { pageId: 'G-1', person: 'suzuki', name: 'SUZUKI', way: 'screen', acks: 2, acksNeeded: 2 },
        },
      ]);
  });

  it('a page runs again at once where those who are left of its answers are too few, and nowhere else', async () => {
    const { deps, page, pages, clock } = await paged();
    const acks = (...people: string[]) => people.map((person) => ({ person, at: clock.now() }));
    const nextAt = plusMillis(clock.now(), 3_600_000);
    for (const [pageId, change] of [
      ['G-1', { state: 'acknowledged', acks: acks('sato', 'suzuki') }],
      ['G-2', { state: 'acknowledged', acks: acks('suzuki', 'takahashi') }],
      ['G-3', { state: 'acknowledged', acks: acks('sato', 'suzuki', 'takahashi') }],
      ['G-4', { state: 'triggered', acks: acks('sato') }],
      ['G-5', { state: 'resolved', acks: acks('sato') }],
      ['G-6', { state: 'acknowledged', acks: acks('takahashi', 'sato') }],
    ] as const)
      pages.set(pageId, { ...page(), pageId, nextAt, ...change });
    clock.forward(1000);

    expect(await withoutLeavers(deps, (person) => person === 'sato')).toBe(2);
    expect([...pages.values()].map((one) => one.nextAt)).toEqual([clock.now(), nextAt, nextAt, nextAt, nextAt, clock.now()]);
    expect(await withoutLeavers(deps, () => false)).toBe(0);
  });

  it('is left alone where it was ended in between', async () => {
    const { deps, page, pages } = await paged({ state: 'acknowledged', acks: [] });
    const read = page();
    const store = { ...deps.pages, pages: () => Promise.resolve([read]) };
    pages.set('G-1', { ...read, state: 'resolved', nextAt: null });

    await withoutLeavers({ ...deps, pages: store }, () => true);
    expect(page()).toMatchObject({ state: 'resolved', nextAt: null });
  });

  it('an answered page says when it pages again, no other does', async () => {
    const { page } = await paged();

    expect([pagedAgainAt({ ...page(), state: 'acknowledged' }), pagedAgainAt({ ...page(), state: 'acknowledged', nextAt: null })]).toEqual([
      page().nextAt,
      null,
    ]);
    for (const state of ['triggered', 'exhausted', 'resolved'] as const) expect(pagedAgainAt({ ...page(), state })).toBeNull();
  });

  it('changes nothing of a page that is over or is none', async () => {
    const { deps, page, skipped, kinds, ids } = await paged({ state: 'resolved', nextAt: null });
    const before = page();

    expect(await acknowledge(deps, by('sato'))).toEqual({ is: 'resolved', page: before });
    expect(await acknowledge(deps, { ...by('sato'), pageId: 'G-2' })).toEqual({ is: 'unknown' });
    expect([page(), skipped, await kinds(ids[0] ?? '')]).toEqual([before, [], []]);
  });

  it('ends a page for good: nothing moves any more, nothing goes out, and the case says why', async () => {
    const { deps, page, skipped, entries, ids } = await paged({ alarms: 4 });

    expect(await resolve(deps, { pageId: 'G-1' }, closer, 'x'.repeat(2500))).toBe(1);
    expect(page()).toMatchObject({ state: 'resolved', nextAt: null });
    expect(skipped).toEqual([['G-1', null]]);
    expect((await entries(ids[0] ?? '')).at(-1)).toMatchObject({
      kind: 'page.resolved',
      actor: closer,
      body: { pageId: 'G-1', reason: 'x'.repeat(2000), alarms: 4 },
    });
  });

  it('ends a page of the desk in the desk’s own chain', async () => {
    const { deps, page, kinds } = await paged({}, 0);

    expect(await resolve(deps, { pageId: 'G-1' }, closer, 'over')).toBe(1);
    expect([page().state, await kinds(DESK)]).toEqual(['resolved', ['page.resolved']]);
  });

  it('of three cases in one page the first two that close leave it to the third, which ends it', async () => {
    const { deps, page, skipped, kinds, ids } = await paged({}, 3);
    const [a, b, c] = ids as [CaseId, CaseId, CaseId];

    expect(await resolve(deps, { caseId: a }, closer, 'closed')).toBe(1);
    expect(page()).toMatchObject({ state: 'triggered', caseId: b, joined: [c] });
    expect(await resolve(deps, { caseId: b }, closer, 'closed')).toBe(1);
    expect(page()).toMatchObject({ state: 'triggered', caseId: c, joined: [] });
    expect([skipped, await kinds(a), await kinds(b), await kinds(c)]).toEqual([[], [], [], []]);

    expect(await resolve(deps, { caseId: c }, closer, 'closed')).toBe(1);
    expect(page()).toMatchObject({ state: 'resolved', nextAt: null });
    expect(await kinds(c)).toEqual(['page.resolved']);
  });

  it('a joined case that closes leaves the page with the others', async () => {
    const { deps, page, ids } = await paged({}, 3);
    await resolve(deps, { caseId: ids[1] ?? '' }, closer, 'closed');

    expect(page()).toMatchObject({ state: 'triggered', caseId: ids[0], joined: [ids[2]] });
  });

  it('a page that began without a case ends with the case that joined it', async () => {
    const { deps, page, pages, ids } = await paged({ caseId: null }, 1);
    pages.set('G-1', { ...page(), caseId: null, joined: ids });

    await resolve(deps, { caseId: ids[0] ?? '' }, closer, 'closed');
    expect(page().state).toBe('resolved');
  });

  it('counts and touches only what was open: not what is over, not what is another case’s, not what is none', async () => {
    const { deps, page, pages, skipped, kinds, ids } = await paged({}, 1);
    pages.set('G-2', { ...page(), pageId: 'G-2', state: 'resolved' });
    pages.set('G-3', { ...page(), pageId: 'G-3' });

    expect(await resolve(deps, { caseId: ids[0] ?? '' }, closer, 'closed')).toBe(2);
    expect(skipped.map(([id]) => id)).toEqual(['G-1', 'G-3']);
    expect(await kinds(ids[0] ?? '')).toEqual(['page.resolved', 'page.resolved']);
    expect(await resolve(deps, { pageId: 'G-1' }, closer, 'again')).toBe(0);
    expect(await resolve(deps, { pageId: 'G-9' }, closer, 'none')).toBe(0);
  });
});
