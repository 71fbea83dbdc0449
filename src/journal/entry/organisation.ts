// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { rolesOfEntry } from './role-names.ts';

const reason = z.string().max(2000);

/** How a password came to be: at set-up, with a new person, or anew for a person who was locked out. */
export const signInWays = ['set-up', 'added', 'reset'] as const;

/** Entries of the organisation register; they stand in the desk's chain. Bulk rows are anchored by count and digest. */
export const organisationEntries = {
  'organisation.named': z.object({ ja: z.string().max(200), en: z.string().max(200) }),
  'organisation.mailbox-set': z.object({ address: z.string().max(320) }),
  'person.added': z.object({ personId: z.string(), name: z.string().max(200), department: z.string().max(200).nullable() }),
  'person.changed': z.object({ personId: z.string(), fields: z.array(z.string()).max(50) }),
  'person.roles-changed': z.object({ personId: z.string(), roles: z.array(z.enum(rolesOfEntry)), reason }),
  'person.left': z.object({ personId: z.string(), reason }),
  'person.sign-in-given': z.object({ personId: z.string(), how: z.enum(signInWays), secondFactorsDropped: z.boolean() }),
  'people.imported': z.object({ file: z.string(), rows: z.int(), added: z.int(), changed: z.int(), refused: z.int(), digest: z.string() }),
  /** A key for a machine: never the key itself. */
  'machine-key.made': z.object({
    keyId: z.string(),
    name: z.string().max(100),
    roles: z.array(z.enum(rolesOfEntry)),
    expiresAt: z.string().nullable(),
  }),
  'machine-key.revoked': z.object({ keyId: z.string(), name: z.string().max(100), reason }),
} as const;
