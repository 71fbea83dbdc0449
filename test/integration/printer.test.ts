// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import type { Paper } from '../../src/common/paper.port.ts';
import { printedAt } from '../../src/common/time/printed-at.ts';
import { parseInstant } from '../../src/kernel/instant.ts';
import type { Instant } from '../../src/kernel/instant.ts';
import { typstPrinter } from '../../src/adapters/typst/printer.ts';

const at = parseInstant('2026-11-30T01:02:03Z') as Instant;
const paper = (text: string): Paper => ({
  caseId: null,
  lang: 'ja',
  title: '写し',
  organisation: '例の会',
  printed: printedAt(at, 'ja', 'Asia/Tokyo'),
  tlp: 'GREEN',
  practice: true,
  size: 'a4',
  numbering: 'through',
  sections: [{ reference: 'M-1', blocks: [{ type: 'prose', text }] }],
});

describe('integration/printer', () => {
  const print = typstPrinter({ fonts: null });

  it('prints the same bytes for the same paper, in whichever process', async () => {
    const first = await print(paper('「漏えい」は、調査中です。'));
    expect(Buffer.from(first.subarray(0, 5)).toString('latin1')).toBe('%PDF-');
    expect(Buffer.compare(first, await print(paper('「漏えい」は、調査中です。')))).toBe(0);
    expect(Buffer.compare(first, await typstPrinter({ fonts: null })(paper('「漏えい」は、調査中です。')))).toBe(0);
    expect(Buffer.compare(first, await print(paper('別の文です。')))).not.toBe(0);
  });

  it('lists titles and headings with their pages where contents are asked for', async () => {
    const contents = { type: 'contents', text: '目次' } as const;
    const chapters = ['最初の章', '次の章'].map((text) => ({ reference: 'M-1', blocks: [{ type: 'title', text }] as const }));
    const whole = (...first: readonly (typeof contents)[]) =>
      print({ ...paper('x'), sections: [{ reference: '', blocks: first }, ...chapters] });
    // Each line of the contents leads to its place.
    const linksIn = (pdf: Uint8Array) =>
      [
        ...Buffer.from(pdf)
          .toString('latin1')
          .matchAll(/\/Subtype ?\/Link/g),
      ].length;

    expect([linksIn(await whole()), linksIn(await whole(contents))]).toEqual([0, 2]);
  });

  it('refuses what is too large, ends what takes too long, and prints the next', async () => {
    const small = typstPrinter({ fonts: null, characters: 1000 });
    await expect(small(paper('あ'.repeat(2000)))).rejects.toMatchObject({
      problem: { code: 'paper.too-large', facts: { characters: 1000 } },
    });
    await expect(typstPrinter({ fonts: null, millis: 1 })(paper('あ'))).rejects.toMatchObject({ problem: { code: 'paper.over-time' } });
    expect((await small(paper('あ'))).length).toBeGreaterThan(1000);
  });

  it('says so when the typesetter cannot be started', async () => {
    await expect(typstPrinter({ fonts: '/nowhere/at/all' })(paper('あ'))).rejects.toMatchObject({ problem: { code: 'paper.not-set' } });
  });
});
