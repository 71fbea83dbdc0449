// SPDX-License-Identifier: Apache-2.0
import type { Actor } from '../../journal/actor.ts';
import type { Writing } from '../../case/language/journal.port.ts';
import { isNamedPerson } from '../../journal/actor.ts';
import type { CaseId } from '../../journal/stream.ts';
import { plusMillis } from '../../kernel/instant.ts';
import type { Instant } from '../../kernel/instant.ts';
import { canonicalJson } from '../../kernel/canonical-json.ts';
import type { Problem } from '../../kernel/problem.ts';
import { err, ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import { gatherAudience } from '../audience/gather.ts';
import type { NotificationDeps } from '../deps.ts';
import { messageOf, rowsByContact } from '../message/facts.ts';
import { messageDigest } from '../notice/digests.ts';
import { spread } from '../notice/canary.ts';
import { parcelIdOf } from '../notice/notice.ts';
import type { NoticeMessage } from '../notice/notice.ts';
import { notificationProblem } from '../problems.ts';
import { layUp, noWay, unsubscribesOf } from './parcels.ts';

/** Between the first mails of two cases to one contact: he reads one before the next one comes. Milliseconds. */
const BETWEEN_CASES = 60 * 60_000;

export type LegName = 'canary' | 'rest';

/**
 * Lets a part of the approved messages leave, by a named person's press: first the few, then, once those are through, all others.
 * Each message must still be the one that was approved; where one is not, nothing leaves.
 */
export async function releaseLeg(deps: NotificationDeps, actor: Actor, caseId: CaseId, leg: LegName): Promise<Result<number, Problem>> {
  if (!isNamedPerson(actor)) return err(notificationProblem('notification.needs-a-person'));
  const view = await deps.journal.view(caseId);
  if (view === null) return err(notificationProblem('notification.no-such-case'));
  const { notice } = view.parts.notification;
  if (notice === null) return err(notificationProblem('notification.not-approved'));
  if (leg === 'rest' && notice.canary?.done == null) return err(notificationProblem('notification.canary-first'));
  if (notice.paused !== null) return err(notificationProblem('notification.stands-still'));
  const closed = await noWay(deps);
  if (closed !== null) return err(closed);

  const { noticeId } = notice;
  const waiting = (await deps.notices.messages(noticeId, { wave: 1, states: ['approved'] })).filter(
    (one) => one.canary === (leg === 'canary'),
  );
  if (waiting.length === 0) return err(notificationProblem('notification.nothing-waits'));
  const gathered = await gatherAudience(deps, caseId, view);
  const templates = await deps.templates();
  const links = await deps.links();
  const linkOf = (customerId: string, contactId: string) => links?.live({ noticeId, customerId, contactId }) ?? '';
  const { optional } = view.parts.notification;
  // An optional notice that cannot be ended leaves nowhere.
  if (optional && (links?.unsubscribe ?? null) === null) return err(notificationProblem('notification.optional-needs-https'));
  const unsubscribeOf = optional ? unsubscribesOf(links, noticeId) : null;
  const about = { organisation: await deps.organisation(), caseId, linkOf, unsubscribeOf };
  // Each mail is made when it is looked at and again when it is written: of a large notice only a page is ever held.
  const now = rowsByContact(gathered.rows);
  const messageFor = ({ contactId }: NoticeMessage) => messageOf(now.get(contactId) ?? [], about);
  const standing = new Set((await deps.notices.standings(noticeId)).map((one) => one.customerId));
  const isSame = (one: NoticeMessage) => now.has(one.contactId) && messageDigest(deps.hash, messageFor(one), templates) === one.digest;
  const added = gathered.rows.some((row) => !standing.has(row.customerId));
  const isSameKind = (notice.approved.optional ?? false) === optional;
  if (added || !isSameKind || !waiting.every(isSame)) return err(notificationProblem('notification.approval-void'));

  const ordered = spread(waiting);
  const laid = await layUp(deps, noticeId, ordered, messageFor, { templates, by: actor.name });
  if (!laid.ok) return laid;
  const rows = laid.value;
  const left = await deps.journal.write(async (writing) => {
    const current = (await deps.notices.messages(noticeId, { wave: 1, states: ['approved'] }, writing.tx)).filter(
      (one) => one.canary === (leg === 'canary'),
    );
    // Somebody else's press came first, or is being made: nothing leaves twice.
    if (current.length !== waiting.length) return true;
    const rests = await restsOf(deps, writing, noticeId, ordered);
    const notBefore = new Map(
      ordered.flatMap((one) => (rests.has(one.contactId) ? [[parcelIdOf(one), rests.get(one.contactId) as Instant]] : [])),
    );
    if (!(await deps.outbox.release(writing.tx, rows, deps.clock.now(), notBefore))) return false;
    const queued = ordered.map(({ contactId, wave }, at) => ({ contactId, wave, messageId: rows[at]?.messageId ?? '' }));
    await deps.notices.queued(writing.tx, noticeId, queued);
    const happenings = queued.map(({ contactId, wave }) => ({ event: 'queue' as const, contactId, wave, detail: '' }));
    await deps.notices.happen(writing.tx, noticeId, happenings, { by: actor.name, at: deps.clock.now() });
    const customers = new Set(ordered.flatMap((one) => one.customers)).size;
    const digest = deps.hash(canonicalJson(rows.map((row) => row.sha256)));
    const body = { noticeId, wave: 1, leg, messages: rows.length, customers, ...(rests.size === 0 ? {} : { resting: rests.size }), digest };
    await writing.append({ stream: caseId, actor, drafts: [{ kind: 'notice.released', body }] });
    return true;
  });
  return left ? ok(rows.length) : err(notificationProblem('notification.pressed-twice'));
}

/** Contacts to whom another case wrote a moment ago, and from when on this one may. */
async function restsOf(
  { notices, clock }: Pick<NotificationDeps, 'notices' | 'clock'>,
  writing: Writing,
  noticeId: string,
  messages: readonly NoticeMessage[],
): Promise<ReadonlyMap<string, Instant>> {
  const since = plusMillis(clock.now(), -BETWEEN_CASES);
  const contactIds = messages.map((one) => one.contactId);
  const asked = await notices.askedElsewhere(noticeId, contactIds, since, writing.tx);
  return new Map([...asked].map(([contactId, at]) => [contactId, plusMillis(at, BETWEEN_CASES)]));
}
