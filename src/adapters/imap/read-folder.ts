// SPDX-License-Identifier: Apache-2.0
import type { ImapFlow } from 'imapflow';
import type { ImapDeps, ImapSettings } from './settings.ts';

export type FolderRead = {
  readonly settings: ImapSettings;
  readonly deps: ImapDeps;
  readonly step: <T>(work: Promise<T>, millis?: number) => Promise<T>;
  readonly folder: string;
  readonly junk: boolean;
};

const AT_ONCE = 8;
/** Of a mail that is too large this much is taken, and the arrival says so; the whole stays in the mailbox. */
const PART_OF_TOO_LARGE = 1024 * 1024;

/** Receives every mail beyond the cursor, oldest first. The cursor moves only past what has been received. */
export async function readFolder(client: ImapFlow, read: FolderRead): Promise<void> {
  const { settings, deps, step, folder } = read;
  const mailbox = await step(client.mailboxOpen(folder, { readOnly: true }));
  const account = `${settings.user}@${settings.host}:${settings.port}`;
  const uidValidity = String(mailbox.uidValidity);
  const cursor = await deps.cursors.read(account, folder);
  const from = cursor !== null && cursor.uidValidity === uidValidity ? cursor.uid + 1 : 1;
  if (mailbox.exists === 0) return;
  // `n:*` always names the last mail too, even below n (RFC 9051, section 9, seq-range).
  const listed = await step(client.fetchAll(`${from}:*`, { uid: true, size: true }, { uid: true }));
  const fresh = listed.filter((mail) => mail.uid >= from).toSorted((a, b) => a.uid - b.uid);
  for (let at = 0; at < fresh.length; at += AT_ONCE) {
    const group = fresh.slice(at, at + AT_ONCE);
    const receiving: Promise<unknown>[] = [];
    for (const { uid, size } of group) {
      const tooLarge = (size ?? 0) > settings.maxBytes;
      const source = await fetchSource(client, read, uid, tooLarge);
      if (source === null) continue;
      const note = tooLarge ? ` (first ${source.length} of ${size} bytes)` : '';
      const one = deps.receive(source, { channel: 'imap', mailbox: `${account}/${folder}${note}`, junk: read.junk });
      one.catch(() => undefined);
      receiving.push(one);
    }
    await Promise.all(receiving);
    await deps.cursors.save(account, folder, uidValidity, group.at(-1)?.uid ?? from);
  }
}

/** null when somebody removed the mail in the meantime. A large mail may take its time, not for ever. */
async function fetchSource(client: ImapFlow, { settings, step }: FolderRead, uid: number, tooLarge: boolean): Promise<Buffer | null> {
  const query = { uid: true, source: tooLarge ? { start: 0, maxLength: PART_OF_TOO_LARGE } : true } as const;
  const millis = (settings.timing?.stepMillis ?? 60_000) * 5;
  const found = await step(client.fetchOne(String(uid), query, { uid: true }), millis);
  return found === false ? null : (found.source ?? null);
}
