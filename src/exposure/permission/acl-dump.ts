// SPDX-License-Identifier: Apache-2.0
import { pathOfBytes } from '../path/bytes.ts';
import type { BytePath } from '../path/bytes.ts';

export type AclRecord = { readonly path: BytePath; readonly acl: string | null; readonly capability: boolean };
export type AclDumpParser = { readonly push: (chunk: Uint8Array) => void; readonly end: () => void; readonly refused: () => number };

/** Attributes that the walk asks for, as a regular expression for `getfattr -m`. */
export const ATTRIBUTES = '^(system[.]posix_acl_access|security[.]capability)$';

/** No line of getfattr is longer: PATH_MAX bytes, each at most four characters, and 64 kB of attribute in hex. */
const LONGEST_LINE = 200_000;

/**
 * `getfattr -d -e hex`: `# file: NAME`, lines `attribute=0x…`, an empty line. A line feed, a carriage return and a
 * backslash in NAME stand as a backslash and three octal digits; all other bytes as they are. `getfacl -pns` names its
 * files the same way (but a backslash by two) and gives an entry a line (`user:1001:rw-`), which is put together to the same attribute.
 */
export function aclDumpParser(onRecord: (record: AclRecord) => void): AclDumpParser {
  let left = '';
  let refused = 0;
  let path: BytePath | null = null;
  let acl: string | null = null;
  let capability = false;
  let entries = '';

  function close(): void {
    if (entries !== '') acl = `0x02000000${entries}`;
    entries = '';
    if (path !== null && (acl !== null || capability)) onRecord({ path, acl, capability });
    path = null;
    acl = null;
    capability = false;
  }

  function line(text: string): void {
    if (text.startsWith('# file: ')) {
      close();
      path = unquoted(text.slice(8));
    } else if (text.startsWith('system.posix_acl_access=')) acl = text.slice(24);
    else if (text.startsWith('security.capability=')) capability = true;
    else if (text === '') close();
    else if (ENTRY.test(text)) entries += entryHex(text);
    else if (PASSED_OVER.test(text)) return;
    else refused += 1;
  }

  return {
    refused: () => refused,
    push(chunk) {
      const lines = (left + pathOfBytes(chunk)).split('\n');
      left = lines.pop() ?? '';
      if (left.length > LONGEST_LINE) {
        refused += 1;
        left = '';
      }
      for (const text of lines) line(text);
    },
    end() {
      if (left !== '') line(left);
      left = '';
      close();
    },
  };
}

const ENTRY = /^(user|group|mask|other):(\d{0,10}):([r-][w-][x-])(?:\s|$)/;
/** What getfacl says besides: owner, group, flags, and what later objects in a folder will get. */
const PASSED_OVER = /^(# (owner|group|flags): |default:)/;
const TAGS: Readonly<Record<string, readonly [plain: number, named: number]>> = {
  user: [1, 2],
  group: [4, 8],
  mask: [16, 16],
  other: [32, 32],
};

/** u16 tag, u16 permissions, u32 id, little-endian, in hex. */
function entryHex(text: string): string {
  const [, word = '', id = '', letters = ''] = ENTRY.exec(text) ?? [];
  const [plain, named] = TAGS[word] ?? [0, 0];
  const perm = [...letters].reduce((sum, letter, at) => sum + (letter === '-' ? 0 : 4 >> at), 0);
  const little = (value: number, bytes: number) =>
    Array.from({ length: bytes }, (_, at) => (Math.floor(value / 256 ** at) % 256).toString(16).padStart(2, '0')).join('');
  return little(id === '' ? plain : named, 2) + little(perm, 2) + little(id === '' ? 0xffffffff : Number(id), 4);
}

function unquoted(text: string): BytePath {
  const path = text.includes('\\')
    ? text.replace(/\\(?:([0-7]{3})|\\)/g, (_, octal: string | undefined) =>
        octal === undefined ? '\\' : String.fromCharCode(Number.parseInt(octal, 8)),
      )
    : text;
  return path as BytePath;
}

/** All records of `getfattr` output, as aclDumpParser reads them piece by piece. */
export function readAclDump(dump: Uint8Array): readonly AclRecord[] {
  const records: AclRecord[] = [];
  const parser = aclDumpParser((record) => records.push(record));
  parser.push(dump);
  parser.end();
  return records;
}
