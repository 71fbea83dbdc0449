// SPDX-License-Identifier: Apache-2.0
import type { Actor } from '../journal/actor.ts';
import type { Draft } from '../case/entry.ts';
import type { ClockView } from '../case/fold/obligation.ts';
import type { Appended, Journal } from '../case/language/journal.port.ts';
import type { CaseId } from '../journal/stream.ts';
import type { Clock } from '../kernel/instant.ts';
import { parseInstant } from '../kernel/instant.ts';
import { noCase } from '../case/problems.ts';
import type { Problem } from '../kernel/problem.ts';
import { err, ok } from '../kernel/result.ts';
import type { Result } from '../kernel/result.ts';
import { compute } from './compute.ts';
import type { ClockOrder } from './contract.ts';
import { readFacts } from './facts.ts';
import type { Holidays } from '../common/holidays.port.ts';
import { clockProblem } from './problems.ts';
import { ruleOf } from './law/rules.ts';
import { answersSchema } from './law/questions.ts';

export type SettleDeps = { readonly journal: Journal; readonly holidays: Holidays; readonly clock: Clock };

/** Carries out one order about a case's clocks; exactly one entry is appended, or nothing. */
export async function settle(
  deps: SettleDeps,
  caseId: CaseId,
  actor: Actor,
  order: ClockOrder,
  expectedSeq?: number,
): Promise<Result<Appended, Problem>> {
  return deps.journal.write(async (writing) => {
    const view = await writing.view(caseId);
    if (view === null) return err(noCase(caseId));
    const draft = draftOf(deps, view.parts.obligation.clocks, order);
    if (!draft.ok) return draft;
    return ok(
      await writing.append({ stream: caseId, actor, drafts: [draft.value], ...(expectedSeq === undefined ? {} : { expectedSeq }) }),
    );
  });
}

// oxlint-disable-next-line typescript/consistent-return -- the switch is exhaustive, tsc checks it
function draftOf(deps: SettleDeps, clocks: readonly ClockView[], order: ClockOrder): Result<Draft, Problem> {
  if (order.do === 'answer') return ok({ kind: 'obligation.answered', body: { answers: answersSchema.parse(order.answers) } });
  const there = 'clockId' in order ? (clocks.find((clock) => clock.clockId === order.clockId) ?? null) : null;
  if (order.do !== 'open' && there === null) return err(clockProblem('clock.unknown', undefined, { clockId: order.clockId }));
  switch (order.do) {
    case 'open': {
      if (clocks.some((clock) => clock.clockId === order.clockId))
        return err(clockProblem('clock.already-open', undefined, { clockId: order.clockId }));
      const computed = computedOf(deps, order.rule, order.facts);
      if (!computed.ok) return computed;
      const { clockId, rule, facts, decidedBy, reason, evidence } = order;
      return ok({ kind: 'clock.opened', body: { clockId, rule, facts, computed: computed.value, decidedBy, reason, evidence } });
    }
    case 'change-facts': {
      const computed = computedOf(deps, (there as ClockView).rule, order.facts);
      if (!computed.ok) return computed;
      const { clockId, facts, decidedBy, reason, evidence } = order;
      return ok({ kind: 'clock.facts-changed', body: { clockId, facts, computed: computed.value, decidedBy, reason, evidence } });
    }
    case 'met': {
      const submittedAt = parseInstant(order.submittedAt);
      if (submittedAt === null || submittedAt > deps.clock.now())
        return err(clockProblem('clock.time-unreadable', undefined, { text: order.submittedAt.slice(0, 60) }));
      return ok({ kind: 'clock.met', body: { clockId: order.clockId, submittedAt, receipt: order.receipt, evidence: order.evidence } });
    }
    case 'not-applicable': {
      const { clockId, decidedBy, reason, evidence } = order;
      return ok({ kind: 'clock.not-applicable', body: { clockId, decidedBy, reason, evidence } });
    }
  }
}

function computedOf(deps: SettleDeps, rule: ClockView['rule'], facts: ClockView['facts']) {
  const read = readFacts(ruleOf(rule), facts);
  if (!read.ok) return read;
  const { state, deadline, lastDay, warnFrom, zone, strict, note, basis } = compute(ruleOf(rule), read.value, deps.holidays);
  return ok({ state, deadline, lastDay, warnFrom, zone, strict, note, basis });
}
