// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../kernel/bilingual.ts';

/** A way by which mails come in by themselves, and how it stands now. */
export type WayIn = {
  readonly kind: 'smtp' | 'lmtp' | 'imap';
  /** `elsewhere`: this server stands by; the one that works receives. */
  readonly is: 'open' | 'trying' | 'stopped' | 'elsewhere';
  /** Where it listens, or which mailbox it reads: no password, nothing secret. */
  readonly where: string;
  readonly encryption: 'none' | 'offered' | 'required';
  readonly failures: number;
  readonly lastFailure: string | null;
  /** The same with what to do, where the desk knows it. */
  readonly words: Bilingual | null;
};

export type WaysIn = () => readonly WayIn[];
