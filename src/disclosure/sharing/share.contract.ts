// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { tlps } from '../../case/entry/case.ts';
import { post } from '../../edge/endpoint.contract.ts';

export const bundleSchema = z.object({
  type: z.literal('bundle'),
  id: z.string(),
  objects: z.array(z.looseObject({ type: z.string(), id: z.string() })),
});

export const endpoints = {
  // STIX 2.1; recorded as an act of the person who takes it out.
  shareIndicators: post('/api/v1/cases/:caseId/sharing', bundleSchema, z.object({ tlp: z.enum(tlps) })),
} as const;
