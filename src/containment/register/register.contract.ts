// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { get, post, put } from '../../edge/endpoint.contract.ts';

/** The inventory of services, recorded traffic and readiness on the wire. */
const two = z.object({ ja: z.string(), en: z.string() });
export const kinds = ['service', 'dependency', 'responder', 'resolver', 'proxy', 'nat', 'internal', 'shared'] as const;
export const decisions = ['keep', 'stop', 'undecided'] as const;
export const namePoints = ['none', 'dns', 'sni'] as const;
export const listFormats = ['csv', 'm365', 'aws', 'misp'] as const;
const priority = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)]);
const source = z.object({ name: z.string(), fetchedAt: z.string().nullable() });
const decision = z.object({ is: z.enum(decisions), by: z.string().nullable(), on: z.string().nullable() });

/** A row of the list: the first names and ranges, and how many there are. */
export const serviceRowSchema = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(kinds),
  names: z.array(z.string()),
  nameCount: z.int(),
  ranges: z.array(z.string()),
  rangeCount: z.int(),
  /** `443/tcp,443/udp`; `*` is all. */
  ports: z.string(),
  owner: z.string(),
  priority,
  decision,
  carrier: z.boolean(),
  source,
  version: z.int(),
});
export type ServiceRow = z.output<typeof serviceRowSchema>;

/** What a person writes: names, ranges and ports as text, one or several separated by blanks. */
export const serviceFieldsSchema = z.object({
  name: z.string().trim().min(1).max(200),
  kind: z.enum(kinds),
  names: z.string().max(2_000_000),
  ranges: z.string().max(2_000_000),
  ports: z.string().max(2000),
  owner: z.string().trim().max(200),
  priority,
  carrier: z.boolean(),
  source: z.string().trim().max(300),
});
export type ServiceFieldsWire = z.input<typeof serviceFieldsSchema>;
export const serviceSchema = serviceFieldsSchema.extend({ id: z.string(), version: z.int(), decision, fetchedAt: z.string().nullable() });
export const decideSchema = z.object({ is: z.enum(decisions), priority, reason: z.string().trim().min(1).max(2000) });
export const removeSchema = z.object({ reason: z.string().trim().min(1).max(2000) });
export const settingsSchema = z.object({ names: z.enum(namePoints) });

export const servicesSchema = z.object({ items: z.array(serviceRowSchema), names: z.enum(namePoints) });
export const importQuery = z.object({
  format: z.enum(listFormats),
  region: z.string().trim().max(100).optional(),
  service: z.string().trim().max(100).optional(),
});
export const listReportSchema = z.object({
  file: z.string(),
  added: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  refused: z.array(z.object({ line: z.int(), field: z.string(), value: z.string() })),
});
export type ListReport = z.output<typeof listReportSchema>;

export const trafficRowSchema = z.object({
  trafficId: z.string(),
  file: z.string(),
  sha256: z.string(),
  bytes: z.int(),
  at: z.string(),
  by: z.string(),
  lines: z.int(),
  accepted: z.int(),
  refused: z.int(),
  samples: z.array(z.object({ line: z.int(), why: z.string() })),
  from: z.string().nullable(),
  to: z.string().nullable(),
  days: z.int(),
});
export type TrafficRow = z.output<typeof trafficRowSchema>;
export const trafficListSchema = z.object({ items: z.array(trafficRowSchema) });

const byDepartment = z.array(z.object({ department: z.string(), users: z.int(), flows: z.number() }));
export const draftFlags = ['shared-address', 'carrier', 'dependency', 'monthly', 'once', 'already-in-inventory'] as const;
export const draftSchema = z.object({
  days: z.int(),
  enough: z.boolean(),
  unnamedShare: z.number(),
  proposals: z.array(
    z.object({
      name: z.string(),
      patterns: z.array(z.string()),
      addresses: z.array(z.string()),
      ports: z.string(),
      users: z.int(),
      departments: z.array(z.string()),
      days: z.int(),
      flows: z.number(),
      priority,
      flags: z.array(z.enum(draftFlags)),
    }),
  ),
  /** Proposals that are left out of the answer because the inventory has them already. */
  known: z.int(),
  /** Left out because an open case holds them to be the attacker's. */
  attackers: z.int(),
});
export type Draft = z.output<typeof draftSchema>;

export const readyOptionSchema = z.object({
  id: z.string(),
  title: two,
  /** Services of the inventory that stop, dearest first. */
  stopped: z.array(z.object({ service: z.string(), name: z.string(), priority: z.int(), users: z.int(), departments: byDepartment })),
  /** People who lose at least one destination outside of the inventory. */
  unlistedUsers: z.int(),
  keptServices: z.int(),
  vitalStopped: z.array(z.string()),
  isolated: z.array(z.string()),
  residual: z.object({ total: z.number(), budget: z.number(), overBudget: z.boolean() }),
  limits: z.array(two),
  needs: z.array(two),
  ruleCount: z.int(),
});
export type ReadyOption = z.output<typeof readyOptionSchema>;

