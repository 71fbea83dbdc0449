// SPDX-License-Identifier: Apache-2.0
import type { Brand } from './brand.ts';

/** A point in time: ISO 8601 in UTC with milliseconds, `2026-11-21T05:05:00.000Z`. Sorts as text. */
export type Instant = Brand<string, 'Instant'>;

/** The only source of "now". Tests move it. */
export type Clock = { readonly now: () => Instant };

const WITH_ZONE = /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(:\d{2}([.,]\d+)?)?([Zz]|[+-]\d{2}:?\d{2})$/;

/** Accepts ISO 8601 with a zone only (a time without a zone is not a point in time). Returns null otherwise. */
export function parseInstant(text: string): Instant | null {
  if (!WITH_ZONE.test(text)) return null;
  return instantFromMillis(Date.parse(text.replace(',', '.').replace(' ', 'T')));
}

/** Milliseconds since 1970-01-01T00:00Z; null when not finite or outside years 0000..9999. */
export function instantFromMillis(millis: number): Instant | null {
  if (!Number.isFinite(millis) || millis < -62_167_219_200_000 || millis > 253_402_300_799_999) return null;
  return new Date(millis).toISOString() as Instant;
}

/** Milliseconds since 1970 (UTC). */
export function millisOf(instant: Instant): number {
  return Date.parse(instant);
}

/** `instant` moved by `millis` (may be negative). Throws RangeError beyond year 9999. */
export function plusMillis(instant: Instant, millis: number): Instant {
  const moved = instantFromMillis(millisOf(instant) + millis);
  if (moved === null) throw new RangeError('instant out of range');
  return moved;
}

/** Whether `zone` is a time zone that Temporal knows: an IANA name or an offset. */
export function isZone(zone: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return true;
  } catch {
    return false;
  }
}
