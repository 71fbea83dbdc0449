// SPDX-License-Identifier: Apache-2.0
import type { rolesOfEntry } from '../case/entry/role-names.ts';

/** Where the pages of signing in are: password, second factor, passkeys, OIDC. */
export const SIGN_IN_BASE = '/api/auth';

export type RoleName = (typeof rolesOfEntry)[number];

/** A key with which a machine calls. The key itself is shown once, when it is made; only its hash is kept. */
export type MachineKey = {
  readonly keyId: string;
  readonly name: string;
  readonly roles: readonly RoleName[];
  /** First characters, to tell keys apart. */
  readonly start: string;
  readonly madeAt: string;
  readonly lastUsedAt: string | null;
  readonly expiresAt: string | null;
};

/** What the register needs of whatever signs people in. */
export type SignIns = {
  /** A salted, slow hash as it is stored. */
  readonly hashPassword: (password: string) => Promise<string>;
  readonly makeKey: (input: {
    readonly madeBy: string;
    readonly name: string;
    readonly roles: readonly RoleName[];
    readonly days: number | null;
  }) => Promise<{ readonly key: string; readonly made: MachineKey }>;
  readonly keys: () => Promise<readonly MachineKey[]>;
  /** false when there is no such key. */
  readonly revokeKey: (keyId: string) => Promise<boolean>;
  /** Signs a person in on the spot; the Set-Cookie line for their browser, null when the password is wrong or a second factor is asked. */
  readonly signInCookie: (address: string, password: string) => Promise<string | null>;
  /** Names of identity providers that the sign-in page may offer. */
  readonly providers: () => Promise<readonly { readonly providerId: string; readonly issuer: string }[]>;
};

/** What whoever signs people in needs of the register. */
export type Register = {
  /** null: no such person, or one who has left. Roles are empty while the password in use is a one-time one. */
  readonly standing: (
    personId: string,
  ) => Promise<{ readonly name: string; readonly roles: readonly RoleName[]; readonly mustChangePassword: boolean } | null>;
  /** The roles of a machine's key as they are now, by who made it; null: the maker is gone, and the key with them. */
  readonly keyRoles: (madeBy: string, own: readonly RoleName[]) => Promise<readonly RoleName[] | null>;
  /** The person has come in by an identity provider: a one-time password that was never used is withdrawn. */
  readonly cameByProvider: (personId: string) => Promise<void>;
  /** Before a provider's account is tied to the person. `subject`: the provider's own name for them. */
  readonly linking: (personId: string, providerId: string, subject: string) => Promise<void>;
  /** A machine's key opened the desk for the first time. */
  readonly keyUsed: (keyId: string, name: string, address: string) => Promise<void>;
};
