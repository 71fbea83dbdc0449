// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';

export const severities = ['unrated', 'low', 'medium', 'high', 'critical'] as const;
export const urgencies = ['unrated', 'can-wait', 'today', 'now'] as const;
/** Traffic Light Protocol 2.0 (FIRST). */
export const tlps = ['RED', 'AMBER+STRICT', 'AMBER', 'GREEN', 'CLEAR'] as const;
export const stations = ['report', 'truth', 'spread', 'containment', 'fix', 'customers', 'public'] as const;
export const outcomes = ['resolved', 'not-an-incident', 'merged', 'handed-over'] as const;

const reason = z.string().trim().min(1).max(2000);

/** Entries of the case itself. Bodies are kept beside the chain and can be erased; the chain holds their hash. */
export const caseEntries = {
  'case.opened': z.object({ title: z.string().min(1).max(500), reportId: z.string().nullable() }),
  'case.retitled': z.object({ title: z.string().min(1).max(500) }),
  'case.rated': z.object({
    severity: z.enum(severities),
    urgency: z.enum(urgencies),
    tlp: z.enum(tlps),
    reason: z.string().max(2000),
  }),
  /** What a person writes between the cards. `happenedAt` keeps the zone it was told in. */
  'case.noted': z.object({ noteId: z.string(), text: z.string().min(1).max(100_000), happenedAt: z.string().nullable() }),
  'case.owner-named': z.object({ personId: z.string().nullable(), name: z.string().nullable() }),
  'case.station-struck': z.object({ station: z.enum(stations), reason }),
  'case.station-restored': z.object({ station: z.enum(stations), reason }),
  'case.action-done': z.object({ actionId: z.string(), note: z.string().max(2000) }),
  'case.action-given': z.object({ actionId: z.string(), personId: z.string(), name: z.string() }),
  'case.action-postponed': z.object({ actionId: z.string(), until: z.string(), reason }),
  'case.action-refused': z.object({ actionId: z.string(), reason }),
  'case.closed': z.object({ outcome: z.enum(outcomes), reason }),
  'case.reopened': z.object({ reason }),
  /** Personal data erased from a blob or from an entry's body; the hash stays in the chain. */
  'data.blob-erased': z.object({ sha256: z.string(), reason }),
  'data.body-erased': z.object({ seq: z.int().positive(), reason }),
} as const;

/** Entries of the desk's own chain. */
export const deskEntries = {
  'desk.started': z.object({ version: z.string(), schema: z.int() }),
  /** `erasedBlobs`: hashes of what was kept for this case alone and went with it. */
  'case.deleted': z.object({
    caseId: z.string(),
    entries: z.int().positive(),
    lastHash: z.string(),
    erasedBlobs: z.array(z.string()).optional(),
    reason,
  }),
} as const;
