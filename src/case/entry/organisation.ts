// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { organisationKinds } from '../../common/words/own-words.ts';
import { rolesOfEntry } from './role-names.ts';

const reason = z.string().max(2000);

/** How a password came to be: at set-up, with a new person, or anew for a person who was locked out. */
export const signInWays = ['set-up', 'added', 'reset'] as const;

/** How somebody came in: the last step of it. */
export const waysIn = ['password', 'code', 'backup-code', 'passkey', 'provider'] as const;
/** What opens the desk for a person. */
export const factors = ['password', 'app', 'backup-codes', 'passkey'] as const;
/** What a body outside is to the organisation. */
export const outsideKinds = [
  'system-vendor',
  'hosting-provider',
  'security-vendor',
  'forensic-firm',
  'jpcert',
  'ipa',
  'police',
  'regulator',
  'ministry',
  'insurer',
  'lawyer',
  'parent-company',
  'other',
] as const;
const address = z.string().max(100);

/**
 * The trail of access, in the desk's chain. A refusal names the person only where the name given is registered, never
 * what was typed; refusals are counted for each name and address: the first of an hour at once, the rest at its end.
 */
export const accessEntries = {
  'access.signed-in': z.object({ personId: z.string(), how: z.enum(waysIn), address }),
  'access.refused': z.object({
    personId: z.string().nullable(),
    what: z.enum(waysIn),
    address,
    count: z.int().positive(),
    from: z.string(),
    to: z.string(),
  }),
  'access.signed-out': z.object({ personId: z.string(), what: z.enum(['own', 'others']) }),
  'access.factor-changed': z.object({
    personId: z.string(),
    factor: z.enum(factors),
    change: z.enum(['added', 'removed', 'changed']),
    name: z.string().max(200),
  }),
  /** `subject`: SHA-256 of the provider's own number for the person. */
  'access.provider-linked': z.object({ personId: z.string(), providerId: z.string().max(100), subject: z.string() }),
  'machine-key.first-used': z.object({ keyId: z.string(), name: z.string().max(100), address }),
} as const;

/** Entries of the organisation register; they stand in the desk's chain. Bulk rows are anchored by count and digest. */
export const organisationEntries = {
  'organisation.named': z.object({ ja: z.string().max(200), en: z.string().max(200) }),
  /** What it is, which decides the word by which its texts name it. */
  'organisation.kind-set': z.object({ kind: z.enum(organisationKinds) }),
  'organisation.mailbox-set': z.object({ address: z.string().max(320) }),
  /** The directory of bodies outside, which stands in a register. `names`: the first of those that changed. */
  'organisation.outside-changed': z.object({
    added: z.int(),
    changed: z.int(),
    removed: z.int(),
    names: z.array(z.string().max(200)).max(20),
    digest: z.string(),
  }),
  /** `personId` null: nobody heads it any more. */
  'organisation.head-set': z.object({ department: z.string().max(200), personId: z.string().nullable() }),
  'person.added': z.object({ personId: z.string(), name: z.string().max(200), department: z.string().max(200).nullable() }),
  'person.changed': z.object({ personId: z.string(), fields: z.array(z.string()).max(50) }),
  'person.roles-changed': z.object({ personId: z.string(), roles: z.array(z.enum(rolesOfEntry)), reason }),
  'person.left': z.object({ personId: z.string(), reason }),
  /** In the register again: as staff and without a sign-in, whatever they were before. */
  'person.returned': z.object({ personId: z.string(), reason }),
  'person.sign-in-given': z.object({ personId: z.string(), how: z.enum(signInWays), secondFactorsDropped: z.boolean() }),
  /** A mail with a link that works once and stands for a one-time password. `invitation`: tells it from others of the same person. */
  'person.invited': z.object({ personId: z.string(), invitation: z.string().max(40), until: z.string() }),
  'people.imported': z.object({ file: z.string(), rows: z.int(), added: z.int(), changed: z.int(), refused: z.int(), digest: z.string() }),
  /** The last table was taken back. `kept`: people whom it left as they are, because they were changed or used since. */
  'people.import-undone': z.object({ file: z.string(), restored: z.int(), removed: z.int(), kept: z.int(), digest: z.string() }),
  /** A key for a machine: never the key itself. */
  'machine-key.made': z.object({
    keyId: z.string(),
    name: z.string().max(100),
    roles: z.array(z.enum(rolesOfEntry)),
    expiresAt: z.string().nullable(),
  }),
  /** A relay (`out`) or a mailbox (`in`) as it was set; never a secret, only whether one was given with it. */
  'mail.server-set': z.object({
    direction: z.enum(['out', 'in']),
    place: z.enum(['first', 'second']),
    host: z.string().max(253),
    port: z.int(),
    tls: z.string().max(20),
    signIn: z.string().max(40),
    account: z.string().max(320),
    /** The sender's address of a relay, the folder of a mailbox. */
    with: z.string().max(400),
    secret: z.enum(['given', 'kept', 'none']),
  }),
  'mail.server-removed': z.object({ direction: z.enum(['out', 'in']), place: z.enum(['first', 'second']), host: z.string().max(253) }),
  'mail.server-switched': z.object({
    direction: z.enum(['out', 'in']),
    place: z.enum(['first', 'second']),
    host: z.string().max(253),
    reason,
  }),
  /** `secret`: whether an address was given now; it stands nowhere in the chain. */
  'mail.chat-set': z.object({
    name: z.string().max(60),
    kind: z.string().max(20),
    host: z.string().max(300),
    everything: z.boolean(),
    secret: z.enum(['given', 'kept']),
  }),
  'mail.chat-removed': z.object({ name: z.string().max(60), host: z.string().max(300) }),
  /** `answers`: how each of the mails ended at the server, in its own words. */
  'mail.tested': z.object({
    testId: z.string().max(60),
    host: z.string().max(253),
    answers: z.array(z.object({ is: z.string().max(20), answer: z.string().max(1000) })).max(5),
  }),
  /** Where people reach the desk; null: nothing set any more. */
  'organisation.address-set': z.object({ url: z.string().max(500).nullable() }),
  'machine-key.revoked': z.object({ keyId: z.string(), name: z.string().max(100), reason }),
} as const;
