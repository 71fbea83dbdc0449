// SPDX-License-Identifier: Apache-2.0
import type { Mail } from '../../common/mail.ts';
import type { SafeHtml } from './html.port.ts';

/** Whose bytes a reader wants with a mail: of no part, or of one by its index. */
export type PartsWanted = 'none' | number;

/** Why bytes were not read to the end: a limit was reached, or the reader failed. */
export type NotRead = { readonly is: 'not-read'; readonly why: 'time' | 'memory' | 'failed' };

/**
 * Reads any bytes as a mail as well as they can be read, within limits of time and memory. Parts carry their hash, and
 * bytes only where they are wanted. Never rejects for what stands in the bytes.
 */
export type OpenMail = (raw: Uint8Array, parts: PartsWanted) => Promise<{ readonly is: 'read'; readonly mail: Mail } | NotRead>;

/** The HTML body of a mail, made harmless, within the same limits. `pictures`: those that the mail carries are shown. */
export type OpenHtml = (raw: Uint8Array, pictures: boolean) => Promise<{ readonly is: 'read'; readonly page: SafeHtml } | NotRead>;

/** A mail found in a file, an mbox or a folder. */
export type FoundMail = { readonly file: string; readonly raw: Uint8Array };

/** Something named on the command line that could not be read as files. */
export type NotFound = { readonly file: string; readonly why: 'absent' | 'not-permitted' | 'not-readable' };

/** Walks files, mbox files, maildirs and folders in order of name; links are not followed out of a folder. */
export type FindMails = (path: string) => AsyncIterable<{ readonly found: FoundMail } | { readonly failed: NotFound }>;

/** The mails within one file's bytes: those of an mbox, else the bytes as one mail. */
export type SplitMails = (bytes: Uint8Array, fileName: string) => readonly Uint8Array[];
