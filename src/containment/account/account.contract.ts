// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { accountActs, accountProviders } from '../../case/entry/account.ts';
import { get, post } from '../../edge/endpoint.contract.ts';

export { accountActs, accountProviders } from '../../case/entry/account.ts';

const two = z.object({ ja: z.string(), en: z.string() });
const reason = z.string().trim().min(1).max(2000);

export const accountMeasureSchema = z.object({
  measureId: z.string(),
  act: z.enum(accountActs),
  object: z.string(),
  provider: z.enum(accountProviders),
  commands: z.array(z.string()),
  undo: z.array(z.string()),
  price: two,
  reread: z.array(z.string()),
  state: z.enum(['proposed', 'released', 'done', 'confirmed', 'not-confirmed', 'undone']),
  releasedBy: z.string().nullable(),
  doneBy: z.string().nullable(),
  result: z.object({ is: z.enum(['confirmed', 'not-confirmed', 'cannot-tell']), why: two }).nullable(),
});
export type AccountMeasureRow = z.infer<typeof accountMeasureSchema>;
const list = z.object({ measures: z.array(accountMeasureSchema) });

export const proposeMeasuresSchema = z.object({
  object: z.string().trim().min(1).max(300),
  provider: z.enum(accountProviders),
  acts: z.array(z.enum(accountActs)).min(1).max(11),
});

/** Measures about accounts, beside network rules: written here, run elsewhere by a person, confirmed by a re-read. */
export const endpoints = {
  accountMeasures: get('/api/v1/cases/:caseId/account-measures', list),
  proposeMeasures: post('/api/v1/cases/:caseId/account-measures', list, proposeMeasuresSchema),
  releaseMeasure: post('/api/v1/cases/:caseId/account-measures/:measureId/release', list, z.object({ reason })),
  doneMeasure: post('/api/v1/cases/:caseId/account-measures/:measureId/done', list),
  rereadMeasure: post('/api/v1/cases/:caseId/account-measures/:measureId/reread', list, z.object({ text: z.string().max(200_000) })),
  undoMeasure: post('/api/v1/cases/:caseId/account-measures/:measureId/undo', list, z.object({ reason })),
} as const;