export const readinessSchema = z.object({
  now: z.string(),
  missing: z.enum(['inventory', 'traffic', 'unreadable']).nullable(),
  traffic: trafficRowSchema.nullable(),
  inventory: z.object({
    services: z.int(),
    decided: z.int(),
    undecided: z.int(),
    /** Undecided ones that recorded traffic meets. */
    undecidedInUse: z.int(),
    stale: z.int(),
    oldest: z.string().nullable(),
    names: z.enum(namePoints),
    responders: z.int(),
  }),
  assumed: z.object({ host: z.string().nullable(), destinations: z.int(), hosts: z.int() }).nullable(),
  unlistedShare: z.number().nullable(),
  options: z.array(readyOptionSchema),
  undecided: z.array(z.object({ id: z.string(), name: z.string(), users: z.int() })),
  use: z.array(z.object({ service: z.string(), users: z.int(), flows: z.number(), departments: byDepartment })),
  prepare: z.array(z.object({ id: z.string(), text: two, why: two, where: z.enum(['services', 'traffic', 'draft']).nullable() })),
  gateways: z.array(z.string()),
});
export type ReadinessWire = z.output<typeof readinessSchema>;

/** Readiness in a few numbers, for a page that must not wait. */
export const readinessBriefSchema = z.object({
  now: z.string(),
  missing: readinessSchema.shape.missing,
  /** The traffic is still being replayed: `unlistedShare` and `undecidedInUse` come later. */
  counting: z.boolean(),
  services: z.int(),
  undecided: z.int(),
  undecidedInUse: z.int().nullable(),
  /** Day of the oldest list that a keep-only plan would rest on. */
  oldest: z.string().nullable(),
  stale: z.int(),
  trafficTo: z.string().nullable(),
  unlistedShare: z.number().nullable(),
  next: readinessSchema.shape.prepare.element.nullable(),
  more: z.int(),
});
export type ReadinessBrief = z.output<typeof readinessBriefSchema>;

export const logDaysSchema = z.object({
  /** Days on which the imported logs hold connections; null: none. */
  days: z.object({ from: z.string(), to: z.string(), days: z.int() }).nullable(),
  /** There is no log engine on this machine, or it does not answer. */
  absent: z.boolean(),
});
export const takeLogsSchema = z.object({ lastDays: z.int().min(1).max(1000) });
/** Traffic that is being taken out of the imported logs, and how the last time ended. */
export const takingSchema = z.object({
  now: z.string(),
  running: z.object({ done: z.int(), of: z.int(), flows: z.int(), startedAt: z.string() }).nullable(),
  ended: z
    .object({
      at: z.string(),
      traffic: trafficRowSchema.nullable(),
      problem: z.object({ code: z.string(), status: z.int(), what: two, safe: two, next: two }).nullable(),
    })
    .nullable(),
});
export type Taking = z.output<typeof takingSchema>;

/** The addresses, from which the routes are made and through which the browser asks. */
export const endpoints = {
  services: get('/api/v1/services', servicesSchema),
  addService: post('/api/v1/services', serviceSchema, serviceFieldsSchema),
  exportServices: get('/api/v1/services/export.csv', 'raw'),
  // ?format=&region=&service=, one file (multipart).
  importServices: post('/api/v1/services/import', listReportSchema),
  service: get('/api/v1/services/:serviceId', serviceSchema),
  changeService: put('/api/v1/services/:serviceId', serviceSchema, serviceFieldsSchema),
  decideService: post('/api/v1/services/:serviceId/decision', serviceSchema, decideSchema),
  removeService: post('/api/v1/services/:serviceId/remove', 'none', removeSchema),
  serviceSettings: put('/api/v1/service-settings', settingsSchema, settingsSchema),
  traffic: get('/api/v1/traffic', trafficListSchema),
  addTraffic: post('/api/v1/traffic', trafficRowSchema),
  trafficLogs: get('/api/v1/traffic/logs', logDaysSchema),
  takingLogs: get('/api/v1/traffic/from-logs', takingSchema),
  takeLogs: post('/api/v1/traffic/from-logs', takingSchema, takeLogsSchema),
  readiness: get('/api/v1/readiness', readinessSchema),
  readinessBrief: get('/api/v1/readiness/brief', readinessBriefSchema),
  draft: get('/api/v1/readiness/draft', draftSchema),
} as const;
