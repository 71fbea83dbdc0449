// SPDX-License-Identifier: Apache-2.0
import type { Mail } from '../../common/mail.ts';

/** The one reading of a mail, that intake has too. Never throws on what a mail may contain. */
export type MailReader = (bytes: Uint8Array) => Mail;
