// SPDX-License-Identifier: Apache-2.0
/** A text as a ClickHouse string literal. Every value that did not come from this source tree goes through here. */
export function text(value: string): string {
  // A NUL would end the statement at the engine's C boundary, so it is written as an escape.
  return `'${value.replace(/[\\']/g, (char) => `\\${char}`).replaceAll('\0', '\\0')}'`;
}

/** A list of texts as an SQL literal. */
export function texts(values: readonly string[]): string {
  return `[${values.map((value) => text(value)).join(',')}]`;
}

/** A column by its ECS name: dots need back-ticks. */
export function column(name: string): string {
  return `\`${name.replace(/[`\\]/g, (char) => `\\${char}`)}\``;
}

/** A finite number as SQL; throws RangeError otherwise. */
export function number(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError('not a number for SQL');
  return String(value);
}

/** DateTime64(6) literal of an Instant. */
export function instant(value: string): string {
  return `toDateTime64(${text(value.replace('T', ' ').replace('Z', ''))}, 6, 'UTC')`;
}

/** Names a value, so that what is said of it many times is written, and worked out, once. */
export function once(sql: string, name: string, body: (name: string) => string): string {
  return `arrayMap(${name} -> ${body(name)}, [${sql}])[1]`;
}
