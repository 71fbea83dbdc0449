// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { get, post } from '../../edge/endpoint.contract.ts';
import { tlps } from '../entry/case.ts';

/** The longest that a link is open, in hours. */
export const MOST_HOURS = 30 * 24;

export const guestAskSchema = z.object({
  name: z.string().trim().min(1).max(100),
  /** Whom they work for. */
  of: z.string().trim().min(1).max(200),
  reason: z.string().trim().min(1).max(2000),
  /** Nothing above it is shown. */
  tlp: z.enum(tlps),
  hours: z.int().min(1).max(MOST_HOURS),
});
export type GuestAsk = z.output<typeof guestAskSchema>;

export const guestRowSchema = z.object({
  guestId: z.string(),
  name: z.string(),
  of: z.string(),
  reason: z.string(),
  tlp: z.enum(tlps),
  by: z.string(),
  at: z.string(),
  until: z.string(),
  is: z.enum(['open', 'over', 'withdrawn', 'above', 'giver-left']),
  /** How often it was opened, of the last thousand reads of the case, and when last. */
  reads: z.int(),
  lastRead: z.string().nullable(),
});
export type GuestRow = z.infer<typeof guestRowSchema>;

export const guestEndpoints = {
  guests: get('/api/v1/cases/:caseId/guests', z.object({ items: z.array(guestRowSchema) })),
  // `link` is told this once: the desk keeps its hash alone.
  inviteGuest: post('/api/v1/cases/:caseId/guests', z.object({ guestId: z.string(), link: z.string(), until: z.string() }), guestAskSchema),
  withdrawGuest: post(
    '/api/v1/cases/:caseId/guests/:guestId/withdraw',
    z.object({ withdrawn: z.literal(true) }),
    z.object({ reason: z.string().trim().min(1).max(2000) }),
  ),
  // Public; whoever has the link reads, until it ends.
  guestPage: get('/guest/:token', 'raw'),
} as const;
