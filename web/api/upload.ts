// SPDX-License-Identifier: Apache-2.0
import type { z } from 'zod';
import { ApiError, offline, problemSchema, unexpected } from './problem.ts';

/** A form as fetchValue sends it, but with word of how much has left: fetch has none. `told`: bytes sent and bytes in all. */
export function sendForm<T>(schema: z.ZodType<T>, path: string, form: FormData, told: (sent: number, of: number) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', path);
    request.setRequestHeader('accept', 'application/json, application/problem+json');
    request.upload.addEventListener('progress', (event) => told(event.loaded, event.total));
    request.addEventListener('load', () => {
      const body = parsed(request.responseText);
      const value = request.status < 300 ? schema.safeParse(body) : null;
      if (value?.success === true) return resolve(value.data);
      const problem = problemSchema.safeParse(body);
      return reject(new ApiError(value === null && problem.success ? problem.data : unexpected(request.status)));
    });
    request.addEventListener('error', () => reject(new ApiError(offline)));
    request.send(form);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
