// SPDX-License-Identifier: Apache-2.0
import type { Output } from '../edge/command.ts';
import type { Lang } from '../kernel/bilingual.ts';
import type { Problem } from '../kernel/problem.ts';
import { inertText } from '../kernel/text.ts';
import { aligned } from './columns.ts';

export type Streams = {
  readonly stdout: (bytes: string | Uint8Array) => void;
  readonly stderr: (text: string) => void;
  readonly terminal: boolean;
};

/** A longer table is aligned by so many rows, and nobody waits for its end. */
const MOST_ROWS = 2000;

/** `finish` shows what is left of a table, and ends the array that `item` began; where the command breaks off it stays open, and no reader takes it for whole. */
export type ShellOutput = Output & { readonly finish: () => void };

/** Text goes out inert; JSON escapes control characters itself, so a terminal never sees one. */
export function createOutput(streams: Streams, lang: Lang, format: 'words' | 'json' | 'jsonl'): ShellOutput {
  const list = { begun: false, count: 0 };
  const table: string[][] = [];
  const settle = (): void => {
    for (const line of aligned(table.splice(0))) streams.stdout(`${line}\n`);
  };
  return {
    line(text) {
      settle();
      streams.stdout(`${inertText(text, true)}\n`);
    },
    row(cells) {
      table.push(cells.map((cell) => inertText(String(cell))));
      if (table.length >= MOST_ROWS) settle();
    },
    json: (value) => streams.stdout(`${inertJson(JSON.stringify(value, null, streams.terminal ? 2 : undefined))}\n`),
    jsonLine: (value) => streams.stdout(`${inertJson(JSON.stringify(value))}\n`),
    item(value) {
      if (format === 'json' && !list.begun) streams.stdout('[');
      list.begun = true;
      if (value === null) return;
      const text = inertJson(JSON.stringify(value));
      streams.stdout(format === 'json' ? `${list.count === 0 ? '' : ','}\n${text}` : `${text}\n`);
      list.count += 1;
    },
    finish() {
      settle();
      if (format === 'json' && list.begun) streams.stdout(list.count === 0 ? ']\n' : '\n]\n');
    },
    bytes: (bytes) => streams.stdout(bytes),
    note: (text) => streams.stderr(`${inertText(text, true)}\n`),
    problem: (problem) => streams.stderr(format === 'words' ? problemWords(problem, lang) : `${inertJson(JSON.stringify(problem))}\n`),
  };
}

/** What happened, what is still safe, what to do next: three lines. */
function problemWords(problem: Problem, lang: Lang): string {
  const facts = Object.entries(problem.facts ?? {}).map(([key, value]) => `  ${key}: ${value}`);
  const lines = [problem.what[lang], problem.safe[lang], problem.next[lang], `(${problem.code})`, ...facts];
  return `${lines.map((line) => inertText(line, true)).join('\n')}\n`;
}

/** JSON.stringify leaves DEL, C1 controls and bidi marks as they are: escape them, so that a log or terminal stays inert. */
function inertJson(json: string): string {
  return json.replace(
    /[\u007f-\u009f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
