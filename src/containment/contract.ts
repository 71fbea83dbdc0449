// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { get, post } from '../edge/endpoint.contract.ts';
import { containmentOptions, foundStates, rollBackCauses } from '../case/entry/containment.ts';

export { optionTitles } from './plan/option.ts';
export { targets } from './render/target.ts';

/**
 * What the web and the files see of containment. The desk plans, compares, explains and takes the release; it applies,
 * confirms and rolls back only at gateways that its operator named (MATOI_GATEWAYS), else `matoi contain …` does.
 */
const two = z.object({ ja: z.string(), en: z.string() });
const range = z.string().regex(/^[0-9a-fA-F:.]+(\/\d{1,3})?$/);
const pattern = z.string().regex(/^\.?[a-z0-9_-]+(\.[a-z0-9_-]+)*$/);
const id = z.string().regex(/^[A-Za-z0-9._-]{1,200}$/);
const ports = z
  .array(z.object({ proto: z.enum(['tcp', 'udp']), from: z.int().min(0).max(65_535), to: z.int().min(0).max(65_535) }))
  .nullable();
const ruleReason = z.enum(['indicator', 'precaution', 'suspected', 'inventory', 'responder', 'own']);

/** Rules go into device configurations, so each text in them is held to the alphabet of addresses and names. */
export const ruleSchema = z.discriminatedUnion('kind', [
  z.object({ id, kind: z.literal('path'), reason: ruleReason, service: z.string(), ranges: z.array(range), ports }),
  z.object({ id, kind: z.literal('isolate'), reason: ruleReason, host: z.string(), addresses: z.array(range) }),
  z.object({
    id,
    kind: z.literal('pair'),
    reason: ruleReason,
    host: z.string(),
    addresses: z.array(range),
    ranges: z.array(range),
    pattern: pattern.nullable(),
  }),
  z.object({ id, kind: z.literal('address'), reason: ruleReason, range }),
  z.object({ id, kind: z.literal('name'), reason: ruleReason, pattern }),
  z.object({
    id,
    kind: z.literal('allow'),
    reason: ruleReason,
    service: z.string(),
    patterns: z.array(pattern),
    ranges: z.array(range),
    observed: z.array(range),
    ports,
  }),
]);

const reasonSchema = z.object({
  code: z.string(),
  kind: z.enum(['limit', 'risk', 'note']),
  text: two,
  facts: z.record(z.string(), z.union([z.string(), z.number()])),
});

const verdictSchema = z.object({
  host: z.string(),
  name: z.string().nullable(),
  address: z.string(),
  ports: z.array(z.string()),
  confidence: z.number(),
  how: z.enum(['stopped', 'partly', 'not-stoppable', 'accepted']),
  rule: z.string().nullable(),
  point: z.enum(['packet-filter', 'resolver', 'proxy']).nullable(),
  reasons: z.array(z.string()),
});

const serviceHead = { service: z.string(), name: z.string(), priority: z.int().nullable() };

export const optionSchema = z.object({
  id: z.enum(containmentOptions),
  title: two,
  coverage: z.number().min(0).max(1).nullable(),
  attack: z.object({
    of: z.int(),
    stopped: z.int(),
    partly: z.int(),
    open: z.int(),
    connections: z.number(),
    connectionsStopped: z.number(),
  }),
  residual: z.object({
    known: z.number(),
    unknown: z.number(),
    total: z.number(),
    budget: z.number(),
    overBudget: z.boolean(),
    reasons: z.array(reasonSchema),
  }),
  loss: z.number(),
  stopped: z.array(
    z.object({
      ...serviceHead,
      users: z.int(),
      flows: z.number(),
      departments: z.array(z.object({ department: z.string(), users: z.int(), flows: z.number() })),
      because: z.enum(['rule', 'isolated']),
    }),
  ),
  kept: z.array(
    z.object({
      ...serviceHead,
      flows: z.number(),
      of: z.number(),
      share: z.number(),
      users: z.int(),
      isolated: z.object({ flows: z.number(), users: z.int() }),
    }),
  ),
  isolated: z.array(z.string()),
  base: z.enum(['allow', 'deny']),
  names: z.enum(['none', 'dns', 'sni']),
  rules: z.array(ruleSchema),
  ruleCount: z.int(),
  needs: z.array(two),
  verdicts: z.array(verdictSchema),
});

