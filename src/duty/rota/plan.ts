// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { incidentKinds } from '../../case/entry/triage.ts';
import { isDay } from '../../common/civil-day.ts';
import { kindsByUrgency } from '../../case/incident-kind.ts';

/** Everything a rota rests on, as one document with a version. Who is paged is computed from it and from nothing else. */
const id = z.string().regex(/^[A-Za-z0-9._-]{1,60}$/);
const two = z.object({ ja: z.string().min(1).max(200), en: z.string().min(1).max(200) });
const day = z.iso.date();
/** Wall time in the plan's zone. */
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const local = z.string().regex(/^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d$/);
const instant = z.iso.datetime({ offset: true });
const weekdays = z.array(z.int().min(1).max(7)).min(1).max(7);

export const channels = ['mail', 'webhook', 'web-push', 'telephone'] as const;
export type Channel = (typeof channels)[number];

export const personSchema = z.object({
  id,
  /** Who this is in the register; empty where the plan's own id is that number. */
  personId: z.string().max(100).default(''),
  name: z.string().min(1).max(200),
  lang: z.enum(['ja', 'en']).default('ja'),
  mail: z.array(z.string().min(3).max(320)).max(5).default([]),
  telephone: z.string().max(40).default(''),
  /** Names of webhooks that the desk's settings know; the address itself is never in the plan. */
  webhooks: z.array(id).max(5).default([]),
  channels: z.array(z.enum(channels)).min(1).default(['mail']),
  /** First and last day on the team. */
  from: day.optional(),
  until: day.optional(),
  /** Weekdays on which the person is never on duty (1 Monday … 7 Sunday). */
  never: weekdays.optional(),
});

export const layerSchema = z.object({
  id,
  people: z.array(id).min(1).max(200),
  start: local,
  rotation: z.object({ unit: z.enum(['hour', 'day', 'week']), every: z.int().min(1).max(60).default(1) }),
  /** `off` = Saturday, Sunday, public holiday or company closure; `working` = every other day. */
  days: z.enum(['all', 'working', 'off']).default('all'),
  weekdays: weekdays.optional(),
  /** Only these hours of the chosen days; `to` at or before `from` means the next morning. */
  hours: z.object({ from: time, to: time }).optional(),
  /** Whoever had fewest weekend or holiday duties comes next, instead of strict turns. */
  fair: z.boolean().default(false),
});

export const rosterSchema = z.object({
  id,
  name: two,
  /** A gap in a required roster is a finding. */
  required: z.boolean().default(true),
  /** The first layer that covers an instant decides. */
  layers: z.array(layerSchema).min(1).max(20),
});

const target = z.union([z.object({ roster: id }), z.object({ person: id }), z.object({ external: id })]);

export const policySchema = z.object({
  id,
  name: two,
  steps: z
    .array(
      z.object({
        afterMinutes: z.int().min(0).max(10_080),
        targets: z.array(target).min(1).max(20),
        channels: z.array(z.enum(channels)).optional(),
      }),
    )
    .min(1)
    .max(20),
  /** How often the steps are gone through once more while nobody acknowledges. */
  repeat: z.int().min(0).max(50).default(2),
  /** How many different persons must acknowledge. */
  acksNeeded: z.int().min(1).max(10).default(1),
  /** An acknowledgement that is followed by nothing pages again after so long; null = never. */
  forgottenAfterMinutes: z.int().min(5).max(10_080).nullable().default(60),
  /** Alarms within this time of an open page join it instead of paging anew. */
  groupSeconds: z.int().min(0).max(3600).default(60),
});

/** Who is told upwards, one level after the other, while nobody has said that they know. Minutes are waited before the next level. */
export const reportUpSchema = z.object({
  levels: z.array(z.object({ people: z.array(id).min(1).max(10) })).max(10),
  dayMinutes: z.int().min(1).max(1440).default(15),
  nightMinutes: z.int().min(1).max(1440).default(30),
  /** The day in the plan's zone; the rest is night. */
  day: z.object({ from: time, to: time }).default({ from: '08:00', to: '20:00' }),
  /** How long after a report the next one is promised. */
  nextReportMinutes: z.int().min(10).max(10_080).default(60),
});

