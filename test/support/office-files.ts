// SPDX-License-Identifier: Apache-2.0
// Documents, workbooks and PDFs for tests, written out member by member.
import { strToU8, zipSync } from 'fflate';

const pack = (members: Readonly<Record<string, string>>): Buffer =>
  Buffer.from(zipSync(Object.fromEntries(Object.entries(members).map(([name, text]) => [name, strToU8(text)]))));

export const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

export function wordFile(paragraphs: readonly string[], link?: string): Buffer {
  const body = paragraphs.map((text) => `<w:p><w:r><w:t>${escaped(text)}</w:t></w:r></w:p>`).join('');
  return pack({
    '[Content_Types].xml': '<Types/>',
    'word/document.xml': `<?xml version="1.0"?><w:document><w:body>${body}</w:body></w:document>`,
    ...(link === undefined
      ? {}
      : {
          'word/_rels/document.xml.rels': `<Relationships><Relationship Id="r1" Target="${escaped(link)}" TargetMode="External"/></Relationships>`,
        }),
  });
}

/** Cells by name; texts stand among the shared strings, with a reading beside them as Japanese Excel keeps it. */
export function sheetFile(name: string, cells: Readonly<Record<string, string | number>>): Buffer {
  const strings = Object.values(cells).filter((value) => typeof value === 'string');
  const rows = Object.entries(cells).map(([cell, value]) =>
    typeof value === 'number' ? `<c r="${cell}"><v>${value}</v></c>` : `<c r="${cell}" t="s"><v>${strings.indexOf(value)}</v></c>`,
  );
  return pack({
    '[Content_Types].xml': '<Types/>',
    'xl/workbook.xml': `<workbook><sheets><sheet name="${escaped(name)}" sheetId="1" r:id="rId7"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': '<Relationships><Relationship Id="rId7" Target="worksheets/sheet1.xml"/></Relationships>',
    'xl/sharedStrings.xml': `<sst>${strings.map((text) => `<si><t>${escaped(text)}</t><rPh><t>ヨミ</t></rPh></si>`).join('')}</sst>`,
    'xl/worksheets/sheet1.xml': `<worksheet><sheetData><row>${rows.join('')}</row></sheetData></worksheet>`,
  });
}

const LATIN = '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>';
/** As old Japanese programs write it: no font and no table of characters brought along. */
export const WITHOUT_TABLE =
  '<< /Type /Font /Subtype /Type0 /BaseFont /MS-Gothic /Encoding /90ms-RKSJ-H /DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 /BaseFont /MS-Gothic /CIDSystemInfo << /Registry (Adobe) /Ordering (Japan1) /Supplement 2 >> >>] >>';

/** A PDF with one line of text on each page; an empty text makes a page without words. */
export function pdfFile(pages: readonly string[], font = LATIN): Buffer {
  const objects = ['<< /Type /Catalog /Pages 2 0 R >>', '', font];
  const kids = pages.map((text) => {
    const said = text === '' ? '' : `BT /F1 12 Tf 20 700 Td (${text.replaceAll(/[()\\]/g, String.raw`\$&`)}) Tj ET`;
    objects.push(`<< /Length ${said.length} >>\nstream\n${said}\nendstream`);
    objects.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents ${objects.length} 0 R /Resources << /Font << /F1 3 0 R >> >> >>`,
    );
    return `${objects.length} 0 R`;
  });
  objects[1] = `<< /Type /Pages /Kids [${kids.join(' ')}] /Count ${kids.length} >>`;
  let file = '%PDF-1.4\n';
  const starts = objects.map((body, index) => {
    const at = file.length;
    file += `${index + 1} 0 obj\n${body}\nendobj\n`;
    return at;
  });
  const table = starts.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  return Buffer.from(
    `${file}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`,
    'latin1',
  );
}
