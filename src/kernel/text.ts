// SPDX-License-Identifier: Apache-2.0
/**
 * Makes hostile text inert for a terminal or a log line: control characters (C0, C1, DEL), bidi
 * overrides and lone surrogates become visible escapes. Line feed and tab stay when `multiline`.
 */
export function inertText(text: string, multiline = false): string {
  return text.replace(
    // oxlint-disable-next-line no-control-regex -- control characters are what this is about
    /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
    (char) => {
      if (multiline && (char === '\n' || char === '\t')) return char;
      const code = char.charCodeAt(0);
      return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
    },
  );
}

/** A cell that no spreadsheet runs as a formula, quoted by RFC 4180. */
export function csvCell(text: string): string {
  const inert = inertText(text, true);
  const guarded = /^[=+\-@\t\r\n|%]/.test(inert) ? `'${inert}` : inert;
  return /[",\n\r]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}
