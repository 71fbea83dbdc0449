// SPDX-License-Identifier: Apache-2.0
// Events of sending services as JSON (Amazon SES Developer Guide, "Contents of notifications for Amazon SNS").
import { z } from 'zod';
import type { FailedRecipient } from './bounce.ts';

const recipient = z.looseObject({
  emailAddress: z.string(),
  action: z.string().default(''),
  status: z.string().default(''),
  diagnosticCode: z.string().default(''),
});
const eventSchema = z.looseObject({
  notificationType: z.enum(['Bounce', 'Complaint', 'Delivery']),
  mail: z.looseObject({ destination: z.array(z.string()).default([]) }).optional(),
  bounce: z.looseObject({ bouncedRecipients: z.array(recipient).default([]) }).optional(),
});

export type MailEvent = {
  readonly is: 'complaint' | 'delivered';
  readonly failed: readonly FailedRecipient[];
  readonly about: readonly string[];
};

/** The event in a mail's text, by itself or inside SNS's envelope; null when there is none. */
export function readEvent(text: string): MailEvent | null {
  const begin = text.indexOf('{');
  const end = text.lastIndexOf('}');
  if (begin < 0 || begin > 200 || end < begin || !text.includes('notificationType')) return null;
  const outer = parsed(text.slice(begin, end + 1));
  const message =
    typeof outer === 'object' && outer !== null && 'Message' in outer && typeof outer.Message === 'string' ? parsed(outer.Message) : outer;
  const event = eventSchema.safeParse(message);
  if (!event.success) return null;
  const { notificationType, mail, bounce } = event.data;
  const failed = (bounce?.bouncedRecipients ?? []).map(({ emailAddress, action, status, diagnosticCode }) => ({
    address: emailAddress,
    action: action.toLowerCase(),
    status,
    said: diagnosticCode.replace(/^smtp;\s*/i, ''),
  }));
  return { is: notificationType === 'Complaint' ? 'complaint' : 'delivered', failed, about: mail?.destination ?? [] };
}

/** Mail wraps long lines: a break inside a text is none of JSON's. */
function parsed(text: string): unknown {
  for (const one of [text, text.replaceAll(/\r?\n/g, '')]) {
    try {
      return JSON.parse(one);
    } catch {
      continue;
    }
  }
  return null;
}
