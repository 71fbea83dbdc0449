// SPDX-License-Identifier: Apache-2.0

const MOST = 800;

/** Calendar days from one to the other, both included, as `2026-11-21`. */
export function daysBetween(from: string | undefined, to: string | undefined): readonly string[] {
  if (from === undefined || to === undefined) return [];
  const days: string[] = [];
  for (let at = Date.parse(`${from}T00:00:00Z`); days.length < MOST; at += 86_400_000) {
    const day = new Date(at).toISOString().slice(0, 10);
    if (day > to) break;
    days.push(day);
  }
  return days;
}
