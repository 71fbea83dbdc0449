// SPDX-License-Identifier: Apache-2.0
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Caller, Reply, RouteSpec } from '../edge/route.ts';
import type { Apart } from '../kernel/apart.ts';
import type { MayOpen } from '../case/command/closed-circle.ts';
import type { Clock } from '../kernel/instant.ts';
import { MANY } from '../journal/store.port.ts';
import { parseCaseId } from '../journal/stream.ts';
import { inertText } from '../kernel/text.ts';
import type { CaseId } from '../journal/stream.ts';
import { permits, whoAsks } from './access.ts';
import { addressKey } from './address-key.ts';
import type { Gate } from './gate.ts';
import { askedAgain } from './asked-again.ts';
import { langOf } from './answers/lang.ts';
import { parseWith } from './answers/parse.ts';
import { FaultsError, sendProblem } from './answers/problem.ts';
import { outside, outsideNamed, withoutClosed } from './closed.ts';
import { readUploads } from './uploads.ts';

export type MountDeps = {
  readonly gate: Gate;
  readonly clock: Clock;
  readonly traceRead: (of: CaseId | typeof MANY, personId: string, route: string, at: string) => Promise<void>;
  /** Beyond the role: whether this person may open this case (case/command/closed-circle.ts). */
  readonly mayOpen: MayOpen;
  readonly apart: Apart;
};

/** One route, from access to answer, in the order of the lines below. */
export function mountRoute(app: FastifyInstance, spec: RouteSpec, deps: MountDeps): void {
  app.route({
    method: spec.method,
    url: spec.path,
    ...(spec.bodyBytes === undefined ? {} : wideBody(spec.bodyBytes, spec, deps)),
    ...(spec.refused === undefined ? {} : { errorHandler: askedAgain(spec.refused) }),
    config:
      spec.rateLimit === undefined ? {} : { rateLimit: { max: spec.rateLimit, timeWindow: 60_000, keyGenerator, ...afterHeaders(spec) } },
    handler: async (request, reply) => {
      const who = await whoAsks(deps.gate, request);
      const refusal = permits(spec.access, who);
      if (refusal !== null) return sendProblem(reply, refusal);
      const params = await parsed(spec.params, request.params, 'path');
      const query = await parsed(spec.query, request.query, 'query');
      const read = spec.reads === undefined || who === null ? null : await spec.reads(params as never, query as never);
      const closed = who === null || spec.outsideCircle === true ? null : await outside(deps.mayOpen, who, params, read);
      if (closed !== null) return sendProblem(reply, closed);
      const received = await readUploads(request, spec.upload);
      const body = await parsed(spec.body, received.body, 'body');
      // A case may be named in the query or the body alone: what is done there would make the caller one of its people.
      const closedToo = who === null || spec.outsideCircle === true ? null : await outsideNamed(deps.mayOpen, who, [query, body]);
      if (closedToo !== null) return sendProblem(reply, closedToo);
      const answer = await spec.handle({
        params,
        query,
        body,
        who,
        lang: langOf(request),
        ifMatch: tagOf(request.headers['if-match']),
        uploads: received.uploads,
        apart: deps.apart,
        address: request.ip,
      });
      if ('problem' in answer || who === null) return send(request, reply, spec, answer);
      await leaveTrace(spec, deps, who, read, query);
      return send(request, reply, spec, read === MANY ? await withoutClosed(deps.mayOpen, who, answer, query) : answer);
    },
  });
}

/** A limit of its own stands where something could be guessed or flooded: by address, whoever is signed in. */
const keyGenerator = (request: FastifyRequest): string => addressKey(request.ip);

/** What was typed into a refused form is given back, so the refusal waits until its kind of body is known; nothing of it is read before. */
const afterHeaders = (spec: RouteSpec) => (spec.refused === undefined ? {} : { hook: 'preHandler' as const });

/** A large body is read only of somebody who may send it. */
function wideBody(bodyLimit: number, spec: RouteSpec, deps: MountDeps) {
  return {
    bodyLimit,
    onRequest: async (request: FastifyRequest, reply: FastifyReply) => {
      const refusal = permits(spec.access, await whoAsks(deps.gate, request));
      return refusal === null ? undefined : sendProblem(reply, refusal);
    },
  };
}

async function parsed(schema: RouteSpec['body'], value: unknown, where: 'body' | 'query' | 'path'): Promise<unknown> {
  if (schema === undefined) return undefined;
  const result = await parseWith(schema, value ?? (where === 'body' ? undefined : {}), where);
  if (!result.ok) throw new FaultsError(result.faults);
  return result.value;
}

/**
 * Written before the answer goes out: what could not be traced is not shown. Of a list over many cases every search
 * leaves its words, and looking at it leaves one trace in ten minutes: open screens read it again at each entry.
 */
async function leaveTrace(spec: RouteSpec, deps: MountDeps, who: Caller, read: string | null, query: unknown): Promise<void> {
  if (read === null) return;
  const route = `${spec.method} ${spec.path}`;
  if (read === MANY) {
    const { search } = (query ?? {}) as { readonly search?: unknown };
    const words = typeof search === 'string' && search.trim() !== '' ? ` search=${inertText(JSON.stringify(search)).slice(0, 250)}` : '';
    if (words !== '' || isNewLook(deps, `${who.personId} ${route}`))
      await deps.traceRead(MANY, who.personId, route + words, deps.clock.now());
    return;
  }
  const caseId = parseCaseId(read);
  if (caseId !== null) await deps.traceRead(caseId, who.personId, route, deps.clock.now());
}

const LOOK_MILLIS = 600_000;
const looks = new WeakMap<MountDeps, Map<string, number>>();

function isNewLook(deps: MountDeps, key: string): boolean {
  const now = Date.parse(deps.clock.now());
  const seen = looks.get(deps) ?? new Map<string, number>();
  looks.set(deps, seen);
  if (now - (seen.get(key) ?? -LOOK_MILLIS) < LOOK_MILLIS) return false;
  seen.set(key, now);
  return true;
}

async function send(request: FastifyRequest, reply: FastifyReply, spec: RouteSpec, answer: Reply<unknown>): Promise<FastifyReply> {
  if ('problem' in answer) return sendProblem(reply, answer.problem);
  if (answer.status === 204) return reply.code(204).send();
  if (answer.status === 303) return reply.code(303).header('location', answer.location).send();
  if (answer.headers !== undefined) reply.headers(answer.headers);
  if (answer.etag !== undefined) {
    reply.header('etag', `"${answer.etag}"`);
    if (request.method === 'GET' && tagOf(request.headers['if-none-match']) === answer.etag) return reply.code(304).send();
  }
  if ('raw' in answer) {
    const bytes =
      typeof answer.raw === 'string' ? answer.raw : Buffer.from(answer.raw.buffer, answer.raw.byteOffset, answer.raw.byteLength);
    return reply.code(answer.status).type(answer.contentType).send(bytes);
  }
  // Only what the contract names goes out: the schema strips the rest.
  const body = typeof spec.response === 'string' ? answer.body : spec.response.parse(answer.body);
  return reply.code(answer.status).type('application/json; charset=utf-8').send(JSON.stringify(body));
}

/** `"12"`, `W/"12"` or a bare `12` (RFC 9110 §8.8.3); only the first of a list. */
export function tagOf(header: string | undefined): string | null {
  if (header === undefined) return null;
  const match = /^\s*(?:W\/)?"([^"]*)"|^\s*([^",\s]+)/.exec(header);
  return match?.[1] ?? match?.[2] ?? null;
}
