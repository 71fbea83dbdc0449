// SPDX-License-Identifier: Apache-2.0
/** Knows the public suffix list. */
export type Domains = {
  /** The organisational domain of a host name, lower case, in ASCII: `a.b.example.co.jp` -> `example.co.jp`; null when there is none. */
  readonly organisation: (host: string) => string | null;
  /** The name as Unicode, for people: `xn--…` made readable. */
  readonly shown: (host: string) => string;
};
