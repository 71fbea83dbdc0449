// SPDX-License-Identifier: Apache-2.0
import type { noticeAnswers } from '../../case/entry/notification/acknowledgement.ts';
import type { Actor } from '../../journal/actor.ts';
import { parseCaseId } from '../../journal/stream.ts';
import { millisOf } from '../../kernel/instant.ts';
import { inertText } from '../../kernel/text.ts';
import type { NoticeEvent } from '../state/moves.ts';
import { after } from '../state/moves.ts';
import type { NoticeState } from '../state/state.ts';
import type { NoticeLink } from './link.ts';
import { isSuspect } from './suspect.ts';
import type { PageDeps } from './page-deps.ts';

export type NoticeAnswer = (typeof noticeAnswers)[number];

/** "Not applicable" is the customer's word: it claims that nothing is left to do, and a check or a person decides. */
const events = {
  started: 'acknowledge',
  done: 'claim-action',
  'not-applicable': 'claim-action',
  'wrong-contact': 'wrong-contact',
} as const satisfies Readonly<Record<NoticeAnswer, NoticeEvent>>;

export type Given = { readonly answer: NoticeAnswer; readonly said: string };
export type Outcome =
  | { readonly is: 'counted'; readonly state: NoticeState }
  /** He said so before, or has come further since: the page says where he stands. */
  | { readonly is: 'known'; readonly state: NoticeState }
  | { readonly is: 'suspect' }
  | { readonly is: 'no-such-notice' };

/** `from`: the address and the time of showing of a page; null where a person of ours took the answer by telephone. */
export async function giveAnswer(
  deps: PageDeps,
  actor: Actor,
  link: NoticeLink,
  { answer, said }: Given,
  from: { readonly address: string; readonly shownAt: number } | null,
): Promise<Outcome> {
  const caseId = parseCaseId(link.noticeId.split('/')[0] ?? '');
  if (caseId === null) return { is: 'no-such-notice' };
  const now = deps.clock.now();
  const hosting = from === null ? false : await deps.ofHosting(from.address);
  return deps.journal.write(async (writing): Promise<Outcome> => {
    const standing = await deps.notices.standing(link.noticeId, link.customerId, writing.tx);
    if (standing === null) return { is: 'no-such-notice' };
    const about = { ...link, answer };
    if (from !== null) {
      const handed = await deps.notices.handedOver(link.noticeId, link.contactId, writing.tx);
      const sinceMail = handed === null ? null : millisOf(now) - millisOf(handed);
      const sincePage = millisOf(now) - from.shownAt;
      if (isSuspect(sinceMail, sincePage, hosting)) {
        const body = { ...about, address: inertText(from.address), sinceMail, sincePage };
        await writing.append({ stream: caseId, actor, drafts: [{ kind: 'acknowledgement.suspect', body }] });
        return { is: 'suspect' };
      }
    }
    const state = after(standing.state, events[answer]);
    if (state === standing.state) return { is: 'known', state };
    const detail = inertText(said, true).slice(0, 2000);
    const happening = { event: events[answer], detail, customerId: link.customerId };
    await deps.notices.happen(writing.tx, link.noticeId, [happening], { by: actor.name, at: now });
    const body = { ...about, said: detail, way: from === null ? ('telephone' as const) : ('page' as const) };
    await writing.append({ stream: caseId, actor, drafts: [{ kind: 'acknowledgement.given', body }] });
    return { is: 'counted', state };
  });
}
