// SPDX-License-Identifier: Apache-2.0
import type { Actor } from '../../journal/actor.ts';
import { DESK } from '../../journal/stream.ts';
import type { Problem } from '../../kernel/problem.ts';
import { err, ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import type { NotificationDeps } from '../deps.ts';
import { notificationProblem } from '../problems.ts';
import type { Contact } from './contact.ts';

/** `on` also forgets that a server had said the address is dead: a person has looked. */
export type Switch = { readonly on: boolean; readonly reason: string };

/** Switches a contact off with a reason, for every customer whose ladder names it, or on again. */
export async function switchContact(
  { journal, customers, clock }: Pick<NotificationDeps, 'journal' | 'customers' | 'clock'>,
  actor: Actor,
  contactId: string,
  { on, reason }: Switch,
): Promise<Result<Contact, Problem>> {
  return journal.write(async (writing) => {
    const marks = on ? { off: null, dead: null } : { off: { reason, by: actor.name, at: clock.now() } };
    const contact = await customers.mark(writing.tx, contactId, marks);
    if (contact === null) return err(notificationProblem('notification.no-such-contact'));
    await writing.append({ stream: DESK, actor, drafts: [{ kind: 'contact.switched', body: { contactId, on, reason } }] });
    return ok(contact);
  });
}
