// SPDX-License-Identifier: Apache-2.0
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { RouteSpec } from '../edge/route.ts';
import type { Problem } from '../kernel/problem.ts';
import { langOf } from './answers/lang.ts';
import { problemOf, sendProblem, wantsPage } from './answers/problem.ts';
import { typedOf } from './uploads.ts';

/**
 * The refusal of a form that somebody filled in by hand: its own page once more, with what was typed. Programs get the plain
 * refusal. What is thrown here goes on to the server's error handler.
 */
export function askedAgain(page: NonNullable<RouteSpec['refused']>) {
  async function again(problem: Problem, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const typed = await typedOf(request);
    const html = await page({ problem, query: (request.query ?? {}) as Record<string, unknown>, typed, lang: langOf(request) });
    await reply.code(problem.status).header('cache-control', 'no-store').type('text/html; charset=utf-8').send(html);
  }
  return (thrown: unknown, request: FastifyRequest, reply: FastifyReply): void => {
    const problem = problemOf(thrown);
    if (problem === null || !wantsPage(request)) throw thrown;
    again(problem, request, reply).catch(() => sendProblem(reply, problem));
  };
}
