// SPDX-License-Identifier: Apache-2.0
// npm run make:errors — writes docs/errors.md from the problems that stand in the sources. A house test compares.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

type Row = { readonly code: string; readonly status: string; readonly ja: string; readonly en: string; readonly file: string };

/** Either `code: 'part.name'` inside a problem, or `'part.name': { status: …` in a table of problems. */
const STARTS = /(?:code:\s*'(?<inside>[a-z0-9]+(?:[.-][a-z0-9-]+)+)'|'(?<table>[a-z0-9]+(?:[.-][a-z0-9-]+)*)':\s*\{\s*status:)/g;
const WHAT = /what:\s*\{\s*ja:\s*(?<qj>['"`])(?<ja>[\s\S]*?)\k<qj>,\s*en:\s*(?<qe>['"`])(?<en>[\s\S]*?)\k<qe>,?\s*\}/;

function rowsOf(file: string): readonly Row[] {
  const text = readFileSync(join(root, file), 'utf8');
  const starts = [...text.matchAll(STARTS)];
  return starts.flatMap((match, index) => {
    const code = match.groups?.['inside'] ?? match.groups?.['table'] ?? '';
    const part = text.slice(match.index, Math.min(starts[index + 1]?.index ?? text.length, match.index + 2500));
    const what = WHAT.exec(part)?.groups;
    const status = /status:\s*(\d{3})/.exec(part)?.[1];
    if (what === undefined || status === undefined) return [];
    return [{ code, status, ja: cell(what['ja'] ?? ''), en: cell(what['en'] ?? ''), file }];
  });
}

function cell(text: string): string {
  return text
    .replaceAll(/\$\{[^{}]*(\{[^{}]*\}[^{}]*)*\}/g, '…')
    .replaceAll("\\'", "'")
    .replaceAll('|', '\\|')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

export function errorsPage(): string {
  const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard', 'src/*.ts', 'src/**/*.ts'], { cwd: root, encoding: 'utf8' })
    .split('\n')
    .filter((file) => file && !file.endsWith('.test.ts'));
  const rows = new Map(files.flatMap((file) => rowsOf(file)).map((row) => [row.code, row]));
  const lines = [...rows.values()]
    .toSorted((a, b) => (a.code < b.code ? -1 : 1))
    .map((row) => `| \`${row.code}\` | ${row.status} | ${row.ja} | ${row.en} |`);
  return `# Errors\n\nEvery error says three things: what happened, what is still safe, what to do next (RFC 9457 over HTTP, three lines on the command line). This page lists the first sentence of each. It is written by \`npm run make:errors\` from the sources.\n\n| code | status | 何が起きたか | what happened |\n|---|---|---|---|\n${lines.join('\n')}\n`;
}

if (import.meta.filename === process.argv[1]) writeFileSync(join(root, 'docs', 'errors.md'), errorsPage());
