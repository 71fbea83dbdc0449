// SPDX-License-Identifier: Apache-2.0
import type { Instant } from '../../../kernel/instant.ts';
import type { BodyOf } from '../../entry/kinds.ts';

type Proposed = BodyOf<'containment.plan-proposed'>;
type Option = Proposed['recommended'];

export type ContainmentPlan = {
  readonly planId: string;
  readonly plan: string;
  readonly recommended: Option;
  readonly options: Proposed['options'];
  readonly attackFlows: number;
  readonly suspects: number;
  readonly days: number;
  readonly limits: readonly string[];
  readonly notStoppable: number;
  readonly proposedAt: Instant;
  readonly seq: number;
  readonly released: {
    readonly option: Option;
    readonly by: string;
    readonly reason: string;
    readonly at: Instant;
    readonly seq: number;
  } | null;
  readonly applied: {
    readonly option: Option;
    readonly where: string;
    readonly by: string;
    readonly at: Instant;
    /** Who said that it stays, and when. */
    readonly confirmed: { readonly by: string; readonly at: Instant } | null;
    /** When it undoes itself unless it is confirmed; null once confirmed or without a dead-man. */
    readonly undoneAt: Instant | null;
    /** What comes back if it is undone before its confirmation. */
    readonly before: { readonly planId: string; readonly option: Option } | null;
    /** The plan whose undoing put this one back; null where people applied it. */
    readonly backAfter: string | null;
    /** What the kernel there listed after the plan was applied; null: an older entry, or a gateway that did not say. */
    readonly listing: string | null;
    /** A person did it, at a device that the desk does not reach: nobody looks there again by itself. */
    readonly byHand: boolean;
    readonly sessions: { readonly ended: boolean; readonly why: string } | null;
    /** What the last look found, where it was worth an entry; null: nothing but the rules as applied. */
    readonly found: { readonly state: BodyOf<'containment.plan-found'>['found']; readonly at: Instant; readonly seq: number } | null;
    readonly seq: number;
  } | null;
  readonly verified: {
    readonly option: Option;
    readonly how: 'laboratory' | 'gateway';
    readonly probes: number;
    readonly differences: number;
    readonly seq: number;
  } | null;
  readonly rolledBack: {
    readonly cause: BodyOf<'containment.plan-rolled-back'>['cause'];
    readonly reason: string;
    readonly where: string;
    readonly by: string;
    readonly at: Instant;
    readonly seq: number;
  } | null;
};

/** Cable, power and the like: done by hand and in force until somebody puts it back. */
export type HandMeasure = Omit<BodyOf<'containment.hand-measure-taken'>, 'doneAt'> & {
  readonly doneAt: Instant;
  /** Who wrote it down, and when. */
  readonly recordedBy: string;
  readonly recordedAt: Instant;
  readonly photos: BodyOf<'containment.hand-measure-photographed'>['photos'];
  readonly putBack:
    | (Omit<BodyOf<'containment.hand-measure-put-back'>, 'measureId' | 'doneAt'> & { readonly doneAt: Instant; readonly seq: number })
    | null;
  readonly seq: number;
};

export type ContainmentView = { readonly plans: readonly ContainmentPlan[]; readonly handMeasures: readonly HandMeasure[] };

/** In force by the record, and not so at the gateway. */
export function isLost(plan: ContainmentPlan): boolean {
  return plan.applied?.found?.state === 'gone' || plan.applied?.found?.state === 'changed';
}
