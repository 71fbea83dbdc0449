// SPDX-License-Identifier: Apache-2.0
import type { ImapFlow } from 'imapflow';
import type { ArrivedCopy, LookFailure, LookedFor, LookedInto } from '../../organisation/mail/mail-ports.port.ts';
import { connectable, hangUp, reasonOf, within } from './connect.ts';
import { junkFolderOf } from './junk-folder.ts';
import type { ImapSettings } from './settings.ts';

const STEP = 15_000;
const WHOLE = 45_000;
/** Folders whose mails are counted; of the others the number is said. */
const MOST_FOLDERS = 200;
/** Of a copy no more is read: its headers stand in the first bytes. */
const FIRST_BYTES = 256 * 1024;

/** Whether the mailbox opens, and what is in it: one connection of its own, read-only. */
export function lookInto(settings: ImapSettings): Promise<LookedInto | LookFailure> {
  return withClient<LookedInto | LookFailure>(settings, async (client) => {
    const listed = await client.list({ statusQuery: { messages: true } });
    const junk = await junkFolderOf(client, settings.junk);
    const read = listed.find(({ path }) => sameFolder(path, settings.folder));
    if (read === undefined) return { is: 'failed', why: 'folder', detail: settings.folder };
    const use = (path: string) => (sameFolder(path, settings.folder) ? 'read' : path === junk ? 'junk' : 'none');
    const folders = listed.map(({ path, status }) => ({ name: path, mails: status?.messages ?? null, use: use(path) }) as const);
    const first = folders.toSorted((a, b) => Number(a.use === 'none') - Number(b.use === 'none'));
    const opened = await client.mailboxOpen(read.path, { readOnly: true });
    return { is: 'open', mails: opened.exists, folders: first.slice(0, MOST_FOLDERS), more: Math.max(0, folders.length - MOST_FOLDERS) };
  });
}

/** Copies of mails by their Message-ID, in the folder that is read and in the junk folder. */
export function lookForMails(settings: ImapSettings, messageIds: readonly string[]): Promise<LookedFor | LookFailure> {
  return withClient<LookedFor | LookFailure>(settings, async (client) => {
    const junk = await junkFolderOf(client, settings.junk);
    const found: ArrivedCopy[] = [];
    for (const folder of [settings.folder, ...(junk === null || junk === settings.folder ? [] : [junk])]) {
      await client.mailboxOpen(folder, { readOnly: true });
      for (const messageId of messageIds) {
        const bytes = await copyOf(client, messageId);
        if (bytes !== null) found.push({ messageId, folder, junk: folder === junk, bytes });
      }
    }
    return { is: 'looked', found };
  });
}

async function copyOf(client: ImapFlow, messageId: string): Promise<Uint8Array | null> {
  const uids = await client.search({ header: { 'message-id': messageId } }, { uid: true });
  const uid = uids === false ? undefined : uids?.at(-1);
  if (uid === undefined) return null;
  const mail = await client.fetchOne(String(uid), { uid: true, source: { start: 0, maxLength: FIRST_BYTES } }, { uid: true });
  return mail === false || mail === undefined ? null : (mail.source ?? null);
}

/** INBOX is one name whatever its letters (RFC 9051 section 5.1). */
function sameFolder(a: string, b: string): boolean {
  return a === b || (a.toUpperCase() === 'INBOX' && b.toUpperCase() === 'INBOX');
}

async function withClient<T>(settings: ImapSettings, work: (client: ImapFlow) => Promise<T>): Promise<T | LookFailure> {
  const held: { client: ImapFlow | null } = { client: null };
  const whole = async (): Promise<T> => {
    const client = await connectable(settings, { step: STEP, silence: STEP });
    held.client = client;
    const broken = new Promise<never>((_, reject) => {
      client.on('error', reject);
      client.on('close', () => reject(new Error('the server closed the connection')));
    });
    broken.catch(() => undefined);
    await Promise.race([client.connect(), broken]);
    return Promise.race([work(client), broken]);
  };
  try {
    return await within(whole(), WHOLE);
  } catch (cause) {
    return failureOf(cause);
  } finally {
    if (held.client !== null) hangUp(held.client);
  }
}

const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|ALTNAME/;
const CONNECTION =
  /^(?:ENOTFOUND|EAI_AGAIN|ECONN[A-Z]+|E(?:HOST|NET)UNREACH|ETIMEDOUT|EPIPE|CONNECT_TIMEOUT|GREETING_TIMEOUT|NoConnection|EConnectionClosed)$/;

function failureOf(cause: unknown): LookFailure {
  const {
    code = '',
    authenticationFailed,
    responseText,
    mailboxMissing,
  } = cause as {
    code?: string;
    authenticationFailed?: boolean;
    responseText?: string;
    mailboxMissing?: boolean;
  };
  const detail = (responseText ?? reasonOf(cause)).slice(0, 300);
  if (authenticationFailed === true) return { is: 'failed', why: 'sign-in', detail };
  // No access token was given out: what is wrong is said by the token server.
  if ((cause as { name?: string }).name === 'TokenRefused') return { is: 'failed', why: 'sign-in', detail };
  if (mailboxMissing === true) return { is: 'failed', why: 'folder', detail };
  if (CERTIFICATE.test(code)) return { is: 'failed', why: 'certificate', detail: `${code} ${detail}` };
  if (CONNECTION.test(code)) return { is: 'failed', why: 'connection', detail: `${code} ${detail}` };
  return { is: 'failed', why: 'other', detail };
}
