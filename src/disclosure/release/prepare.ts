// SPDX-License-Identifier: Apache-2.0
import { statementReaders } from '../../case/entry/disclosure.ts';
import type { CaseView } from '../../case/fold/view.ts';
import type { Actor } from '../../journal/actor.ts';
import type { CaseId } from '../../journal/stream.ts';
import type { Problem } from '../../kernel/problem.ts';
import { err, ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import type { DisclosureDeps } from '../deps.ts';
import type { Stage } from '../fact/items.ts';
import { disclosureProblem } from '../problems.ts';
import type { Saying } from '../say/told.ts';
import { compose, write } from '../statement/compose.ts';
import type { Composed, Written } from '../statement/compose.ts';
import { gather } from '../statement/gather.ts';
import { snapshotBytes } from '../statement/snapshot.ts';
import type { Snapshot, WrittenVersion } from '../statement/snapshot.ts';

/** Freezes a statement: facts and all versions become one blob, whose hash is what is approved and published. Refused while a required item is missing, by name. */
export async function prepareStatement(
  deps: DisclosureDeps,
  actor: Actor,
  caseId: CaseId,
  stage: Stage,
): Promise<Result<Snapshot, Problem>> {
  if (actor.type !== 'person') return err(disclosureProblem('disclosure.needs-a-person'));
  const view = await deps.journal.view(caseId);
  if (view === null) return err(disclosureProblem('disclosure.no-such-case', undefined, { caseId }));
  if (view.tlp === 'RED') return err(disclosureProblem('disclosure.case-is-red'));
  const published = view.parts.disclosure.statements.filter((one) => one.published !== null).length;
  if ((stage === 'first') !== (published === 0)) return err(disclosureProblem('disclosure.wrong-stage'));
  const at = deps.clock.now();
  const [saying, zone] = await Promise.all([gather(deps, view, stage, at), deps.house.zone()]);
  const composed = compose(saying);
  if (composed.missing.length > 0) return err(itemsMissing(composed));
  const snapshot = freeze(view, saying, composed, zone, at);
  const blob = await deps.blobs.put(snapshotBytes(snapshot));
  const { statementId, number } = snapshot;
  await deps.journal.write((writing) =>
    writing.append({ stream: caseId, actor, drafts: [{ kind: 'statement.prepared', body: { statementId, number, stage, blob } }] }),
  );
  return ok(snapshot);
}

function freeze(view: CaseView, saying: Saying, composed: Composed, zone: string, at: string): Snapshot {
  const { statements } = view.parts.disclosure;
  return {
    format: 'matoi-statement/1',
    statementId: `${view.id}-${statements.length + 1}`,
    caseId: view.id,
    number: statements.filter((one) => one.published !== null).length + 1,
    stage: saying.stage,
    at,
    zone,
    seq: view.seq,
    facts: Object.fromEntries(Object.entries(saying.facts).map(([field, fact]) => [field, { ...fact, seq: [...fact.seq] }])),
    items: composed.sections.map(({ item, unknown }) => ({ item, unknown })),
    versions: statementReaders.map((reader) => ({
      reader,
      ja: frozen(write(composed, saying, reader, 'ja', zone)),
      en: frozen(write(composed, saying, reader, 'en', zone)),
    })),
  };
}

function frozen({ title, text, spans, held }: Written): WrittenVersion {
  return {
    title: title.text,
    text,
    spans: spans.map(({ span, field, value }) => ({ span: [span[0], span[1]], field, value })),
    held: [...held],
  };
}

function itemsMissing({ missing }: Composed): Problem {
  const said = (lang: 'ja' | 'en') => missing.map(({ name, why }) => `${name[lang]}: ${why.map((one) => one[lang]).join(', ')}`).join('; ');
  return disclosureProblem(
    'disclosure.items-missing',
    { items: missing.map(({ item }) => item).join(' ') },
    { missing: { ja: said('ja'), en: said('en') } },
  );
}
