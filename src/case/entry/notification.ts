// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';

const count = z.int().nonnegative();
const reason = z.string().trim().min(1).max(2000);

/** Customers and their contacts stand in the register; an import anchors them by count and digest. */
export const notificationEntries = {
  'customers.imported': z.object({
    file: z.string().max(200),
    rows: count,
    leftOut: count,
    customers: count,
    contracts: count,
    added: count,
    changed: count,
    /** Contacts switched off that the file names still, and those that it puts another in the place of. */
    stillOff: count,
    replacedOff: count,
    /** SHA-256 over the customers as taken in. */
    digest: z.string(),
  }),
  /** A case's own list of whom it concerns; the rows stand in the register. */
  'audience.listed': z.object({ file: z.string().max(200), rows: count, leftOut: count, customers: count, digest: z.string() }),
  /** The audience that a person had before him. Its digest is over who is told what by which contact; another one is not approved. */
  'audience.approved': z.object({
    digest: z.string(),
    findings: count,
    customers: count,
    contracts: count,
    messages: count,
    notTold: count,
  }),
  'contact.switched': z.object({ contactId: z.string().max(100), on: z.boolean(), reason }),
} as const;
