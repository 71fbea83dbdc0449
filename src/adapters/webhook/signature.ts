// SPDX-License-Identifier: Apache-2.0
import { createHmac } from 'node:crypto';

/**
 * Headers by which whoever takes a message sees that it is ours, whole and fresh (Standard Webhooks 1.0): an HMAC-SHA256
 * over its number, the time in seconds and the bytes. A secret that begins with `whsec_` is base64, any other is its text.
 */
export function signatureHeaders(secret: string, id: string, at: number, bytes: Uint8Array): Readonly<Record<string, string>> {
  const key = secret.startsWith('whsec_') ? Buffer.from(secret.slice('whsec_'.length), 'base64') : Buffer.from(secret);
  const seconds = String(Math.floor(at / 1000));
  const signed = createHmac('sha256', key).update(`${id}.${seconds}.`).update(bytes).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': seconds, 'webhook-signature': `v1,${signed}` };
}
