// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { signInSecrets, signInWaySchema, tlsModes } from '../../common/mail-server.ts';
import { get, post, put, remove } from '../../edge/endpoint.contract.ts';
import { directions, mailboxSchema, onlyThisMachine, places, relaySchema } from './mail-settings.ts';

export { directions, onlyThisMachine, places, signInSecrets, tlsModes };
export type { Direction, Mailbox, Place, Relay } from './mail-settings.ts';
export type { SignInKind, SignInWay } from '../../common/mail-server.ts';

const two = z.object({ ja: z.string(), en: z.string() });
const sources = z.enum(['environment', 'screen']);
const secretState = z.discriminatedUnion('is', [
  z.object({ is: z.enum(['not-needed', 'environment', 'missing', 'damaged']) }),
  z.object({ is: z.literal('set'), at: z.string(), by: z.string() }),
  z.object({ is: z.literal('lost'), keyId: z.string() }),
]);
export type SecretStateWire = z.output<typeof secretState>;

const server = { host: z.string(), port: z.int(), tls: z.enum(tlsModes), signIn: signInWaySchema, secret: secretState, source: sources };
export const relayViewSchema = z.object({ ...server, from: z.string(), fromSource: sources });
export const mailboxViewSchema = z.object({ ...server, folder: z.string(), junk: z.string().nullable() });
export type RelayView = z.output<typeof relayViewSchema>;
export type MailboxView = z.output<typeof mailboxViewSchema>;

const using = z.object({
  place: z.enum(places),
  since: z.string().nullable(),
  by: z.string().nullable(),
  reason: z.string().nullable(),
});
const both = <Schema extends z.ZodType>(one: Schema) => z.object({ first: one.nullable(), second: one.nullable(), using });

/** Never a secret: whether it is set, when and by whom. */
export const mailSettingsSchema = z.object({
  out: both(relayViewSchema),
  in: both(mailboxViewSchema),
  /** Whether a mail could leave now, and if not, why. */
  outgoing: z.discriminatedUnion('is', [
    z.object({ is: z.literal('ready'), from: z.string() }),
    z.object({ is: z.literal('practice') }),
    z.object({ is: z.literal('not-set-up'), why: two }),
  ]),
  /** `url`: where the desk is reached as far as anybody set it; `shown`: what is taken where nobody did. */
  address: z.object({
    url: z.string().nullable(),
    source: z.enum(['environment', 'screen', 'none']),
    shown: z.string(),
    onlyThisMachine: z.boolean(),
    /** Signing in and passkeys still rest on the address with which the desk was started. */
    restart: z.boolean(),
  }),
  /** The addresses of whoever asks: to these alone a test goes, and to the role mailbox. */
  ownAddresses: z.array(z.string()),
  roleMailbox: z.string(),
});
export type MailSettingsWire = z.output<typeof mailSettingsSchema>;

/** By the names of `signInSecrets`; null keeps what is there, which goes for the same account at the same server alone. */
const secrets = z.record(z.string().max(40), z.string().min(1).max(20_000)).nullable().default(null);
export const setRelaySchema = z.object({ server: relaySchema, secrets });
export const setMailboxSchema = z.object({ server: mailboxSchema, secrets });

const reason = z.string().trim().min(1).max(2000);
export const switchSchema = z.object({ direction: z.enum(directions), place: z.enum(places), reason });
export const addressSchema = z.object({ url: z.string().trim().max(500).nullable() });

const failure = z.object({
  is: z.literal('failed'),
  why: z.enum(['not-set-up', 'secret', 'sign-in', 'connection', 'certificate', 'folder', 'other']),
  detail: z.string(),
});
export const mailboxCheckSchema = z.discriminatedUnion('is', [
  failure,
  z.object({
    is: z.literal('open'),
    /** Mails in the folder that is read. */
    mails: z.int(),
    /** `mails` null: the server does not say. */
    folders: z.array(z.object({ name: z.string(), mails: z.int().nullable(), use: z.enum(['read', 'junk', 'none']) })),
    more: z.int(),
  }),
]);
export type MailboxCheck = z.output<typeof mailboxCheckSchema>;

