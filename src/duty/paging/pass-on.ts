// SPDX-License-Identifier: Apache-2.0
import type { AckDeps } from './acknowledge.ts';
import { streamsOf } from './acknowledge.ts';
import type { Page } from './page.ts';
import { personActor } from '../../kernel/person.ts';

/** `next`: whoever stands in the next step is called at once. `nobody-next`: the round is over, and the next one comes at its time. */
export type PassedOn = 'next' | 'nobody-next' | 'not-running';

/** One person says "I cannot". They have not answered; the page goes on with its next step without waiting. */
export async function passOn(
  deps: AckDeps,
  who: { readonly pageId: string; readonly person: string; readonly name: string },
): Promise<PassedOn> {
  return deps.journal.write(async (writing): Promise<PassedOn> => {
    const page = await deps.pages.lock(writing.tx, who.pageId);
    if (page === null || !mayPassOn(page, who.person)) return 'not-running';
    const isNext = hasNext(page);
    if (isNext) await deps.pages.update(writing.tx, { ...page, nextAt: deps.clock.now() });
    const { pageId, person, name } = who;
    for (const stream of streamsOf(page))
      await writing.append({
        stream,
        actor: personActor({ personId: person, name }),
        drafts: [{ kind: 'page.passed-on', body: { pageId, person, name, next: isNext } }],
      });
    return isNext ? 'next' : 'nobody-next';
  });
}

/** Only whoever has not answered passes on, and only while somebody is still called for. */
export function mayPassOn(page: Page, person: string): boolean {
  return page.state === 'triggered' && page.purpose === undefined && !page.acks.some((ack) => ack.person === person);
}

/** Whether this round still has a step: the first step of a round would call the same people again. */
export function hasNext(page: Page): boolean {
  return page.step > 0 && page.nextAt !== null;
}
