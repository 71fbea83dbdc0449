// SPDX-License-Identifier: Apache-2.0
import type { Actor } from '../journal/actor.ts';
import type { reportChannels, reportKinds } from '../case/entry/intake.ts';
import type { CaseId } from '../journal/stream.ts';
import type { Sha256 } from '../kernel/sha256.ts';
import type { ReportId } from './report-id.ts';

/** Where bytes came from. */
export type Source = {
  readonly channel: (typeof reportChannels)[number];
  /** Whom it was for, or where it lay: recipients, a folder, a file's name. */
  readonly mailbox: string;
  /** MAIL FROM of the envelope, where there was one. */
  readonly envelopeFrom?: string;
  /** It lay in the junk folder. */
  readonly junk?: boolean;
  /** The person who typed or dropped it; the desk itself where absent. */
  readonly actor?: Actor;
  /** What was handed in at one go: copies of one mail among it are one report with as many arrivals. One map for each go. */
  readonly together?: Map<string, Promise<RecordedReport>>;
};

export type RecordedReport = {
  readonly sha256: Sha256;
  readonly reportId: ReportId;
  readonly caseId: CaseId | null;
  readonly kind: (typeof reportKinds)[number];
  readonly subject: string;
  readonly from: string;
  readonly charsetNotes: readonly string[];
  /** The same bytes, or another copy of the mail in the same go, were here before. */
  readonly again: boolean;
};

/** What a listener or a poller calls with the bytes as they came. A rejection means "not taken: send it again later". */
export type ReceiveMail = (bytes: Uint8Array, source: Source) => Promise<RecordedReport>;
