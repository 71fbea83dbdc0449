// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { termParts } from './term-parts.ts';
import { terms } from './terms.ts';

const explained = (text: string) => termParts(text).flatMap((part) => (part.says === null ? [] : [part.text]));

describe('lang/term-parts', () => {
  it('cuts a text at the first standing of each word and loses nothing of it', () => {
    const text = 'SPF・DKIM を直し、SPF をもう一度。ARC は転送、Sigma形式';
    expect(explained(text)).toEqual(['SPF', 'DKIM', 'ARC', 'Sigma']);
    expect(
      termParts(text)
        .map((part) => part.text)
        .join(''),
    ).toBe(text);
    expect(termParts('SPF')).toHaveLength(1);
    expect(termParts('')).toEqual([]);
  });

  it('takes no piece of another word for one', () => {
    expect(explained('each tech SPFX MARC SigmaHQ KEVIN a.SPF')).toEqual([]);
  });

  it('says what the glossary says', () => {
    const page = readFileSync(join(import.meta.dirname, '../../docs/glossary.md'), 'utf8');
    const rows = (page.split('## Terms of the field')[1]?.split('\n## ')[0] ?? '')
      .split('\n')
      .flatMap((line) => (/^\| (?!term |--)(.+) \|$/.exec(line)?.[1] ?? '').split(' | ').filter(Boolean));
    expect(terms.flatMap(({ says }) => [says.ja, says.en])).toEqual(rows.filter((_, at) => at % 3 > 0));
    for (const [at, { names }] of terms.entries()) for (const name of names) expect(rows[at * 3]).toContain(name);
  });
});
