// SPDX-License-Identifier: Apache-2.0

/** Signs documents by OpenPGP (RFC 9580), detached and in ASCII. */
export type AdvisorySigner = {
  /** 40 digits, upper case. */
  readonly fingerprint: string;
  /** The public key under a name (`Organisation <mail>`). */
  readonly publicKey: (name: string) => string;
  /** `at`: seconds since 1970 that the signature bears; the same document at the same time gives the same signature. */
  readonly sign: (document: Uint8Array, at: number) => string;
};
export type OpenAdvisorySigner = () => Promise<AdvisorySigner>;
