// SPDX-License-Identifier: Apache-2.0
import type { CaseView } from '../../case/fold/view.ts';
import type { CaseId } from '../../journal/stream.ts';
import type { Lang } from '../../kernel/bilingual.ts';
import type { Problem } from '../../kernel/problem.ts';
import { err, ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import type { StatementDraft } from '../contract.ts';
import type { DisclosureDeps } from '../deps.ts';
import type { Reader } from '../fact/clearance.ts';
import type { Stage } from '../fact/items.ts';
import { disclosureProblem } from '../problems.ts';
import { compose, write } from './compose.ts';
import { gather } from './gather.ts';

export type Asked = { readonly stage: Stage; readonly reader: Reader; readonly lang: Lang };

/** The statement as the record would let it be published now. Nothing is written; what is missing is named. */
export async function draftStatement(deps: DisclosureDeps, caseId: CaseId, asked: Asked): Promise<Result<StatementDraft, Problem>> {
  const view = await deps.journal.view(caseId);
  if (view === null) return err(disclosureProblem('disclosure.no-such-case', undefined, { caseId }));
  return ok(await draftOf(deps, view, asked));
}

/** The same of a case that is at hand. */
export async function draftOf(deps: DisclosureDeps, view: CaseView, { stage, reader, lang }: Asked): Promise<StatementDraft> {
  const at = deps.clock.now();
  const [saying, zone] = await Promise.all([gather(deps, view, stage, at), deps.house.zone()]);
  const composed = compose(saying);
  const { title, text, spans, held } = write(composed, saying, reader, lang, zone);
  return {
    caseId: view.id,
    seq: view.seq,
    stage,
    reader,
    lang,
    at,
    zone,
    title: title.text,
    text,
    spans: spans.map(({ span, field, value }) => ({ span: [span[0], span[1]], field, value })),
    items: composed.sections.map(({ item, unknown }) => ({ item, unknown })),
    missing: composed.missing.map(({ item, name, why, wants }) => ({ item, name, why: [...why], wants: [...wants] })),
    held: [...held],
  };
}
