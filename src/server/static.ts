// SPDX-License-Identifier: Apache-2.0
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sendProblem } from './answers/problem.ts';
import { serverProblem } from './answers/problems.ts';
import { screenLinks } from './answers/screen-links.ts';
import { contentSecurityPolicy } from './security.ts';

/** Stands in index.html where the style nonce belongs; each answer gets a fresh one. */
export const NONCE_PLACE = '__CSP_NONCE__';

/** The web's files; every other address that a browser opens is the one page, and every unknown /api is a problem. */
export async function mountWeb(app: FastifyInstance, webFolder: string | null): Promise<void> {
  if (webFolder !== null) {
    await app.register(fastifyStatic, {
      root: webFolder,
      index: false,
      dotfiles: 'ignore',
      cacheControl: false,
      // The build wrote file.br and file.gz; nothing is packed while somebody waits.
      preCompressed: true,
      setHeaders: (reply, path) => {
        // Vite names what is under assets/ by content.
        reply.header('cache-control', /[\\/]assets[\\/]/.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    });
    app.get('/', (request, reply) => sendPage(request, reply, webFolder));
    app.get('/index.html', (request, reply) => sendPage(request, reply, webFolder));
  }
  app.setNotFoundHandler(async (request, reply) => {
    const path = request.url.split('?')[0] ?? '';
    const wantsPage = request.method === 'GET' && (request.headers.accept ?? '').includes('text/html');
    if (webFolder === null || path.startsWith('/api/') || !wantsPage || /\.[a-z0-9]{2,5}$/i.test(path))
      return sendProblem(reply, serverProblem('not-found'));
    return sendPage(request, reply, webFolder);
  });
}

async function sendPage(request: FastifyRequest, reply: FastifyReply, webFolder: string): Promise<FastifyReply> {
  const page = await readFile(join(webFolder, 'index.html'), 'utf8').catch(() => null);
  if (page === null) return sendProblem(reply, serverProblem('not-found'));
  const nonce = randomBytes(16).toString('base64');
  // Whoever has no cookie sees the sign-in first and needs no screen yet.
  const links = request.headers.cookie === undefined ? '' : await screenLinks(webFolder, request.url.split('?')[0] ?? '/');
  return reply
    .header('content-security-policy', contentSecurityPolicy(page.includes(NONCE_PLACE) ? nonce : undefined))
    .header('cache-control', 'no-cache')
    .type('text/html; charset=utf-8')
    .send(page.replaceAll(NONCE_PLACE, nonce).replace('</head>', `${links}</head>`));
}
