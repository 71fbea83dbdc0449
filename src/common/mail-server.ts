// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';

/**
 * How the connection is encrypted: from its first byte (RFC 8314), by STARTTLS or not at all (`starttls`), by STARTTLS where
 * the server offers it (`offered`), or never.
 */
export const tlsModes = ['implicit', 'starttls', 'offered', 'none'] as const;

const line = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .regex(/^[^\p{C}]*$/u);
const https = line(500).refine((text) => URL.canParse(text) && ['https:', 'http:'].includes(new URL(text).protocol));
const account = line(320);

/** How the desk signs in at a mail server, without what is secret. `account`: the user, or the mailbox that is opened. */
export const signInWaySchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('password'), account }),
  z.object({
    kind: z.literal('microsoft'),
    account,
    tenant: line(200),
    clientId: line(200),
    /** Where tokens are asked for; another one in national clouds. */
    authority: https.default('https://login.microsoftonline.com'),
    /** The day on which the client secret ends, `2027-03-31`, as its page in Entra says; the token does not tell. */
    secretEnds: z.iso.date().nullable().default(null),
  }),
  z.object({ kind: z.literal('google-service-account'), account }),
  z.object({
    kind: z.literal('google-consent'),
    account,
    clientId: line(300),
    tokenUrl: https.default('https://oauth2.googleapis.com/token'),
  }),
]);
export type SignInWay = z.output<typeof signInWaySchema>;
export type SignInKind = SignInWay['kind'];

/** What is secret of each way: kept encrypted, given in, never given out. `keyFile`: the JSON file that Google makes for a service account. */
export const signInSecrets = {
  none: [],
  password: ['password'],
  microsoft: ['clientSecret'],
  'google-service-account': ['keyFile'],
  'google-consent': ['clientSecret', 'refreshToken'],
} as const satisfies Readonly<Record<SignInKind, readonly string[]>>;

/** A way with its secrets: all that is needed to sign in. */
export type SignIn = {
  [Kind in SignInKind]: Extract<SignInWay, { readonly kind: Kind }> & Readonly<Record<(typeof signInSecrets)[Kind][number], string>>;
}[SignInKind];
/** The ways that show an access token instead of a password (XOAUTH2, RFC 6749). */
export type TokenSignIn = Exclude<SignIn, { readonly kind: 'none' | 'password' }>;

/** The server of a relay or of a mailbox, ready to be connected to. */
export type MailServer = {
  readonly host: string;
  readonly port: number;
  readonly tls: (typeof tlsModes)[number];
  readonly signIn: SignIn;
};
