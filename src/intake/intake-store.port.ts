// SPDX-License-Identifier: Apache-2.0
import type { reportChannels, reportKinds, reportStates } from '../case/entry/intake.ts';
import type { Tx } from '../journal/store.port.ts';
import type { CaseId } from '../journal/stream.ts';
import type { Sha256 } from '../kernel/sha256.ts';
import type { ReportId } from './report-id.ts';

export type ReportRecord = {
  readonly ordinal: number;
  readonly reportId: ReportId;
  readonly caseId: CaseId | null;
  readonly kind: (typeof reportKinds)[number];
  readonly channel: (typeof reportChannels)[number];
  readonly state: (typeof reportStates)[number];
  readonly raw: Sha256;
  readonly bytes: number;
  readonly subject: string;
  readonly from: string;
  readonly receivedAt: string;
  readonly arrivals: number;
  readonly kindReasons: readonly string[];
  readonly charsetNotes: readonly string[];
};

export type ArrivalRecord = {
  readonly reportId: ReportId;
  readonly at: string;
  readonly channel: ReportRecord['channel'];
  /** Whom it was for, or where it lay: a recipient, a folder, a file's name. */
  readonly mailbox: string;
  /** MAIL FROM of the envelope; empty where there was none. */
  readonly envelopeFrom: string;
};

/** `words` is what a person searches it by. */
export type NewReport = Omit<ReportRecord, 'ordinal' | 'arrivals'> & {
  readonly words: string;
  /** By what later mails may refer to it: its Message-ID, and ticket marks with the sender's domain. */
  readonly keys: readonly string[];
};

export type ReportFilter = {
  readonly state?: ReportRecord['state'];
  readonly kind?: ReportRecord['kind'];
  /** Substring of subject, sender or text, case-insensitive. */
  readonly search?: string;
  /** `case`: it stands in one. `apart`: a machine sent it, and nobody raised it. */
  readonly standing?: 'case' | 'apart';
  /** Only those that were kept apart although they speak of a weakness. */
  readonly speaks?: boolean;
  readonly before?: number;
  readonly limit: number;
};

/** The register of reports. Written beside an entry only, on its transaction. */
export type IntakeStore = {
  readonly byRaw: (tx: Tx, raws: readonly Sha256[]) => Promise<readonly ReportRecord[]>;
  readonly insert: (tx: Tx, reports: readonly NewReport[], arrivals: readonly ArrivalRecord[]) => Promise<void>;
  readonly arrivedAgain: (tx: Tx, reportId: ReportId, times: number) => Promise<void>;
  readonly setState: (tx: Tx, reportId: ReportId, state: ReportRecord['state']) => Promise<void>;
  readonly setCase: (tx: Tx, reportId: ReportId, caseId: CaseId, kind: ReportRecord['kind']) => Promise<void>;
  /** The case of the newest report with each of these keys that stands in one. */
  readonly casesByKey: (keys: readonly string[]) => Promise<ReadonlyMap<string, CaseId>>;
  /** Locked until the transaction ends. */
  readonly lock: (tx: Tx, reportId: ReportId) => Promise<ReportRecord | null>;
  readonly find: (reportId: ReportId) => Promise<ReportRecord | null>;
  readonly list: (filter: ReportFilter) => Promise<readonly ReportRecord[]>;
  readonly countByKind: (
    filter: Omit<ReportFilter, 'before' | 'limit'>,
  ) => Promise<readonly { readonly kind: ReportRecord['kind']; readonly count: number }[]>;
  /** Puts the words of up to `most` reports into the index; a search finds them before, too, only slower. How many it put. */
  readonly indexWords: (most: number) => Promise<number>;
  readonly arrivalsOf: (reportId: ReportId, limit: number) => Promise<readonly ArrivalRecord[]>;
};

/** How far a folder has been read. */
export type ImapCursorStore = {
  readonly read: (account: string, folder: string) => Promise<{ readonly uidValidity: string; readonly uid: number } | null>;
  readonly save: (account: string, folder: string, uidValidity: string, uid: number) => Promise<void>;
};
