// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { rolesOfEntry } from '../journal/entry/role-names.ts';

/**
 * What the web sees of the organisation and of signing in. better-auth itself serves /api/auth/* (sign-in,
 * TOTP, passkeys, OIDC, API keys).
 *   GET   /api/v1/session                     sessionSchema (public; person null when nobody is signed in)
 *   POST  /api/v1/setup                       setupSchema -> session (only while there is no person; wants the code that start printed)
 *   GET   /api/v1/organisation                { name: {ja,en}, roleMailbox }
 *   PUT   /api/v1/organisation                the same (administrator)
 *   GET   /api/v1/people                      page of personRow
 *   POST  /api/v1/people                      newPerson (administrator) -> personRow (+ one-time sign-in password if asked)
 *   PATCH /api/v1/people/:personId            changes, If-Match
 *   POST  /api/v1/people/import               CSV (multipart) -> { rows, added, changed, refused: [{line, why}] }
 *   GET   /api/v1/people/template.csv
 */
export const personRowSchema = z.object({
  personId: z.string(),
  name: z.string(),
  kana: z.string(),
  department: z.string(),
  addresses: z.array(z.string()),
  telephone: z.string(),
  roles: z.array(z.enum(rolesOfEntry)),
  lang: z.enum(['ja', 'en']),
  canSignIn: z.boolean(),
  version: z.int(),
});
export type PersonRow = z.infer<typeof personRowSchema>;

export const newPersonSchema = z.object({
  name: z.string().trim().min(1).max(200),
  kana: z.string().trim().max(200).default(''),
  department: z.string().trim().max(200).default(''),
  addresses: z.array(z.string().trim().max(320)).max(20).default([]),
  telephone: z.string().trim().max(50).default(''),
  roles: z.array(z.enum(rolesOfEntry)).default(['staff']),
  lang: z.enum(['ja', 'en']).default('ja'),
  /** Makes a sign-in with a one-time password that is shown once. */
  signIn: z.boolean().default(false),
});

export const organisationSchema = z.object({
  name: z.object({ ja: z.string().max(200), en: z.string().max(200) }),
  roleMailbox: z.string().max(320),
});

export const setupSchema = z.object({
  code: z.string().max(100),
  lang: z.enum(['ja', 'en']),
  organisation: z.string().trim().min(1).max(200),
  name: z.string().trim().min(1).max(200),
  address: z.string().trim().min(3).max(320),
  password: z.string().min(12).max(200),
});

export const sessionSchema = z.object({
  setupNeeded: z.boolean(),
  organisation: z.object({ ja: z.string(), en: z.string() }).nullable(),
  person: z
    .object({
      personId: z.string(),
      name: z.string(),
      address: z.string(),
      roles: z.array(z.enum(rolesOfEntry)),
      lang: z.enum(['ja', 'en']),
      totp: z.boolean(),
    })
    .nullable(),
});
export type Session = z.infer<typeof sessionSchema>;
