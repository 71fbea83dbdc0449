// SPDX-License-Identifier: Apache-2.0
// Files as Outlook saves them, for tests: the properties are laid out here, by [MS-OXMSG]; the library only packs the container.
import { burn } from '@kenjiuno/msgreader/lib/Burner.js';
import { TypeEnum } from '@kenjiuno/msgreader/lib/Reader.js';

type Entry = Parameters<typeof burn>[0][number];

export type OutlookMail = {
  readonly subject: string;
  readonly from: { readonly name: string; readonly address: string };
  readonly to: readonly { readonly name: string; readonly address: string }[];
  readonly body?: string;
  readonly html?: string;
  /** Header lines as they came by the internet; absent for what was written inside the house. */
  readonly headers?: string;
  /** Texts in this code page instead of Unicode: only 932. */
  readonly encode?: (text: string) => Buffer;
  readonly codePage?: number;
  readonly files?: readonly { readonly name: string; readonly type: string; readonly bytes: Buffer }[];
  readonly mails?: readonly OutlookMail[];
};

type Folder = { readonly streams: [string, Buffer][]; readonly folders: [string, Folder][] };

/** The bytes of a .msg that holds `mail`. */
export function outlookFile(mail: OutlookMail): Buffer {
  const entries: Entry[] = [{ name: 'Root Entry', type: TypeEnum.ROOT, children: [], length: 0 }];
  lay(entries, 0, message(mail, 32));
  return Buffer.from(burn(entries));
}

function lay(entries: Entry[], at: number, folder: Folder): void {
  for (const [name, bytes] of folder.streams) {
    entries[at]?.children?.push(entries.length);
    entries.push({ name, type: TypeEnum.DOCUMENT, binaryProvider: () => Uint8Array.from(bytes), length: bytes.length });
  }
  for (const [name, inner] of folder.folders) {
    entries[at]?.children?.push(entries.length);
    const index = entries.length;
    entries.push({ name, type: TypeEnum.DIRECTORY, children: [], length: 0 });
    lay(entries, index, inner);
  }
}

function message(mail: OutlookMail, headLength: number): Folder {
  const text = (tag: string, value: string): [string, Buffer] =>
    mail.encode === undefined ? [`__substg1.0_${tag}001F`, Buffer.from(value, 'utf16le')] : [`__substg1.0_${tag}001E`, mail.encode(value)];
  const streams: [string, Buffer][] = [
    text('001A', 'IPM.Note'),
    text('0037', mail.subject),
    text('0C1A', mail.from.name),
    text('5D01', mail.from.address),
    ...(mail.body === undefined ? [] : [text('1000', mail.body)]),
    ...(mail.html === undefined ? [] : [['__substg1.0_10130102', Buffer.from(mail.html, 'utf8')] as [string, Buffer]]),
    ...(mail.headers === undefined ? [] : [text('007D', mail.headers)]),
    ['__properties_version1.0', Buffer.concat([Buffer.alloc(headLength), integer(0x3ffd, mail.codePage ?? 1200), integer(0x3fde, 65_001)])],
  ];
  const recipients = mail.to.map((one, index): [string, Folder] => [
    `__recip_version1.0_#${hex8(index)}`,
    {
      streams: [
        text('3001', one.name),
        text('39FE', one.address),
        ['__properties_version1.0', Buffer.concat([Buffer.alloc(8), integer(0x0c15, 1)])],
      ],
      folders: [],
    },
  ]);
  const files = (mail.files ?? []).map(
    (file): Folder => ({
      streams: [
        text('3707', file.name),
        text('370E', file.type),
        ['__substg1.0_37010102', file.bytes],
        ['__properties_version1.0', Buffer.alloc(8)],
      ],
      folders: [],
    }),
  );
  const mails = (mail.mails ?? []).map(
    (inner): Folder => ({
      streams: [text('3001', inner.subject), ['__properties_version1.0', Buffer.alloc(8)]],
      folders: [['__substg1.0_3701000D', message(inner, 24)]],
    }),
  );
  const parts = [...files, ...mails].map((part, index): [string, Folder] => [`__attach_version1.0_#${hex8(index)}`, part]);
  return { streams, folders: [...recipients, ...parts] };
}

/** One row of a property stream: a 32-bit number ([MS-OXMSG] 2.4.2.1). */
function integer(id: number, value: number): Buffer {
  const row = Buffer.alloc(16);
  row.writeUInt16LE(0x0003, 0);
  row.writeUInt16LE(id, 2);
  row.writeUInt32LE(6, 4);
  row.writeUInt32LE(value, 8);
  return row;
}

const hex8 = (value: number): string => value.toString(16).toUpperCase().padStart(8, '0');
