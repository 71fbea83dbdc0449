// SPDX-License-Identifier: Apache-2.0
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import Fastify from 'fastify';
import type { FastifyHttpsOptions, FastifyInstance, FastifyRequest, FastifyServerOptions } from 'fastify';
import { randomUUID } from 'node:crypto';
import type { Server as HttpsServer } from 'node:https';
import type { Access, RouteSpec } from '../edge/route.ts';
import { ProblemError } from '../kernel/problem.ts';
import { permits, whoAsks } from './access.ts';
import { addCompression } from './answers/compress.ts';
import { mountAuth } from './auth-mount.ts';
import { authPaths } from './auth-paths.ts';
import { createCallers } from './callers.ts';
import { SIGN_IN_BASE } from '../organisation/contract.ts';
import { endpoints } from './contract.ts';
import { createHub } from './events.ts';
import type { EventFeed } from './events.ts';
import { eventsAccess, mountEvents } from './events-route.ts';
import type { Gate } from './gate.ts';
import { mountRoute } from './mount.ts';
import type { MountDeps } from './mount.ts';
import { apiPage } from './description/api-page.ts';
import { langOf } from './answers/lang.ts';
import type { Lang } from '../kernel/bilingual.ts';
import { openApi } from './description/openapi.ts';
import { FaultsError, problemOf, sendProblem } from './answers/problem.ts';
import { serverProblem } from './answers/problems.ts';
import { addSecurity } from './security.ts';
import { mountWeb } from './static.ts';
import { unreadable } from './answers/unreadable.ts';
import { formFields } from './uploads.ts';

export type ServerDeps = MountDeps & {
  readonly routes: readonly RouteSpec[];
  readonly gate: Gate;
  readonly events: EventFeed;
  /** Folder of the built web, null for none. */
  readonly webFolder: string | null;
  /** The address that people open, `https://desk.example.jp`; cookies, origins and passkeys rest on it. */
  readonly publicUrl: URL;
  /** The same as it is set now; `publicUrl` where absent. */
  readonly publicUrlNow?: () => URL;
  readonly version: string;
  /** A bug, with the request's number: for the operator's eyes only. */
  readonly report: (error: unknown, requestId: string) => void;
  /** Addresses of reverse proxies whose X-Forwarded-For is believed; none by default. */
  readonly trustedProxies?: readonly string[];
  readonly limits?: Partial<Limits>;
  /** Certificate and key (PEM) by which the desk speaks https itself; plain http where absent. */
  readonly tls?: { readonly cert: string; readonly key: string };
};

export type Limits = {
  /** Reads a minute of one person, or of one address where nobody is signed in; as many writes beside them. */
  readonly perMinute: number;
  /** Failed attempts a minute from one address where something could be guessed. */
  readonly signInPerMinute: number;
  readonly jsonBytes: number;
  readonly eventPollMillis: number;
  readonly eventBeatMillis: number;
  /** How long running requests may go on after `close`. */
  readonly closeMillis: number;
};

const DEFAULTS: Limits = {
  perMinute: 1200,
  signInPerMinute: 10,
  jsonBytes: 1_000_000,
  eventPollMillis: 1000,
  eventBeatMillis: 15_000,
  closeMillis: 3000,
};

export type MountedPath = { readonly method: string; readonly path: string; readonly access: Access };

export type Server = {
  readonly listen: (port: number, host: string) => Promise<{ readonly port: number }>;
  /** Ends live streams first, then waits for running requests, at most `closeMillis`. */
  readonly close: () => Promise<void>;
  /** Every address there is and who may call it. */
  readonly table: readonly MountedPath[];
  readonly app: FastifyInstance;
};

function overTls(options: FastifyServerOptions, tls: NonNullable<ServerDeps['tls']>): FastifyHttpsOptions<HttpsServer> {
  return { ...options, https: { ...tls } } as unknown as FastifyHttpsOptions<HttpsServer>;
}

