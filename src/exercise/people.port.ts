// SPDX-License-Identifier: Apache-2.0

/** A person of the register who has not left. */
export type KnownPerson = { readonly personId: string; readonly name: string; readonly roles: readonly string[] };

export type People = {
  readonly find: (personId: string) => Promise<KnownPerson | null>;
  /** Who may be an instructor. */
  readonly instructors: () => Promise<readonly KnownPerson[]>;
};
