// SPDX-License-Identifier: Apache-2.0
// A page in two languages says the same: as many headings, rows and commands, and the same names that a machine reads.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const docs = join(import.meta.dirname, '../../docs');
const pages = [
  'guide.en.md',
  'operator.md',
  'threat-model.md',
  ...readdirSync(join(docs, 'how-to')).flatMap((name) => (/(?<!\.ja)\.md$/.test(name) ? [`how-to/${name}`] : [])),
];

type Shape = { readonly headings: readonly number[]; readonly rows: number; readonly items: number; readonly commands: readonly string[] };

/** What must be alike in both languages. A command is compared without what is typed in quotes, angle brackets or by a person. */
function shapeOf(text: string): Shape {
  const lines = text.split('\n');
  const count = (pattern: RegExp) => lines.filter((line) => pattern.test(line)).length;
  return {
    headings: lines.flatMap((line) => /^(#+) /.exec(line)?.[1]?.length ?? []),
    rows: count(/^\|/),
    items: count(/^(?:- |\d+\. )/),
    commands: lines.filter((line) => /^(?: {4})?(?:npx )?matoi /.test(line)),
  };
}

/** Settings, options and files that both must name. */
const namesIn = (text: string): readonly string[] =>
  [...new Set([...text.matchAll(/MATOI_[A-Z_]+|DATABASE_URL|(?<![\w-])--[a-z][a-z-]+/g)].map(([name]) => name))].toSorted();

describe('conventions/languages: each page for operators stands in both languages', () => {
  it.each(pages)('%s', (page) => {
    const [english, japanese] = [page, page.replace(/(?:\.en)?\.md$/, '.ja.md')].map((file) => readFileSync(join(docs, file), 'utf8'));
    expect(shapeOf(japanese ?? '')).toEqual(shapeOf(english ?? ''));
    expect(namesIn(japanese ?? '')).toEqual(namesIn(english ?? ''));
    expect(japanese).toContain(`(${page.split('/').at(-1)})`);
  });

  it('a row, a command or an option that only one language has is seen', () => {
    const page = '# A\n| a | b |\n    npx matoi x --one\n';
    expect(shapeOf(page)).not.toEqual(shapeOf(page.replace('| a | b |\n', '')));
    expect(shapeOf(page)).not.toEqual(shapeOf(page.replace('x --one', 'y --one')));
    expect(namesIn(page)).not.toEqual(namesIn(page.replace('--one', '--two')));
  });
});
