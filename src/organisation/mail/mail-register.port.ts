// SPDX-License-Identifier: Apache-2.0
import type { Tx } from '../../journal/store.port.ts';
import type { MailSettings } from './mail-settings.ts';

export type { MailSettings } from './mail-settings.ts';

/** What people set about mail, as a whole; written beside the entry only, on its transaction. `version` counts the changes. */
export type MailRegister = {
  /** With a transaction: locked until it ends. */
  readonly read: (tx?: Tx) => Promise<{ readonly version: number; readonly settings: MailSettings }>;
  readonly save: (tx: Tx, settings: MailSettings) => Promise<void>;
};
