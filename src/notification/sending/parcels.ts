// SPDX-License-Identifier: Apache-2.0
import type { Problem } from '../../kernel/problem.ts';
import { err, ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import type { Held, Parcel } from '../../outbox/outbox.port.ts';
import type { LinkMaker, NotificationDeps } from '../deps.ts';
import type { Message } from '../message/facts.ts';
import { writeMessages } from '../message/written.ts';
import { parcelIdOf } from '../notice/notice.ts';
import type { NoticeMessage } from '../notice/notice.ts';
import { unsubscribeFields } from '../message/unsubscribe.ts';
import { xarfOf } from '../message/xarf.ts';
import { notificationProblem } from '../problems.ts';

/** Why no mail can leave; null where it can. Asked before anything is put into the gate. */
export async function noWay(deps: Pick<NotificationDeps, 'outbox'>): Promise<Problem | null> {
  const way = await deps.outbox.channel('mail');
  if (way.is === 'ready') return null;
  const why = way.is === 'practice' ? { ja: '練習モードのため何も出ない', en: 'practice mode: nothing leaves' } : way.why;
  return notificationProblem('notification.no-mail', undefined, { why });
}

/** So many mails are held in memory at a time, however many there are. */
const PAGE = 500;

/**
 * Writes, signs and stores the mails of these rows page by page; nothing of them leaves before they are released. Where any text
 * is at fault there are none.
 */
export async function layUp(
  deps: Pick<NotificationDeps, 'renderer' | 'envelope' | 'outbox' | 'hash' | 'clock'>,
  noticeId: string,
  rows: readonly NoticeMessage[],
  messageFor: (row: NoticeMessage) => Message,
  { templates, by }: { readonly templates: ReadonlyMap<string, string>; readonly by: string },
): Promise<Result<readonly Held[], Problem>> {
  await deps.outbox.dropHeld('notice', noticeId);
  const held: Held[] = [];
  for (let from = 0; from < rows.length; from += PAGE) {
    const page = rows.slice(from, from + PAGE);
    const parcels = await parcelsFor(
      deps,
      page,
      page.map((row) => messageFor(row)),
      templates,
    );
    if (!parcels.ok) {
      await deps.outbox.dropHeld('notice', noticeId);
      return parcels;
    }
    held.push(...(await deps.outbox.putHeld(parcels.value, by)));
  }
  return ok(held);
}

/** The mails of these rows as the gate takes them, in their order; where any text is at fault there are none. */
async function parcelsFor(
  deps: Pick<NotificationDeps, 'renderer' | 'envelope' | 'outbox' | 'hash' | 'clock'>,
  rows: readonly NoticeMessage[],
  messages: readonly Message[],
  templates: ReadonlyMap<string, string>,
): Promise<Result<readonly Parcel[], Problem>> {
  const { written, faults } = await writeMessages(messages, templates, deps.renderer);
  if (faults.length > 0) return err(notificationProblem('notification.text-at-fault', { what: faults[0]?.what ?? '' }));
  const way = await deps.outbox.channel('mail');
  const contact = way.is === 'ready' ? addressOf(way.from) : '';
  const mails = new Map(written.map((one) => [one.message.contactId, one]));
  return ok(
    rows.map((one): Parcel => {
      const envelopeFrom = deps.envelope(one.token);
      const { subject = '', text = '', html = '' } = mails.get(one.contactId) ?? {};
      const message = mails.get(one.contactId)?.message;
      const about = { organisation: message?.facts.organisation ?? '', contact };
      const attachments = contact === '' ? [] : xarfOf(deps.hash, message?.rows ?? [], about, deps.clock.now());
      const content = {
        to: one.address,
        subject,
        text,
        html,
        ...(envelopeFrom === null ? {} : { envelopeFrom }),
        ...(attachments.length === 0 ? {} : { attachments }),
        ...(message === undefined || message.facts.unsubscribe === '' ? {} : { headers: unsubscribeFields(message) }),
      };
      return {
        id: parcelIdOf(one),
        purpose: 'notice',
        about: one.noticeId,
        recipient: `${one.contactId}/${one.wave}`,
        stream: one.caseId,
        channel: 'mail',
        content,
      };
    }),
  );
}

/** The way by which each contact of an optional notice ends them. */
export function unsubscribesOf(links: LinkMaker | null, noticeId: string): (contactId: string) => string {
  return (contactId) => links?.unsubscribe?.({ noticeId, contactId }) ?? '';
}

function addressOf(from: string): string {
  return /<([^<>]+)>/.exec(from)?.[1] ?? from;
}
