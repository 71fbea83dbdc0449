// SPDX-License-Identifier: Apache-2.0
import type { z } from 'zod';
import type { Endpoint, ParamNames, Params, Query } from '../../../src/edge/endpoint.contract.ts';
import { inertJson } from './inert.ts';
import { ApiError, offline, problemSchema, unexpected } from './problem.ts';

/** What goes along with a request, beside its address. */
type Send = {
  readonly json?: unknown;
  readonly form?: FormData;
  readonly ifMatch?: string | number;
  readonly signal?: AbortSignal;
};

/** What an endpoint wants to be asked: the parts of its path where it has some, the query, and what is sent. */
export type Asked<P extends string> = Send & { readonly query?: Query | null } & ([ParamNames<P>] extends [never]
    ? { readonly params?: undefined }
    : { readonly params: Params<P> });

/** The parsed answer of an endpoint; nothing where it answers 204. */
export type Answered<R> = R extends z.ZodType ? z.output<R> : undefined;

/**
 * One request to one endpoint of a contract, and its answer as the contract's own schema reads it. Throws ApiError with a
 * problem in three sentences, and the browser's AbortError where the signal ended it; never anything else on purpose.
 */
export async function ask<P extends string, R extends z.ZodType | 'none'>(
  endpoint: Endpoint<string, P, R>,
  asked: Asked<P>,
): Promise<Answered<R>> {
  return (await askWithTag(endpoint, asked)).value;
}

/** The same, with the ETag of the answer without its quotes; null where there is none. */
export async function askWithTag<P extends string, R extends z.ZodType | 'none'>(
  endpoint: Endpoint<string, P, R>,
  asked: Asked<P>,
): Promise<{ readonly value: Answered<R>; readonly etag: string | null }> {
  const response = await request(endpoint, asked);
  const body = response.status === 204 ? undefined : await readJson(response);
  if (!response.ok) throw refused(response, body);
  return {
    value: valueOf(endpoint, body, response.status),
    etag: response.headers.get('etag')?.replace(/^W\//, '').replaceAll('"', '') ?? null,
  };
}

/** What the desk packs on request is saved as a file of its own name; `fallback` where the desk gives none. */
export async function saveFile<P extends string>(endpoint: Endpoint<string, P, 'raw'>, asked: Asked<P>, fallback: string): Promise<void> {
  const response = await request(endpoint, asked);
  if (!response.ok) throw refused(response, await readJson(response));
  const address = URL.createObjectURL(await response.blob());
  const link = document.createElement('a');
  link.href = address;
  link.download = /filename="([\w.-]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? fallback;
  link.click();
  window.setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** What the contract's schema makes of a body. Throws ApiError where it is not in the agreed shape. */
export function valueOf<R extends z.ZodType | 'none'>(endpoint: { readonly response: R }, body: unknown, status: number): Answered<R> {
  if (endpoint.response === 'none') return undefined as Answered<R>;
  const parsed = endpoint.response.safeParse(body);
  if (!parsed.success) throw new ApiError(unexpected(status));
  return parsed.data as Answered<R>;
}

function refused(response: Response, body: unknown): ApiError {
  const problem = problemSchema.safeParse(body);
  return new ApiError(problem.success ? problem.data : unexpected(response.status));
}

async function request<P extends string>(endpoint: Endpoint<string, P>, asked: Asked<P>): Promise<Response> {
  const headers = new Headers({ accept: 'application/json, application/problem+json' });
  if (asked.json !== undefined) headers.set('content-type', 'application/json');
  if (asked.ifMatch !== undefined) headers.set('if-match', `"${asked.ifMatch}"`);
  try {
    return await fetch(endpoint.at((asked.params ?? {}) as Params<P>, asked.query ?? {}), {
      method: endpoint.method,
      headers,
      credentials: 'same-origin',
      cache: 'no-store',
      body: asked.json === undefined ? (asked.form ?? null) : JSON.stringify(asked.json),
      signal: asked.signal ?? null,
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ApiError(offline);
  }
}

async function readJson(response: Response): Promise<unknown> {
  try {
    return inertJson(await response.json());
  } catch {
    throw new ApiError(unexpected(response.status));
  }
}
