// SPDX-License-Identifier: Apache-2.0
import type { z } from 'zod';
import { ApiError, offline, problemSchema, unexpected } from './problem.ts';

export type Send = {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly json?: unknown;
  readonly form?: FormData;
  readonly ifMatch?: string | number;
  readonly signal?: AbortSignal;
};

export type Answer<T> = { readonly value: T; readonly etag: string | null };

/** One request, one parse. Throws ApiError with a problem in three sentences; never anything else on purpose. */
export async function fetchAnswer<T>(schema: z.ZodType<T>, path: string, send: Send = {}): Promise<Answer<T>> {
  const response = await request(path, send);
  const body = response.status === 204 ? undefined : await readJson(response);
  if (!response.ok) {
    const problem = problemSchema.safeParse(body);
    throw new ApiError(problem.success ? problem.data : unexpected(response.status));
  }
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw new ApiError(unexpected(response.status));
  return { value: parsed.data, etag: response.headers.get('etag')?.replace(/^W\//, '').replaceAll('"', '') ?? null };
}

export async function fetchValue<T>(schema: z.ZodType<T>, path: string, send: Send = {}): Promise<T> {
  return (await fetchAnswer(schema, path, send)).value;
}

/** What the desk packs on request is saved as a file of its own name. */
export async function saveFile(path: string, send: Send, fallback: string): Promise<void> {
  const response = await request(path, send);
  if (!response.ok) {
    const problem = problemSchema.safeParse(await readJson(response));
    throw new ApiError(problem.success ? problem.data : unexpected(response.status));
  }
  const address = URL.createObjectURL(await response.blob());
  const link = document.createElement('a');
  link.href = address;
  link.download = /filename="([\w.-]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? fallback;
  link.click();
  window.setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

async function request(path: string, send: Send): Promise<Response> {
  const headers = new Headers({ accept: 'application/json, application/problem+json' });
  if (send.json !== undefined) headers.set('content-type', 'application/json');
  if (send.ifMatch !== undefined) headers.set('if-match', `"${send.ifMatch}"`);
  try {
    return await fetch(path, {
      method: send.method ?? 'GET',
      headers,
      credentials: 'same-origin',
      cache: 'no-store',
      body: send.json === undefined ? (send.form ?? null) : JSON.stringify(send.json),
      signal: send.signal ?? null,
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ApiError(offline);
  }
}

async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    throw new ApiError(unexpected(response.status));
  }
}
