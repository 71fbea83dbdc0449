// SPDX-License-Identifier: Apache-2.0
/** A way by which mails come in by themselves, and how it stands now. */
export type WayIn = {
  readonly kind: 'smtp' | 'lmtp' | 'imap';
  readonly is: 'open' | 'trying' | 'stopped';
  /** Where it listens, or which mailbox it reads: no password, nothing secret. */
  readonly where: string;
  readonly encryption: 'none' | 'offered' | 'required';
  readonly failures: number;
  readonly lastFailure: string | null;
};

export type WaysIn = () => readonly WayIn[];
