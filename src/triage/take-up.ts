// SPDX-License-Identifier: Apache-2.0
import type { Draft } from '../journal/entry.ts';
import type { CaseId } from '../journal/stream.ts';
import { examineReport, openReport } from './case-report.ts';
import type { TriageDeps } from './deps.ts';
import type { Examination } from './examine.ts';
import { originalOf } from './forwarded.ts';
import { inCommon, likenessOf, sameCampaign } from './likeness.ts';

/** As many earlier reports are compared with a new one. */
const COMPARED = 5000;
const MACHINE = { type: 'machine', name: 'triage' } as const;

/** A report came in: examine it, note what it is, and fold it with its like. Runs once for each report. */
export async function takeUp(deps: TriageDeps, caseId: CaseId, reportId: string): Promise<void> {
  const report = await openReport(deps, caseId, reportId);
  if (report === null || report.view.parts.triage.examined[reportId] !== undefined) return;
  const seen = await examineReport(deps, report, reportId);
  const { readMail } = await deps.examiner();
  const read = await readMail(report.bytes);
  const original = read.readable ? originalOf(read.mail) : null;
  const likeness = original === null ? null : likenessOf(original.subject, original.text);
  const earlier = likeness === null ? [] : await deps.store.likenesses(COMPARED);
  const like = likeness === null ? undefined : earlier.find((row) => row.reportId !== reportId && sameCampaign(row.likeness, likeness));
  const drafts: Draft[] = [{ kind: 'triage.examined', body: examinedBody(seen, reportId) }];
  if (like !== undefined && likeness !== null && original !== null)
    drafts.push({
      kind: 'triage.campaign-merged',
      body: { mergeId: `M-${deps.random(9)}`, reportId, into: like.reportId, how: original.how, ...inCommon(like.likeness, likeness) },
    });
  await deps.journal.write(async (writing) => {
    await writing.append({ stream: caseId, actor: MACHINE, drafts });
    if (likeness !== null) await deps.store.putLikeness(writing.tx, { reportId, caseId, likeness });
  });
}

type ExaminedBody = Extract<Draft, { kind: 'triage.examined' }>['body'];

/** What the chain keeps of an examination: enough to fold, small enough to read; the rest is read again from the bytes. */
export function examinedBody(seen: Examination, reportId: string): ExaminedBody {
  const said = (answer: string) =>
    seen.corroboration
      .filter((one) => one.answer === answer && one.claim.kind !== 'none')
      .map((one) => `${one.claim.value} ${one.source.toUpperCase()} ${one.asOf ?? ''}`.trim().slice(0, 200));
  const affected = seen.inventory.items.filter((item) => item.state === 'affected');
  return {
    reportId,
    raw: seen.raw,
    authenticity: seen.sender.authenticity,
    judgedBy: seen.sender.judgedBy.who,
    intent: seen.intent.label,
    confidence: seen.intent.confidence,
    rules: [...new Set(seen.intent.evidence.map((hit) => hit.rule))].slice(0, 60),
    quote: seen.intent.evidence[0]?.shown.slice(0, 1000) ?? '',
    claims: seen.claims
      .slice(0, 50)
      .map((claim) => ({ kind: claim.kind, value: claim.value.slice(0, 300), version: claim.version?.slice(0, 50) ?? null })),
    vague: seen.vague,
    confirmed: said('confirmed').slice(0, 50),
    notFound: said('not-found').slice(0, 50),
    notCheckable: [...new Set(seen.corroboration.filter((one) => one.answer === 'not-checkable').map((one) => one.source.toUpperCase()))],
    scope: seen.inventory.scope,
    affected: affected.slice(0, 50).map((item) => `${item.item.name} ${item.item.version ?? ''}`.trim().slice(0, 300)),
    affectedCount: affected.length,
    possibleCount: seen.inventory.items.filter((item) => item.state === 'possible').length,
    urgency: seen.priority.urgency,
    deployer: seen.priority.deployer.outcome,
  };
}
