// SPDX-License-Identifier: Apache-2.0
import type { Writing } from '../../case/language/journal.port.ts';
import type { NotificationDeps } from '../deps.ts';
import type { NoticeMessage } from '../notice/notice.ts';
import { kindAt } from './reply-kind.ts';

/**
 * A message came back. Hard marks the contact as dead, for every customer who names it, until a person has looked and reset it;
 * a carrier's word is taken for hard from the second time on.
 */
export async function bounced(
  deps: Pick<NotificationDeps, 'notices' | 'customers' | 'clock'>,
  { tx }: Writing,
  message: NoticeMessage,
  { kind, why, by }: { readonly kind: 'hard' | 'soft'; readonly why: string; readonly by: string },
): Promise<'hard' | 'soft'> {
  const { noticeId, contactId, wave, domain } = message;
  const at = deps.clock.now();
  const times = await deps.notices.countBounce(tx, contactId);
  const taken = kindAt(domain, kind, times);
  await deps.notices.happen(tx, noticeId, [{ event: taken === 'hard' ? 'bounce-hard' : 'bounce-soft', contactId, wave, detail: why }], {
    by,
    at,
  });
  if (taken === 'hard') await deps.customers.mark(tx, contactId, { dead: { why: why.slice(0, 500), at } });
  return taken;
}
