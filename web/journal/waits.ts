// SPDX-License-Identifier: Apache-2.0
import type { ReportRow } from '../../src/intake/contract.ts';

/** Kinds that open a case by themselves; the others are kept apart and wait for nobody. */
export function waitsForPerson(kind: ReportRow['kind']): boolean {
  return kind === 'report' || kind === 'needs-a-human';
}
