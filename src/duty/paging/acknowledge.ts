// SPDX-License-Identifier: Apache-2.0
import type { Actor } from '../../journal/actor.ts';
import type { BodyOf } from '../../case/entry/kinds.ts';
import type { Journal } from '../../case/language/journal.port.ts';
import { DESK } from '../../journal/stream.ts';
import type { StreamId } from '../../journal/stream.ts';
import type { Clock, Instant } from '../../kernel/instant.ts';
import { plusMillis } from '../../kernel/instant.ts';
import { personActor } from '../../kernel/person.ts';
import type { Page, PageStore } from './page-store.port.ts';

export type AckDeps = { readonly journal: Journal; readonly pages: PageStore; readonly clock: Clock };
export type AckOutcome =
  | { readonly is: 'acknowledged' | 'one-of-several' | 'already' | 'still-on-it'; readonly page: Page }
  | { readonly is: 'resolved'; readonly page: Page }
  | { readonly is: 'unknown' };

/**
 * One person says "I have it". When enough have said it, nothing of this page goes out any more: the page is locked,
 * and a delivery on its way holds it until it is out. Saying it twice is the same as once; saying it to a page already
 * taken puts off the reminder ("still on it").
 */
export async function acknowledge(
  deps: AckDeps,
  ack: { readonly pageId: string; readonly person: string; readonly name: string; readonly way: BodyOf<'page.acknowledged'>['way'] },
): Promise<AckOutcome> {
  return deps.journal.write(async (writing): Promise<AckOutcome> => {
    const page = await deps.pages.lock(writing.tx, ack.pageId);
    if (page === null) return { is: 'unknown' };
    if (page.state === 'resolved') return { is: 'resolved', page };
    const now = deps.clock.now();
    const before = page.acks.some((one) => one.person === ack.person);
    const acks = before ? page.acks : [...page.acks, { person: ack.person, at: now }];
    const enough = acks.length >= page.policy.acksNeeded;
    const reminder = page.policy.forgottenAfterMinutes;
    const nextAt = enough ? (reminder === null ? null : plusMillis(now, reminder * 60_000)) : page.nextAt;
    const changed: Page = { ...page, acks, state: enough ? 'acknowledged' : page.state, nextAt };
    await deps.pages.update(writing.tx, changed);
    await deps.pages.skip(writing.tx, page.pageId, enough ? null : ack.person);
    if (before) return { is: page.state === 'acknowledged' ? 'still-on-it' : 'already', page: changed };
    const { person, name, way } = ack;
    const actor = personActor({ personId: person, name });
    const body = { pageId: page.pageId, person, name, way, acks: acks.length, acksNeeded: page.policy.acksNeeded };
    for (const stream of streamsOf(page)) await writing.append({ stream, actor, drafts: [{ kind: 'page.acknowledged', body }] });
    return { is: enough ? 'acknowledged' : 'one-of-several', page: changed };
  });
}

/**
 * Pages that rest on the answers of people who have left run again at once: nobody is on them any more. The number of them.
 * `left`: whether the plan's person is gone.
 */
export async function withoutLeavers(deps: AckDeps, left: (person: string) => boolean): Promise<number> {
  const answered = (await deps.pages.pages(true, 1000)).filter((page) => page.state === 'acknowledged');
  const bare = answered.filter((page) => page.acks.filter((ack) => !left(ack.person)).length < page.policy.acksNeeded);
  for (const { pageId } of bare)
    await deps.journal.write(async ({ tx }) => {
      const page = await deps.pages.lock(tx, pageId);
      if (page?.state === 'acknowledged') await deps.pages.update(tx, { ...page, nextAt: deps.clock.now() });
    });
  return bare.length;
}

/** Ends pages for good: the case was closed, or a person says it is over. */
export async function resolve(
  deps: AckDeps,
  which: { readonly pageId: string } | { readonly caseId: string },
  actor: Actor,
  reason: string,
): Promise<number> {
  return deps.journal.write(async (writing) => {
    const found = 'pageId' in which ? [await deps.pages.lock(writing.tx, which.pageId)] : await deps.pages.ofCase(writing.tx, which.caseId);
    const open = found.filter((page): page is Page => page !== null && page.state !== 'resolved');
    for (const page of open) {
      const left = 'caseId' in which ? streamsOf(page).filter((stream) => stream !== which.caseId) : [];
      const [first, ...others] = left;
      if (first !== undefined && first !== DESK) {
        // The page goes on for the other cases in it.
        await deps.pages.update(writing.tx, {
          ...page,
          caseId: first,
          joined: others.flatMap((stream) => (stream === DESK ? [] : stream)),
        });
        continue;
      }
      await deps.pages.update(writing.tx, { ...page, state: 'resolved', nextAt: null });
      await deps.pages.skip(writing.tx, page.pageId, null);
      const body = { pageId: page.pageId, reason: reason.slice(0, 2000), alarms: page.alarms };
      for (const stream of streamsOf(page)) await writing.append({ stream, actor, drafts: [{ kind: 'page.resolved', body }] });
    }
    return open.length;
  });
}

/** When a page that was answered pages again unless somebody says “still on it” or ends it; null: never, or not answered yet. */
export function pagedAgainAt(page: Page): Instant | null {
  return page.state === 'acknowledged' ? page.nextAt : null;
}

/** The journals that hear of this page. */
export function streamsOf(page: Page): readonly StreamId[] {
  return [page.caseId ?? DESK, ...page.joined];
}
