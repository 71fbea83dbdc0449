// SPDX-License-Identifier: Apache-2.0
// npm run make:errors — writes docs/errors.md from the tables of problems that the sources export. A convention test compares.
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Problems } from '../src/kernel/define-problems.ts';

const root = join(import.meta.dirname, '..');

/** Each table of problems with the file that exports it. */
export async function problemTables(): Promise<readonly { readonly file: string; readonly problems: Problems<string> }[]> {
  const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('problems.ts'));
  const found = await Promise.all(
    files.toSorted().map(async (file) => {
      const exported: unknown[] = Object.values((await import(join(root, 'src', file))) as Record<string, unknown>);
      return exported.filter(isTable).map((problems) => ({ file: `src/${file}`, problems }));
    }),
  );
  return found.flat();
}

function isTable(value: unknown): value is Problems<string> {
  return typeof value === 'function' && 'part' in value && 'table' in value;
}

function cell(text: string): string {
  return text
    .replaceAll(/\{[a-zA-Z]+\}/g, '…')
    .replaceAll('|', '\\|')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** The text of docs/errors.md. */
export async function errorsPage(): Promise<string> {
  const tables = await problemTables();
  const lines = tables
    .flatMap(({ problems }) => Object.entries(problems.table))
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, { status, what }]) => `| \`${code}\` | ${status} | ${cell(what.ja)} | ${cell(what.en)} |`);
  return `# Errors\n\nEvery error says three things: what happened, what is still safe, what to do next (RFC 9457 over HTTP, three lines on the command line). This page lists the first sentence of each. It is written by \`npm run make:errors\` from the tables of problems in the sources.\n\n| code | status | 何が起きたか | what happened |\n|---|---|---|---|\n${lines.join('\n')}\n`;
}

if (import.meta.filename === process.argv[1]) writeFileSync(join(root, 'docs', 'errors.md'), await errorsPage());
