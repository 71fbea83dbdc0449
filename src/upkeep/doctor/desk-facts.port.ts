// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../../kernel/bilingual.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { Trouble } from '../trouble/trouble.ts';
import type { BackupTrail } from '../backup/scheduled.port.ts';

/** What the machine and its store say of themselves. Sizes in bytes; null: this system does not tell. */
export type MachineFacts = {
  readonly dataFolder: string;
  /** The user who owns the data folder, and the one who asks. */
  readonly owner: string | null;
  readonly user: string;
  /** Others than the owner can read the folder. */
  readonly openToOthers: boolean;
  readonly freeBytes: number | null;
  readonly memoryBytes: number;
  readonly node: string;
  readonly platform: string;
};

/** How a server stands among those on one database: only one of them works (tasks, mail in and out, schedules). */
export type LeadState = { readonly is: 'works' | 'stands-by' } | { readonly is: 'cannot'; readonly why: Bilingual };

export type StoreFacts = {
  /** `18.4`, as the server says it. */
  readonly postgres: string;
  readonly embedded: boolean;
  readonly entries: number;
  /** When the newest entry was written: later than now, the clock was set back. */
  readonly newest: Instant | null;
  readonly backups: Pick<BackupTrail, 'last' | 'failed'>;
  /** Tasks that should have been done, and are not. */
  readonly overdueTasks: number;
  /** `machine:port` of the server that works; null: none does. */
  readonly leader: string | null;
};

export type DeskFacts = MachineFacts &
  StoreFacts & {
    readonly version: string;
    readonly now: Instant;
    /** null: asked by a command, which is no server. */
    readonly lead: LeadState | null;
    /** How often one is taken by itself; null: never. */
    readonly backupEveryHours: number | null;
    readonly logEngine: boolean;
    readonly publicUrl: string | null;
    readonly mailOut: boolean;
    /** Ways by which mail comes in: smtp, lmtp, imap. */
    readonly mailIn: readonly string[];
    readonly dns: boolean;
    /** What is not well at this moment. */
    readonly troubles: readonly Trouble[];
    /** DKIM key and the rest of what is set or not, by the name of its setting. */
    readonly switchedOff: readonly string[];
  };
