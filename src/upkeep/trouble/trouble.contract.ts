// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { get } from '../../edge/endpoint.contract.ts';

const two = z.object({ ja: z.string(), en: z.string() });
export const troublesSchema = z.object({
  troubles: z.array(
    z.object({
      name: z.enum(['clock', 'space', 'read-only', 'mail-out', 'mail-in', 'dns', 'sign-in']),
      is: z.enum(['care', 'bad']),
      since: z.string(),
      what: two,
      safe: two,
      next: two,
    }),
  ),
});

/** The topic by which open screens hear that there is another word to say. */
export const TROUBLES_CHANGED = 'desk.troubles';

/** The addresses, from which the routes are made and through which the browser asks. */
export const endpoints = {
  // What the desk rests on and is not well at this moment; empty: nothing that is looked at.
  troubles: get('/api/v1/desk/troubles', troublesSchema),
};
