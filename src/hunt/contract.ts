// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { claimKinds, verdicts } from './claim.ts';

/**
 * What the web sees of hunting. Every number comes with lines that `…/lines` shows byte for byte.
 *   GET  /api/v1/logs/files                    { files: logFile[] }
 *   POST /api/v1/logs/files?case=&zone=        multipart -> { imported: imported[], refused: […] }
 *   GET  /api/v1/hunt/coverage                 coverage
 *   GET  /api/v1/hunt/beacons?limit=           { beacons: beacon[] }
 *   POST /api/v1/hunt/claims                   claimQuestion -> claimAnswer (with a case: an entry of it)
 *   GET  /api/v1/hunt/lines?refs=1:20,1:21     { lines: rawLine[] }, at most 200
 */
const two = z.object({ ja: z.string(), en: z.string() });

export const logFileSchema = z.object({
  file: z.int(),
  name: z.string(),
  sha256: z.string(),
  format: z.string(),
  lines: z.number(),
  parsed: z.number(),
  rejected: z.number(),
  headers: z.number(),
  share: z.number(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  zone: z.string(),
  zoneOrigin: z.string(),
  truncated: z.boolean(),
  imported: z.string(),
});
export type LogFileRow = z.infer<typeof logFileSchema>;

export const coverageSchema = z.object({
  sources: z.array(
    z.object({
      dataset: z.string(),
      table: z.string(),
      files: z.number(),
      lines: z.number(),
      from: z.string().nullable(),
      to: z.string().nullable(),
      timeOrigins: z.array(z.string()),
      gaps: z.array(z.object({ from: z.string(), to: z.string(), hours: z.number() })),
      hours: z.number(),
    }),
  ),
  files: z.number(),
  lines: z.number(),
  parsed: z.number(),
  rejected: z.number(),
  headers: z.number(),
  truncatedFiles: z.array(z.string()),
  zones: z.array(z.string()),
  notLookedAt: z.array(two),
});
export type CoverageSheet = z.infer<typeof coverageSchema>;

export const beaconSchema = z.object({
  source: z.string(),
  destination: z.string(),
  userAgent: z.string(),
  port: z.number(),
  seenIn: z.enum(['web', 'flow', 'event']),
  score: z.number(),
  count: z.number(),
  interval: z.number(),
  jitter: z.number(),
  first: z.string(),
  last: z.string(),
  bytesOut: z.number(),
  bytesIn: z.number(),
  reasons: z.array(two),
});
export type BeaconRow = z.infer<typeof beaconSchema>;

export const claimQuestionSchema = z.object({
  kind: z.enum(claimKinds),
  path: z.string().trim().min(1).max(4000),
  since: z.string().nullable().default(null),
  until: z.string().nullable().default(null),
  caseId: z.string().nullable().default(null),
});

export const claimAnswerSchema = z.object({
  verdict: z.enum(verdicts),
  claim: z.object({ kind: z.enum(claimKinds), path: z.string(), since: z.string().nullable(), until: z.string().nullable() }),
  why: z.array(two),
  numbers: z.record(z.string(), z.unknown()),
  coverage: coverageSchema,
  lines: z.array(z.object({ file: z.int(), line: z.int() })),
});
export type ClaimSheet = z.infer<typeof claimAnswerSchema>;

export const rawLineSchema = z.object({
  file: z.int(),
  name: z.string(),
  sha256: z.string(),
  line: z.int(),
  offset: z.number(),
  digest: z.string(),
  /** Inert text of the bytes; what is no UTF-8 shows as escapes. */
  text: z.string(),
});