export const externalSchema = z.object({
  id,
  name: two,
  kind: z.enum(['system-vendor', 'hosting-provider', 'security-vendor', 'jpcert', 'ipa', 'police', 'lawyer', 'other']),
  telephone: z.string().max(60).default(''),
  mail: z.string().max(320).default(''),
  languages: z.array(z.string().max(20)).default(['ja']),
  /** Hours in `zone`; empty = round the clock. `days: off` covers holidays of the plan's country. */
  zone: z.string().max(60).default('Asia/Tokyo'),
  hours: z.array(z.object({ days: z.enum(['all', 'working', 'off']), from: time, to: time })).default([]),
  contract: z.string().max(200).default(''),
  note: z.string().max(2000).default(''),
});

export const planSchema = z.object({
  /** Last day that people have been told of: until then nobody's duty changes without being listed and confirmed. */
  publishedUntil: day.nullable().default(null),
  zone: z.string().max(60).default('Asia/Tokyo'),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .default('JP'),
  people: z.array(personSchema).max(500),
  /** Company closures; `--MM-DD` repeats every year (`--12-29` to `--01-03` runs over New Year). */
  closures: z
    .array(z.object({ from: z.string().regex(/^(\d{4}|-)-\d{2}-\d{2}$/), to: z.string().regex(/^(\d{4}|-)-\d{2}-\d{2}$/), name: two }))
    .max(200)
    .default([]),
  rosters: z.array(rosterSchema).min(1).max(50),
  overrides: z
    .array(
      z.object({ id, roster: id, layer: id.optional(), from: instant, to: instant, person: id, reason: z.string().max(500).default('') }),
    )
    .max(5000)
    .default([]),
  /** Two duties of one layer change hands: each is named by an instant that lies in it. */
  swaps: z
    .array(z.object({ id, roster: id, layer: id, first: instant, second: instant, reason: z.string().max(500).default('') }))
    .max(2000)
    .default([]),
  absences: z
    .array(
      z.object({
        person: id,
        from: instant,
        to: instant,
        reason: z.string().max(200).default(''),
        /** Which entry of the person's calendar it was taken from, in which version, and which one of a series. */
        uid: z.string().max(255).optional(),
        sequence: z.int().min(0).optional(),
        occurrence: z.string().max(40).optional(),
      }),
    )
    .max(5000)
    .default([]),
  policies: z.array(policySchema).max(50).default([]),
  externals: z.array(externalSchema).max(200).default([]),
  /** Absent in plans of before: nobody is named. */
  reportUp: reportUpSchema.optional(),
  /** Which policy pages for a kind of incident; of several kinds the most urgent one counts, of none the first policy. */
  byKind: z
    .array(z.object({ kind: z.enum(incidentKinds), policy: id }))
    .max(50)
    .optional(),
});
export type DutyPlan = z.output<typeof planSchema>;
export type Roster = DutyPlan['rosters'][number];
export type Layer = Roster['layers'][number];
export type DutyPerson = DutyPlan['people'][number];
export type Policy = DutyPlan['policies'][number];
export type ReportUp = z.output<typeof reportUpSchema>;
export type External = DutyPlan['externals'][number];

/** The plan's person behind a signed-in one, by the register's number. */
export function planPersonOf(plan: Pick<DutyPlan, 'people'>, personId: string): DutyPerson | null {
  return plan.people.find((person) => (person.personId === '' ? person.id : person.personId) === personId) ?? null;
}

/** The policy that pages for a case of these kinds; undefined: the plan has none. */
export function policyFor(plan: Pick<DutyPlan, 'policies' | 'byKind'>, kinds: readonly string[]): Policy | undefined {
  const named = kindsByUrgency
    .filter((kind) => kinds.includes(kind))
    .flatMap((kind) => plan.byKind?.find((one) => one.kind === kind) ?? []);
  return plan.policies.find((one) => one.id === named[0]?.policy) ?? plan.policies[0];
}

