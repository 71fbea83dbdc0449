// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../../kernel/bilingual.ts';

export type CalendarEvent = {
  readonly uid: string;
  readonly from: string;
  readonly to: string;
  readonly summary: string;
  readonly description: string;
};

/** One stretch in which somebody's calendar says that they are away. */
export type AwayEvent = {
  readonly uid: string;
  /** How often the entry was changed (SEQUENCE); the higher one holds. */
  readonly sequence: number;
  /** Which one of a series: when it was to begin at first. null: no series. */
  readonly occurrence: string | null;
  readonly from: string;
  readonly to: string;
  readonly summary: string;
};

/** An entry by its UID, or what stands in for one, and what is said of it. */
export type SaidOf = { readonly uid: string; readonly why: Bilingual };

/** Somebody's calendar as it bears on duty. What could not be read is named, and so is what was read and is no absence. */
export type ReadCalendar = {
  readonly events: readonly AwayEvent[];
  /** Entries that the file speaks of as a whole: what was taken of them before is over. `occurrence` null: all of the entry. */
  readonly replaced: readonly { readonly uid: string; readonly sequence: number; readonly occurrence: string | null }[];
  readonly notAbsent: readonly SaidOf[];
  readonly unread: readonly SaidOf[];
};

export type ReadingOf = {
  /** For times that name no zone, and for whole days. */
  readonly zone: string;
  /** The person's addresses, in lower case: what they declined is no absence. */
  readonly mine: readonly string[];
  /** Series are followed between these instants (milliseconds) and no further. */
  readonly from: number;
  readonly to: number;
};

/** iCalendar (RFC 5545) out and in. Instants are ISO 8601 UTC. */
export type Ical = {
  readonly write: (calendar: { readonly name: string; readonly stamp: string; readonly events: readonly CalendarEvent[] }) => string;
  /** Reads bytes of strangers, within limits of time and memory and away from the desk's own thread. */
  readonly read: (bytes: Uint8Array, how: ReadingOf) => Promise<ReadCalendar>;
};
