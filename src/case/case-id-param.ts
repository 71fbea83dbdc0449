// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { parseCaseId } from '../journal/stream.ts';

/** A case's number in an address. */
export const caseIdParam = z.string().transform((text, context) => {
  const parsed = parseCaseId(text);
  if (parsed !== null) return parsed;
  context.addIssue({ code: 'custom', message: 'a case number looks like C-2026-0001' });
  return z.NEVER;
});
