// SPDX-License-Identifier: Apache-2.0

/** What is asked of a server outside. There is no request without an end: `signal` says when it is given up. */
export type OutsideRequest = {
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | string;
  readonly signal: AbortSignal;
  /** Somebody on a screen gave the address: what leads into the own network is refused but for these ranges (`InsideError`). */
  readonly onlyOutsideBut?: readonly string[];
};

/**
 * One HTTP request to the outside, by the proxy of the environment. A redirect is an error: it would lead to a place
 * that nobody named. Rejects as `fetch` does (WHATWG Fetch), with `cause.code` where the connection failed.
 */
export type FetchOutside = (url: string, request: OutsideRequest) => Promise<Response>;
