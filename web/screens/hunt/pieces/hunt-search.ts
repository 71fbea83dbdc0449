// SPDX-License-Identifier: Apache-2.0
/** What a question's address may hold. */
export type HuntSearch = {
  readonly kind?: string;
  readonly path?: string;
  /** The server in question, and logs that are its own. */
  readonly host?: string;
  readonly log?: string;
  readonly indicators?: string;
  readonly computer?: string;
  readonly destination?: string;
  readonly since?: string;
  readonly until?: string;
  /** A question without words of its own was asked. */
  readonly run?: string;
};
