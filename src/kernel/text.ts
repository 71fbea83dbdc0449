// SPDX-License-Identifier: Apache-2.0
/**
 * Makes hostile text inert for a terminal or a log line: control characters (C0, C1, DEL), bidi
 * overrides and lone surrogates become visible escapes. Line feed and tab stay when `multiline`.
 */
export function inertText(text: string, multiline = false): string {
  return text.replace(
    // oxlint-disable-next-line no-control-regex -- control characters are what this is about
    /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
    (char) => {
      if (multiline && (char === '\n' || char === '\t')) return char;
      const code = char.charCodeAt(0);
      return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
    },
  );
}

/** For a page: what turns the direction of writing (Unicode UAX #9) becomes a visible escape, all else stays. */
export function withoutTurns(text: string): string {
  return text.replace(
    /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** A cell that no spreadsheet runs as a formula, quoted by RFC 4180. */
export function csvCell(text: string): string {
  const inert = inertText(text, true);
  const guarded = /^[=+\-@\t\r\n|%]/.test(inert) ? `'${inert}` : inert;
  return /[",\n\r]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}

/** The cell as it was before `csvCell` guarded it: the mark in front of what a spreadsheet would run comes off again. */
export function unguardedCell(cell: string): string {
  return /^'[=+\-@\t\r\n|%]/.test(cell) ? cell.slice(1) : cell;
}

/** Text for a place in HTML, between tags or in a quoted attribute. */
export function htmlText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;');
}
