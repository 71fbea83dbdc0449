// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';

const count = z.int().nonnegative();
const reason = z.string().trim().min(1).max(2000);
export const exposureRunStatuses = ['complete', 'incomplete'] as const;

/** Findings themselves stand in the exposure register; a run anchors them by count and digest. */
export const exposureEntries = {
  'exposure.run-recorded': z.object({
    runId: z.string().min(1).max(100),
    /** For eyes: what was audited, and one tenant's name when it was a re-check. */
    root: z.string().max(10_000),
    only: z.string().max(500).nullable(),
    status: z.enum(exposureRunStatuses),
    /** What kept it from being complete: a code and its words, as they were said then. */
    reasons: z.array(z.object({ code: z.string().max(100), ja: z.string().max(1000), en: z.string().max(1000) })).max(50),
    objects: count,
    findings: count,
    proved: count,
    /** SHA-256 over the sorted keys of all findings of the run. */
    digest: z.string(),
    /** SHA-256 of the raw collected stream, kept as a blob; null when the run was made on this machine. */
    raw: z.string().nullable(),
    /** How the register stands after this run. */
    states: z.object({ new: count, open: count, fixed: count, regressed: count, waived: count }),
    tenants: count,
    tenantsAffected: count,
    tenantsClean: count,
    customersAffected: count,
    customersClean: count,
    /** Whoever is affected, most exposures first; absent in entries of before. */
    affected: z
      .array(
        z.object({
          customerId: z.string().max(200),
          customer: z.string().max(300),
          tenants: z.array(z.string().max(500)).max(20),
          standing: count,
          worst: z.string().max(20),
        }),
      )
      .max(500)
      .optional(),
  }),
  'exposure.finding-waived': z.object({
    rule: z.string().max(100),
    path: z.string().max(20_000),
    pathBytes: z.string().max(40_000),
    tenant: z.string().max(500).nullable(),
    until: z.string(),
    reason,
  }),
  'exposure.customers-mapped': z.object({ rows: count, digest: z.string() }),
} as const;
