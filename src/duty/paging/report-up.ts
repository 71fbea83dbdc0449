// SPDX-License-Identifier: Apache-2.0
import type { Actor } from '../../journal/actor.ts';
import type { BodyOf } from '../../case/entry/kinds.ts';
import type { CaseId } from '../../journal/stream.ts';
import { millisOf, plusMillis } from '../../kernel/instant.ts';
import type { Instant } from '../../kernel/instant.ts';
import { timeAt } from '../../common/civil-day.ts';
import { lettersAndDigits } from '../../common/random-id.ts';
import type { DutyPlan, Policy, ReportUp } from '../rota/plan.ts';
import { firstStepAt } from './page.ts';
import type { Page } from './page-store.port.ts';
import type { TriggerDeps } from './trigger.ts';

/** The policy's id in pages that report upwards. */
export const REPORT_UP = 'report-up';

/** How often the levels are gone through again while no superior answers. */
const ROUNDS = 1;

export type ReportedUp = { readonly is: 'reporting' | 'already-out'; readonly pageId: string } | { readonly is: 'nobody-named' };

/**
 * Tells the superiors of a case, level by level: a page like any other, by the same rows, links and gate, that one of them
 * must acknowledge. One that is still unanswered is not doubled; one that nobody answered to its end gives way to the new one.
 */
export async function reportUp(deps: TriggerDeps, caseId: CaseId, actor: Actor): Promise<ReportedUp> {
  const plan = (await deps.plans.latest())?.plan ?? null;
  const view = await deps.journal.view(caseId);
  const up = plan?.reportUp;
  if (plan === null || view === null || up === undefined || up.levels.length === 0) return { is: 'nobody-named' };
  return deps.journal.write(async (writing): Promise<ReportedUp> => {
    await deps.pages.lockPolicy(writing.tx, `${REPORT_UP} ${caseId}`);
    const before = (await deps.pages.ofCase(writing.tx, caseId)).filter((one) => one.purpose === 'report-up');
    const running = before.find((one) => one.state === 'triggered');
    if (running !== undefined) return { is: 'already-out', pageId: running.pageId };
    for (const over of before.filter((one) => one.state === 'exhausted')) {
      await deps.pages.update(writing.tx, { ...over, state: 'resolved', nextAt: null });
      const body = { pageId: over.pageId, reason: 'reported upwards again', alarms: over.alarms };
      await writing.append({ stream: caseId, actor, drafts: [{ kind: 'page.resolved', body }] });
    }
    const now = deps.clock.now();
    const policy = policyOf(up, plan.zone, now);
    const subject = view.title.slice(0, 500);
    const page: Page = {
      pageId: `U-${lettersAndDigits(deps.random(9))}`,
      caseId,
      policy,
      subject,
      urgency: 'now',
      purpose: 'report-up',
      by: actor.name,
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
    await deps.pages.insert(writing.tx, page);
    const { nextReportMinutes } = up;
    const body = {
      pageId: page.pageId,
      policy: REPORT_UP,
      subject,
      urgency: 'now',
      acksNeeded: 1,
      purpose: 'report-up',
      nextReportMinutes,
    } as const;
    await writing.append({ stream: caseId, actor, drafts: [{ kind: 'page.triggered', body }] });
    return { is: 'reporting', pageId: page.pageId };
  });
}

/**
 * A superior was told by telephone or face to face: recorded in one press, and a report that is still out is answered by
 * it. False: the plan has no such person.
 */
export async function toldUp(
  deps: TriggerDeps,
  caseId: CaseId,
  told: { readonly person: string; readonly way: BodyOf<'page.told'>['way'] },
  actor: Actor,
): Promise<boolean> {
  const plan = (await deps.plans.latest())?.plan;
  const person = plan?.people.find((one) => one.id === told.person);
  if (plan?.reportUp === undefined || person === undefined) return false;
  const { nextReportMinutes } = plan.reportUp;
  await deps.journal.write(async (writing) => {
    const pages = await deps.pages.ofCase(writing.tx, caseId);
    const open = pages.find((one) => one.purpose === 'report-up' && (one.state === 'triggered' || one.state === 'exhausted'));
    if (open !== undefined) {
      const acks = [...open.acks, { person: person.id, at: deps.clock.now() }];
      await deps.pages.update(writing.tx, { ...open, acks, state: 'acknowledged', nextAt: null });
      await deps.pages.skip(writing.tx, open.pageId, null);
    }
    const body = { pageId: open?.pageId ?? null, person: person.id, name: person.name, way: told.way, nextReportMinutes };
    await writing.append({ stream: caseId, actor, drafts: [{ kind: 'page.told', body }] });
  });
  return true;
}

/** The levels as steps of a policy. Each wait is that of the hour in which the level before it is told. */
export function policyOf(up: ReportUp, zone: string, now: Instant): Policy {
  const steps: Policy['steps'] = [];
  let afterMinutes = 0;
  for (const level of up.levels) {
    steps.push({ afterMinutes, targets: level.people.map((person) => ({ person })) });
    afterMinutes += waitAt(up, zone, plusMillis(now, afterMinutes * 60_000));
  }
  const name = { ja: '上への報告', en: 'Report upwards' };
  return { id: REPORT_UP, name, steps, repeat: ROUNDS, acksNeeded: 1, forgottenAfterMinutes: null, groupSeconds: 0 };
}

/** Minutes after which the next level is told, of a level that is told at `at`. A day that ends before it begins runs over midnight. */
export function waitAt(up: ReportUp, zone: string, at: Instant): number {
  const time = timeAt(millisOf(at), zone);
  const { from, to } = up.day;
  const isDay = from < to ? time >= from && time < to : time >= from || time < to;
  return isDay ? up.dayMinutes : up.nightMinutes;
}

/** Persons of the plan by level, each level's once. */
export function levelsOf(plan: DutyPlan): readonly (readonly string[])[] {
  return (plan.reportUp?.levels ?? []).map((level) => [...new Set(level.people)]);
}
