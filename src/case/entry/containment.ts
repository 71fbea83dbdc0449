// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';

export const containmentOptions = ['cut-known', 'isolate', 'keep-only', 'full-cut', 'balanced'] as const;
/** Why a plan is no longer in force. `no-confirmation` and `path-dead` are the dead-man's doing; `replaced`: another plan took its place. */
export const rollBackCauses = ['person', 'no-confirmation', 'path-dead', 'failed', 'replaced'] as const;

/** `gone`: none of our rules is loaded there. `changed`: others than those that were applied. `unreachable`: nobody can tell. */
export const foundStates = ['in-force', 'gone', 'changed', 'unreachable'] as const;

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

/** What a person did with their hands. `power`: what was in memory is gone with it. */
export const handMeasureKinds = ['cable', 'wireless', 'port', 'power', 'removed', 'other'] as const;

const measureId = z.string().min(1).max(50);
const who = z.string().trim().min(1).max(200);
const photos = z.array(z.object({ sha256: z.string(), fileName: z.string().max(300), bytes: z.int() })).max(20);

/** Measures that no rule of a device shows: done by hand, seen on photos, put back by whom the record names. */
const handEntries = {
  'containment.hand-measure-taken': z.object({
    measureId,
    what: z.enum(handMeasureKinds),
    /** What was cut off, and where it stands. */
    object: z.string().trim().min(1).max(300),
    place: z.string().max(300),
    doneBy: who,
    doneAt: z.string().max(40),
    /** Who alone may put it back. */
    putBackBy: who,
    note: z.string().max(2000),
  }),
  /** By `blobs` the case holds the bytes: they can be fetched, and erased with the entry. */
  'containment.hand-measure-photographed': z.object({ measureId, photos, blobs: z.array(z.string()).max(20) }),
  'containment.hand-measure-put-back': z.object({
    measureId,
    doneBy: who,
    doneAt: z.string().max(40),
    /** Who allowed it; where that is not the one who was named, the reason says why. */
    allowedBy: who,
    reason: z.string().max(2000),
  }),
} as const;

/** Proposed by anyone, released by a named person, then applied, confirmed or undone. The plan itself is a blob. */
export const containmentEntries = {
  ...registerEntries,
  ...handEntries,
  'containment.plan-proposed': z.object({
    planId,
    /** SHA-256 of the plan's JSON. */
    plan: z.string(),
    recommended: option,
    options: z
      .array(
        z.object({
          id: option,
          /** Null: no attack flow is on record. */
          coverage: z.number().nullable(),
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
    /** Why a person applied it without a dead-man; absent where there is one, and where it was put back. */
    noDeadManBecause: z.string().max(2000).optional(),
    /** The plan that it replaces there, which comes back if this one is undone before its confirmation. */
    before: z.object({ planId, option }).nullable().optional(),
    /** The plan whose undoing put this one back; absent where people applied it. */
    backAfter: planId.optional(),
    /** SHA-256 of the table as the gateway's kernel listed it afterwards: what later looks are held against. */
    listing: z.string().max(64).optional(),
    /** A person put it into a device that the desk does not reach: `checked` things were found in what it shows. */
    byHand: z.object({ checked: z.int().nonnegative(), baseClosed: z.boolean() }).optional(),
    /** What the device showed afterwards, as it was handed in. */
    blob: z.string().optional(),
    /** Whether sessions from before the rules were ended, and why not; absent where the gateway did not say. */
    sessions: z.object({ ended: z.boolean(), why: z.string().max(300) }).optional(),
  }),
  'containment.plan-confirmed': z.object({ planId, where: z.string().max(300) }),
  /** What a look at the gateway found, written down when it differs from what was known. */
  'containment.plan-found': z.object({ planId, where: z.string().max(300), found: z.enum(foundStates) }),
  'containment.plan-verified': z.object({ planId, option, how: z.enum(['laboratory', 'gateway']), probes: z.int(), differences: z.int() }),
  'containment.plan-rolled-back': z.object({
    planId,
    where: z.string().max(300),
    cause: z.enum(rollBackCauses),
    reason: z.string().max(2000),
  }),
} as const;
