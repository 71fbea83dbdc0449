// SPDX-License-Identifier: Apache-2.0
import { millisOf } from '../../kernel/instant.ts';
import type { Instant } from '../../kernel/instant.ts';
import { kindOf } from '../customer/customer.ts';
import type { Rung, Step } from '../customer/customer.ts';
import { nextStep } from '../customer/customer.ts';
import type { NoticeState } from '../state/state.ts';
import type { Progress } from './follow-store.port.ts';

export type Plan = { readonly reminders: number; readonly everyDays: number };
export const usualPlan: Plan = { reminders: 2, everyDays: 3 };

const DAY = 86_400_000;
/** A letter takes longer to be read and answered than a mail. */
const LETTER_DAYS = 10;
/** What may come back by itself is waited for so long. */
const SOFT_DAYS = 1;

/** `remind`: once more to the same; `mail`, `call`, `letter`: to the next step of his ladder; `nowhere`: there is none left. */
export type Move =
  | {
      readonly is: 'remind' | 'mail' | 'call' | 'letter';
      readonly step: { readonly rung: Rung; readonly contactId: string; readonly value: string };
    }
  | { readonly is: 'nowhere' }
  /** Not yet, or never: he noticed, or what was sent has not had its time. */
  | { readonly is: 'wait' };

const told: readonly NoticeState[] = ['handed-over', 'posted', 'complaint'];
const missed: readonly NoticeState[] = ['refused', 'bounced-hard', 'wrong-contact', 'returned'];

/** What is due for one customer now, by plan. Whoever noticed, is verified or exempt is never reminded. */
export function moveOf(one: Progress, steps: readonly Step[], plan: Plan, now: Instant): Move {
  const { state, contactId, messages, askedAt, changedAt } = one;
  const age = millisOf(now) - millisOf(askedAt !== null && askedAt > changedAt ? askedAt : changedAt);
  const current = steps.find((step) => step.contact.contactId === contactId);
  if (missed.includes(state)) return onward(steps, contactId);
  if (state === 'bounced-soft') return age < SOFT_DAYS * DAY ? { is: 'wait' } : onward(steps, contactId);
  if (state === 'escalated') {
    // His contact was taken out of the register, or a call led back to a step by mail.
    if (current === undefined) return onward(steps, contactId);
    const kind = kindOf(current.rung);
    return kind === 'mail' ? named(current) : { is: 'wait' };
  }
  // Whose first step is no mail waits for no wave.
  if (state === 'approved' && current?.is === 'open' && kindOf(current.rung) !== 'mail') return named(current);
  if (!told.includes(state)) return { is: 'wait' };
  if (state === 'posted') return age < LETTER_DAYS * DAY ? { is: 'wait' } : onward(steps, contactId);
  if (age < plan.everyDays * DAY) return { is: 'wait' };
  // To whom a mail is spam, or whose address is used no more, no second one is sent.
  const again = state === 'handed-over' && messages <= plan.reminders && current?.is === 'open';
  return again ? { ...named(current), is: 'remind' } : onward(steps, contactId);
}

/** The step after the one by which he is told now. */
export function onward(steps: readonly Step[], contactId: string): Move {
  const step = nextStep(steps, steps.some((one) => one.contact.contactId === contactId) ? contactId : null);
  return step === null ? { is: 'nowhere' } : named(step);
}

function named({ rung, contact }: Step): Extract<Move, { readonly step: object }> {
  const kind = kindOf(rung);
  const is = kind === 'telephone' ? 'call' : kind;
  return { is, step: { rung, contactId: contact.contactId, value: contact.value } };
}
