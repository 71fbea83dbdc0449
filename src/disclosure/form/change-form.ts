// SPDX-License-Identifier: Apache-2.0
import type { z } from 'zod';
import type { Draft } from '../../case/entry.ts';
import type { Actor } from '../../journal/actor.ts';
import { isNamedPerson } from '../../journal/actor.ts';
import type { CaseId } from '../../journal/stream.ts';
import type { Problem } from '../../kernel/problem.ts';
import { err, ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import type { DisclosureDeps } from '../deps.ts';
import { disclosureProblem, noCase } from '../problems.ts';
import { isFormField } from './fields.ts';
import type { consentOrder, formFieldsOrder } from './form.contract.ts';

type Done = { readonly caseId: CaseId; readonly seq: number };

/** A person types what no record knows; an empty text takes a field back. */
export async function setFormFields(
  deps: DisclosureDeps,
  actor: Actor,
  caseId: CaseId,
  { fields, reason }: z.output<typeof formFieldsOrder>,
): Promise<Result<Done, Problem>> {
  const unknown = Object.keys(fields).filter((field) => !isFormField(field));
  if (unknown.length > 0) return err(disclosureProblem('disclosure.fields-unreadable', undefined, { faults: unknown.join('; ') }));
  const set = Object.fromEntries(
    Object.entries(fields).map(([field, text]) => [field, text === null || text.trim() === '' ? null : text.trim()]),
  );
  return append(deps, actor, caseId, { kind: 'report-form.fields-set', body: { fields: set, reason } });
}

/** Whether what is reported may be shared is nobody's to decide but a named person's. */
export async function decideConsent(
  deps: DisclosureDeps,
  actor: Actor,
  caseId: CaseId,
  order: z.output<typeof consentOrder>,
): Promise<Result<Done, Problem>> {
  if (!isNamedPerson(actor)) return err(disclosureProblem('disclosure.needs-a-person'));
  return append(deps, actor, caseId, { kind: 'report-form.consent-decided', body: order });
}

async function append(deps: DisclosureDeps, actor: Actor, caseId: CaseId, draft: Draft): Promise<Result<Done, Problem>> {
  const view = await deps.journal.view(caseId);
  if (view === null) return err(noCase(caseId).problem);
  const done = await deps.journal.write((writing) => writing.append({ stream: caseId, actor, drafts: [draft] }));
  return ok({ caseId, seq: done.view?.seq ?? view.seq });
}
