// SPDX-License-Identifier: Apache-2.0
import type { FastifyReply, FastifyRequest } from 'fastify';
import { StaleError } from '../journal/journal.port.ts';
import { ProblemError } from '../kernel/problem.ts';
import type { Problem } from '../kernel/problem.ts';
import { langOf } from './lang.ts';
import { serverProblem } from './problems.ts';
import type { FieldFault } from './parse.ts';

/** Validation faults carried to the error handler. */
export class FaultsError extends ProblemError {
  readonly faults: readonly FieldFault[];
  constructor(faults: readonly FieldFault[]) {
    super(serverProblem('not-valid'));
    this.faults = faults;
  }
}

/** RFC 9457. `type` ends in the code that stands in docs/errors.md; `instance` is the request's number. */
export function problemBody(problem: Problem, request: FastifyRequest, faults?: readonly FieldFault[]) {
  return {
    type: `urn:matoi:problem:${problem.code}`,
    title: problem.what[langOf(request)],
    status: problem.status,
    instance: `urn:matoi:request:${request.id}`,
    code: problem.code,
    what: problem.what,
    safe: problem.safe,
    next: problem.next,
    ...(problem.facts === undefined ? {} : { facts: problem.facts }),
    ...(faults === undefined ? {} : { errors: faults }),
  };
}

export function sendProblem(reply: FastifyReply, problem: Problem, faults?: readonly FieldFault[]): FastifyReply {
  return reply
    .code(problem.status)
    .header('cache-control', 'no-store')
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify(problemBody(problem, reply.request, faults)));
}

/** What a thrown thing means to the caller. null: a bug, to be reported on our side and told without detail. */
export function problemOf(error: unknown): Problem | null {
  if (error instanceof ProblemError) return error.problem;
  if (error instanceof StaleError) return serverProblem('stale', { expected: error.expected, actual: error.actual });
  const { code, statusCode } = error as { code?: unknown; statusCode?: unknown };
  if (typeof code === 'string') {
    if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return serverProblem('media-type');
    if (code === 'FST_ERR_CTP_BODY_TOO_LARGE' || TOO_LARGE.has(code)) return serverProblem('too-large');
    if (code === 'FST_ERR_CTP_INVALID_JSON_BODY' || code === 'FST_ERR_CTP_EMPTY_JSON_BODY') return serverProblem('malformed-json');
    if (STORE_AWAY.has(code) || code.startsWith('08')) return serverProblem('store-unavailable');
  }
  if (error instanceof SyntaxError && statusCode === 400) return serverProblem('malformed-json');
  if (statusCode === 404) return serverProblem('not-found');
  if (statusCode === 413) return serverProblem('too-large');
  if (statusCode === 429) return serverProblem('too-many');
  if (typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500) return serverProblem('bad-request');
  return null;
}

const TOO_LARGE = new Set(['FST_REQ_FILE_TOO_LARGE', 'FST_FILES_LIMIT', 'FST_PARTS_LIMIT', 'FST_FIELDS_LIMIT']);
/** Socket gone, or PostgreSQL stopping or starting (SQLSTATE 57P01 … 57P03). */
const STORE_AWAY = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE', '57P01', '57P02', '57P03']);
