// SPDX-License-Identifier: Apache-2.0
import { createHash, createPrivateKey, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

/** Our own signature under mails (RFC 6376): the key in PEM, and where its public half stands: `<selector>._domainkey.<domain>`. */
export type DkimKey = { readonly pem: string; readonly domain: string; readonly selector: string };

/** Fields that are signed where the mail has them; those of RFC 8058 must be among them. */
const SIGNED = [
  'from',
  'to',
  'subject',
  'date',
  'message-id',
  'reply-to',
  'mime-version',
  'content-type',
  'content-transfer-encoding',
  'auto-submitted',
  'list-unsubscribe',
  'list-unsubscribe-post',
];
const kept = new Map<string, KeyObject>();

/**
 * The mail with its signature in front: rsa-sha256 or ed25519-sha256 by the kind of key, relaxed/relaxed. The costly half is done
 * by the crypto library's own threads, so that the desk answers while ten thousand mails are signed.
 */
export async function signedMail(mail: Buffer, { pem, domain, selector }: DkimKey): Promise<Buffer> {
  const key = kept.get(pem) ?? createPrivateKey(pem);
  kept.set(pem, key);
  const end = mail.indexOf('\r\n\r\n');
  const fields = mail
    .subarray(0, end)
    .toString('latin1')
    .split(/\r\n(?![ \t])/)
    .map((line) => ({ name: line.slice(0, line.indexOf(':')).trim().toLowerCase(), line }));
  const used = fields.filter(({ name }) => SIGNED.includes(name));
  const bodyHash = createHash('sha256')
    .update(relaxedBody(mail.subarray(end + 4).toString('latin1')), 'latin1')
    .digest('base64');
  const rsa = key.asymmetricKeyType !== 'ed25519';
  // Signed from the last to the first of a name (section 5.4.2); each name once more, so that none can be added.
  const names = [...used.map(({ name }) => name), 'from', 'subject'];
  const unsigned = `DKIM-Signature: v=1; a=${rsa ? 'rsa' : 'ed25519'}-sha256; c=relaxed/relaxed; d=${domain}; s=${selector};\r\n h=${names.join(':')};\r\n bh=${bodyHash};\r\n b=`;
  const inOrder = names.slice(0, used.length).map((name, at) => {
    const again = names.slice(0, at).filter((one) => one === name).length;
    return used.filter((one) => one.name === name).at(-1 - again)?.line ?? '';
  });
  const text = `${inOrder.map((line) => `${relaxedField(line)}\r\n`).join('')}${relaxedField(unsigned)}`;
  // Ed25519 signs the hash (RFC 8463 section 3).
  const data = rsa ? Buffer.from(text, 'latin1') : createHash('sha256').update(text, 'latin1').digest();
  const signature = await new Promise<Buffer>((resolve, reject) => {
    sign(rsa ? 'sha256' : null, data, key, (cause, made) => (cause === null ? resolve(made) : reject(cause)));
  });
  const lines = signature.toString('base64').replaceAll(/.{72}(?=.)/g, '$&\r\n ');
  return Buffer.concat([Buffer.from(`${unsigned}${lines}\r\n`, 'latin1'), mail]);
}

/** Section 3.4.2. */
function relaxedField(line: string): string {
  const colon = line.indexOf(':');
  const value = line
    .slice(colon + 1)
    .replaceAll(/[ \t\r\n]+/g, ' ')
    .trim();
  return `${line.slice(0, colon).trim().toLowerCase()}:${value}`;
}

/** Section 3.4.4. */
function relaxedBody(body: string): string {
  const lines = body.replaceAll(/[ \t]+/g, ' ').replaceAll(/ (?=\r\n|$)/g, '');
  const whole = lines.replace(/(?:\r\n)+$/, '');
  return whole === '' ? '' : `${whole}\r\n`;
}
