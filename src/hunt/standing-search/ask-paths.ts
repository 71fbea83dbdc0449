// SPDX-License-Identifier: Apache-2.0
import type { CaseView } from '../../case/fold/view.ts';
import type { Draft } from '../../case/entry.ts';
import { ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import type { EngineFault } from '../engine/engine.port.ts';
import { ALWAYS } from '../engine/period.ts';
import { judgeClaim } from '../question/claim.ts';
import { verdictEntry } from '../question/entries.ts';
import type { StandingDeps } from './standing-deps.ts';
import { askedPaths } from './take-up.ts';

const MOST = 20;

/**
 * What the logs say of each page that the reports name, as entries to be written. Where a person asked about a path and a
 * period, their answer is not replaced.
 */
export async function askPaths(deps: StandingDeps, view: CaseView): Promise<Result<readonly Draft[], EngineFault>> {
  const drafts: Draft[] = [];
  const kind = view.parts.triage.kinds?.kinds.includes('exposure-seen') === true ? 'requested' : 'attacked';
  for (const path of askedPaths(view).slice(0, MOST)) {
    const judged = await judgeClaim(deps.desk.engine, { kind, path, period: ALWAYS });
    if (!judged.ok) return judged;
    const draft = verdictEntry(deps.hash, judged.value, null);
    const known = view.parts.hunt.verdicts.find((one) => one.claim.path === path && one.claim.kind === kind);
    if (known === undefined || (known.claim.since === null && known.claim.until === null)) drafts.push(draft);
  }
  return ok(drafts);
}
