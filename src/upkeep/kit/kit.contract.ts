// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { get, post } from '../../edge/endpoint.contract.ts';

export const kitShape = z.object({
  /** For how many days the rota is printed. */
  days: z.int().min(1).max(60).default(14),
  logPages: z.int().min(0).max(60).default(6),
});

/** When a kit was last printed, by whom, and until when its rota reaches; null: never. */
export const kitStateSchema = z.object({
  now: z.string(),
  last: z.object({ at: z.string(), by: z.string(), until: z.string() }).nullable(),
});
export type KitState = z.infer<typeof kitStateSchema>;

/** The addresses, from which the routes are made and through which the browser asks. */
export const endpoints = {
  kit: get('/api/v1/desk/kit', kitStateSchema),
  // The PDF, in the language of whoever asks; an entry of the desk.
  printKit: post('/api/v1/desk/kit', 'raw', kitShape),
} as const;
