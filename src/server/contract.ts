// SPDX-License-Identifier: Apache-2.0
import { get } from '../edge/endpoint.contract.ts';

/** The addresses that the server itself answers; the parts' stand in their own contracts. */
export const endpoints = {
  // Server-sent events (WHATWG HTML, 9.2): { stream, seq, kind } for each commit, and signals; resumes by Last-Event-ID.
  events: get('/api/v1/events', 'raw'),
  openApi: get('/api/v1/openapi.json', 'raw'),
  // The same for people: a page in words.
  apiPage: get('/api', 'raw'),
} as const;