/** Mounts every route, without listening yet. An unexpected error is reported by `report` and answered without detail. */
export async function createServer(deps: ServerDeps): Promise<Server> {
  const limits: Limits = { ...DEFAULTS, ...deps.limits };
  const options: FastifyServerOptions = {
    logger: false,
    bodyLimit: limits.jsonBytes,
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    trustProxy: (deps.trustedProxies ?? []).length === 0 ? false : [...(deps.trustedProxies ?? [])],
    exposeHeadRoutes: false,
    forceCloseConnections: 'idle',
    requestTimeout: 60_000,
    routerOptions: { maxParamLength: 500 },
    clientErrorHandler: unreadable,
    frameworkErrors: (error, _request, reply) => void sendProblem(reply, problemOf(error) ?? serverProblem('bad-request')),
  };
  const { tls } = deps;
  const app = tls === undefined ? Fastify(options) : (Fastify(overTls(options, tls)) as unknown as FastifyInstance);
  answerErrors(app, deps.report);
  addSecurity(app, deps.publicUrl, deps.publicUrlNow);
  addCompression(app);
  const callers = createCallers(deps.gate);
  const { gate } = callers;
  parseBodies(app);
  await app.register(multipart);
  await app.register(rateLimit, {
    max: limits.perMinute,
    timeWindow: 60_000,
    keyGenerator: callers.keyOf,
    // The web's own files are many and small, and there is nothing in them to guess.
    allowList: (request: FastifyRequest) => isWebFile(request),
    errorResponseBuilder: () => new ProblemError(serverProblem('too-many')),
  });
  const hub = createHub(deps.events, { pollMillis: limits.eventPollMillis, beatMillis: limits.eventBeatMillis });
  const page = openApi(deps.routes, deps.version);
  // Made when somebody first asks for it in that language: the routes stay as they are.
  const pages = new Map<Lang, ReturnType<typeof apiPage>>();
  const pageIn = (lang: Lang) => {
    const made = pages.get(lang) ?? apiPage(page, endpoints.openApi.path, lang);
    pages.set(lang, made);
    return made;
  };
  for (const spec of deps.routes) mountRoute(app, spec, { ...deps, gate });
  app.get(endpoints.openApi.path, async (request, reply) => {
    const refusal = permits('signed-in', await whoAsks(gate, request));
    return refusal === null ? reply.send(page) : sendProblem(reply, refusal);
  });
  app.get(endpoints.apiPage.path, async (request, reply) => {
    const refusal = permits('signed-in', await whoAsks(gate, request));
    // A person is led to the sign-in, a program is told.
    if (refusal !== null && request.headers.accept?.includes('text/html') === true) return reply.redirect('/', 303);
    if (refusal !== null) return sendProblem(reply, refusal);
    const { raw, contentType, headers } = pageIn(langOf(request));
    return reply.headers({ ...headers, 'content-type': contentType }).send(raw);
  });
  mountEvents(app, gate, hub);
  await mountAuth(app, gate, deps.publicUrl, limits.signInPerMinute);
  await mountWeb(app, deps.webFolder);
  app.addHook('preClose', async () => hub.close());
  await app.ready();
  return {
    async listen(port, host) {
      await app.listen({ port, host });
      const address = app.server.address();
      return { port: typeof address === 'object' && address !== null ? address.port : port };
    },
    async close() {
      const cut = setTimeout(() => app.server.closeAllConnections(), limits.closeMillis);
      // A connection that falls idle while the desk closes is not waited for.
      const idle = setInterval(() => app.server.closeIdleConnections(), 50);
      await app.close().finally(() => {
        clearTimeout(cut);
        clearInterval(idle);
      });
    },
    table: [
      ...deps.routes.map(({ method, path, access }) => ({ method, path, access })),
      ...authPaths.map(({ method, path, access }) => ({ method, path: `${SIGN_IN_BASE}${path}`, access })),
      { method: 'GET', path: endpoints.events.path, access: eventsAccess },
      { method: 'GET', path: endpoints.openApi.path, access: 'signed-in' },
      { method: 'GET', path: endpoints.apiPage.path, access: 'signed-in' },
    ],
    app,
  };
}

function isWebFile(request: FastifyRequest): boolean {
  return request.method === 'GET' && ['/', '/index.html', '/*'].includes(request.routeOptions.url ?? '');
}

/** No stack trace, no message of a bug goes out. */
function answerErrors(app: FastifyInstance, report: ServerDeps['report']): void {
  app.setErrorHandler(async (error, request, reply) => {
    const problem = problemOf(error);
    if (problem === null) report(error, request.id);
    return sendProblem(reply, problem ?? serverProblem('unexpected'), error instanceof FaultsError ? error.faults : undefined);
  });
}

/** JSON and forms; text/plain is what a page elsewhere can send without asking, so it is not read. */
function parseBodies(app: FastifyInstance): void {
  app.removeContentTypeParser('text/plain');
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
    done(null, formFields(String(body))),
  );
}