export const planSchema = z.object({
  format: z.literal('matoi-plan/1'),
  madeAt: z.string(),
  inputs: z.object({
    flows: z.int(),
    connections: z.number(),
    days: z.int(),
    refusedLines: z.int(),
    services: z.int(),
    indicators: z.int(),
    notRead: z
      .object({
        indicators: z.array(z.object({ line: z.int(), value: z.string(), why: z.string() })),
        indicatorLines: z.int(),
        inventory: z.array(z.object({ line: z.int(), field: z.string(), value: z.string() })),
        inventoryCells: z.int(),
      })
      .default({ indicators: [], indicatorLines: 0, inventory: [], inventoryCells: 0 }),
    attackFlows: z.int(),
    suspects: z.int(),
  }),
  budget: z.number(),
  internal: z.array(range),
  overlaps: z
    .array(
      z.object({
        listed: z.string(),
        indicator: z.int(),
        holder: z.enum(['kept', 'own', 'responder', 'other']),
        service: z.string(),
        part: z.string(),
        end: z.enum(['left-open', 'cut']),
        parts: z.int(),
      }),
    )
    .default([]),
  options: z.array(optionSchema),
  front: z.array(
    z.object({
      id: z.string(),
      base: z.enum(['allow', 'deny']),
      lambda: z.number(),
      loss: z.number(),
      known: z.number(),
      unknown: z.number(),
      risk: z.number(),
      overBudget: z.boolean(),
      coverage: z.number().nullable(),
      isolated: z.int(),
      ruleCount: z.int(),
      usersStopped: z.int(),
      flowsStopped: z.number(),
      services: z
        .array(
          z.object({
            ...serviceHead,
            users: z.int(),
            flows: z.number(),
            departments: z.array(z.object({ department: z.string(), users: z.int() })).default([]),
            departmentCount: z.int().default(0),
          }),
        )
        .default([]),
      /** Null: written before points of the front named what they stop. */
      serviceCount: z.int().nullable().default(null),
      hosts: z.array(z.string()).default([]),
      isolatedUsers: z.int().default(0),
    }),
  ),
  recommended: optionSchema,
  notStoppable: z.array(verdictSchema.extend({ texts: z.array(two) })),
  reasons: z.array(reasonSchema),
});
export type PlanWire = z.infer<typeof planSchema>;

export type OptionWire = z.infer<typeof optionSchema>;

/** A plan of a case, as its entries add up. */
export const planRowSchema = z.object({
  planId: z.string(),
  plan: z.string(),
  recommended: z.enum(containmentOptions),
  options: z.array(
    z.object({
      id: z.enum(containmentOptions),
      coverage: z.number().nullable(),
      residual: z.number(),
      overBudget: z.boolean(),
      loss: z.number(),
      ruleCount: z.int(),
      servicesKept: z.int(),
      servicesStopped: z.int(),
      isolated: z.int(),
    }),
  ),
  proposedAt: z.string(),
  released: z.object({ option: z.enum(containmentOptions), by: z.string(), reason: z.string(), at: z.string() }).nullable(),
  applied: z
    .object({
      option: z.enum(containmentOptions),
      where: z.string(),
      by: z.string(),
      at: z.string(),
      confirmed: z.object({ by: z.string(), at: z.string() }).nullable(),
      /** When it undoes itself unless it is confirmed; null once it is, or without a dead-man. */
      undoneAt: z.string().nullable(),
      /** The plan that comes back if it is undone before its confirmation. */
      before: z.object({ planId: z.string(), option: z.enum(containmentOptions) }).nullable(),
      /** The plan whose undoing put this one back. */
      backAfter: z.string().nullable(),
      sessions: z.object({ ended: z.boolean(), why: z.string() }).nullable(),
      byHand: z.boolean(),
      /** What the last look found, where it was not what was applied. */
      found: z.object({ state: z.enum(foundStates), at: z.string() }).nullable(),
    })
    .nullable(),
  verified: z
    .object({ option: z.enum(containmentOptions), how: z.enum(['laboratory', 'gateway']), probes: z.int(), differences: z.int() })
    .nullable(),
  rolledBack: z.object({ cause: z.enum(rollBackCauses), reason: z.string(), where: z.string(), by: z.string(), at: z.string() }).nullable(),
});
/** `now` is the desk's own time, for countdowns; `gateways` are those that the operator let the desk apply at. */
export const planListSchema = z.object({ now: z.string(), plans: z.array(planRowSchema), gateways: z.array(z.string()) });
export type PlanRow = z.infer<typeof planRowSchema>;

