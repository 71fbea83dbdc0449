// SPDX-License-Identifier: Apache-2.0
import type { Actor } from '../../journal/actor.ts';
import { isNamedPerson } from '../../journal/actor.ts';
import type { Draft } from '../../case/entry.ts';
import type { CaseId } from '../../journal/stream.ts';
import type { Bilingual } from '../../kernel/bilingual.ts';
import { canonicalJson } from '../../kernel/canonical-json.ts';
import { err, ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import type { ChannelState, Counts, Parcel } from '../../outbox/outbox.port.ts';
import { openReport } from '../examination/case-report.ts';
import { noticeMail, noticeText } from './notice-text.ts';
import type { NoticeSender } from './notice-text.ts';
import { staffLink } from './staff-link.ts';
import type { TriageDeps } from '../deps.ts';
import type { StaffMember } from './staff.port.ts';
import { endpoints } from '../reply/reply.contract.ts';

export type NoticeRequest = {
  readonly reportId: string;
  /** Empty: everybody. */
  readonly departments: readonly string[];
  readonly text: Bilingual | null;
};

/** What a person sees before letting the notice go. */
export type NoticePreview = {
  readonly people: number;
  readonly withoutAddress: number;
  readonly mail: ChannelState;
  /** Whether staff can answer on a page of the desk. */
  readonly links: boolean;
  readonly text: Bilingual;
};

export type Released = {
  readonly noticeId: string;
  readonly people: number;
  readonly mail: ChannelState['is'];
  readonly withoutAddress: number;
};

/** Whom a notice would reach and what it would say; nothing leaves and nothing is recorded. */
export async function previewNotice(
  deps: TriageDeps,
  caseId: CaseId,
  actor: Actor,
  request: NoticeRequest,
): Promise<Result<NoticePreview, 'not-in-case'>> {
  const report = await openReport(deps, caseId, request.reportId);
  if (report === null) return err('not-in-case');
  const people = await peopleOf(deps, request.departments);
  const subject = report.view.parts.intake.reports.find((one) => one.reportId === request.reportId)?.subject ?? '';
  return ok({
    people: people.length,
    withoutAddress: people.filter((person) => person.addresses.length === 0).length,
    mail: await deps.outbox.channel('mail'),
    links: (await deps.linkBase()) !== null,
    text: request.text ?? noticeText(subject, await senderOf(deps, actor)),
  });
}

/**
 * A named person lets the notice go to everybody, or to some departments: entry, list of people and one row of the gate
 * for each recipient stand in one transaction. Nothing has left by this; the gate says what did.
 */
export async function releaseNotice(
  deps: TriageDeps,
  caseId: CaseId,
  actor: Actor,
  request: NoticeRequest,
): Promise<Result<Released, 'not-in-case' | 'not-a-person'>> {
  if (!isNamedPerson(actor)) return err('not-a-person');
  const preview = await previewNotice(deps, caseId, actor, request);
  if (!preview.ok) return preview;
  const { text, mail, withoutAddress } = preview.value;
  const linkBase = await deps.linkBase();
  const people = await peopleOf(deps, request.departments);
  const noticeId = `N-${deps.random(9)}`;
  const rows = await deps.outbox.prepare(await parcelsOf(deps, linkBase, caseId, noticeId, people, text), actor.name);
  const released: Draft = {
    kind: 'triage.notice-released',
    body: {
      noticeId,
      reportId: request.reportId,
      departments: [...request.departments],
      people: people.length,
      withoutAddress,
      digest: deps.hash(canonicalJson(rows.map(({ recipient, sha256 }) => [recipient, sha256]))),
      text,
      mail: mail.is,
      links: linkBase !== null,
    },
  };
  const settled = mail.is === 'ready' ? [] : [resultDraft(noticeId, { [mail.is]: rows.length })];
  await deps.journal.write(async (writing) => {
    await writing.append({ stream: caseId, actor, drafts: [released, ...settled] });
    await deps.store.startCensus(
      writing.tx,
      noticeId,
      people.map(({ personId, name, department, addresses }) => ({ personId, name, department, hasAddress: addresses.length > 0 })),
    );
    await deps.outbox.put(writing.tx, rows);
  });
  return ok({ noticeId, people: people.length, mail: mail.is, withoutAddress });
}

/** The same notice once more to everybody for whom there was no way out: a release of its own. */
export async function releaseNoticeAgain(
  deps: TriageDeps,
  caseId: CaseId,
  actor: Actor,
  noticeId: string,
): Promise<Result<Released, 'not-in-case' | 'not-a-person' | 'nothing-waits'>> {
  if (!isNamedPerson(actor)) return err('not-a-person');
  const notice = (await deps.journal.view(caseId))?.parts.triage.notices[noticeId];
  if (notice === undefined) return err('not-in-case');
  const left = new Set(
    (await deps.outbox.rowsOf('staff-notice', noticeId)).filter((row) => row.state === 'not-set-up').map((row) => row.recipient),
  );
  const people = (await deps.staff()).filter((person) => left.has(person.personId));
  const mail = await deps.outbox.channel('mail');
  if (people.length === 0 || notice.text === null || mail.is === 'not-set-up') return err('nothing-waits');
  const linkBase = await deps.linkBase();
  const rows = await deps.outbox.prepare(await parcelsOf(deps, linkBase, caseId, noticeId, people, notice.text), actor.name);
  const { text, reportId } = notice;
  await deps.journal.write(async (writing) => {
    const body = {
      noticeId,
      reportId,
      departments: [],
      people: notice.people,
      withoutAddress: notice.withoutAddress,
      digest: deps.hash(canonicalJson(rows.map(({ recipient, sha256 }) => [recipient, sha256]))),
      text,
      mail: mail.is,
      links: linkBase !== null,
    };
    await writing.append({ stream: caseId, actor, drafts: [{ kind: 'triage.notice-released', body }] });
    await deps.outbox.put(writing.tx, rows);
  });
  return ok({ noticeId, people: people.length, mail: mail.is, withoutAddress: 0 });
}

/** The person who releases it, by the register; a console account has a name only. */
async function senderOf(deps: TriageDeps, actor: Actor): Promise<NoticeSender> {
  const member = actor.type === 'person' ? (await deps.staff()).find((one) => one.personId === actor.id) : undefined;
  return { organisation: await deps.organisation(), name: actor.name, telephone: member?.telephone ?? '' };
}

/** The entry that counts what became of a notice's mails. */
export function resultDraft(noticeId: string, counts: Partial<Counts>): Draft {
  const { deferred = 0, refused = 0, practice = 0 } = counts;
  const body = { noticeId, handedOver: counts['handed-over'] ?? 0, deferred, refused, notSetUp: counts['not-set-up'] ?? 0, practice };
  return { kind: 'triage.notice-result', body };
}

async function peopleOf(deps: TriageDeps, departments: readonly string[]): Promise<readonly StaffMember[]> {
  const all = await deps.staff();
  return departments.length === 0 ? all : all.filter((person) => departments.includes(person.department));
}

/** A mail to each of them who has an address. `reminder`: the number of this reminder, from 1; null for the notice itself. */
export async function parcelsOf(
  deps: TriageDeps,
  linkBase: string | null,
  caseId: CaseId,
  noticeId: string,
  people: readonly StaffMember[],
  text: Bilingual,
  reminder: number | null = null,
): Promise<readonly Parcel[]> {
  const parcels: Parcel[] = [];
  for (const { personId, addresses, lang } of people) {
    const [to] = addresses;
    if (to === undefined) continue;
    const link = linkBase === null ? null : linkBase + endpoints.staffPage.at({ token: await staffLink(deps, caseId, noticeId, personId) });
    const kind =
      reminder === null
        ? ({ id: `staff-notice/${noticeId}/${personId}`, purpose: 'staff-notice' } as const)
        : ({ id: `staff-reminder/${noticeId}/${reminder}/${personId}`, purpose: 'staff-reminder' } as const);
    parcels.push({
      ...kind,
      about: noticeId,
      recipient: personId,
      stream: caseId,
      channel: 'mail',
      content: { to, ...noticeMail(text, lang, link, reminder !== null) },
    });
  }
  return parcels;
}
