// SPDX-License-Identifier: Apache-2.0
/** The keys of a line that is one JSON object; null when it is not. `_` nesting is not followed. */
export function keysOf(line: string): ReadonlySet<string> | null {
  const object = objectOf(line);
  return object === null ? null : new Set(Object.keys(object));
}

/** A line as a JSON object; null where it is none. */
export function objectOf(line: string): Readonly<Record<string, unknown>> | null {
  if (!line.trimStart().startsWith('{')) return null;
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
