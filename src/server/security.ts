// SPDX-License-Identifier: Apache-2.0
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isIP } from 'node:net';
import { sendProblem } from './answers/problem.ts';
import { serverProblem } from './answers/problems.ts';

/**
 * Nothing inline, nothing from elsewhere. `nonce` is for the style elements that the user interface makes at
 * run time; scripts never get one. Mail HTML comes from a route that sends a stricter policy of its own.
 */
export function contentSecurityPolicy(nonce?: string): string {
  const styles = nonce === undefined ? "'self'" : `'self' 'nonce-${nonce}'`;
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src ${styles}`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "frame-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'self'",
  ].join('; ');
}

/** same-origin, not no-referrer: a form that posts under no-referrer sends `Origin: null`. */
const HEADERS = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'SAMEORIGIN',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'x-dns-prefetch-control': 'off',
} as const;

/** Headers on every answer; refusal of requests by an unknown host name or from another site. The address may change while the desk runs: the one it was started with stays known. */
export function addSecurity(app: FastifyInstance, publicUrl: URL, publicUrlNow: () => URL = () => publicUrl): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(HEADERS);
    reply.header('content-security-policy', contentSecurityPolicy());
    reply.header('x-request-id', request.id);
    if (publicUrl.protocol === 'https:') reply.header('strict-transport-security', 'max-age=31536000');
    if (request.url.startsWith('/api/')) reply.header('cache-control', 'no-store');
    const known = [publicUrl, publicUrlNow()];
    if (!known.some((url) => knownHost(request.headers.host ?? '', url))) return sendProblem(reply, serverProblem('unknown-host'));
    if (changes(request.method) && !known.some((url) => fromHere(request, url))) return sendProblem(reply, serverProblem('foreign-origin'));
    return undefined;
  });
}

function changes(method: string): boolean {
  return method !== 'GET' && method !== 'HEAD' && method !== 'OPTIONS';
}

/** An IP address, localhost or the public name: a name that an attacker makes point at us (DNS rebinding) is none of these. */
export function knownHost(host: string, publicUrl: URL): boolean {
  if (host === publicUrl.host) return true;
  const name = host.replace(/:\d+$/, '');
  return name === publicUrl.hostname || name === 'localhost' || isIP(name.replace(/^\[(.*)\]$/, '$1')) !== 0;
}

/**
 * A change must come from a page of the desk, or from a program that carries no cookie. Browsers send
 * Sec-Fetch-Site or Origin with every request that is not GET; a cookie without either is refused.
 */
function fromHere(request: FastifyRequest, publicUrl: URL): boolean {
  const { origin, host, cookie, 'sec-fetch-site': site } = request.headers;
  if (origin !== undefined && origin !== 'null') return origin === publicUrl.origin || sameHost(origin, host ?? '');
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  if (origin === 'null') return false;
  return cookie === undefined;
}

function sameHost(origin: string, host: string): boolean {
  return URL.canParse(origin) && new URL(origin).host === host;
}
