// SPDX-License-Identifier: Apache-2.0
import type { Socket } from 'node:net';
import { serverProblem } from './problems.ts';

/** What cannot be read as HTTP never comes to a route: the same three sentences and headers, then the end of the connection. */
export function unreadable(error: Error & { readonly code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable || socket.destroyed) {
    socket.destroy();
    return;
  }
  const status = STATUS.get(error.code ?? '') ?? '400 Bad Request';
  const problem = serverProblem(status.startsWith('431') ? 'too-large' : 'bad-request');
  const body = JSON.stringify({
    type: `urn:matoi:problem:${problem.code}`,
    title: problem.what.ja,
    ...problem,
    status: Number(status.slice(0, 3)),
  });
  socket.end(
    [
      `HTTP/1.1 ${status}`,
      'content-type: application/problem+json; charset=utf-8',
      `content-length: ${Buffer.byteLength(body)}`,
      'cache-control: no-store',
      'x-content-type-options: nosniff',
      "content-security-policy: default-src 'none'",
      'connection: close',
      '',
      body,
    ].join('\r\n'),
  );
}

const STATUS: ReadonlyMap<string, string> = new Map([
  ['HPE_HEADER_OVERFLOW', '431 Request Header Fields Too Large'],
  ['ERR_HTTP_REQUEST_TIMEOUT', '408 Request Timeout'],
]);
