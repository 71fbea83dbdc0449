// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';

export const containmentOptions = ['cut-known', 'isolate', 'keep-only', 'full-cut', 'balanced'] as const;
/** Why a plan is no longer in force. `no-confirmation` and `path-dead` are the dead-man's doing; `replaced`: another plan took its place. */
export const rollBackCauses = ['person', 'no-confirmation', 'path-dead', 'failed', 'replaced'] as const;

const planId = z.string().min(1).max(50);
const option = z.enum(containmentOptions);
const reason = z.string().trim().min(1).max(2000);
const serviceId = z.string().min(1).max(120);
const name = z.string().max(200);

/** Where names can be enforced: nowhere, at the organisation's resolver, at a proxy that reads server names. */
export const namePoints = ['none', 'dns', 'sni'] as const;

/** The inventory of services and the recorded traffic: they belong to no case and stand in the desk's chain. */
const registerEntries = {
  'containment.services-imported': z.object({
    file: z.string().max(300),
    format: z.enum(['m365', 'aws', 'misp', 'csv']),
    /** SHA-256 of the file as it came. */
    sha256: z.string(),
    added: z.int(),
    changed: z.int(),
    unchanged: z.int(),
    refused: z.int(),
    /** SHA-256 of the rows as applied. */
    digest: z.string(),
  }),
  'containment.service-added': z.object({ serviceId, name, priority: z.int().min(1).max(5) }),
  'containment.service-changed': z.object({ serviceId, name, fields: z.array(z.string().max(40)).max(20) }),
  'containment.service-decided': z.object({
    serviceId,
    name,
    is: z.enum(['keep', 'stop', 'undecided']),
    priority: z.int().min(1).max(5),
    reason: z.string().max(2000),
  }),
  'containment.service-removed': z.object({ serviceId, name, reason }),
  'containment.name-point-set': z.object({ names: z.enum(namePoints) }),
  'containment.traffic-kept': z.object({
    trafficId: z.string().max(50),
    file: z.string().max(300),
    sha256: z.string(),
    lines: z.int(),
    refused: z.int(),
    /** Days on record, ISO dates; null where no line had a time. */
    from: z.string().nullable(),
    to: z.string().nullable(),
    days: z.int(),
  }),
} as const;

/** Proposed by anyone, released by a named person, then applied, confirmed or undone. The plan itself is a blob. */
export const containmentEntries = {
  ...registerEntries,
  'containment.plan-proposed': z.object({
    planId,
    /** SHA-256 of the plan's JSON. */
    plan: z.string(),
    recommended: option,
    options: z
      .array(
        z.object({
          id: option,
          coverage: z.number(),
          residual: z.number(),
          overBudget: z.boolean(),
          loss: z.number(),
          ruleCount: z.int(),
          servicesKept: z.int(),
          servicesStopped: z.int(),
          isolated: z.int(),
        }),
      )
      .max(8),
    attackFlows: z.int(),
    suspects: z.int(),
    days: z.int(),
    /** Codes of what the recommended option cannot stop. */
    limits: z.array(z.string().max(100)).max(200),
    notStoppable: z.int(),
  }),
  'containment.plan-released': z.object({ planId, option, reason }),
  'containment.plan-applied': z.object({
    planId,
    option,
    /** `local` or the gateway's name, as the person gave it. */
    where: z.string().max(300),
    /** SHA-256 of the configuration that was loaded. */
    rules: z.string(),
    deadManSeconds: z.int().nonnegative(),
    /** The plan that it replaces there, which comes back if this one is undone before its confirmation. */
    before: z.object({ planId, option }).nullable().optional(),
    /** The plan whose undoing put this one back; absent where people applied it. */
    backAfter: planId.optional(),
  }),
  'containment.plan-confirmed': z.object({ planId, where: z.string().max(300) }),
  'containment.plan-verified': z.object({ planId, option, how: z.enum(['laboratory', 'gateway']), probes: z.int(), differences: z.int() }),
  'containment.plan-rolled-back': z.object({
    planId,
    where: z.string().max(300),
    cause: z.enum(rollBackCauses),
    reason: z.string().max(2000),
  }),
} as const;
