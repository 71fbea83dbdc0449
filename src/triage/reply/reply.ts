// SPDX-License-Identifier: Apache-2.0
import type { Actor } from '../../journal/actor.ts';
import { isNamedPerson } from '../../journal/actor.ts';
import type { ReplyView } from '../../case/fold/views/triage-view.ts';
import type { CaseId } from '../../journal/stream.ts';
import type { Lang } from '../../kernel/bilingual.ts';
import { canonicalJson } from '../../kernel/canonical-json.ts';
import { instantFromMillis, millisOf } from '../../kernel/instant.ts';
import { err, ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import type { TriageDeps } from '../deps.ts';
import { checkReply } from './reply-check.ts';
import type { Finding, FindingKind } from './reply-check.ts';
import { replyParcel, replyRowId } from './reply-parcel.ts';

export type ReplyText = {
  readonly reportId: string;
  readonly template: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly lang: Lang;
  /** Hours until somebody should have decided; null without a clock. */
  readonly hours: number | null;
};
export type Override = { readonly kind: FindingKind; readonly reason: string };
export type Path = 'api' | 'console' | 'desk' | 'submission';

const HOUR = 3_600_000;

/** What is released is exactly this recipient, subject and text. */
export function digestOf(deps: Pick<TriageDeps, 'hash'>, reply: Pick<ReplyText, 'to' | 'subject' | 'text'>): string {
  return deps.hash(canonicalJson({ to: reply.to, subject: reply.subject, text: reply.text }));
}

/** Puts a reply on hold, new or changed. A changed one loses its release. Nothing leaves by this. */
export async function holdReply(
  deps: TriageDeps,
  caseId: CaseId,
  actor: Actor,
  reply: ReplyText,
  replyId: string | null,
): Promise<Result<{ readonly replyId: string; readonly findings: readonly Finding[] }, 'not-in-case' | 'already-settled'>> {
  const view = await deps.journal.view(caseId);
  if (view === null || !view.parts.intake.reports.some((report) => report.reportId === reply.reportId)) return err('not-in-case');
  const before = replyId === null ? undefined : view.parts.triage.replies[replyId];
  if (replyId !== null && before === undefined) return err('not-in-case');
  if (before?.state === 'sent' || before?.state === 'withdrawn') return err('already-settled');
  const digest = digestOf(deps, reply);
  const id = replyId ?? sameOrNewId(deps, view.parts.triage.replies, reply.reportId, digest);
  const findings = checkReply(reply.subject, reply.text, await ownNames(deps), await deps.roleAddress());
  if (replyId === null && view.parts.triage.replies[id]?.state === 'held') return ok({ replyId: id, findings });
  const due = reply.hours === null ? null : instantFromMillis(millisOf(deps.clock.now()) + reply.hours * HOUR);
  const { hours: _hours, ...body } = reply;
  return deps.journal.write(async (writing) => {
    // What is being handed over at this moment is settled by the server's answer, not by a change that comes after it.
    if (before?.state === 'released' && !(await deps.outbox.withdraw(writing.tx, replyRowId(caseId, before))))
      return err('already-settled');
    await writing.append({
      stream: caseId,
      actor,
      drafts: [
        {
          kind: 'triage.reply-held',
          body: { ...body, replyId: id, digest, dueAt: before?.dueAt ?? due, findings: [...findings].slice(0, 100) },
        },
      ],
    });
    return ok({ replyId: id, findings });
  });
}

/**
 * A second press with the same text means the same reply: its number follows from report and text, so that two presses
 * at one moment cannot make two mails to a stranger. Once it was sent or withdrawn, or says something else, the next.
 */
function sameOrNewId(deps: TriageDeps, replies: Readonly<Record<string, ReplyView>>, reportId: string, digest: string): string {
  for (let nth = 0; ; nth += 1) {
    const id = `Y-${deps.hash(canonicalJson({ reportId, digest, nth })).slice(0, 12)}`;
    const known = replies[id];
    if (known === undefined || (known.state === 'held' && known.digest === digest)) return id;
  }
}

/** Host names, asset names and paths of the inventory: none of them belongs into a mail to a stranger. */
async function ownNames(deps: TriageDeps): Promise<readonly string[]> {
  const items = await deps.store.inventory();
  return [
    ...new Set(
      items.flatMap((item) =>
        [item.host, item.path, item.kind === 'asset' ? item.name : null].filter((name): name is string => name !== null),
      ),
    ),
  ];
}

export type ReleaseError = 'not-in-case' | 'already-settled' | 'reply-changed' | 'reply-refused' | 'not-a-person';

/**
 * A named person lets exactly this text go. `digest` is what that person saw; every finding needs a reason of its kind.
 * Sending follows as a task of the entry, so that release and sending can never come apart.
 */
export async function releaseReply(
  deps: TriageDeps,
  caseId: CaseId,
  actor: Actor,
  replyId: string,
  digest: string,
  overrides: readonly Override[],
): Promise<Result<ReplyView, ReleaseError>> {
  if (!isNamedPerson(actor)) return err('not-a-person');
  const reply = (await deps.journal.view(caseId))?.parts.triage.replies[replyId];
  if (reply === undefined) return err('not-in-case');
  if (reply.state !== 'held') return err('already-settled');
  if (reply.digest !== digest) return err('reply-changed');
  const open = checkReply(reply.subject, reply.text, await ownNames(deps), await deps.roleAddress()).filter(
    (finding) => !overrides.some((one) => one.kind === finding.kind),
  );
  if (open.length > 0) return err('reply-refused');
  const used = overrides.filter((one) => reply.findings.some((finding) => finding.kind === one.kind));
  const rows = await deps.outbox.prepare([replyParcel(caseId, reply)], actor.name);
  return deps.journal.write(async (writing) => {
    const now = (await writing.view(caseId))?.parts.triage.replies[replyId];
    if (now?.state !== 'held') return err('already-settled');
    if (now.digest !== digest) return err('reply-changed');
    await writing.append({
      stream: caseId,
      actor,
      drafts: [{ kind: 'triage.reply-released', body: { replyId, digest, overrides: [...used] } }],
    });
    // The task of this entry passes it; the gate does not begin by itself.
    await deps.outbox.put(
      writing.tx,
      rows.map((row) => ({ ...row, byGate: false, dueAt: null })),
    );
    return ok(reply);
  });
}

/**
 * Withdraws a reply, by an entry; a released one is taken out of the gate in the same transaction. Refused where it was sent
 * or is just being sent.
 */
export async function withdrawReply(
  deps: TriageDeps,
  caseId: CaseId,
  actor: Actor,
  replyId: string,
  reason: string,
): Promise<Result<null, 'not-in-case' | 'already-settled'>> {
  return deps.journal.write(async (writing) => {
    const reply = (await writing.view(caseId))?.parts.triage.replies[replyId];
    if (reply === undefined) return err('not-in-case');
    if (reply.state === 'sent' || reply.state === 'withdrawn') return err('already-settled');
    if (reply.state === 'released' && !(await deps.outbox.withdraw(writing.tx, replyRowId(caseId, reply)))) return err('already-settled');
    await writing.append({
      stream: caseId,
      actor,
      drafts: [{ kind: 'triage.reply-withdrawn', body: { replyId, reason } }],
    });
    return ok(null);
  });
}