/** What no schema can see: names that point nowhere, ends before beginnings, doubled ids. One line each. */
export function planFaults(plan: DutyPlan, isZone: (zone: string) => boolean): readonly string[] {
  const people = new Set(plan.people.map((person) => person.id));
  const rosters = new Map(plan.rosters.map((roster) => [roster.id, roster]));
  const externals = new Set(plan.externals.map((external) => external.id));
  return [
    ...(isZone(plan.zone) ? [] : [`zone: ${plan.zone} is no time zone`]),
    ...doubled('people', plan.people).concat(
      doubled('rosters', plan.rosters),
      doubled('policies', plan.policies),
      doubled('externals', plan.externals),
    ),
    ...doubled('overrides', plan.overrides).concat(doubled('swaps', plan.swaps)),
    ...plan.rosters.flatMap((roster) => [
      ...doubled(`roster ${roster.id}`, roster.layers),
      ...roster.layers.flatMap((layer) =>
        layer.people.filter((name) => !people.has(name)).map((name) => unknown(`layer ${layer.id}`, name)),
      ),
    ]),
    ...plan.people.flatMap(({ id: who, from, until }) =>
      from !== undefined && until !== undefined && until < from ? [`${who}: the last day ${until} lies before the first day ${from}`] : [],
    ),
    ...plan.closures.flatMap(({ from, to }) => {
      // `--02-29` is the day of a leap year.
      const none = [from, to].find((day) => !isDay(day.startsWith('--') ? `2024${day.slice(1)}` : day));
      if (none !== undefined) return [`closure ${from} to ${to}: there is no day ${none}`];
      if (from.startsWith('--') !== to.startsWith('--')) return [`closure ${from} to ${to}: either both days carry a year or neither does`];
      // Without a year, an end before its beginning runs over New Year; with one, no day lies between them.
      return from.startsWith('--') || from <= to ? [] : [`closure ${from} to ${to}: the end lies before the beginning`];
    }),
    ...[...plan.overrides, ...plan.absences].flatMap((row) => [
      ...(people.has(row.person) ? [] : [unknown('override or absence', row.person)]),
      ...(Date.parse(row.from) < Date.parse(row.to) ? [] : [`${row.person} ${row.from}: the end is not after the beginning`]),
    ]),
    ...[...plan.overrides, ...plan.swaps].flatMap((row) => {
      const roster = rosters.get(row.roster);
      if (roster === undefined) return [`${row.id}: there is no roster ${row.roster}`];
      return row.layer === undefined || roster.layers.some((layer) => layer.id === row.layer)
        ? []
        : [`${row.id}: there is no layer ${row.layer}`];
    }),
    ...(plan.byKind ?? [])
      .filter((one) => !plan.policies.some((policy) => policy.id === one.policy))
      .map((one) => `paging of ${one.kind}: there is no policy ${one.policy}`),
    ...(plan.reportUp?.levels ?? []).flatMap((level, at) =>
      level.people.filter((name) => !people.has(name)).map((name) => unknown(`report up, level ${at + 1}`, name)),
    ),
    ...plan.policies.flatMap((policy) =>
      policy.steps.flatMap((step) =>
        step.targets.flatMap((to) => {
          const known = 'roster' in to ? rosters.has(to.roster) : 'person' in to ? people.has(to.person) : externals.has(to.external);
          return known ? [] : [`policy ${policy.id}: ${JSON.stringify(to)} points nowhere`];
        }),
      ),
    ),
  ];
}

function unknown(where: string, name: string): string {
  return `${where}: nobody is called ${name}`;
}

function doubled(where: string, rows: readonly { readonly id: string }[]): string[] {
  const seen = new Set<string>();
  return rows.flatMap((row) => {
    if (seen.has(row.id)) return [`${where}: ${row.id} stands twice`];
    seen.add(row.id);
    return [];
  });
}
