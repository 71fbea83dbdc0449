// SPDX-License-Identifier: Apache-2.0

/** The names of a CSV's columns, cut as the desk cuts them; each once, so that a choice is clear. */
export function headingsOf(line: string): readonly string[] {
  const clean = line.replace(/\\x0d$|\r$/, '');
  const separator = [',', ';', '\t', String.raw`\x09`].toSorted((a, b) => clean.split(b).length - clean.split(a).length)[0] ?? ',';
  const names = clean.split(separator).map((name) => name.trim().replace(/^"|"$/g, ''));
  return [...new Set(names)].filter((name) => name !== '').slice(0, 200);
}

/** Three headings or more, and lines below them that are cut into as many cells. */
export function looksLikeTable(sample: readonly string[]): boolean {
  const [first = '', ...rest] = sample;
  const cells = (line: string): number => Math.max(...[',', ';', '\t', String.raw`\x09`].map((separator) => line.split(separator).length));
  const lines = rest.filter((line) => line !== '');
  return headingsOf(first).length >= 3 && lines.length > 0 && lines.every((line) => cells(line) === cells(first));
}
