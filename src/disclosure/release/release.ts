// SPDX-License-Identifier: Apache-2.0
import type { StatementView } from '../../case/fold/disclosure.ts';
import type { CaseView } from '../../case/fold/view.ts';
import type { Draft } from '../../case/entry.ts';
import type { Actor } from '../../journal/actor.ts';
import { isNamedPerson } from '../../journal/actor.ts';
import type { CaseId } from '../../journal/stream.ts';
import { canonicalJson } from '../../kernel/canonical-json.ts';
import { frozenStatement } from '../statement/frozen.ts';
import type { Problem } from '../../kernel/problem.ts';
import { err, ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import type { DisclosureDeps } from '../deps.ts';
import { orderWarnings } from '../order/order.ts';
import type { Warning } from '../order/order.ts';
import { disclosureProblem } from '../problems.ts';
import { gather } from '../statement/gather.ts';
import { checks, COOL_OFF } from './checks.ts';

type Person = Extract<Actor, { type: 'person' }>;
type Found = { readonly view: CaseView; readonly statement: StatementView; readonly person: Person };

/** By another person than who prepared it. Alone only in one-person mode, after the time to cool off, with every check ticked. */
export async function approveStatement(
  deps: DisclosureDeps,
  actor: Actor,
  caseId: CaseId,
  statementId: string,
  asked: { readonly blob: string; readonly checks: readonly string[] },
): Promise<Result<null, Problem>> {
  const found = await waiting(deps, actor, caseId, statementId);
  if (!found.ok) return found;
  const { view, statement, person } = found.value;
  if (statement.blob !== asked.blob) return err(disclosureProblem('disclosure.other-snapshot'));
  const alone = statement.prepared.personId === person.id;
  if (alone) {
    if (!view.parts.remediation.onePerson) return err(disclosureProblem('disclosure.second-person'));
    const from = Date.parse(statement.prepared.at) + COOL_OFF;
    if (Date.parse(deps.clock.now()) < from) return err(disclosureProblem('disclosure.cool-off', { from: new Date(from).toISOString() }));
    const open = Object.keys(checks).filter((check) => !asked.checks.includes(check));
    if (open.length > 0) return err(disclosureProblem('disclosure.unchecked', { checks: open.join(' ') }));
  }
  const body = { statementId, blob: statement.blob, alone, checks: Object.keys(checks).filter((check) => asked.checks.includes(check)) };
  return done(deps, actor, caseId, { kind: 'statement.approved', body });
}

/** Until it is public, whoever works on the case may take an approval back. */
export async function revokeApproval(
  deps: DisclosureDeps,
  actor: Actor,
  caseId: CaseId,
  statementId: string,
  reason: string,
): Promise<Result<null, Problem>> {
  const found = await waiting(deps, actor, caseId, statementId);
  if (!found.ok) return found;
  if (found.value.statement.approved === null) return err(disclosureProblem('disclosure.not-approved'));
  return done(deps, actor, caseId, { kind: 'statement.approval-revoked', body: { statementId, reason } });
}

/** Public from now on, and never changed. Warnings about order and changed facts hold it back until a person gives a reason. */
export async function publishStatement(
  deps: DisclosureDeps,
  actor: Actor,
  caseId: CaseId,
  statementId: string,
  asked: { readonly blob: string; readonly reason: string },
): Promise<Result<null, Problem>> {
  const found = await waiting(deps, actor, caseId, statementId);
  if (!found.ok) return found;
  const { view, statement } = found.value;
  if (statement.approved === null) return err(disclosureProblem('disclosure.not-approved'));
  if (statement.blob !== asked.blob) return err(disclosureProblem('disclosure.other-snapshot'));
  const warnings = await warningsOf(deps, view, statement);
  if (warnings.length > 0 && asked.reason === '') return err(disclosureProblem('disclosure.too-early', { warnings: warnings.join(' ') }));
  const { number, stage, blob } = statement;
  const early = warnings.length === 0 ? null : { warnings: [...warnings], reason: asked.reason };
  return done(deps, actor, caseId, { kind: 'statement.published', body: { statementId, number, stage, blob, early } });
}

/** What speaks against publishing this one now. */
export async function warningsOf(deps: DisclosureDeps, view: CaseView, { stage, blob }: StatementView): Promise<readonly Warning[]> {
  const warnings: Warning[] = [...orderWarnings(view)];
  const snapshot = await frozenStatement(deps, blob);
  if (snapshot === null) return [...warnings, 'case-changed'];
  const { facts } = await gather(deps, view, stage, snapshot.at);
  const bare = (of: typeof snapshot.facts | typeof facts) =>
    canonicalJson(Object.fromEntries(Object.entries(of).map(([field, { value, tlp }]) => [field, { value, tlp }])));
  if (bare(facts) !== bare(snapshot.facts)) warnings.push('case-changed');
  const next = snapshot.facts['next.at']?.value;
  if (typeof next === 'string' && Date.parse(next) <= Date.parse(deps.clock.now())) warnings.push('next-passed');
  return warnings;
}

async function waiting(deps: DisclosureDeps, actor: Actor, caseId: CaseId, statementId: string): Promise<Result<Found, Problem>> {
  if (!isNamedPerson(actor)) return err(disclosureProblem('disclosure.needs-a-person'));
  const view = await deps.journal.view(caseId);
  if (view === null) return err(disclosureProblem('disclosure.no-such-case', undefined, { caseId }));
  const { statements } = view.parts.disclosure;
  const statement = statements.find((one) => one.statementId === statementId);
  if (statement === undefined) return err(disclosureProblem('disclosure.no-such-statement', undefined, { statementId }));
  if (statement.published !== null) return err(disclosureProblem('disclosure.already-public'));
  if (statement !== statements.at(-1)) return err(disclosureProblem('disclosure.prepared-anew'));
  return ok({ view, statement, person: actor });
}

async function done(deps: DisclosureDeps, actor: Actor, caseId: CaseId, draft: Draft): Promise<Result<null, Problem>> {
  await deps.journal.write((writing) => writing.append({ stream: caseId, actor, drafts: [draft] }));
  return ok(null);
}
