// SPDX-License-Identifier: Apache-2.0
export type CalendarEvent = {
  readonly uid: string;
  readonly from: string;
  readonly to: string;
  readonly summary: string;
  readonly description: string;
};

/** An event as somebody's calendar says it. What could not be read is named, never dropped. */
export type ReadCalendar = {
  readonly events: readonly { readonly uid: string; readonly from: string; readonly to: string; readonly summary: string }[];
  readonly unread: readonly { readonly uid: string; readonly why: string }[];
};

/** iCalendar (RFC 5545) out and in. Instants are ISO 8601 UTC. */
export type Ical = {
  readonly write: (calendar: { readonly name: string; readonly stamp: string; readonly events: readonly CalendarEvent[] }) => string;
  /** `zone` is for times that name none and for whole days. */
  readonly read: (text: string, zone: string) => ReadCalendar;
};
