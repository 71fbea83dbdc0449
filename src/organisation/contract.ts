// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { rolesOfEntry } from '../journal/entry/role-names.ts';

/**
 * What the web sees of the organisation and of signing in. better-auth itself serves /api/auth/* (sign-in, TOTP,
 * passkeys, OIDC); which of its pages are open stands in src/server/auth-paths.ts.
 *   GET    /api/v1/session                     sessionSchema (public; person null when nobody is signed in)
 *   PATCH  /api/v1/session                     { lang } -> session (anybody signed in; their own language)
 *   POST   /api/v1/setup                       setupSchema -> session, signed in (only while there is no person; wants the code that start printed)
 *   GET    /api/v1/organisation                { name: {ja,en}, roleMailbox }, ETag
 *   PUT    /api/v1/organisation                the same, If-Match (administrator)
 *   GET    /api/v1/people?search=&cursor=      page of personRow
 *   GET    /api/v1/people/:personId            personRow, ETag = version
 *   POST   /api/v1/people                      newPerson (administrator) -> { person, password: one-time or null }
 *   PATCH  /api/v1/people/:personId            changePerson, If-Match -> personRow (administrator)
 *   POST   /api/v1/people/:personId/leave      { reason } -> personRow (administrator)
 *   POST   /api/v1/people/:personId/sign-in    { dropSecondFactors } -> { password: one-time } (administrator)
 *   GET    /api/v1/departments                 { items: [{ name, people }] }
 *   POST   /api/v1/people/import               CSV (multipart, one file) -> importReport (administrator)
 *   GET    /api/v1/people/template.csv, /api/v1/people/export.csv
 *   GET    /api/v1/machine-keys                { items: machineKey[] } (administrator)
 *   POST   /api/v1/machine-keys                newMachineKey -> { key: shown once, made } (administrator)
 *   DELETE /api/v1/machine-keys/:keyId         { reason } (administrator)
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
  left: z.boolean(),
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

/** What is left out stays as it is. */
export const changePersonSchema = z.object({
  name: newPersonSchema.shape.name.optional(),
  kana: z.string().trim().max(200).optional(),
  department: z.string().trim().max(200).optional(),
  addresses: z.array(z.string().trim().max(320)).max(20).optional(),
  telephone: z.string().trim().max(50).optional(),
  roles: z.array(z.enum(rolesOfEntry)).optional(),
  lang: z.enum(['ja', 'en']).optional(),
  /** Why roles change. */
  reason: z.string().trim().max(2000).optional(),
});

export const addedPersonSchema = z.object({ person: personRowSchema, password: z.string().nullable() });

export const importReportSchema = z.object({
  file: z.string(),
  encoding: z.enum(['utf-8', 'shift_jis', 'utf-16le']),
  rows: z.int(),
  added: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  refused: z.array(z.object({ line: z.int(), why: z.object({ ja: z.string(), en: z.string() }) })),
  /** Columns that mean nothing here and were left out. */
  ignoredColumns: z.array(z.string()),
  digest: z.string().nullable(),
});
export type ImportReport = z.infer<typeof importReportSchema>;

export const machineKeySchema = z.object({
  keyId: z.string(),
  name: z.string(),
  roles: z.array(z.enum(rolesOfEntry)),
  start: z.string(),
  madeAt: z.string(),
  lastUsedAt: z.string().nullable(),
  expiresAt: z.string().nullable(),
});
export const newMachineKeySchema = z.object({
  name: z.string().trim().min(1).max(32),
  roles: z.array(z.enum(rolesOfEntry)).min(1),
  /** Days until it ends by itself; null for never. */
  days: z.int().min(1).max(365).nullable().default(365),
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
      /** The password is a one-time one: nothing opens before it is changed (POST /api/auth/change-password). */
      mustChangePassword: z.boolean(),
    })
    .nullable(),
  /** Identity providers that the sign-in page offers: POST /api/auth/sign-in/sso { providerId, callbackURL }. */
  providers: z.array(z.object({ providerId: z.string(), issuer: z.string() })),
});
export type Session = z.infer<typeof sessionSchema>;
