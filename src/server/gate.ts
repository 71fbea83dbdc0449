// SPDX-License-Identifier: Apache-2.0
import type { Caller } from '../edge/route.ts';

/** Who comes in, and the pages of signing in. An adapter serves it; the server only knows this much. */
export type Gate = {
  /** Serves what is below SIGN_IN_BASE: sign-in, second factor, passkeys, OIDC. */
  readonly handle: (request: Request) => Promise<Response>;
  /** From the session cookie or the x-api-key header. null: nobody. */
  readonly whoIs: (headers: Headers) => Promise<Caller | null>;
};
