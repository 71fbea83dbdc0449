// SPDX-License-Identifier: Apache-2.0
import type { BytePath } from '../../exposure/host.port.ts';

export type AclRecord = { readonly path: BytePath; readonly acl: string | null; readonly capability: string | null };

/**
 * `getfattr -d -e hex`: `# file: NAME`, `name=0x…` lines, an empty line. A line feed, a carriage return and a
 * backslash in NAME stand as `\` and three octal digits; all other bytes as they are.
 */
export function readAclDump(stdout: Buffer): readonly AclRecord[] {
  const records: AclRecord[] = [];
  let path: BytePath | null = null;
  let acl: string | null = null;
  let capability: string | null = null;
  const close = () => {
    if (path !== null && (acl !== null || capability !== null)) records.push({ path, acl, capability });
    path = acl = capability = null;
  };
  for (const line of stdout.toString('latin1').split('\n')) {
    if (line.startsWith('# file: ')) {
      close();
      path = unquoted(line.slice(8));
    } else if (line.startsWith('system.posix_acl_access=')) acl = line.slice(24);
    else if (line.startsWith('security.capability=')) capability = line.slice(20);
    else if (line === '') close();
  }
  close();
  return records;
}

export function unquoted(text: string): BytePath {
  return (text.includes('\\') ? text.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8))) : text) as BytePath;
}