export const addressCheckSchema = z.discriminatedUnion('is', [
  z.object({ is: z.literal('answers'), url: z.string() }),
  z.object({ is: z.literal('nobody-set'), url: z.string() }),
  z.object({ is: z.literal('another'), url: z.string(), detail: z.string() }),
  z.object({ is: z.literal('silent'), url: z.string(), detail: z.string() }),
]);
export type AddressCheck = z.output<typeof addressCheckSchema>;

const answered = z.enum(['taken', 'later', 'refused', 'unknown', 'not-set-up', 'practice']);
export const testSentSchema = z.object({
  testId: z.string(),
  mails: z.array(z.object({ to: z.string(), is: answered, answer: z.string() })),
});
export type TestSent = z.output<typeof testSentSchema>;

const arrivalCheck = z.object({ mechanism: z.string(), result: z.string(), domain: z.string().nullable() });
/** `by`: the receiving server that wrote the results; null where it wrote none. `counts`: it is named as one of our own. */
const arrival = z.discriminatedUnion('is', [
  z.object({ is: z.enum(['not-handed-over', 'no-mailbox', 'waiting', 'not-arrived']) }),
  failure,
  z.object({
    is: z.literal('arrived'),
    folder: z.string(),
    junk: z.boolean(),
    by: z.string().nullable(),
    counts: z.boolean(),
    checks: z.array(arrivalCheck),
  }),
]);
export type ArrivalWire = z.output<typeof arrival>;
export const testArrivalSchema = z.object({ seconds: z.int(), mails: z.array(z.object({ to: z.string(), arrival })) });
export type TestArrival = z.output<typeof testArrivalSchema>;

/** What is not set up, for everybody who reads the readiness screen: no server, no account, no address of a person. */
export const missingKinds = [
  'no-relay',
  'no-sender',
  'relay-secret',
  'second-relay',
  'no-mailbox',
  'mailbox-secret',
  'secret-ends',
  'second-mailbox',
  'no-address',
  'only-this-machine',
] as const;
/** Days before the end of a client secret from which on it is said. */
export const SECRET_ENDS_SOON = 7;
export const missingSchema = z.object({ practice: z.boolean(), missing: z.array(z.enum(missingKinds)) });
export type Missing = z.output<typeof missingSchema>;

export const endpoints = {
  // ETag: how often it was changed.
  mailSettings: get('/api/v1/mail-settings', mailSettingsSchema),
  // If-Match, as all that change something.
  setRelay: put('/api/v1/mail-settings/out/:place', mailSettingsSchema, setRelaySchema),
  setMailbox: put('/api/v1/mail-settings/in/:place', mailSettingsSchema, setMailboxSchema),
  removeServer: remove('/api/v1/mail-settings/:direction/:place', mailSettingsSchema),
  switchServer: post('/api/v1/mail-settings/switch', mailSettingsSchema, switchSchema),
  setAddress: put('/api/v1/mail-settings/address', mailSettingsSchema, addressSchema),
  checkAddress: post('/api/v1/mail-settings/address/check', addressCheckSchema),
  checkMailbox: post('/api/v1/mail-settings/in/:place/check', mailboxCheckSchema),
  sendTest: post('/api/v1/mail-settings/tests', testSentSchema, z.object({ to: z.string().max(320) })),
  testArrival: get('/api/v1/mail-settings/tests/:testId', testArrivalSchema),
  missing: get('/api/v1/mail-settings/missing', missingSchema),
  // Public: a mark over the nonce that only this desk can make; the desk itself compares it.
  thisDesk: get('/api/v1/this-desk/:nonce', z.object({ mark: z.string() })),
} as const;
