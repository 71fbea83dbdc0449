// SPDX-License-Identifier: Apache-2.0
import type { MailPart } from '../../common/mail.ts';
import type { PartReading, ReadParts } from '../../triage/file/part-reading.port.ts';
import { readTable, readText } from './lines.ts';
import { isZip, readOffice } from './office.ts';
import { isPdf, readPdf } from './pdf.ts';
import { isJpeg, isPng, readPicture } from './picture.ts';

const MOST = 30;
const LARGEST = 25_000_000;
const LARGEST_ALL = 60_000_000;

/** Reads what a file is by its bytes, and only where they say nothing by its name. */
export const readParts: ReadParts = async (parts) => {
  const readings: PartReading[] = [];
  let left = LARGEST_ALL;
  for (const [index, part] of parts.entries()) {
    if (index >= MOST) readings.push({ is: 'not-read', why: 'too-many' });
    else if (part.bytes.length > LARGEST || part.bytes.length > left) readings.push({ is: 'not-read', why: 'too-large' });
    else readings.push(await readPart(part));
    left -= part.bytes.length;
  }
  return readings;
};

async function readPart(part: MailPart): Promise<PartReading> {
  const bytes = Buffer.from(part.bytes.buffer, part.bytes.byteOffset, part.bytes.length);
  if (isPdf(bytes)) return readPdf(bytes);
  if (isZip(bytes)) return readOffice(bytes);
  if (isPng(bytes) || isJpeg(bytes)) return readPicture(bytes);
  // No text has a zero byte, but UTF-16 by its mark.
  const marked = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (bytes.length === 0 || (!marked && bytes.subarray(0, 4096).includes(0))) return { is: 'not-read', why: 'form' };
  if (/\.[ct]sv$/i.test(part.fileName) || /^text\/(csv|tab-separated-values)$/.test(part.contentType)) return readTable(bytes);
  return part.contentType.startsWith('text/') || /\.(txt|log|md|json|xml|html?|ya?ml|conf|ini|ics|ioc)$/i.test(part.fileName)
    ? readText(bytes)
    : { is: 'not-read', why: 'form' };
}
