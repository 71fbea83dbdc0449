// SPDX-License-Identifier: Apache-2.0
import { pathOfBytes } from './bytes.ts';
import type { BytePath } from './bytes.ts';

export type AclRecord = { readonly path: BytePath; readonly acl: string | null; readonly capability: boolean };
export type AclDumpParser = { readonly push: (chunk: Uint8Array) => void; readonly end: () => void; readonly refused: () => number };

/** Attributes that the walk asks for, as a regular expression for `getfattr -m`. */
export const ATTRIBUTES = '^(system[.]posix_acl_access|security[.]capability)$';

/** No line of getfattr is longer: PATH_MAX bytes, each at most four characters, and 64 kB of attribute in hex. */
const LONGEST_LINE = 200_000;

/**
 * `getfattr -d -e hex`: `# file: NAME`, lines `attribute=0x…`, an empty line. A line feed, a carriage return and a
 * backslash in NAME stand as a backslash and three octal digits; all other bytes as they are.
 */
export function aclDumpParser(onRecord: (record: AclRecord) => void): AclDumpParser {
  let left = '';
  let refused = 0;
  let path: BytePath | null = null;
  let acl: string | null = null;
  let capability = false;

  function close(): void {
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

function unquoted(text: string): BytePath {
  const path = text.includes('\\')
    ? text.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)))
    : text;
  return path as BytePath;
}

export function readAclDump(dump: Uint8Array): readonly AclRecord[] {
  const records: AclRecord[] = [];
  const parser = aclDumpParser((record) => records.push(record));
  parser.push(dump);
  parser.end();
  return records;
}
