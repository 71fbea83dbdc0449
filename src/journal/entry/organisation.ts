// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { rolesOfEntry } from './role-names.ts';

/** Entries of the organisation register; they stand in the desk's chain. Bulk rows are anchored by count and digest. */
export const organisationEntries = {
  'organisation.named': z.object({ ja: z.string().max(200), en: z.string().max(200) }),
  'person.added': z.object({ personId: z.string(), name: z.string().max(200), department: z.string().max(200).nullable() }),
  'person.changed': z.object({ personId: z.string(), fields: z.array(z.string()).max(50) }),
  'person.roles-changed': z.object({ personId: z.string(), roles: z.array(z.enum(rolesOfEntry)), reason: z.string().max(2000) }),
  'person.left': z.object({ personId: z.string(), reason: z.string().max(2000) }),
  'people.imported': z.object({ file: z.string(), rows: z.int(), added: z.int(), changed: z.int(), refused: z.int(), digest: z.string() }),
} as const;