export const releaseSchema = z.object({ option: z.enum(containmentOptions), reason: z.string().trim().min(1).max(2000) });

/** Indicators as `contain plan` reads them, one a line; the inventory and the newest traffic are the desk's own. */
export const makeSchema = z.object({
  /** Empty: the attack set that stands ready in the case. */
  indicators: z.string().trim().max(500_000).default(''),
  /** Share of today's risk that may stay, 0..1. */
  budget: z.number().min(0).max(1).default(0.1),
});
export const madeSchema = z.object({ planId: z.string(), refused: z.array(z.object({ line: z.int(), value: z.string() })) });

export const applySchema = z.object({
  where: z.string().min(1).max(300),
  /** Never 0 from the desk: whoever applies from a browser may lose the way to it. */
  deadManSeconds: z.int().min(30).max(86_400),
  /** `host:port` of the responders' path, as seen from the gateway; empty = not checked. */
  path: z
    .string()
    .regex(/^([A-Za-z0-9.-]+:\d{1,5})?$/)
    .default(''),
});
/** What a person put into a device by hand, and what the device shows afterwards. */
export const byHandSchema = z.object({ where: z.string().trim().min(1).max(300), reread: z.string().min(1).max(500_000) });
export const rollBackSchema = z.object({ reason: z.string().trim().min(1).max(2000) });

/** A plan as one device's configuration. */
export const renderedSchema = z.object({
  target: z.string(),
  option: z.string(),
  proof: z.enum(['validator', 'not-on-device']),
  files: z.array(z.object({ name: z.string(), text: z.string() })),
  apply: z.array(z.string()),
  rollback: z.array(z.object({ name: z.string(), text: z.string() })),
  undo: z.array(z.string()),
  cannot: z.array(z.object({ rule: z.string(), kind: z.string(), text: two })),
});
export const explanationSchema = z.object({
  public: two,
  staff: two,
  executives: two,
  numbers: z.array(z.object({ value: z.number(), from: z.string() })),
});
export type Rendered = z.infer<typeof renderedSchema>;
export type Explanation = z.infer<typeof explanationSchema>;

/** The addresses, from which the routes are made and through which the browser asks. */
export const endpoints = {
  plans: get('/api/v1/cases/:caseId/plans', planListSchema),
  propose: post('/api/v1/cases/:caseId/plans', z.object({ planId: z.string() }), planSchema),
  make: post('/api/v1/cases/:caseId/plans/make', madeSchema, makeSchema),
  // ETag: the plan's digest.
  plan: get('/api/v1/cases/:caseId/plans/:planId', planSchema),
  // A named person.
  release: post('/api/v1/cases/:caseId/plans/:planId/release', planRowSchema, releaseSchema),
  // ?target=&option=&expires=
  render: get('/api/v1/cases/:caseId/plans/:planId/render', renderedSchema),
  // ?option=
  explanation: get('/api/v1/cases/:caseId/plans/:planId/explanation', explanationSchema),
  // The next three: a named person, at a gateway that the operator named.
  apply: post('/api/v1/cases/:caseId/plans/:planId/apply', planRowSchema, applySchema),
  // Put into a device by a person; refused while what the device shows lacks anything.
  appliedByHand: post('/api/v1/cases/:caseId/plans/:planId/by-hand', planRowSchema, byHandSchema),
  confirm: post('/api/v1/cases/:caseId/plans/:planId/confirm', planRowSchema),
  rollBack: post('/api/v1/cases/:caseId/plans/:planId/rollback', planRowSchema, rollBackSchema),
} as const;
