// SPDX-License-Identifier: Apache-2.0
/** Marks, embeddings, overrides and isolates that turn the direction of writing (Unicode UAX #9). */
const TURNS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** What turns the direction of writing becomes a visible escape: `\u202e`. Strangers write in what the desk shows. */
export function inert(text: string): string {
  return text.replace(TURNS, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** An answer as it may be shown: every text in it, and every name of a field, inert. */
export function inertJson(value: unknown): unknown {
  if (typeof value === 'string') return inert(value);
  if (Array.isArray(value)) return value.map((item) => inertJson(item));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [inert(key), inertJson(item)]));
}
