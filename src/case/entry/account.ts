// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';

const two = z.object({ ja: z.string().max(2000), en: z.string().max(2000) });
const count = z.int().nonnegative();
const name = z.string().max(300);
const measureId = z.string().min(1).max(50);
const reason = z.string().trim().min(1).max(2000);

/** What can be done about an account where no packet filter helps. */
export const accountActs = [
  'end-sessions',
  'disable',
  'reset-password',
  'remove-factors',
  'remove-mail-rules',
  'remove-forwarding',
  'revoke-consents',
  'block-sender',
  'isolate-host',
  'disable-vpn-user',
  'suspend-customer',
] as const;
export type AccountAct = (typeof accountActs)[number];
export const accountProviders = ['microsoft-365', 'google-workspace', 'active-directory', 'other'] as const;
export const rereadResults = ['confirmed', 'not-confirmed', 'cannot-tell'] as const;

export const accountEntries = {
  /** What the sign-in and audit logs say of one account: three questions, and what could not be asked. */
  'hunt.account-asked': z.object({
    account: name,
    signIns: z
      .array(z.object({ address: name, client: z.string().max(500), success: count, failure: count, first: z.string(), last: z.string() }))
      .max(100),
    /** Other accounts that signed in from addresses which few use; `accounts`: how many used that address. */
    sameAddress: z
      .array(z.object({ account: name, address: name, success: count, accounts: count, first: z.string(), last: z.string() }))
      .max(100),
    changes: z.array(z.object({ at: z.string(), action: z.string().max(60), what: z.string().max(300), by: name, address: name })).max(100),
    mailsSent: count,
    linesLookedAt: count,
    notCheckable: z.array(two).max(20),
    digest: z.string(),
  }),
  /** Written by the desk, released and carried out by a named person, confirmed by nothing but a re-read. */
  'containment.account-measure-proposed': z.object({
    measureId,
    act: z.enum(accountActs),
    object: name,
    provider: z.enum(accountProviders),
    commands: z.array(z.string().max(1000)).max(20),
    undo: z.array(z.string().max(1000)).max(20),
    /** What it costs, in words. */
    price: two,
    /** What to run afterwards and paste here. */
    reread: z.array(z.string().max(1000)).max(10),
  }),
  'containment.account-measure-released': z.object({ measureId, reason }),
  'containment.account-measure-done': z.object({ measureId }),
  'containment.account-measure-reread': z.object({
    measureId,
    result: z.enum(rereadResults),
    why: two,
    /** SHA-256 of what was pasted; the blob holds it. */
    pasted: z.string(),
    blobs: z.array(z.string()).max(1),
  }),
  'containment.account-measure-undone': z.object({ measureId, reason }),
} as const;
