// SPDX-License-Identifier: Apache-2.0
import type { FastifyReply, FastifyRequest } from 'fastify';
import { StaleError } from '../../journal/journal.port.ts';
import { ProblemError } from '../../kernel/problem.ts';
import type { Problem } from '../../kernel/problem.ts';
import { langOf } from './lang.ts';
import { problemPage } from './problem-page.ts';
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

/** Somebody in front of a page, not a program: the answer is a page as well. */
export function wantsPage({ url, headers }: FastifyRequest): boolean {
  return !url.startsWith('/api/') && /\btext\/html\b/.test(headers.accept ?? '');
}

/** Answers with a problem: a page where a browser asks for one, else problem+json (RFC 9457). Never cached. */
export function sendProblem(reply: FastifyReply, problem: Problem, faults?: readonly FieldFault[]): FastifyReply {
  if (wantsPage(reply.request))
    return reply
      .code(problem.status)
      .header('cache-control', 'no-store')
      .type('text/html; charset=utf-8')
      .send(problemPage(problem, langOf(reply.request)));
  return reply
    .code(problem.status)
    .header('cache-control', 'no-store')
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify(problemBody(problem, reply.request, faults)));
}

/** Maps what was thrown to a problem; null for a bug, which is reported on our side and answered without detail. */
export function problemOf(error: unknown): Problem | null {
  if (error instanceof ProblemError) return error.problem;
  if (error instanceof StaleError) return serverProblem('stale', { expected: error.expected, actual: error.actual });
  const { code, statusCode } = error as { code?: unknown; statusCode?: unknown };
  if (typeof code === 'string') {
    if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return serverProblem('media-type');
    if (code === 'FST_ERR_CTP_BODY_TOO_LARGE' || TOO_LARGE.has(code)) return serverProblem('too-large');
    if (code === 'FST_ERR_CTP_INVALID_JSON_BODY' || code === 'FST_ERR_CTP_EMPTY_JSON_BODY') return serverProblem('malformed-json');
    if (UNSTORABLE.has(code)) return serverProblem('not-valid');
    if (STORE_AWAY.has(code) || code.startsWith('08')) return serverProblem('store-unavailable');
  }
  if (error instanceof SyntaxError && statusCode === 400) return serverProblem('malformed-json');
  if (statusCode === 404) return serverProblem('not-found');
  if (statusCode === 413) return serverProblem('too-large');
  if (statusCode === 429) return serverProblem('too-many');
  if (typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500) return serverProblem('bad-request');
  return null;
}

/** Text that PostgreSQL cannot hold, NUL above all (SQLSTATE 22021, 22P05): the caller's, never a fault of ours. */
const UNSTORABLE = new Set(['22021', '22P05']);
const TOO_LARGE = new Set(['FST_REQ_FILE_TOO_LARGE', 'FST_FILES_LIMIT', 'FST_PARTS_LIMIT', 'FST_FIELDS_LIMIT']);
/** Socket gone, or PostgreSQL stopping or starting (SQLSTATE 57P01 … 57P03). */
const STORE_AWAY = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE', '57P01', '57P02', '57P03']);
