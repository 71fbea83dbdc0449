// SPDX-License-Identifier: Apache-2.0
export const mechanisms = ['spf', 'dkim', 'dmarc', 'arc'] as const;
export type Mechanism = (typeof mechanisms)[number];

/**
 * RFC 8601 result words. `temperror` has no place here: what could not be looked up is `not-checkable`,
 * so that a missing network never reads as "this sender has no record".
 */
export const authResults = ['pass', 'fail', 'softfail', 'neutral', 'none', 'policy', 'permerror', 'not-checkable'] as const;
export type AuthResult = (typeof authResults)[number];

export type AuthCheck = {
  readonly mechanism: Mechanism;
  readonly result: AuthResult;
  /** The domain that the result speaks of; null where there is none. */
  readonly domain: string | null;
  /** Why, in the words of the one who judged. */
  readonly detail: string;
};

/** The SMTP session as our own receiving server noted it; null when no line of ours says so. */
export type Envelope = { readonly ip: string; readonly helo: string; readonly mailFrom: string };

/** `lookUps` says whether names were asked at all: with `off`, every check is not checkable. */
export type MailAuthentication = {
  readonly lookUps: 'on' | 'off' | 'recorded';
  readonly check: (bytes: Uint8Array, envelope: Envelope | null) => Promise<readonly AuthCheck[]>;
};
