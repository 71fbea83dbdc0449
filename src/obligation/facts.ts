// SPDX-License-Identifier: Apache-2.0
import type { Instant } from '../kernel/instant.ts';
import { isZone, parseInstant } from '../kernel/instant.ts';
import type { Problem } from '../kernel/problem.ts';
import { err, ok } from '../kernel/result.ts';
import type { Result } from '../kernel/result.ts';
import { dayOf, isDay, startOfDay } from '../common/civil-day.ts';
import type { Day } from '../common/civil-day.ts';
import { clockProblem } from './problems.ts';
import type { Rule } from './law/rule.ts';

/** The moment from which a clock runs. `whole-day`: only the day is known, so hours are counted from its first moment. */
export type Trigger =
  | { readonly precision: 'moment'; readonly at: Instant; readonly day: Day }
  | { readonly precision: 'whole-day'; readonly at: Instant; readonly day: Day };

export type Facts = {
  readonly trigger: Trigger | null;
  /** When the duty itself began, for rules whose clock runs from a later act; null: not said, or the trigger is that moment. */
  readonly aware: Trigger | null;
  readonly wrongfulPurpose: boolean;
  readonly zone: string;
};

/** Facts as JSON says them, checked against what the rule knows. An unknown name is refused: a misspelt fact must not pass for an absent one. */
export function readFacts(rule: Rule, raw: unknown): Result<Facts, Problem> {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return err(wrong(rule, 'facts', 'an object'));
  const given = raw as Readonly<Record<string, unknown>>;
  const known = new Set<string>([rule.trigger, ...rule.accepts]);
  for (const name of Object.keys(given)) if (!known.has(name)) return err(wrong(rule, name, `one of ${[...known].join(', ')}`));

  const zone = given['zone'] ?? rule.zone;
  if (typeof zone !== 'string' || !isZone(zone)) return err(wrong(rule, 'zone', 'an IANA time zone such as Europe/Berlin'));
  const wrongful = given['wrongfulPurpose'] ?? false;
  if (typeof wrongful !== 'boolean') return err(wrong(rule, 'wrongfulPurpose', 'true or false'));
  for (const name of rule.accepts) {
    if (name === 'zone' || name === 'wrongfulPurpose' || (given[name] ?? null) === null) continue;
    if (readTrigger(given[name], zone) === null) return err(wrong(rule, name, EXPECTED));
  }
  const aware = rule.accepts.includes('awareAt') ? readTrigger(given['awareAt'] ?? null, zone) : null;
  const said = given[rule.trigger] ?? null;
  if (said === null) return ok({ trigger: null, aware, wrongfulPurpose: wrongful, zone });
  const trigger = readTrigger(said, zone);
  return trigger === null ? err(wrong(rule, rule.trigger, EXPECTED)) : ok({ trigger, aware, wrongfulPurpose: wrongful, zone });
}

const EXPECTED = 'an ISO 8601 time with its zone (2026-11-21T10:05:00+09:00) or a day (2026-11-21)';

function readTrigger(said: unknown, zone: string): Trigger | null {
  if (typeof said !== 'string') return null;
  if (/^\d{4}-\d{2}-\d{2}$/.test(said)) {
    if (!isDay(said) || said < '1900-01-01' || said > '9000-01-01') return null;
    return { precision: 'whole-day', at: startOfDay(said, zone), day: said };
  }
  const at = parseInstant(said);
  if (at === null || at < '1900-01-01' || at > '9000-01-01' || !isDay(said.slice(0, 10))) return null;
  return { precision: 'moment', at, day: dayOf(at, zone) };
}

function wrong(rule: Rule, field: string, expected: string): Problem {
  return clockProblem('clock.fact-unreadable', { rule: rule.id, field }, { expected });
}
