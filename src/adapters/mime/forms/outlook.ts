// SPDX-License-Identifier: Apache-2.0
import { createRequire } from 'node:module';
import type Reader from '@kenjiuno/msgreader';
import type { FieldsData } from '@kenjiuno/msgreader';
import { isSoundCompoundFile } from './compound-file.ts';
import { rtfBody } from './packed.ts';
import { headerWords, mailPart } from './written.ts';

// The package is CommonJS with a default of its own, which loaders hand out in two ways.
const { default: MsgReader } = createRequire(import.meta.url)('@kenjiuno/msgreader') as typeof Reader;

/** First bytes of a compound file ([MS-CFB] 2.2): Outlook's .msg, and the old Office documents. */
const COMPOUND = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
/** Name of the stream that every .msg has ([MS-OXMSG] 2.4), in UTF-16 as the directory holds it. */
const PROPERTIES = Buffer.from('__properties_version1.0', 'utf16le');
const BOUNDARY = '=_outlook-file';
const MOST_PARTS = 500;

/** Fields that tell of the form in which the mail travelled; the rebuilt mail has a form of its own. */
const OF_FORM = /^(content-(type|transfer-encoding|length|disposition)|mime-version)$/i;

/** Whether it is a compound file ([MS-CFB]) with the properties of a message ([MS-OXMSG]). */
export function isOutlook(bytes: Buffer): boolean {
  return bytes.subarray(0, 8).equals(COMPOUND) && bytes.includes(PROPERTIES);
}

/**
 * A mail as Outlook saves it (.msg, [MS-OXMSG]), written again as a mail of RFC 5322: its own header lines where they
 * were kept, else sender, recipients, subject and date as Outlook shows them; all texts and files that it holds. Null
 * where the file is damaged. The bytes that were signed are not kept by Outlook: nothing of DKIM can be checked on it.
 */
export function fromOutlook(bytes: Buffer): { readonly bytes: Buffer; readonly notes: readonly string[] } | null {
  if (!isSoundCompoundFile(bytes)) return null;
  try {
    const opened = open(bytes);
    return { bytes: rebuilt(opened.fields, opened.file), notes: opened.notes };
  } catch {
    return null;
  }
}

type File = InstanceType<typeof MsgReader>;

/** Texts that are not in Unicode stand in the code page that the file names. */
function open(bytes: Buffer): { readonly file: File; readonly fields: FieldsData; readonly notes: readonly string[] } {
  const read = (ansiEncoding?: string): { file: File; fields: FieldsData } => {
    const file = new MsgReader(Uint8Array.from(bytes).buffer);
    if (ansiEncoding !== undefined) file.parserConfig = { ansiEncoding };
    const fields = file.getFileData();
    if (fields.dataType !== 'msg') throw new Error('not a mail');
    return { file, fields };
  };
  const first = read();
  const page = first.fields.messageCodepage ?? first.fields.internetCodepage ?? 0;
  if (page === 1200 || page === 0) return { ...first, notes: [] };
  const encoding = page === 65_001 ? 'utf8' : page === 20_932 || page === 51_932 ? 'eucjp' : `cp${page}`;
  try {
    return { ...read(encoding), notes: [] };
  } catch {
    return { ...first, notes: [`the Outlook file names code page ${page}, which is not known here`] };
  }
}

function rebuilt(fields: FieldsData, file: File): Buffer {
  const html = htmlOf(fields);
  const texts = [
    ...(filled(fields.body)
      ? [mailPart(BOUNDARY, ['Content-Type: text/plain; charset=utf-8'], Buffer.from(fields.body ?? '', 'utf8'))]
      : []),
    ...(html === null ? [] : [mailPart(BOUNDARY, [html.type], html.bytes)]),
    ...(!filled(fields.body) && html === null && fields.compressedRtf !== undefined ? [rtfPart(fields.compressedRtf)] : []),
  ];
  const files = (fields.attachments ?? []).slice(0, MOST_PARTS).flatMap((part) => filePart(part, file));
  const together =
    texts.length > 1
      ? [
          `--${BOUNDARY}\r\nContent-Type: multipart/alternative; boundary="${BOUNDARY}-a"\r\n\r\n`,
          ...texts.map(inAlternative),
          `--${BOUNDARY}-a--\r\n`,
        ]
      : texts;
  return Buffer.from([headOf(fields), ...together, ...files, `--${BOUNDARY}--\r\n`].join(''), 'latin1');
}

/** Words that are kept as RTF only; where they cannot be read, a part, so that a person sees what was not. */
function rtfPart(compressed: Uint8Array): string {
  const words = rtfBody(compressed);
  if (words !== null) return mailPart(BOUNDARY, [`Content-Type: ${words.type}; charset=utf-8`], words.bytes);
  const head = ['Content-Type: application/rtf', 'Content-Disposition: attachment; filename=body.rtf'];
  return mailPart(BOUNDARY, head, Buffer.from(compressed));
}

