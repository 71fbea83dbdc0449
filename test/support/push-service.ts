// SPDX-License-Identifier: Apache-2.0
import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { createServer, globalAgent } from 'node:https';
import type { AddressInfo } from 'node:net';
import { selfSigned } from './self-signed.ts';

export type Pushed = { readonly text: string; readonly headers: IncomingMessage['headers']; readonly vapid: Vapid };
type Vapid = { readonly aud: string; readonly sub: string; readonly exp: number };

/**
 * A push service (RFC 8030) and the browser behind it in one: it checks the sender's token (VAPID, RFC 8292) and opens
 * the message with the subscription's own keys (RFC 8291, RFC 8188), written from the texts and not with the sender's library.
 */
export async function openPushService() {
  const { key, cert } = selfSigned();
  const got: Pushed[] = [];
  const refused: string[] = [];
  const state = { status: 201 };
  const browser = createECDH('prime256v1');
  browser.generateKeys();
  const auth = randomBytes(16);
  const server = createServer({ key, cert }, (request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      try {
        const vapid = checkVapid(String(request.headers.authorization), origin());
        if (state.status === 201) got.push({ text: opened(Buffer.concat(parts)), headers: request.headers, vapid });
        response.writeHead(state.status, { location: `${origin()}/message/1` }).end();
      } catch (cause) {
        refused.push(String(cause));
        response.writeHead(403).end();
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = (): string => `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const before = globalAgent.options.ca;
  globalAgent.options.ca = cert;

  /** RFC 8291 §3.4 and RFC 8188 §2: header (salt, record size, sender's key), then one record. */
  function opened(body: Buffer): string {
    const salt = body.subarray(0, 16);
    const keyLength = body[20] ?? 0;
    const sender = body.subarray(21, 21 + keyLength);
    const record = body.subarray(21 + keyLength);
    const shared = browser.computeSecret(sender);
    const info = Buffer.concat([Buffer.from('WebPush: info\0'), browser.getPublicKey(), sender]);
    const material = Buffer.from(hkdfSync('sha256', shared, auth, info, 32));
    const contentKey = Buffer.from(hkdfSync('sha256', material, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16));
    const nonce = Buffer.from(hkdfSync('sha256', material, salt, Buffer.from('Content-Encoding: nonce\0'), 12));
    const decipher = createDecipheriv('aes-128-gcm', contentKey, nonce);
    decipher.setAuthTag(record.subarray(-16));
    const plain = Buffer.concat([decipher.update(record.subarray(0, -16)), decipher.final()]);
    const end = plain.lastIndexOf(2);
    if (end < 0 || plain.subarray(end + 1).some((byte) => byte !== 0)) throw new Error('the last record has no delimiter');
    return plain.subarray(0, end).toString('utf8');
  }

  return {
    got,
    refused,
    state,
    subscription: {
      endpoint: `${origin()}/push/browser-1`,
      p256dh: browser.getPublicKey('base64url'),
      auth: auth.toString('base64url'),
    },
    async close() {
      if (before === undefined) delete globalAgent.options.ca;
      else globalAgent.options.ca = before;
      globalAgent.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function checkVapid(authorization: string, origin: string): Vapid {
  const match = /^vapid t=([^.]+)\.([^.]+)\.([^,]+), ?k=(\S+)$/.exec(authorization);
  if (match === null) throw new Error(`no VAPID token: ${authorization}`);
  const [, head = '', body = '', signature = '', key = ''] = match;
  const point = Buffer.from(key, 'base64url');
  const jwk = { kty: 'EC', crv: 'P-256', x: point.subarray(1, 33).toString('base64url'), y: point.subarray(33).toString('base64url') };
  const publicKey = createPublicKey({ key: jwk, format: 'jwk' });
  const signed = Buffer.from(`${head}.${body}`);
  if (!verify('sha256', signed, { key: publicKey, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url')))
    throw new Error('the VAPID token is not signed by its key');
  const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as Vapid;
  if (claims.aud !== origin) throw new Error(`the token is for ${claims.aud}`);
  if (claims.exp * 1000 < Date.now() || claims.exp * 1000 > Date.now() + 86_400_000)
    throw new Error('the token lives too long or not at all');
  return claims;
}
