// SPDX-License-Identifier: Apache-2.0

/** Rows of RFC 4180 text; quotes may hold commas and line ends. A quote that never closes ends with the text. */
export function* csvRows(text: string, separator = ','): Generator<readonly string[]> {
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  const start = text.startsWith('\ufeff') ? 1 : 0;
  for (let at = start; at < text.length; at += 1) {
    const char = text[at];
    if (quoted) {
      if (char !== '"') cell += char;
      else if (text[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else quoted = false;
    } else if (char === '"' && cell === '') quoted = true;
    else if (char === separator) {
      row.push(cell);
      cell = '';
    } else if (char === '\n' || char === '\r') {
      if (char === '\r' && text[at + 1] === '\n') at += 1;
      row.push(cell);
      if (row.length > 1 || row[0] !== '') yield row;
      row = [];
      cell = '';
    } else cell += char;
  }
  row.push(cell);
  if (row.length > 1 || row[0] !== '') yield row;
}

/** Rows as records under the header's names, lower case, trimmed. */
export function* csvRecords(text: string): Generator<{ readonly line: number; readonly record: Readonly<Record<string, string>> }> {
  let header: readonly string[] | null = null;
  let line = 0;
  for (const row of csvRows(text)) {
    line += 1;
    if (header === null) header = row.map((name) => name.trim().toLowerCase());
    else yield { line, record: Object.fromEntries(header.map((name, index) => [name, (row[index] ?? '').trim()])) };
  }
}