const filled = (text: string | undefined): boolean => text !== undefined && text.trim() !== '';
const inAlternative = (part: string): string => part.replace(`--${BOUNDARY}\r\n`, `--${BOUNDARY}-a\r\n`);

function htmlOf(fields: FieldsData): { readonly type: string; readonly bytes: Buffer } | null {
  if (filled(fields.bodyHtml)) return { type: 'Content-Type: text/html; charset=utf-8', bytes: Buffer.from(fields.bodyHtml ?? '', 'utf8') };
  if (fields.html === undefined || fields.html.length === 0) return null;
  const page = fields.internetCodepage ?? 65_001;
  const charset = page === 65_001 ? 'utf-8' : page >= 50_220 && page <= 50_222 ? 'iso-2022-jp' : page === 20_932 ? 'euc-jp' : `cp${page}`;
  return { type: `Content-Type: text/html; charset=${charset}`, bytes: Buffer.from(fields.html) };
}

function filePart(part: FieldsData, file: File): readonly string[] {
  const content = contentOf(part, file);
  if (content === null) return [];
  const carried = part.innerMsgContent === true;
  const given = [part.fileName, part.fileNameShort, part.name].find(filled) ?? '';
  const name = carried && !/\.msg$/i.test(given) ? `${given === '' ? 'mail' : given}.msg` : given;
  const said = /^[\w.+-]{1,80}\/[\w.+-]{1,80}$/.test(part.attachMimeTag ?? '')
    ? (part.attachMimeTag as string)
    : 'application/octet-stream';
  const id = (part.pidContentId ?? '').replaceAll(/[^\x21-\x7e]|[<>]/g, '').slice(0, 500);
  const head = [
    `Content-Type: ${carried ? 'application/vnd.ms-outlook' : said}`,
    `Content-Disposition: attachment; filename*=utf-8''${encodeURIComponent(name.slice(0, 200).toWellFormed())}`,
    ...(id === '' ? [] : [`Content-ID: <${id}>`]),
  ];
  return [mailPart(BOUNDARY, head, content)];
}

function contentOf(part: FieldsData, file: File): Buffer | null {
  try {
    return Buffer.from(file.getAttachment(part).content);
  } catch {
    return null;
  }
}

function headOf(fields: FieldsData): string {
  const kept = keptLines(fields.headers ?? '');
  const has = (name: string): boolean => kept.some((line) => line.toLowerCase().startsWith(`${name}:`));
  const address = fields.senderSmtpAddress ?? fields.sentRepresentingSmtpAddress ?? fields.senderEmail;
  const to = (kind: 'to' | 'cc'): string =>
    (fields.recipients ?? [])
      .filter(({ recipType }) => recipType === kind)
      .slice(0, MOST_PARTS)
      .map((one) => mailbox(one.name, one.smtpAddress ?? one.email))
      .join(',\r\n ');
  const date = new Date(fields.clientSubmitTime ?? fields.messageDeliveryTime ?? fields.creationTime ?? '');
  const made: readonly (readonly [name: string, value: string])[] = [
    ['From', mailbox(fields.senderName, address)],
    ['To', to('to')],
    ['Cc', to('cc')],
    ['Subject', headerWords(fields.subject ?? '')],
    ['Date', Number.isNaN(date.getTime()) ? '' : date.toUTCString().replace('GMT', '+0000')],
    ['Message-ID', (fields.messageId ?? '').replaceAll(/[^\x21-\x7e]/g, '').slice(0, 900)],
  ];
  const lines = made.filter(([name, value]) => value !== '' && !has(name.toLowerCase())).map(([name, value]) => `${name}: ${value}`);
  return [...kept, ...lines, 'MIME-Version: 1.0', `Content-Type: multipart/mixed; boundary="${BOUNDARY}"`, '', ''].join('\r\n');
}

/** The header lines with which the mail came, folded ones whole; one byte for each character. */
function keptLines(headers: string): readonly string[] {
  const unfolded = headers.replaceAll(/\r\n?/g, '\n').split(/\n(?![ \t])/);
  return unfolded
    .filter((line) => {
      const name = /^([!-9;-~]{1,80})[ \t]{0,4}:/.exec(line)?.[1];
      return name !== undefined && !OF_FORM.test(name);
    })
    .map((line) => Buffer.from(line.trimEnd().replaceAll(/\n+/g, '\r\n'), 'utf8').toString('latin1'));
}

/** An address of the Exchange directory is none of mail: then the name stands alone. */
function mailbox(name: string | undefined, address: string | undefined): string {
  const plain = /^[^\s<>(),;:\\"]{1,64}@[^\s<>(),;:\\"@]{1,255}$/.test(address ?? '') ? Buffer.from(address ?? '').toString('latin1') : '';
  const shown = (name ?? '').trim() === (address ?? '') ? '' : headerWords((name ?? '').trim().slice(0, 500));
  return plain === '' && shown === '' ? '' : `${shown} <${plain}>`.trim();
}
