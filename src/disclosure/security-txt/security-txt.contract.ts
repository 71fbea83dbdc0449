// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { get, post } from '../../edge/endpoint.contract.ts';

const two = z.object({ ja: z.string(), en: z.string() });
const line = z.string().trim().max(500);

/** How our own file stands; `file` null: there is none until somebody confirms a contact. */
export const keptSchema = z.object({
  file: z
    .object({
      text: z.string(),
      /** Where it is served. */
      address: z.string(),
      state: z.enum(['renewed', 'confirm-now', 'expired']),
      expires: z.string(),
      /** Whole days from now until it expires, 0 once it has. */
      daysLeft: z.int().nonnegative(),
      /** Until when somebody must confirm it, and from when on they are asked. */
      confirmBy: z.string(),
      askedFrom: z.string(),
      confirmedAt: z.string(),
      by: z.string(),
      keeper: z.object({ personId: z.string(), name: z.string() }).nullable(),
      asked: z.object({ name: z.string(), at: z.string(), mails: z.int() }).nullable(),
      contacts: z.array(z.string()),
      policy: z.string().nullable(),
      thanks: z.string().nullable(),
    })
    .nullable(),
  /** The page of thanks that this desk serves. */
  thanksPage: z.string(),
});
export type KeptSecurityTxt = z.infer<typeof keptSchema>;

export const confirmOrder = z.object({ contacts: z.array(line).min(1).max(10), policy: line.nullable(), thanks: line.nullable() });

export const checkedSchema = z.object({
  valid: z.boolean(),
  findings: z.array(z.object({ is: z.string(), field: z.string(), text: two })),
  notChecked: z.array(z.object({ what: z.string(), why: two })),
});
export type CheckedSecurityTxt = z.infer<typeof checkedSchema>;

export const endpoints = {
  // Where RFC 9116 wants it.
  securityTxt: get('/.well-known/security.txt', 'raw'),
  keptSecurityTxt: get('/api/v1/security-txt', keptSchema),
  confirmSecurityTxt: post('/api/v1/security-txt', keptSchema, confirmOrder),
  nameKeeper: post('/api/v1/security-txt/keeper', keptSchema, z.object({ personId: z.string().min(1).max(100) })),
  // The text of any file, of others too; nothing is fetched.
  checkSecurityTxt: post('/api/v1/security-txt/check', checkedSchema, z.object({ text: z.string().max(200_000) })),
} as const;
