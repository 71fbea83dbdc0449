// SPDX-License-Identifier: Apache-2.0

export type IssuedCertificate = {
  /** Files: what people take in, and what the desk serves. */
  readonly authority: string;
  readonly cert: string;
  readonly key: string;
  readonly until: string;
  /** SHA-256 of the authority, as browsers show it. */
  readonly fingerprint: string;
};

/** Makes a certificate for these names; null where there is one already and nobody said `again`. */
export type IssueCertificate = (names: readonly string[], now: string, again: boolean) => Promise<IssuedCertificate | null>;
