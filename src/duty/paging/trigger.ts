// SPDX-License-Identifier: Apache-2.0
import { lettersAndDigits } from '../../common/random-id.ts';
import type { Actor } from '../../journal/actor.ts';
import type { CaseView } from '../../case/fold/view.ts';
import type { Journal, Writing } from '../../case/language/journal.port.ts';
import { DESK } from '../../journal/stream.ts';
import type { Tx } from '../../journal/store.port.ts';
import type { CaseId } from '../../journal/stream.ts';
import type { Clock } from '../../kernel/instant.ts';
import { plusMillis } from '../../kernel/instant.ts';
import { firstStepAt } from './page.ts';
import type { Page, PageStore } from './page-store.port.ts';
import { policyFor } from '../rota/plan.ts';
import type { Policy } from '../rota/plan.ts';
import type { PlanStore } from '../rota/plan-store.port.ts';
import type { Passing } from '../../outbox/passing.port.ts';

export type TriggerDeps = {
  readonly journal: Journal;
  readonly pages: PageStore;
  readonly plans: PlanStore;
  readonly passing: Pick<Passing, 'uncounted'>;
  readonly clock: Clock;
  readonly random: (bytes: number) => string;
};

export type Alarm = {
  readonly caseId: CaseId | null;
  /** null: the one for the kinds of the case. */
  readonly policy: string | null;
  readonly subject: string;
  /** The subject for English readers, where the desk itself is the one who speaks; absent: words of a report or a person. */
  readonly english?: string;
  readonly urgency: 'now' | 'today';
};
export type Triggered =
  | { readonly is: 'paging'; readonly pageId: string }
  | { readonly is: 'joined'; readonly pageId: string; readonly alarms: number }
  | { readonly is: 'impossible'; readonly why: string };

const desk: Actor = { type: 'machine', name: 'duty' };

/**
 * An alarm becomes a page, or joins the open page of the same policy when it comes within the policy's grouping time:
 * a thousand alarms in a minute call nobody a thousand times. Page, first step and entry are one transaction.
 */
export async function trigger(deps: TriggerDeps, alarm: Alarm, actor: Actor = desk): Promise<Triggered> {
  const [only] = await triggerAll(deps, [alarm], actor);
  return only as Triggered;
}

/** Several, one after the other, in one transaction; `settle` is called in it. */
export async function triggerAll(
  deps: TriggerDeps,
  alarms: readonly Alarm[],
  actor: Actor = desk,
  settle: (tx: Tx) => Promise<void> = () => Promise.resolve(),
): Promise<readonly Triggered[]> {
  const stored = await deps.plans.latest();
  const views = stored === null ? new Map<CaseId, CaseView>() : await deps.journal.views(alarms.flatMap(({ caseId }) => caseId ?? []));
  const rehearsed = await deps.passing.uncounted();
  const policyOf = ({ policy, caseId }: Alarm): Policy | undefined => {
    if (policy !== null || stored === null) return stored?.plan.policies.find((one) => one.id === policy);
    const view = caseId === null ? undefined : views.get(caseId);
    return policyFor(stored.plan, view?.parts.triage.kinds?.kinds ?? []);
  };
  return deps.journal.write(async (writing) => {
    // Policies before the head of the chains, as every page takes them, and always in one order.
    const policies = new Set(alarms.flatMap((alarm) => policyOf(alarm)?.id ?? []));
    for (const id of [...policies].toSorted()) await deps.pages.lockPolicy(writing.tx, id);
    await settle(writing.tx);
    return writing.together(
      async () => {
        const done: Triggered[] = [];
        for (const alarm of alarms) {
          const policy = policyOf(alarm);
          done.push(
            policy === undefined
              ? await impossible(writing, alarm, actor, stored === null ? 'no duty plan' : noPolicy(alarm))
              : await page(deps, writing, alarm, policy, actor, rehearsed),
          );
        }
        return done;
      },
      alarms.map((alarm) => alarm.caseId ?? DESK),
    );
  });
}

const noPolicy = ({ policy }: Alarm): string => (policy === null ? 'the plan has no policy' : `no policy ${policy}`);

async function impossible(writing: Writing, { caseId, subject }: Alarm, actor: Actor, why: string): Promise<Triggered> {
  const body = { subject: subject.slice(0, 500), why };
  await writing.append({ stream: caseId ?? DESK, actor, drafts: [{ kind: 'page.impossible', body }] });
  return { is: 'impossible', why };
}

async function page(
  deps: TriggerDeps,
  writing: Writing,
  alarm: Alarm,
  policy: Policy,
  actor: Actor,
  rehearsed: ReadonlySet<string>,
): Promise<Triggered> {
  const stream = alarm.caseId ?? DESK;
  const now = deps.clock.now();
  const since = await deps.pages.openSince(writing.tx, policy.id, plusMillis(now, -policy.groupSeconds * 1000));
  const open = policy.groupSeconds > 0 ? since.find((one) => mayJoin(one, alarm, rehearsed)) : undefined;
  if (open !== undefined) {
    const alarms = open.alarms + 1;
    const another = alarm.caseId !== null && alarm.caseId !== open.caseId && !open.joined.includes(alarm.caseId);
    const joined = another && alarm.caseId !== null ? [...open.joined, alarm.caseId] : open.joined;
    await deps.pages.update(writing.tx, { ...open, alarms, joined });
    const body = { pageId: open.pageId, subject: alarm.subject.slice(0, 500), alarms };
    if (another) await writing.append({ stream, actor, drafts: [{ kind: 'page.joined', body }] });
    return { is: 'joined', pageId: open.pageId, alarms };
  }
  const made: Page = {
    pageId: `P-${lettersAndDigits(deps.random(9))}`,
    caseId: alarm.caseId,
    policy,
    subject: alarm.subject.slice(0, 500),
    ...(alarm.english === undefined ? {} : { english: alarm.english.slice(0, 500) }),
    urgency: alarm.urgency,
    state: 'triggered',
    generation: 0,
    round: 0,
    step: 0,
    nextAt: firstStepAt(policy, now),
    acks: [],
    joined: [],
    alarms: 1,
    createdAt: now,
  };
  await deps.pages.insert(writing.tx, made);
  const { pageId, subject, urgency } = made;
  const body = { pageId, policy: policy.id, subject, urgency, acksNeeded: policy.acksNeeded };
  await writing.append({ stream, actor, drafts: [{ kind: 'page.triggered', body }] });
  return { is: 'paging', pageId };
}

/** Kinds of the case as its words or a person have them now. */
export async function kindsOf(deps: Pick<TriggerDeps, 'journal'>, caseId: CaseId | null): Promise<readonly string[]> {
  const view = caseId === null ? null : await deps.journal.view(caseId);
  return view?.parts.triage.kinds?.kinds ?? [];
}

/**
 * Somebody who has answered must not be taken to know of a case that came later; more of the same case is no news. A real
 * alarm never joins the page of an exercise, which reaches other people and says that it is one, nor the other way round.
 */
function mayJoin(open: Page, alarm: Alarm, rehearsed: ReadonlySet<string>): boolean {
  const practised = [open.caseId, ...open.joined, alarm.caseId].some((one) => one !== null && rehearsed.has(one));
  if (practised && open.caseId !== alarm.caseId) return false;
  if (open.urgency !== alarm.urgency || (open.caseId === null) !== (alarm.caseId === null)) return false;
  return open.state === 'triggered' || open.caseId === alarm.caseId;
}
