// SPDX-License-Identifier: Apache-2.0
import type { CaseId } from '../../journal/stream.ts';
import type { Instant } from '../../kernel/instant.ts';
import { plusMillis } from '../../kernel/instant.ts';
import type { Channel, Policy } from '../rota/plan.ts';

export type PageState = 'triggered' | 'acknowledged' | 'exhausted' | 'resolved';
export type Ack = { readonly person: string; readonly at: Instant };

/** One call for attention. The policy is the one of the moment it was triggered; who has the duty is asked at each step. */
export type Page = {
  readonly pageId: string;
  readonly caseId: CaseId | null;
  readonly policy: Policy;
  readonly subject: string;
  /** See `Alarm`. */
  readonly english?: string;
  readonly urgency: 'now' | 'today';
  /** Absent: whoever is on duty is called. `report-up`: superiors are told, and one of them is to say that they know. */
  readonly purpose?: 'report-up';
  /** Who reports upwards. */
  readonly by?: string;
  readonly state: PageState;
  /** Raised each time a forgotten acknowledgement lets the page run again. */
  readonly generation: number;
  readonly round: number;
  readonly step: number;
  /** When the state machine moves next: a step while triggered, the reminder while acknowledged. */
  readonly nextAt: Instant | null;
  readonly acks: readonly Ack[];
  /** Other cases whose alarms were grouped into this page; their journals get its end as well. */
  readonly joined: readonly CaseId[];
  /** Alarms grouped into this page, the first included. */
  readonly alarms: number;
  readonly createdAt: Instant;
};

/** `sent`: a server took it. `listed`: stands on the telephone list; nobody has called yet. */
export type DeliveryState = 'due' | 'sent' | 'listed' | 'failed' | 'not-set-up' | 'skipped';

/** One message to one person by one channel. `key` goes with every attempt, so that a second one can be told from a second page. */
export type Delivery = {
  readonly key: string;
  readonly pageId: string;
  readonly person: string;
  readonly channel: Channel;
  readonly generation: number;
  readonly round: number;
  readonly step: number;
  readonly state: DeliveryState;
  readonly dueAt: Instant;
  readonly attempts: number;
  readonly sentAt: Instant | null;
  readonly failure: string | null;
};

export type Move =
  | { readonly is: 'step'; readonly page: Page; readonly step: number; readonly round: number }
  | { readonly is: 'exhausted'; readonly page: Page }
  | { readonly is: 'reopened'; readonly page: Page }
  | { readonly is: 'nothing' };

const LEAST_ROUND_GAP = 10 * 60_000;

/**
 * What the page does at `now`. Waits are counted from the step that really went out, so that a desk that was down
 * for an hour resumes where it stood instead of calling everybody at once. A clock set back makes it wait, never repeat.
 */
export function moveAt(page: Page, now: Instant): Move {
  if (page.nextAt === null || page.nextAt > now) return { is: 'nothing' };
  if (page.state === 'acknowledged') {
    const again = { ...page, state: 'triggered', generation: page.generation + 1, round: 0, step: 0, acks: [], nextAt: now } as const;
    return { is: 'reopened', page: again };
  }
  if (page.state !== 'triggered') return { is: 'nothing' };
  const { steps, repeat } = page.policy;
  if (page.round > repeat) return { is: 'exhausted', page: { ...page, state: 'exhausted', nextAt: null } };
  const last = page.step + 1 >= steps.length;
  const moved: Page = last
    ? { ...page, round: page.round + 1, step: 0, nextAt: plusMillis(now, roundGap(page.policy)) }
    : { ...page, step: page.step + 1, nextAt: plusMillis(now, gapAfter(page.policy, page.step)) };
  return { is: 'step', page: moved, step: page.step, round: page.round };
}

function gapAfter(policy: Policy, step: number): number {
  const [here, next] = [policy.steps[step]?.afterMinutes ?? 0, policy.steps[step + 1]?.afterMinutes ?? 0];
  return Math.max(0, next - here) * 60_000;
}

/** Between the last step and the first of the next round: as long as the last two steps lie apart, at least ten minutes. */
function roundGap(policy: Policy): number {
  const count = policy.steps.length;
  return Math.max(LEAST_ROUND_GAP, count > 1 ? gapAfter(policy, count - 2) : 0);
}

/** When the first step of a policy is due for a page that is made now. */
export function firstStepAt(policy: Policy, now: Instant): Instant {
  return plusMillis(now, (policy.steps[0]?.afterMinutes ?? 0) * 60_000);
}

/** One delivery's own name; a second one of the same name is not sent. */
export function deliveryKey(page: Page, round: number, step: number, person: string, channel: Channel): string {
  return [page.pageId, page.generation, round, step, person, channel].join('.');
}

/** 15 s, 30 s, 1 min, 2 min, 4 min, then every 5 minutes: a mail server that is down for an hour is tried some 15 times. */
export function retryDelay(attempts: number): number {
  return Math.min(300_000, 15_000 * 2 ** Math.max(0, attempts - 1));
}

/** After so many tries a delivery is given up (about a day). */
export const MOST_ATTEMPTS = 290;
