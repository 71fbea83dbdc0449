// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';

export const containmentOptions = ['cut-known', 'isolate', 'keep-only', 'full-cut', 'balanced'] as const;
/** Why a plan in force was undone. `no-confirmation` and `path-dead` are the dead-man's doing. */
export const rollBackCauses = ['person', 'no-confirmation', 'path-dead', 'failed'] as const;

const planId = z.string().min(1).max(50);
const option = z.enum(containmentOptions);
const reason = z.string().trim().min(1).max(2000);

/** Proposed by anyone, released by a named person, then applied, confirmed or undone. The plan itself is a blob. */
export const containmentEntries = {
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
