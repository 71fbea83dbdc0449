// SPDX-License-Identifier: Apache-2.0

/** Somebody as the organisation's register has them now. */
export type Registered = {
  readonly personId: string;
  readonly name: string;
  readonly addresses: readonly string[];
  readonly telephone: string;
  /** ISO 8601; null while they belong to the organisation. */
  readonly leftAt: string | null;
};

/** The register of people, which other people keep: who left it is not on duty, and nobody is called on a number it no longer has. */
export type Register = {
  /** Those of these numbers or addresses (lower case), whether they left or not. */
  readonly people: (of: { readonly numbers: readonly string[]; readonly addresses: readonly string[] }) => Promise<readonly Registered[]>;
};
