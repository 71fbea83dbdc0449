// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { get, post } from '../../edge/endpoint.contract.ts';
import { outboxStates } from '../../outbox/message.ts';

/** People invited by one press: each gets a password of its own, which takes the machine a moment. */
export const MOST_INVITED = 100;

export const inviteSchema = z.object({
  /** People of the register. */
  personIds: z
    .array(z.string().regex(/^P-\d{4,12}$/))
    .max(100)
    .default([]),
  /** Addresses, one a line or as in a mail's To line, or a table with headings. Who is not in the register is added as staff. */
  pasted: z.string().max(200_000).default(''),
});

/** Why somebody gets no invitation. */
export const notInvited = ['has-sign-in', 'has-factors', 'left', 'no-address', 'no-such-person', 'address-taken'] as const;

export const inviteReportSchema = z.object({
  people: z.array(
    z.object({
      name: z.string(),
      address: z.string(),
      /** Whether they come into the register with it. */
      isNew: z.boolean(),
      why: z.enum(notInvited).nullable(),
    }),
  ),
  /** What was pasted and is no address. */
  unread: z.array(z.string()),
  /** The mail as the first of them gets it, its link without what opens it. */
  sample: z.object({ subject: z.string(), text: z.string() }).nullable(),
});
export type InviteReport = z.infer<typeof inviteReportSchema>;

export const invitationSchema = z.object({
  personId: z.string(),
  name: z.string(),
  to: z.string(),
  at: z.string(),
  until: z.string(),
  by: z.string(),
  /** `closed`: used, taken back by a newer sign-in, or the person has left. */
  is: z.enum(['open', 'over', 'closed']),
  /** How its mail stands, and what the server said last. */
  mail: z.enum(outboxStates).nullable(),
  answer: z.string().nullable(),
});
export type InvitationRow = z.infer<typeof invitationSchema>;

export const invitationEndpoints = {
  // Who would be invited, and the mail; nothing is written and nothing leaves.
  lookAtInvitations: post('/api/v1/people/invitations/preview', inviteReportSchema, inviteSchema),
  // Released by whoever presses: a mail to each, with a link of their own that works once.
  invite: post('/api/v1/people/invitations', inviteReportSchema, inviteSchema),
  // The latest, newest first: what left, what did not, and what was used.
  invitations: get('/api/v1/people/invitations', z.object({ items: z.array(invitationSchema) })),
  // Public; the link says whose it is.
  invitationPage: get('/invited/:token', 'raw'),
  useInvitation: post('/invited/:token', 'raw'),
} as const;
