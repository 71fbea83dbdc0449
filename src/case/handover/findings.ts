// SPDX-License-Identifier: Apache-2.0
import type { CaseView } from '../fold/view.ts';
import { findingId } from './finding.ts';
import type { Finding, Found } from './finding.ts';
import { forClocks } from './for-clocks.ts';
import { accountsNamed, fromAccounts } from './from-accounts.ts';
import { fromContainment } from './from-containment.ts';
import { fromExposure } from './from-exposure.ts';
import { fromHunt, fromOthers } from './from-hunt.ts';
import { fromFiles, fromTriage } from './from-triage.ts';

/** Each station's findings for the next ones; a line for each arrow. */
const arrows: readonly ((view: CaseView) => readonly Found[])[] = [
  fromTriage,
  accountsNamed,
  fromFiles,
  fromOthers,
  fromHunt,
  fromAccounts,
  fromContainment,
  fromExposure,
  forClocks,
];

/** Everything that stands ready in some station of this case, or was taken or declined there; each thing once. */
export function readFindings(view: CaseView): readonly Finding[] {
  const all = new Map<string, Finding>();
  for (const found of arrows.flatMap((arrow) => arrow(view))) {
    const id = findingId(found);
    const before = all.get(id);
    if (before === undefined) all.set(id, { ...found, id, state: view.findings[id] ?? { is: 'ready' } });
    else all.set(id, { ...before, evidence: [...before.evidence, ...found.evidence].slice(0, 20) });
  }
  return [...all.values()];
}
