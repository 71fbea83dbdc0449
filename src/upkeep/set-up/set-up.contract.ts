// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { get } from '../../edge/endpoint.contract.ts';

export const stepIds = [
  'people',
  'rota',
  'directory',
  'mail-out',
  'mail-in',
  'address',
  'services',
  'logs',
  'customers',
  'exercise',
  'kit',
] as const;

const two = z.object({ ja: z.string(), en: z.string() });

/** The first hour's steps, each as the desk itself finds it. */
export const setUpStateSchema = z.object({
  steps: z.array(z.object({ id: z.enum(stepIds), is: z.enum(['done', 'begun', 'open']), title: two, found: two, why: two, example: two })),
});
export type SetUpState = z.infer<typeof setUpStateSchema>;

/** The address, from which the route is made and through which the browser asks. */
export const endpoints = { setUpState: get('/api/v1/desk/set-up', setUpStateSchema) } as const;
