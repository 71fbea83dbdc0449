// SPDX-License-Identifier: Apache-2.0
/** Whether a name ends in a suffix of the list, or in one that is reserved (RFC 2606, RFC 6761), with a name before it. */
export type HostExists = (host: string) => boolean;

/** Knows the public suffix list. */
export type Domains = {
  /** The organisational domain of a host name, lower case, in ASCII: `a.b.example.co.jp` -> `example.co.jp`; null when there is none. */
  readonly organisation: (host: string) => string | null;
  readonly exists: HostExists;
  /** The name as Unicode, for people: `xn--…` made readable. */
  readonly shown: (host: string) => string;
};
