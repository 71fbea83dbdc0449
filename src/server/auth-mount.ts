// SPDX-License-Identifier: Apache-2.0
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Access, Caller } from '../edge/route.ts';
import type { Problem } from '../kernel/problem.ts';
import { headersOf, permits, whoAsks } from './access.ts';
import { authPaths } from './auth-paths.ts';
import { authProblem } from './auth-problems.ts';
import type { Gate } from './gate.ts';
import { sendProblem } from './problem.ts';
import { serverProblem } from './problems.ts';

const BASE = '/api/auth';

/** Signing in. The library wants the untouched body, so this scope parses nothing and hands bytes through. */
export async function mountAuth(app: FastifyInstance, gate: Gate, publicUrl: URL, guardedPerMinute: number): Promise<void> {
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    // One count for all pages where something can be guessed.
    const guard = app.rateLimit({ max: guardedPerMinute, timeWindow: 60_000 });
    for (const page of authPaths) {
      scope.route({
        method: page.method,
        url: `${BASE}${page.path}`,
        bodyLimit: 64_000,
        ...(page.guarded === true ? { config: { rateLimit: false }, onRequest: guard } : {}),
        handler: async (request, reply) => {
          const refusal = page.access === 'public' ? null : ownSignIn(page.access, await whoAsks(gate, request));
          if (refusal !== null) return sendProblem(reply, refusal);
          return pass(reply, await gate.handle(asFetch(request, publicUrl)));
        },
      });
    }
  });
}

/** These pages are about a person's own sign-in; a machine has none. */
function ownSignIn(access: Access, who: Caller | null): Problem | null {
  return permits(access, who) ?? (who?.machine === true ? serverProblem('not-permitted') : null);
}

function asFetch(request: FastifyRequest, publicUrl: URL): Request {
  const { method, body } = request;
  const bytes = body instanceof Uint8Array && body.length > 0 ? new Uint8Array(body) : null;
  return new Request(new URL(request.url, publicUrl.origin), {
    method,
    headers: headersOf(request),
    ...(method === 'GET' ? {} : { body: bytes }),
  });
}

async function pass(reply: FastifyReply, response: Response): Promise<FastifyReply> {
  const cookies = response.headers.getSetCookie();
  if (cookies.length > 0) reply.header('set-cookie', cookies);
  const text = await response.text();
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
    const { code } = JSON.parse(text) as { code?: unknown };
    return authProblem(status, typeof code === 'string' ? code : '');
  } catch {
    return authProblem(status, '');
  }
}
