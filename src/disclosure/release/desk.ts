// SPDX-License-Identifier: Apache-2.0
import { caseTimeOf } from '../../case/measures/case-time.ts';
import { entriesOf } from '../../case/measures/entries-of.ts';
import type { CaseView } from '../../case/fold/view.ts';
import type { Actor } from '../../journal/actor.ts';
import type { CaseId } from '../../journal/stream.ts';
import type { Lang } from '../../kernel/bilingual.ts';
import type { Problem } from '../../kernel/problem.ts';
import { err, ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import type { DisclosureDeps } from '../deps.ts';
import { tellingOrder, warningWords, whomNames } from '../order/order.ts';
import { endpoints as pages } from '../page/page.contract.ts';
import { disclosureProblem } from '../problems.ts';
import { answersFor } from '../sheet/questions.ts';
import type { Asker } from '../sheet/questions.ts';
import { frozenStatement } from '../statement/frozen.ts';
import { gather } from '../statement/gather.ts';
import { publishedOf, yardstickOf } from '../yardstick/yardstick.ts';
import { checks } from './checks.ts';
import { questionsPaper } from './questions-paper.ts';
import { prepareStatement } from './prepare.ts';
import { approveStatement, publishStatement, revokeApproval, warningsOf } from './release.ts';
import type { QuestionSheet, StatementDesk, StatementOrder } from './release.contract.ts';

/** How the statements of a case stand; null where there is no such case. */
export async function statementDesk(deps: DisclosureDeps, caseId: CaseId): Promise<StatementDesk | null> {
  const view = await deps.journal.view(caseId);
  return view === null ? null : deskOf(deps, view);
}

async function deskOf(deps: DisclosureDeps, view: CaseView): Promise<StatementDesk> {
  const { disclosure, remediation } = view.parts;
  const published = publishedOf(disclosure);
  const snapshots = await Promise.all(published.map(({ blob }) => frozenStatement(deps, blob)));
  const last = disclosure.statements.at(-1);
  const warnings = last === undefined || last.published !== null ? [] : await warningsOf(deps, view, last);
  // What is rehearsed is counted by the clock of the exercise.
  const { marked } = await deps.passing.of(view.id);
  const timeAt = marked ? caseTimeOf(await entriesOf(deps.journal, view.id)) : undefined;
  const yardstick = yardstickOf(view, snapshots, deps.clock.now(), timeAt);
  return {
    caseId: view.id,
    seq: view.seq,
    onePerson: remediation.onePerson,
    statements: disclosure.statements.map(({ statementId, number, stage, blob, prepared, approved, revoked, published: out }) => ({
      statementId,
      number,
      stage,
      blob,
      prepared: { by: prepared.by, at: prepared.at },
      approved: approved === null ? null : { by: approved.by, at: approved.at, alone: approved.alone },
      revoked: revoked === null ? null : { by: revoked.by, at: revoked.at, reason: revoked.reason },
      published: out === null ? null : { by: out.by, at: out.at },
      page: out === null ? null : pages.statementPage.at({ caseId: view.id, number }),
    })),
    warnings: warnings.map((id) => ({ id, text: warningWords[id] })),
    order: tellingOrder(view).map((step) => ({ ...step, name: whomNames[step.whom] })),
    checks: Object.entries(checks).map(([id, text]) => ({ id, text })),
    yardstick: { ...yardstick, daysBetween: [...yardstick.daysBetween], promises: yardstick.promises.map((one) => ({ ...one })) },
  };
}

/** One order of a person about the statements of a case. */
export async function orderStatement(
  deps: DisclosureDeps,
  actor: Actor,
  caseId: CaseId,
  order: StatementOrder,
): Promise<Result<StatementDesk, Problem>> {
  const done = await obey(deps, actor, caseId, order);
  if (!done.ok) return done;
  const desk = await statementDesk(deps, caseId);
  return desk === null ? err(disclosureProblem('disclosure.no-such-case', undefined, { caseId })) : ok(desk);
}

async function obey(deps: DisclosureDeps, actor: Actor, caseId: CaseId, order: StatementOrder): Promise<Result<unknown, Problem>> {
  switch (order.do) {
    case 'prepare':
      return prepareStatement(deps, actor, caseId, order.stage);
    case 'approve':
      return approveStatement(deps, actor, caseId, order.statementId, order);
    case 'revoke':
      return revokeApproval(deps, actor, caseId, order.statementId, order.reason);
    case 'publish':
      return publishStatement(deps, actor, caseId, order.statementId, order);
    case 'told':
    case 'others-published': {
      if ((await deps.journal.view(caseId)) === null) return err(disclosureProblem('disclosure.no-such-case', undefined, { caseId }));
      const at = new Date(order.at).toISOString();
      if (at > deps.clock.now()) return err(disclosureProblem('disclosure.time-to-come', { at }));
      await deps.journal.write((writing) =>
        writing.append({
          stream: caseId,
          actor,
          drafts:
            order.do === 'told'
              ? [{ kind: 'statement.told', body: { whom: order.whom, at, how: order.how } }]
              : [{ kind: 'statement.others-published', body: { at, where: order.where } }],
        }),
      );
      return ok(null);
    }
  }
}

/** Questions and answers from the snapshot of the last statement; before there is one, from the record as it stands. */
export async function questionSheet(
  deps: DisclosureDeps,
  caseId: CaseId,
  asker: Asker,
  lang: Lang,
): Promise<Result<QuestionSheet, Problem>> {
  const view = await deps.journal.view(caseId);
  if (view === null) return err(disclosureProblem('disclosure.no-such-case', undefined, { caseId }));
  const last = view.parts.disclosure.statements.at(-1);
  const snapshot = last === undefined ? null : await frozenStatement(deps, last.blob);
  const [record, zone] = await Promise.all([
    gather(deps, view, snapshot?.stage ?? 'first', snapshot?.at ?? deps.clock.now()),
    deps.house.zone(),
  ]);
  // What was frozen was checked when it was: nothing in it is said that was not backed then.
  const saying = snapshot === null ? record : { ...record, facts: snapshot.facts, notBacked: [] };
  const answers = answersFor(saying, asker, lang, snapshot?.zone ?? zone);
  return ok({
    number: snapshot?.number ?? Number(record.facts['statement.number']?.value ?? 1),
    frozen: snapshot !== null,
    asker,
    lang,
    answers: answers.map(({ spans, ...rest }) => ({
      ...rest,
      spans: spans.map((one) => ({ ...one, span: [one.span[0], one.span[1]] as [number, number] })),
    })),
  });
}

/** The same on paper. Throws a ProblemError where it cannot be set here. */
export async function printQuestions(deps: DisclosureDeps, caseId: CaseId, asker: Asker, lang: Lang): Promise<Result<Uint8Array, Problem>> {
  const sheet = await questionSheet(deps, caseId, asker, lang);
  if (!sheet.ok) return sheet;
  const [organisation, zone, { marked }] = await Promise.all([deps.house.organisation(), deps.house.zone(), deps.passing.of(caseId)]);
  return ok(await deps.print(questionsPaper(sheet.value, { caseId, organisation, at: deps.clock.now(), zone, marked })));
}
