// SPDX-License-Identifier: Apache-2.0
import type { ImapCursorStore } from '../../intake/intake-store.port.ts';
import type { ReceiveMail } from '../../intake/receive.port.ts';

export type ImapSettings = {
  readonly host: string;
  readonly port: number;
  /** Encrypted from the first byte. */
  readonly secure: boolean;
  /** Where not: STARTTLS or no connection (true), never (false), or where the server offers it (absent). */
  readonly startTls?: boolean;
  readonly user: string;
  readonly password: string;
  /** In place of the password: an access token for XOAUTH2, asked for at each connecting. */
  readonly token?: () => Promise<string>;
  /** Called when the server did not take it: the next one is a new one. */
  readonly tokenRefused?: () => void;
  readonly folder: string;
  /** A folder's name; `none` reads no junk folder; null asks the server which it is. */
  readonly junk: string | null;
  readonly maxBytes: number;
  /** How long to wait for the server's word before looking by ourselves. */
  readonly pollMillis: number;
  readonly timing?: Partial<Timing>;
};

export type Timing = {
  /** No single step may take longer: a connection that died in silence is found out by this. */
  readonly stepMillis: number;
  readonly firstRetryMillis: number;
  readonly longestRetryMillis: number;
};

export type ImapDeps = { readonly receive: ReceiveMail; readonly cursors: ImapCursorStore };
