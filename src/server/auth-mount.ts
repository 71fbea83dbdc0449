// SPDX-License-Identifier: Apache-2.0
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '../edge/route.ts';
import type { Problem } from '../kernel/problem.ts';
import { SIGN_IN_BASE } from '../organisation/contract.ts';
import { headersOf, permits, whoAsks } from './access.ts';
import { addressKey } from './address-key.ts';
import { authPaths } from './auth-paths.ts';
import type { AuthPath } from './auth-paths.ts';
import { authProblem } from './auth-problems.ts';
import type { Gate } from './gate.ts';
import { sendProblem } from './answers/problem.ts';
import { serverProblem } from './answers/problems.ts';
import { createTries } from './tries.ts';
import type { Try } from './tries.ts';

/** Signing in. The library wants the untouched body, so this scope parses nothing and hands bytes through. */
export async function mountAuth(app: FastifyInstance, gate: Gate, publicUrl: URL, guardedPerMinute: number): Promise<void> {
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    // One count for all pages where something can be guessed; what succeeds costs nothing.
    const tries = createTries(guardedPerMinute, 60_000);
    for (const page of authPaths) {
      scope.route({
        method: page.method,
        url: `${SIGN_IN_BASE}${page.path}`,
        bodyLimit: 64_000,
        handler: async (request, reply) => {
          const attempt = page.guarded === true ? tries.begin(addressKey(request.ip)) : FREE;
          if (typeof attempt === 'number')
            return sendProblem(reply.header('retry-after', String(Math.ceil(attempt / 1000))), serverProblem('too-many'));
          let failed = true;
          try {
            const answered = await answer(page, gate, publicUrl, request, reply);
            failed = reply.statusCode >= 400;
            return answered;
          } finally {
            attempt.end(failed);
          }
        },
      });
    }
  });
}

const FREE: Try = { end: () => undefined };

async function answer(page: AuthPath, gate: Gate, publicUrl: URL, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const who = page.access === 'public' ? null : await whoAsks(gate, request);
  const refusal = page.access === 'public' ? null : ownSignIn(page, who);
  if (refusal !== null) return sendProblem(reply, refusal);
  const target = targetOf(page, request);
  if (target === null) return sendProblem(reply, serverProblem('not-found'));
  return pass(reply, await gate.handle(asFetch(request, new URL(target, publicUrl.origin))));
}

/** These pages are about a person's own sign-in; a machine has none. */
function ownSignIn(page: AuthPath, who: Caller | null): Problem | null {
  const refusal = permits(page.access, who);
  if (refusal !== null && !(page.oneTime === true && refusal.code === 'password-change-needed')) return refusal;
  return who?.machine === true ? serverProblem('not-permitted') : null;
}

/**
 * The page that was matched, with its parameter as a name and the query: never what the caller wrote, because the
 * library reads an address in another way than the router does (to one of them a backslash is a slash, and `..` goes up).
 */
export function targetOf(page: Pick<AuthPath, 'path'>, request: Pick<FastifyRequest, 'params' | 'url'>): string | null {
  const params = request.params as Record<string, unknown>;
  const path: string[] = [];
  for (const step of page.path.split('/')) {
    const value = step.startsWith(':') ? params[step.slice(1)] : step;
    if (typeof value !== 'string' || (step.startsWith(':') && !/^(?!\.+$)[A-Za-z0-9._-]{1,100}$/.test(value))) return null;
    path.push(value);
  }
  const query = request.url.indexOf('?');
  return `${SIGN_IN_BASE}${path.join('/')}${query === -1 ? '' : request.url.slice(query)}`;
}

function asFetch(request: FastifyRequest, target: URL): Request {
  const { method, body } = request;
  const bytes = body instanceof Uint8Array && body.length > 0 ? new Uint8Array(body) : null;
  return new Request(target, {
    method,
    headers: headersOf(request),
    ...(method === 'GET' ? {} : { body: bytes }),
  });
}

async function pass(reply: FastifyReply, response: Response): Promise<FastifyReply> {
  const cookies = response.headers.getSetCookie();
  if (cookies.length > 0) reply.header('set-cookie', cookies);
  const text = await response.text();
  const wait = response.headers.get('retry-after');
  if (wait !== null) reply.header('retry-after', wait);
  if (response.status >= 400) return sendProblem(reply, problemIn(response.status, text));
  const location = response.headers.get('location');
  if (location !== null) reply.header('location', location);
  return reply
    .code(response.status)
    .type(response.headers.get('content-type') ?? 'application/json; charset=utf-8')
    .send(text);
}

function problemIn(status: number, text: string): Problem {
  try {
    const { code, seconds } = JSON.parse(text) as { code?: unknown; seconds?: unknown };
    return authProblem(status, typeof code === 'string' ? code : '', typeof seconds === 'number' ? { seconds } : undefined);
  } catch {
    return authProblem(status, '');
  }
}
