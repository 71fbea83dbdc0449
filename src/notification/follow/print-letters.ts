// SPDX-License-Identifier: Apache-2.0
import type { Actor } from '../../journal/actor.ts';
import type { CaseId } from '../../journal/stream.ts';
import { dayAt } from '../../common/civil-day.ts';
import type { PaperSection, PrintPaper } from '../../common/paper.port.ts';
import { printedAt } from '../../common/time/printed-at.ts';
import { wallTime } from '../../common/time/wall-time.ts';
import type { Problem } from '../../kernel/problem.ts';
import { err, ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import { stepsOf } from '../customer/customer.ts';
import { namedBy } from '../audience/gather.ts';
import { caseOfNotice } from '../notice/notice.ts';
import { noticeCode } from '../page/link.ts';
import { notificationProblem } from '../problems.ts';
import { onward } from './due.ts';
import type { Letter } from './follow-store.port.ts';
import type { FollowDeps } from './gather-due.ts';
import { letterOf, referenceOf } from './letter.ts';
import type { Signer } from '../../common/signer.port.ts';

/** Letters of one batch: whoever folds them counts them. */
const MOST = 100;

export type LetterDeps = FollowDeps & {
  readonly signer: () => Promise<Signer>;
  readonly print: PrintPaper;
  readonly keep: (bytes: Uint8Array) => Promise<string>;
  /** Where a reader of a letter types; null where the desk has no public address. */
  readonly typedAddress: () => Promise<string | null>;
};

/** Prints everybody who is on the list of letters, one page each, and keeps the batch as it was printed. */
export async function printLetters(deps: LetterDeps, actor: Actor, caseId: CaseId): Promise<Result<number, Problem>> {
  if (actor.type === 'machine') return err(notificationProblem('notification.needs-a-person'));
  const noticeId = (await deps.journal.view(caseId))?.parts.notification.notice?.noticeId;
  if (noticeId === undefined) return err(notificationProblem('notification.not-approved'));
  const waiting = (await deps.follow.progress(noticeId)).filter((one) => one.state === 'escalated');
  const contacts = await deps.customers.contacts(waiting.map((one) => one.contactId));
  const toWrite = waiting.filter((one) => contacts.get(one.contactId)?.kind === 'letter').slice(0, MOST);
  if (toWrite.length === 0) return err(notificationProblem('notification.no-letters'));
  const [messages, customers, named, organisation, signer, typed, links, zone] = await Promise.all([
    deps.notices.messages(noticeId),
    deps.customers.find(toWrite.map((one) => one.customerId)),
    namedBy(deps, caseId),
    deps.organisation(),
    deps.signer(),
    deps.typedAddress(),
    deps.links(),
    deps.zone(),
  ]);
  const concerns = new Map(named.map((one) => [one.customerId, one.concerns]));
  const tried = new Set(messages.flatMap((one) => (one.askedAt === null ? [] : one.customers)));
  const at = deps.clock.now();
  const batch = Math.max(0, ...(await deps.follow.letters(noticeId)).map((one) => one.batch)) + 1;
  const letters: Letter[] = [];
  const sections: PaperSection[] = [];
  for (const { customerId, contactId, name } of toWrite) {
    const customer = customers.get(customerId);
    const lang = customer?.lang === 'ja' || customer === undefined ? 'ja' : 'en';
    const reference = referenceOf(deps.hash, `${noticeId} ${batch}`, customerId, contactId);
    letters.push({ reference, noticeId, customerId, contactId, batch, printedAt: at, postedAt: null, returnedAt: null });
    const link = { noticeId, customerId, contactId };
    sections.push(
      letterOf({
        lang,
        name: customer?.name ?? name,
        attention: customer?.attention ?? '',
        customerId,
        caseId,
        address: contacts.get(contactId)?.value ?? '',
        organisation,
        date: wallTime(dayAt(Date.parse(at), zone), zone, lang, 'year'),
        concerns: concerns.get(customerId) ?? [],
        reference,
        tried: tried.has(customerId),
        page: links === null || typed === null ? null : { typed, digits: noticeCode(signer, link), link: links.live(link) },
      }),
    );
  }
  const pdf = await deps.print({
    caseId,
    lang: 'ja',
    title: `${caseId} ${batch}`,
    organisation: [organisation.ja, organisation.en].find((one) => one !== '') ?? '',
    printed: printedAt(at, 'ja', zone),
    tlp: null,
    practice: false,
    size: 'a4',
    numbering: 'each',
    sections,
  });
  const raw = await deps.keep(pdf);
  await deps.journal.write(async (writing) => {
    if ((await deps.follow.letters(noticeId, writing.tx)).some((one) => one.batch === batch)) return;
    await deps.follow.saveLetters(writing.tx, caseId, letters);
    const happenings = letters.map(({ customerId, reference }) => ({ event: 'print' as const, customerId, detail: reference }));
    await deps.notices.happen(writing.tx, noticeId, happenings, { by: actor.name, at });
    const body = { noticeId, batch, letters: letters.length, raw };
    await writing.append({ stream: caseId, actor, drafts: [{ kind: 'follow.letters-printed', body }] });
  });
  return ok(letters.length);
}

/** The batch was posted: from now on these customers are told. */
export async function postLetters(deps: FollowDeps, actor: Actor, caseId: CaseId, batch: number): Promise<Result<number, Problem>> {
  if (actor.type === 'machine') return err(notificationProblem('notification.needs-a-person'));
  const noticeId = (await deps.journal.view(caseId))?.parts.notification.notice?.noticeId;
  if (noticeId === undefined) return err(notificationProblem('notification.not-approved'));
  return deps.journal.write(async (writing) => {
    const own = (await deps.follow.letters(noticeId, writing.tx)).filter((one) => one.batch === batch && one.postedAt === null);
    if (own.length === 0) return err(notificationProblem('notification.no-letters'));
    const at = deps.clock.now();
    await deps.follow.posted(writing.tx, noticeId, batch, at);
    const happenings = own.map(({ customerId, reference }) => ({ event: 'post' as const, customerId, detail: reference }));
    await deps.notices.happen(writing.tx, noticeId, happenings, { by: actor.name, at });
    const body = { noticeId, batch, letters: own.length };
    await writing.append({ stream: caseId, actor, drafts: [{ kind: 'follow.letters-posted', body }] });
    return ok(own.length);
  });
}

/** A letter came back: by the number that is printed on it the customer moves on to the next step of his ladder. */
export async function letterReturned(
  deps: FollowDeps,
  actor: Actor,
  { reference: written, reason }: { readonly reference: string; readonly reason: string },
): Promise<Result<string, Problem>> {
  const reference = written.normalize('NFKC').toUpperCase().trim();
  const letter = await deps.follow.letter(reference);
  const caseId = letter === null ? null : caseOfNotice(letter.noticeId);
  if (letter === null || caseId === null || letter.postedAt === null)
    return err(notificationProblem('notification.no-such-letter', { reference: written.slice(0, 20) }));
  const { noticeId, customerId, contactId } = letter;
  const customer = (await deps.customers.find([customerId])).get(customerId);
  const rehearsed = (await deps.passing.uncounted()).has(caseId);
  return deps.journal.write(async (writing) => {
    const at = deps.clock.now();
    const standing = await deps.notices.standing(noticeId, customerId, writing.tx);
    await deps.follow.returned(writing.tx, reference, at);
    await deps.notices.happen(writing.tx, noticeId, [{ event: 'return', customerId, detail: `${reference}: ${reason}` }], {
      by: actor.name,
      at,
    });
    if (!rehearsed) await deps.customers.mark(writing.tx, contactId, { dead: { why: `${reference}: ${reason}`.slice(0, 500), at } });
    const contacts = await deps.customers.contacts(
      (customer?.ladder ?? []).map((step) => step.contactId),
      writing.tx,
    );
    const move = onward(customer === undefined ? [] : stepsOf(customer, contacts), contactId);
    // Who has answered meanwhile by another way stays where he is.
    if ('step' in move && standing?.state === 'posted') {
      await deps.notices.happen(writing.tx, noticeId, [{ event: 'escalate', customerId, detail: '' }], { by: actor.name, at });
      await deps.follow.moveTo(writing.tx, noticeId, [{ customerId, contactId: move.step.contactId }]);
    }
    const body = { noticeId, reference, customerId, reason };
    await writing.append({ stream: caseId, actor, drafts: [{ kind: 'follow.letter-returned', body }] });
    return ok(customerId);
  });
}
