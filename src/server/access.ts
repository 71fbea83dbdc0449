// SPDX-License-Identifier: Apache-2.0
import type { FastifyRequest } from 'fastify';
import type { Access, Caller } from '../edge/route.ts';
import type { Problem } from '../kernel/problem.ts';
import type { Gate } from './gate.ts';
import { serverProblem } from './answers/problems.ts';

/** null when the caller may; otherwise why not. */
export function permits(access: Access, who: Caller | null): Problem | null {
  if (access === 'public') return null;
  if (who === null) return serverProblem('not-signed-in');
  if (who.mustChangePassword === true) return serverProblem('password-change-needed');
  if (access === 'signed-in') return null;
  return access.some((role) => who.roles.includes(role)) ? null : serverProblem('not-permitted');
}

/** Asks the gate only when there is something to ask with. */
export async function whoAsks(gate: Gate, request: FastifyRequest): Promise<Caller | null> {
  if (request.headers.cookie === undefined && request.headers['x-api-key'] === undefined) return null;
  return gate.whoIs(headersOf(request));
}

/** The request's headers for the fetch API, with the caller's address as the server knows it, not as the caller claims. */
export function headersOf(request: FastifyRequest): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value === undefined || name.startsWith(':')) continue;
    for (const one of Array.isArray(value) ? value : [value]) headers.append(name, one);
  }
  for (const claimed of ['x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'forwarded', 'x-real-ip']) headers.delete(claimed);
  headers.set(ADDRESS_HEADER, request.ip);
  return headers;
}

export const ADDRESS_HEADER = 'x-matoi-address';
