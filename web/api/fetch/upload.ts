// SPDX-License-Identifier: Apache-2.0
import type { z } from 'zod';
import type { Endpoint } from '../../../src/edge/endpoint.contract.ts';
import { valueOf } from './http.ts';
import { ApiError, offline, problemSchema, unexpected } from './problem.ts';

/** A form as `ask` sends it, but with word of how much has left: fetch has none. `onProgress`: bytes sent and bytes in all. */
export function sendForm<R extends z.ZodType>(
  endpoint: Endpoint<'POST', string, R>,
  form: FormData,
  onProgress: (sent: number, of: number) => void,
): Promise<z.output<R>> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', endpoint.at({}));
    request.setRequestHeader('accept', 'application/json, application/problem+json');
    request.upload.addEventListener('progress', (event) => onProgress(event.loaded, event.total));
    request.addEventListener('load', () => {
      const body = parsed(request.responseText);
      if (request.status < 300) return settle(() => resolve(valueOf(endpoint, body, request.status) as z.output<R>), reject);
      const problem = problemSchema.safeParse(body);
      return reject(new ApiError(problem.success ? problem.data : unexpected(request.status)));
    });
    request.addEventListener('error', () => reject(new ApiError(offline)));
    request.send(form);
  });
}

function settle(done: () => void, reject: (error: unknown) => void): void {
  try {
    done();
  } catch (error) {
    reject(error);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
