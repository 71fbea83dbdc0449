// SPDX-License-Identifier: Apache-2.0
import type { Tlp } from '../../case/fold/readings/reading.ts';
import type { Actor } from '../../journal/actor.ts';
import { isNamedPerson } from '../../journal/actor.ts';
import type { CaseId } from '../../journal/stream.ts';
import { canonicalJson } from '../../kernel/canonical-json.ts';
import type { Problem } from '../../kernel/problem.ts';
import { err, ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import type { DisclosureDeps } from '../deps.ts';
import { isWithin } from '../../case/entry/case.ts';
import { givenOf } from '../fact/of-people.ts';
import { disclosureProblem } from '../problems.ts';
import { patternsOf, stixBundle } from './stix.ts';
import type { StixBundle } from './stix.ts';

/** A person takes the technical package out at a level of TLP: an act of its own, apart from any statement. The desk sends it nowhere. */
export async function sharePackage(deps: DisclosureDeps, actor: Actor, caseId: CaseId, tlp: Tlp): Promise<Result<StixBundle, Problem>> {
  if (!isNamedPerson(actor)) return err(disclosureProblem('disclosure.needs-a-person'));
  const view = await deps.journal.view(caseId);
  if (view === null) return err(disclosureProblem('disclosure.no-such-case', undefined, { caseId }));
  if (view.tlp === 'RED' && tlp !== 'RED') return err(disclosureProblem('disclosure.case-is-red'));
  const indicators = patternsOf(view).length;
  if (indicators === 0) return err(disclosureProblem('disclosure.nothing-to-share'));
  const given = givenOf(view.parts.disclosure);
  const wayIn = given.cause !== undefined && isWithin(given['cause.tlp'] ?? 'AMBER', tlp) ? given.cause : null;
  const { marked } = await deps.passing.of(caseId);
  const bundle = stixBundle(view, { tlp, wayIn, at: deps.clock.now(), marked }, deps.hash);
  const blob = await deps.blobs.put(new TextEncoder().encode(canonicalJson(bundle)));
  await deps.journal.write((writing) =>
    writing.append({
      stream: caseId,
      actor,
      drafts: [{ kind: 'statement.indicators-shared', body: { tlp, indicators, wayIn: wayIn !== null, blob } }],
    }),
  );
  return ok(bundle);
}
