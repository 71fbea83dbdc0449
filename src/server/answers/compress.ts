// SPDX-License-Identifier: Apache-2.0
import type { FastifyInstance } from 'fastify';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const pressGzip = promisify(gzip);
const pressBrotli = promisify(brotliCompress);

/** Answers no longer than this go as they are, in bytes. */
export const LEAST_BYTES = 1024;

/**
 * Text answers are sent compressed to who accepts it (RFC 9110 §12.5.3). An answer that sets a cookie is not: beside
 * what the caller chose it would hold what the caller must not learn from its length (BREACH). Originals are not
 * either: their bytes are what counts, and most are compressed already. Streams and the web's own files, which the
 * build compressed, pass.
 */
export function addCompression(app: FastifyInstance): void {
  app.addHook('onSend', async (request, reply, payload) => {
    if (typeof payload !== 'string' || payload.length <= LEAST_BYTES) return payload;
    if (reply.hasHeader('content-encoding') || reply.hasHeader('set-cookie') || !isText(String(reply.getHeader('content-type') ?? '')))
      return payload;
    reply.header('vary', 'accept-encoding');
    const coding = codingOf(request.headers['accept-encoding']);
    if (coding === null) return payload;
    reply.removeHeader('content-length');
    reply.header('content-encoding', coding);
    return coding === 'br'
      ? pressBrotli(payload, { params: { [constants.BROTLI_PARAM_QUALITY]: 4, [constants.BROTLI_PARAM_SIZE_HINT]: payload.length } })
      : pressGzip(payload, { level: 5 });
  });
}

function isText(type: string): boolean {
  return /^(?:application\/(?:json|problem\+json)|text\/(?:html|plain|csv))\b/.test(type);
}

/** Brotli, else gzip, of what is accepted with a weight above nought; null: neither was asked for. */
export function codingOf(header: string | string[] | undefined): 'br' | 'gzip' | null {
  const refused = new Set<string>();
  const taken = new Set<string>();
  for (const part of String(header ?? '').split(',')) {
    const [name = '', ...rest] = part.trim().toLowerCase().split(';');
    const weight = rest.map((one) => /^\s*q=([\d.]+)\s*$/.exec(one)?.[1]).find((one) => one !== undefined);
    if (name !== '') (weight !== undefined && Number(weight) === 0 ? refused : taken).add(name.trim());
  }
  const may = (name: string): boolean => !refused.has(name) && (taken.has(name) || taken.has('*'));
  return may('br') ? 'br' : may('gzip') ? 'gzip' : null;
}
