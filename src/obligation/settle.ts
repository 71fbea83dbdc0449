// SPDX-License-Identifier: Apache-2.0
import type { Actor } from '../journal/actor.ts';
import type { Draft } from '../journal/entry.ts';
import type { ClockView } from '../journal/fold/obligation.ts';
import type { Appended, Journal } from '../journal/journal.port.ts';
import type { CaseId } from '../journal/stream.ts';
import type { Clock } from '../kernel/instant.ts';
import { parseInstant } from '../kernel/instant.ts';
import type { Problem } from '../kernel/problem.ts';
import { err, ok } from '../kernel/result.ts';
import type { Result } from '../kernel/result.ts';
import { compute } from './compute.ts';
import type { ClockOrder } from './contract.ts';
import { readFacts } from './facts.ts';
import type { Holidays } from './holidays.port.ts';
import { answersSchema } from './questions.ts';
import { ruleOf } from './rules.ts';

export type SettleDeps = { readonly journal: Journal; readonly holidays: Holidays; readonly clock: Clock };

/** Carries out one order about a case's clocks; exactly one entry is appended, or nothing. */
export async function settle(
  deps: SettleDeps,
  caseId: CaseId,
  actor: Actor,
  order: ClockOrder,
  expectedSeq?: number,
): Promise<Result<Appended, Problem>> {
  const view = await deps.journal.view(caseId);
  if (view === null) return err(noCase(caseId));
  const draft = draftOf(deps, view.parts.obligation.clocks, order);
  if (!draft.ok) return draft;
  return ok(
    await deps.journal.append({ stream: caseId, actor, drafts: [draft.value], ...(expectedSeq === undefined ? {} : { expectedSeq }) }),
  );
}

// oxlint-disable-next-line typescript/consistent-return -- the switch is exhaustive, tsc checks it
function draftOf(deps: SettleDeps, clocks: readonly ClockView[], order: ClockOrder): Result<Draft, Problem> {
  if (order.do === 'answer') return ok({ kind: 'obligation.answered', body: { answers: answersSchema.parse(order.answers) } });
  const there = 'clockId' in order ? (clocks.find((clock) => clock.clockId === order.clockId) ?? null) : null;
  if (order.do !== 'open' && there === null) return err(noClock(order.clockId));
  switch (order.do) {
    case 'open': {
      if (clocks.some((clock) => clock.clockId === order.clockId)) return err(already(order.clockId));
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
      if (submittedAt === null || submittedAt > deps.clock.now()) return err(badTime(order.submittedAt));
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

const unchanged = { ja: '時計は変わっていません。', en: 'No clock was changed.' } as const;

export function noCase(caseId: string): Problem {
  return {
    code: 'case.unknown',
    status: 404,
    what: { ja: `事案 ${caseId} はありません。`, en: `There is no case ${caseId}.` },
    safe: unchanged,
    next: { ja: '事案番号を確かめてください。', en: 'Check the case number.' },
  };
}

function noClock(clockId: string): Problem {
  return {
    code: 'clock.unknown',
    status: 404,
    what: { ja: `時計 ${clockId} はこの事案にありません。`, en: `This case has no clock ${clockId}.` },
    safe: unchanged,
    next: { ja: '一覧から選び直してください。', en: 'Choose one from the list.' },
  };
}

function already(clockId: string): Problem {
  return {
    code: 'clock.already-open',
    status: 409,
    what: { ja: `時計 ${clockId} はすでに動いています。`, en: `The clock ${clockId} is already there.` },
    safe: unchanged,
    next: { ja: '事実が変わったなら「事実を改める」を使ってください。', en: 'If the facts changed, change the facts of that clock.' },
  };
}

function badTime(text: string): Problem {
  return {
    code: 'clock.time-unreadable',
    status: 422,
    what: {
      ja: `提出時刻「${text.slice(0, 60)}」は、時差つきの過去の時刻ではありません。`,
      en: `“${text.slice(0, 60)}” is not a past time with its zone.`,
    },
    safe: unchanged,
    next: { ja: '2026-11-21T10:05:00+09:00 の形で書いてください。', en: 'Write it like 2026-11-21T10:05:00+09:00.' },
  };
}
