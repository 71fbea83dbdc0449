// SPDX-License-Identifier: Apache-2.0
export const claimKinds = [
  'cve',
  'cwe',
  'advisory',
  'product',
  'program',
  'cgi-path',
  'url',
  'host',
  'address',
  'weakness',
  'deadline',
  'demand',
] as const;
export type ClaimKind = (typeof claimKinds)[number];

export type ClaimPattern = {
  readonly kind: ClaimKind;
  readonly pattern: RegExp;
  /** The value to look up, or null when the match is none after all. */
  readonly value: (match: RegExpExecArray) => string | null;
};

/** A claim as a finder gives it: offsets into the text that it was given, `end` exclusive. */
export type Found = {
  readonly kind: ClaimKind;
  readonly value: string;
  readonly version: string | null;
  readonly start: number;
  readonly end: number;
};
