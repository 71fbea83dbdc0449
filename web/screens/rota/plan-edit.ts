// SPDX-License-Identifier: Apache-2.0
import type { DutyPlan } from '../../../src/duty/contract.ts';
import type { PersonRow } from '../../../src/organisation/contract.ts';

export type Plan = DutyPlan;
export type PlanPerson = Plan['people'][number];
export type Roster = Plan['rosters'][number];
export type Layer = Roster['layers'][number];
export type Policy = Plan['policies'][number];

/** Each part of the editor gets the plan and hands back a changed one. */
export type PartProps = { readonly plan: Plan; readonly onChange: (plan: Plan) => void };

export function replaceAt<T>(rows: readonly T[], at: number, row: T): T[] {
  return rows.map((one, index) => (index === at ? row : one));
}

export function removeAt<T>(rows: readonly T[], at: number): T[] {
  return rows.filter((_, index) => index !== at);
}

export function moveUp<T>(rows: readonly T[], at: number): T[] {
  if (at <= 0 || at >= rows.length) return [...rows];
  const row = rows[at] as T;
  return [...rows.slice(0, at - 1), row, rows[at - 1] as T, ...rows.slice(at + 1)];
}

/** `layer-3`: the first number that is free. */
export function freshId(prefix: string, taken: readonly { readonly id: string }[]): string {
  for (let number = taken.length + 1; ; number += 1)
    if (!taken.some((one) => one.id === `${prefix}-${number}`)) return `${prefix}-${number}`;
}

export function personOf(row: PersonRow): PlanPerson {
  const mail = row.addresses.slice(0, 5);
  return {
    id: row.personId,
    personId: row.personId,
    name: row.name,
    lang: row.lang,
    mail,
    telephone: row.telephone.slice(0, 40),
    webhooks: [],
    channels: [
      ...(mail.length > 0 ? (['mail'] as const) : []),
      ...(row.telephone === '' && mail.length > 0 ? [] : (['telephone'] as const)),
    ],
  };
}

/**
 * A first rota to change and publish: days off and working days in separate layers, so that weekends and holidays are
 * shared out by count and nobody's working-day turn moves because of them. Works for one person as well.
 */
export function starterPlan(people: readonly PersonRow[], zone: string, today: string): Plan {
  const team = people.filter(
    (row) => row.canSignIn && !row.left && row.roles.some((role) => role === 'responder' || role === 'administrator'),
  );
  const chosen = team.length > 0 ? team : people.slice(0, 1);
  const ids = chosen.map((row) => row.personId);
  // From yesterday on: a rota made at three in the morning has no gap until nine.
  const yesterday = new Date(Date.parse(`${today}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
  const start = `${yesterday}T09:00`;
  const layer = (id: string, days: Layer['days'], fair: boolean): Layer => ({
    id,
    people: ids,
    start,
    rotation: { unit: 'day', every: 1 },
    days,
    fair,
  });
  return {
    publishedUntil: null,
    zone,
    country: zone === 'Asia/Tokyo' ? 'JP' : 'US',
    people: chosen.map((row) => personOf(row)),
    closures: zone === 'Asia/Tokyo' ? [{ from: '--12-29', to: '--01-03', name: { ja: '年末年始休業', en: 'Year-end closure' } }] : [],
    rosters: [
      {
        id: 'primary',
        name: { ja: '一次当番', en: 'Primary' },
        required: true,
        layers: [layer('off-days', 'off', true), layer('working-days', 'working', false)],
      },
    ],
    overrides: [],
    swaps: [],
    absences: [],
    policies: [
      {
        id: 'incident',
        name: { ja: '事案の呼び出し', en: 'Incident' },
        steps: [
          { afterMinutes: 0, targets: [{ roster: 'primary' }] },
          { afterMinutes: 10, targets: [{ roster: 'primary' }, ...ids.slice(0, 3).map((person) => ({ person }))] },
        ],
        repeat: 2,
        acksNeeded: 1,
        forgottenAfterMinutes: 60,
        groupSeconds: 60,
      },
    ],
    externals: [],
  };
}

/**
 * A person of the register with everything that belongs to having duty: last in turn in each layer of the rosters named, and,
 * where `called`, in the last step of every policy that calls people by name.
 */
export function withPerson(plan: Plan, row: PersonRow, to: { readonly rosters: readonly string[]; readonly called: boolean }): Plan {
  const { id } = personOf(row);
  const lastOf = (policy: Policy) => (to.called && callsByName(policy) ? policy.steps.length - 1 : -1);
  return {
    ...plan,
    people: [...plan.people, personOf(row)],
    rosters: plan.rosters.map((roster) =>
      to.rosters.includes(roster.id)
        ? { ...roster, layers: roster.layers.map((layer) => ({ ...layer, people: [...layer.people, id] })) }
        : roster,
    ),
    policies: plan.policies.map((policy) => ({
      ...policy,
      steps: policy.steps.map((step, at) => (at === lastOf(policy) ? { ...step, targets: [...step.targets, { person: id }] } : step)),
    })),
  };
}

/** Whether the last step calls people by name, besides whoever has the duty. */
export function callsByName(policy: Policy): boolean {
  return policy.steps.at(-1)?.targets.some((to) => 'person' in to) ?? false;
}

/** A person who leaves the plan leaves its layers, policies and exceptions as well. */
export function withoutPerson(plan: Plan, id: string): Plan {
  return {
    ...plan,
    people: plan.people.filter((person) => person.id !== id),
    rosters: plan.rosters.map((roster) => ({
      ...roster,
      layers: roster.layers.map((layer) => ({ ...layer, people: layer.people.filter((one) => one !== id) })),
    })),
    overrides: plan.overrides.filter((row) => row.person !== id),
    absences: plan.absences.filter((row) => row.person !== id),
    policies: plan.policies.map((policy) => ({
      ...policy,
      steps: policy.steps.map((step) => ({ ...step, targets: step.targets.filter((to) => !('person' in to && to.person === id)) })),
    })),
  };
}
