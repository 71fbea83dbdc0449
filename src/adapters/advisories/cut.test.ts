// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { cutterOf } from './cut.ts';
import type { Cut } from './cut.ts';

/** Feeds a text in chunks; gives the documents and the most that was held at a time. */
function cut(how: Cut | undefined, text: string, size: number) {
  const cutter = cutterOf(how);
  const documents: string[] = [];
  let most = 0;
  for (let at = 0; at < text.length; at += size) {
    documents.push(...cutter.add(text.slice(at, at + size)));
    most = Math.max(most, cutter.held());
  }
  const rest = cutter.end('');
  return { documents: rest === 'torn' ? documents : [...documents, ...rest], torn: rest === 'torn', most };
}
const LIST: Cut = { list: 'rows' };
const row = (id: number) => ({ id, text: 'a "quoted" \\ word ] } , [ {', nested: [{ deep: [id, []] }] });
const rowsOf = (documents: readonly string[]) => documents.flatMap((text) => (JSON.parse(text) as { rows: { id: number }[] }).rows);

describe('adapters/advisories/cut', () => {
  it.each([1, 7, 1000, 100_000])('gives every element of a list once, in chunks of %i', (size) => {
    const rows = Array.from({ length: size < 10 ? 200 : 12_000 }, (_, id) => row(id));
    const text = JSON.stringify({ day: '2026-11-29', other: [{ rows: 'x' }], rows, behind: [1] }, null, size === 7 ? 2 : 0);
    const { documents, torn } = cut(LIST, `\ufeff${text}`, size);
    expect(torn).toBe(false);
    expect(JSON.stringify(rowsOf(documents)) === JSON.stringify(rows)).toBe(true);
    for (const document of documents) expect(JSON.parse(document)).toMatchObject({ day: '2026-11-29' });
    if (size >= 1000) expect(documents.length).toBeGreaterThan(1);
  });

  it('holds one piece and one chunk, however long the list is', () => {
    const chunk = 100_000;
    const held = [20_000, 60_000].map(
      (length) => cut(LIST, JSON.stringify({ rows: Array.from({ length }, (_, id) => row(id)) }), chunk).most,
    );
    for (const most of held) expect(most).toBeLessThan(1024 * 1024);
    expect(cut('lines', 'a,b,c\n'.repeat(500_000), chunk).most).toBeLessThan(1024 * 1024);
  });

  it('knows the list by its name wherever the chunks end, within escapes and beside namesakes', () => {
    const text = String.raw`{ "x\\" : "\"rows\": [", "y": { "rows": [1] }, "rows" :
      [ {"id":"\\\""}, {"id":"]"} ], "z": 1 }`;
    for (let size = 1; size <= text.length; size += 1)
      expect(rowsOf(cut(LIST, text, size).documents)).toEqual([{ id: '\\"' }, { id: ']' }]);
  });

  it('says of a list that does not end that it is torn, and leaves other documents as they are', () => {
    const text = JSON.stringify({ rows: [row(1), row(2)] });
    expect(cut(LIST, text.slice(0, -30), 10).torn).toBe(true);
    expect(cut(LIST, '{"rows":[]}', 4).documents).toEqual(['{"rows":[]}']);
    for (const other of ['{"lines":[1]}', '[{"rows":[1]}]', 'no JSON "', '{"a":{"rows":[1]}}', ''])
      expect(cut(LIST, other, 3)).toMatchObject({ documents: [other], torn: false });
  });

  it('cuts a table at the ends of lines and loses none', () => {
    const lines = Array.from({ length: 100_000 }, (_, at) => `CVE-2026-${at},0.5,0.5`);
    const { documents } = cut('lines', `#day\n${lines.join('\n')}`, 65_537);
    expect(documents.length).toBeGreaterThan(2);
    expect(documents.join('').split('\n').slice(1)).toEqual(lines);
    expect(documents.slice(0, -1).every((document) => document.endsWith('\n'))).toBe(true);
  });

  it('gives a file as one document where nothing is said of cutting', () => {
    expect(cut(undefined, '\ufeff{"rows":[1,2]}', 3)).toMatchObject({ documents: ['{"rows":[1,2]}'], torn: false });
  });
});
