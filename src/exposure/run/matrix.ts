// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../../kernel/bilingual.ts';
import type { FindingRecord } from './exposure-store.port.ts';

export type MatrixCell = { readonly from: string; readonly to: string; readonly count: number; readonly rights: readonly string[] };

/** Who can reach whom, from standing findings: `*` for every other tenant, else the names that a finding lists. */
export function matrixOf(records: readonly FindingRecord[]): { readonly cells: readonly MatrixCell[]; readonly text: Bilingual } {
  const cells = new Map<string, { from: string; to: string; count: number; rights: Set<string> }>();
  for (const { state, finding } of records) {
    if (state === 'fixed') continue;
    for (const grant of finding.grants)
      for (const from of grant.everyOther ? ['*'] : grant.names) {
        const to = finding.tenant ?? '-';
        const cell = cells.get(`${from}\u0000${to}`) ?? { from, to, count: 0, rights: new Set<string>() };
        cell.count += 1;
        for (const right of grant.rights) cell.rights.add(right);
        cells.set(`${from}\u0000${to}`, cell);
      }
  }
  const list = [...cells.values()].map((cell) => ({ ...cell, rights: [...cell.rights] })).toSorted((a, b) => b.count - a.count);
  const victims = new Set(list.map((cell) => cell.to)).size;
  const open = new Set(list.filter((cell) => cell.from === '*').map((cell) => cell.to)).size;
  return {
    cells: list,
    text: {
      ja: `${victims} 契約者の領域に、ほかの契約者から届くものがある。うち ${open} は、どの契約者からでも届く`,
      en: `Areas of ${victims} tenants can be reached by others; ${open} of them by any other tenant`,
    },
  };
}
