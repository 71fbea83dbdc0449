// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import {
  casePartSchema,
  caseSheetSchema,
  findingSchema,
  judgementLists,
  nextActionSchema,
  statementSchema,
} from '../../src/case/contract.ts';
import type { CaseSheet } from '../../src/case/contract.ts';
import { receivers } from '../../src/case/entry/case.ts';

const PARTS = ['intake', 'triage', 'hunt', 'accounts', 'remediation', 'containment', 'obligation', 'exercise'] as const;

/** A case's sheet with every list in whole and the parts beside it: what somebody sees who opens all of it. */
export type WholeSheet = CaseSheet & { readonly parts: Readonly<Record<string, unknown>> };

/** Whoever asks: a browser's stand-in, or a person of an incident. */
type Asks = { readonly get: (path: string) => Promise<{ readonly json: unknown }> };

/** Reads it as screens do, list by list. */
export async function wholeSheet(who: Asks, caseId: string): Promise<WholeSheet> {
  const path = `/api/v1/cases/${caseId}`;
  const sheet = caseSheetSchema.parse((await who.get(path)).json);
  const all = async <T>(of: string, shown: readonly T[], total: number, schema: z.ZodType<T>): Promise<T[]> => {
    const rows: T[] = [...shown];
    while (rows.length < total) {
      const { items } = z.object({ items: z.array(schema) }).parse((await who.get(`${path}/${of}?after=${rows.length}`)).json);
      if (items.length === 0) break;
      rows.push(...items);
    }
    return rows;
  };
  const [known = [], unknown = [], notCheckable = []] = await Promise.all(
    judgementLists.map((list) => all(`statements/${list}`, sheet.judgement[list], sheet.counts[list], statementSchema)),
  );
  const findings =
    sheet.findings.length === sheet.counts.findings
      ? sheet.findings
      : (await Promise.all(receivers.map((to) => all(`findings/${to}`, [], Infinity, findingSchema)))).flat();
  const parts = await Promise.all(
    PARTS.map(async (part) => [part, casePartSchema.parse((await who.get(`${path}/parts/${part}`)).json).part] as const),
  );
  return {
    ...sheet,
    judgement: { known, unknown, notCheckable },
    next: await all('next', sheet.next, sheet.counts.next, nextActionSchema),
    findings,
    parts: Object.fromEntries(parts),
  };
}
