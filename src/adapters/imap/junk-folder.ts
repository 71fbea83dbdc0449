// SPDX-License-Identifier: Apache-2.0
import type { ImapFlow } from 'imapflow';

const NAMES = /^(.*[./])?(junk([ -]?(e-?mail|mail))?|spam|bulk mail|迷惑メール)$/i;

/** The junk folder: as configured, as the server says (RFC 6154), or by its usual names. A report may lie there unseen. */
export async function junkFolderOf(client: ImapFlow, configured: string | null): Promise<string | null> {
  if (configured === 'none') return null;
  if (configured !== null) return configured;
  const folders = await client.list();
  const said = folders.find((folder) => folder.specialUse === '\\Junk') ?? folders.find((folder) => NAMES.test(folder.path));
  return said?.path ?? null;
}
