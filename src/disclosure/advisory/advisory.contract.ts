// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { get } from '../../edge/endpoint.contract.ts';

/** Issues of advisories that a case gave out, oldest first. */
export const advisoriesSchema = z.object({
  advisories: z.array(
    z.object({
      advisoryId: z.string(),
      issue: z.int(),
      title: z.string(),
      ended: z.enum(['withdrawn', 'superseded']).nullable(),
      by: z.string(),
      at: z.string(),
      sha256: z.string(),
      key: z.string(),
      /** Where this desk serves the newest issue. */
      address: z.string(),
    }),
  ),
});

export const endpoints = {
  advisories: get('/api/v1/cases/:caseId/advisories', advisoriesSchema),
  // The public directory of CSAF 2.0, up to three levels: provider-metadata.json, white/index.txt, white/2026/x.json.
  csafFile: get('/.well-known/csaf/:first', 'raw'),
  csafBelow: get('/.well-known/csaf/:first/:second', 'raw'),
  csafDocument: get('/.well-known/csaf/:first/:second/:third', 'raw'),
} as const;
