// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { get } from '../edge/endpoint.contract.ts';

export const deskHealthSchema = z.object({
  at: z.string(),
  findings: z.array(
    z.object({ id: z.string(), is: z.enum(['good', 'care', 'bad', 'off']), text: z.object({ ja: z.string(), en: z.string() }) }),
  ),
});
/** The finding about backups alone, for Now: `everyHours` null where none is taken by itself. */
export const backupStateSchema = z.object({
  now: z.string(),
  last: z.string().nullable(),
  everyHours: z.number().nullable(),
  is: z.enum(['good', 'care', 'bad', 'off']),
  text: z.object({ ja: z.string(), en: z.string() }),
});
export type DeskHealth = z.infer<typeof deskHealthSchema>;

/** The addresses, from which the routes are made and through which the browser asks. */
export const endpoints = {
  // What `matoi doctor` says.
  deskHealth: get('/api/v1/desk/health', deskHealthSchema),
  // When the last backup was taken, and whether one is missing.
  backupState: get('/api/v1/desk/backup', backupStateSchema),
  // For a watcher without an account: this process answers.
  alive: get('/healthz', 'raw'),
  // The database answers too; 503 where it does not.
  ready: get('/readyz', 'raw'),
  // OpenMetrics 1.0.
  metrics: get('/metrics', 'raw'),
};
