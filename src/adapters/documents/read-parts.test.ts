// SPDX-License-Identifier: Apache-2.0
import { strToU8, zipSync } from 'fflate';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WITHOUT_TABLE, pdfFile, sheetFile, wordFile } from '../../../test/support/office-files.ts';
import { qrJpeg, qrPng } from '../../../test/support/picture-files.ts';
import type { PartReading } from '../../triage/file/part-reading.port.ts';
import { readParts } from './read-parts.ts';

const LINK = 'https://login.evil.example/?x=1&y=2';

async function read(bytes: Buffer, fileName = 'file', contentType = 'application/octet-stream'): Promise<PartReading> {
  const part = {
    contentType,
    fileName,
    bytes,
    within: [],
    contentId: '',
    disposition: 'attachment',
    size: bytes.length,
    sha256: '',
  } as const;
  const [reading] = await readParts([part]);
  return reading as PartReading;
}
const said = (reading: PartReading) => (reading.is === 'read' ? reading.passages.map(({ at, text }) => [at, text.trim()]) : reading.why);

describe('adapters/documents', () => {
  it('reads a PDF by page and names pages without words', async () => {
    const reading = await read(pdfFile(['Block 203.0.113.7 now', '', 'and c2.evil.example (all)']));
    expect(said(reading)).toEqual([
      [{ of: 'page', number: 1 }, 'Block 203.0.113.7 now'],
      [{ of: 'page', number: 3 }, 'and c2.evil.example (all)'],
    ]);
    expect(reading).toMatchObject({ form: 'pdf', blank: [2], cut: false });
    expect(await read(pdfFile(['']))).toEqual({ is: 'not-read', why: 'no-words' });
    expect(await read(pdfFile(['Block 203.0.113.7'], WITHOUT_TABLE))).toEqual({ is: 'not-read', why: 'no-words' });
    expect(await read(Buffer.from('%PDF-1.7\nnothing'))).toEqual({ is: 'not-read', why: 'damaged' });
  });

  it('reads documents by paragraph and workbooks by cell, with where their links lead', async () => {
    expect(said(await read(wordFile(['通信先は 203.0.113.7 です。', '', 'a < b'], LINK)))).toEqual([
      [{ of: 'paragraph', number: 1 }, '通信先は 203.0.113.7 です。'],
      [{ of: 'paragraph', number: 2 }, 'a < b'],
      [{ of: 'paragraph', number: 3 }, LINK],
    ]);
    expect(said(await read(sheetFile('不審な通信', { A1: '宛先', B4: 'c2.evil.example', C4: 443 })))).toEqual([
      [{ of: 'cell', sheet: '不審な通信', cell: 'A1' }, '宛先'],
      [{ of: 'cell', sheet: '不審な通信', cell: 'B4' }, 'c2.evil.example'],
      [{ of: 'cell', sheet: '不審な通信', cell: 'C4' }, '443'],
    ]);
  });

  it('reads CSV by cell, in Shift_JIS too, and texts by line', async () => {
    const sjis = Buffer.concat([Buffer.from([0x88, 0xb6, 0x90, 0xe6]), Buffer.from(',port\r\nc2.evil.example,443\r\n')]);
    expect(said(await read(sjis, 'list.csv'))).toEqual([
      [{ of: 'cell', sheet: '', cell: 'A1' }, '宛先'],
      [{ of: 'cell', sheet: '', cell: 'B1' }, 'port'],
      [{ of: 'cell', sheet: '', cell: 'A2' }, 'c2.evil.example'],
      [{ of: 'cell', sheet: '', cell: 'B2' }, '443'],
    ]);
    expect(said(await read(Buffer.from('one\n\nthree'), 'a.txt', 'text/plain'))).toEqual([
      [{ of: 'line', number: 1 }, 'one'],
      [{ of: 'line', number: 3 }, 'three'],
    ]);
  });

  it.for([
    ['a grey PNG', qrPng(LINK)],
    ['a palette of one bit', qrPng(LINK, 'palette')],
    ['a JPEG', qrJpeg(LINK)],
  ] as const)('reads the QR code of %s', async ([, picture]) => {
    expect(await read(picture, 'photo.png', 'image/png')).toMatchObject({ is: 'read', form: 'picture', codes: [LINK] });
  });

  it('refuses by name what it does not read', async () => {
    expect(await read(Buffer.from('GIF89a....'), 'a.gif', 'image/gif')).toEqual({ is: 'not-read', why: 'form' });
    expect(await read(Buffer.from(zipSync({ 'a.exe': strToU8('MZ') })), 'a.zip')).toEqual({ is: 'not-read', why: 'archive' });
    expect(await read(qrPng('x').subarray(0, 60), 'a.png')).toEqual({ is: 'not-read', why: 'damaged' });
    const parts = Array.from({ length: 40 }, () => ({ contentType: 'text/plain', fileName: 'a.txt', bytes: Buffer.from('x') })) as never[];
    expect((await readParts(parts)).filter((one) => one.is === 'not-read')).toHaveLength(10);
  });

  it('does not unpack more than an archive may hold, and expands no entity', async () => {
    const bomb = Buffer.from(zipSync({ 'word/document.xml': new Uint8Array(40_000_000) }, { level: 9 }));
    expect(bomb.length).toBeLessThan(100_000);
    expect(await read(bomb)).toEqual({ is: 'not-read', why: 'too-large' });
    const lies = Buffer.from(bomb);
    // The directory now says that the member has 100 bytes.
    lies.writeUInt32LE(100, lies.lastIndexOf(Buffer.from([0x50, 0x4b, 1, 2])) + 24);
    const reading = await read(lies);
    expect(reading.is === 'read' ? JSON.stringify(reading).length < 5000 : reading.why).toSatisfy(
      (it) => it === true || it === 'damaged' || it === 'no-words',
    );
    const entities = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><w:document><w:p><w:t>&b;&#x41;</w:t></w:p></w:document>';
    expect(said(await read(Buffer.from(zipSync({ 'word/document.xml': strToU8(entities) }))))).toEqual([
      [{ of: 'paragraph', number: 1 }, '&b;A'],
    ]);
  });

  it('answers for any damage', async () => {
    const files = [pdfFile(['a', 'b']), wordFile(['a']), sheetFile('s', { A1: 'x' }), qrPng('x'), qrJpeg('x')];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...files),
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 4 }),
        fc.nat(),
        async (file, changes, end) => {
          const broken = Buffer.from(file.subarray(0, Math.max(20, file.length - (end % 40))));
          for (const [at, byte] of changes) broken[at % broken.length] = byte;
          const reading = await read(broken);
          return reading.is === 'read' || reading.why.length > 0;
        },
      ),
      { numRuns: 200 },
    );
  });
});
