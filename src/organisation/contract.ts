// SPDX-License-Identifier: Apache-2.0
import { organisationKinds } from '../common/words/own-words.ts';
export { organisationKinds } from '../common/words/own-words.ts';
import { z } from 'zod';
import { get, patch, post, put, remove } from '../edge/endpoint.contract.ts';
import { pageOf } from '../edge/wire.ts';
import { rolesOfEntry } from '../case/entry/role-names.ts';

export { SIGN_IN_BASE } from './sign-in.port.ts';

/**
 * What the web sees of the organisation and of signing in. better-auth itself serves what is below SIGN_IN_BASE (sign-in, TOTP,
 * passkeys, OIDC); which of its pages are open stands in src/server/auth-paths.ts.
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

export const factorsSchema = z.object({
  totp: z.boolean(),
  passkeys: z.array(z.object({ name: z.string(), addedAt: z.string().nullable() })),
});

export const importedFields = ['name', 'kana', 'department', 'addresses', 'telephone', 'roles', 'lang'] as const;
export const importReportSchema = z.object({
  file: z.string(),
  encoding: z.enum(['utf-8', 'shift_jis', 'euc-jp', 'utf-16le', 'utf-16be']),
  rows: z.int(),
  added: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  refused: z.array(z.object({ line: z.int(), why: z.object({ ja: z.string(), en: z.string() }) })),
  /** Columns that mean nothing here and were left out. */
  ignoredColumns: z.array(z.string()),
  digest: z.string().nullable(),
  /** What becomes of whom, field by field, in the order of the file; the first MOST_SHOWN. */
  changes: z.array(
    z.object({
      line: z.int(),
      name: z.string(),
      is: z.enum(['added', 'changed']),
      fields: z.array(z.object({ field: z.enum(importedFields), before: z.string(), after: z.string() })),
    }),
  ),
  /** Who is in the register and not in the file, whom the rota names first. Nobody is removed for it. */
  missing: z.object({ count: z.int(), people: z.array(z.object({ personId: z.string(), name: z.string(), onRota: z.boolean() })) }),
  /** Who is in the register and whom the file says is switched off: to be confirmed as having left. */
  off: z.object({ count: z.int(), people: z.array(z.object({ personId: z.string(), name: z.string() })) }),
});
export type ImportReport = z.infer<typeof importReportSchema>;

/** The last table of people that can still be taken back; null: there is none. */
export const lastImportSchema = z.object({
  last: z.object({ digest: z.string(), file: z.string(), at: z.string(), added: z.int(), changed: z.int() }).nullable(),
});
export const undoReportSchema = z.object({
  file: z.string(),
  /** As before the table. */
  restored: z.int(),
  /** Added by the table, and gone with it. */
  removed: z.int(),
  kept: z.array(z.object({ personId: z.string(), name: z.string(), why: z.enum(['changed-since', 'in-use']) })),
});
export type UndoReport = z.infer<typeof undoReportSchema>;

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
  /** Which word its texts use for it. */
  kind: z.enum(organisationKinds),
});
/** Without a kind it stays what it is. */
export const organisationOrder = organisationSchema.partial({ kind: true });

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
      /** The password is a one-time one: nothing opens before it is changed (POST …/change-password). */
      mustChangePassword: z.boolean(),
    })
    .nullable(),
  /** Identity providers that the sign-in page offers: POST …/sign-in/sso { providerId, callbackURL }. */
  providers: z.array(z.object({ providerId: z.string(), issuer: z.string() })),
  /** Number of the newest entry when this was answered: what is read afterwards holds it. null: nobody is signed in. */
  position: z.int().nullable(),
});
export type Session = z.infer<typeof sessionSchema>;

/** Departments are those that people of the register belong to; '' holds who belongs to none. `head`: number of a person. */
export const departmentsSchema = z.object({
  items: z.array(z.object({ name: z.string(), people: z.int(), head: z.string().nullable() })),
});
export type DepartmentRow = z.infer<typeof departmentsSchema>['items'][number];
export const headOrder = z.object({ department: z.string().min(1).max(200), personId: z.string().max(20).nullable() });

/** Entries of the desk's chain that name the person who asks. */
export const ownTrailSchema = z.object({
  items: z.array(z.object({ seq: z.int(), at: z.string(), kind: z.string(), body: z.record(z.string(), z.unknown()) })),
});

/** The addresses, from which the routes are made and through which the browser asks. */
export const endpoints = {
  // Public; person is null when nobody is signed in.
  session: get('/api/v1/session', sessionSchema),
  // Anybody's own language.
  changeSession: patch('/api/v1/session', sessionSchema),
  // One's own trail of access, newest first.
  ownTrail: get('/api/v1/session/trail', ownTrailSchema),
  // Only while there is no person; wants the code that `matoi start` printed. Answers signed in.
  setUp: post('/api/v1/setup', sessionSchema, setupSchema),
  // ETag.
  organisation: get('/api/v1/organisation', organisationSchema),
  // If-Match.
  changeOrganisation: put('/api/v1/organisation', organisationSchema, organisationOrder),
  // ?search=&cursor=
  people: get('/api/v1/people', pageOf(personRowSchema)),
  // The password is a one-time one, or null.
  addPerson: post('/api/v1/people', addedPersonSchema, newPersonSchema),
  // CSV (multipart, one file). ?preview=true: what it would do; nothing is taken in.
  importPeople: post('/api/v1/people/import', importReportSchema),
  lastImport: get('/api/v1/people/import/last', lastImportSchema),
  // Takes the last table back; the digest says which one was meant.
  undoImport: post('/api/v1/people/import/undo', undoReportSchema, z.object({ digest: z.string().max(64) })),
  peopleTemplate: get('/api/v1/people/template.csv', 'raw'),
  exportPeople: get('/api/v1/people/export.csv', 'raw'),
  // ETag: the version.
  person: get('/api/v1/people/:personId', personRowSchema),
  // If-Match: the version.
  changePerson: patch('/api/v1/people/:personId', personRowSchema, changePersonSchema),
  leave: post('/api/v1/people/:personId/leave', personRowSchema),
  // Takes a leaving back: staff again, without a sign-in.
  comeBack: post('/api/v1/people/:personId/return', personRowSchema),
  factors: get('/api/v1/people/:personId/factors', factorsSchema),
  // A one-time password. Where there are factors it must be said whether they stay (409 factors-unanswered).
  giveSignIn: post('/api/v1/people/:personId/sign-in', z.object({ password: z.string() })),
  departments: get('/api/v1/departments', departmentsSchema),
  // Who heads one department; null: nobody.
  setHead: put('/api/v1/departments/head', departmentsSchema, headOrder),
  machineKeys: get('/api/v1/machine-keys', z.object({ items: z.array(machineKeySchema) })),
  // The key is shown once.
  addMachineKey: post('/api/v1/machine-keys', z.object({ key: z.string(), made: machineKeySchema }), newMachineKeySchema),
  removeMachineKey: remove('/api/v1/machine-keys/:keyId', 'none'),
} as const;
