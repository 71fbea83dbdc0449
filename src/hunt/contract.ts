// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { get, post } from '../edge/endpoint.contract.ts';
import { huntClaims as claimKinds, huntVerdicts as verdicts } from '../case/entry/hunt.ts';
import { attackerPicks } from './attack/attacker-pick.ts';
import { claimPicks } from './question/claim-pick.ts';
import { roles } from './coverage/role.ts';
import { whoSchema } from './address-use/address-use.contract.ts';
import { indicatorKinds, seenAs } from './indicator/indicator.ts';
import { tables } from './engine/schema.ts';

/**
 * What the web sees of hunting; bringing logs in stands in sources/sources.contract.ts. Every number leads to its lines, byte
 * for byte, through `behind`. A GET reads; the POST of the same name writes its answer into the case.
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
  period: z.object({ since: z.string().nullable(), until: z.string().nullable() }),
  sources: z.array(
    z.object({
      dataset: z.string(),
      table: z.string(),
      role: z.enum(roles),
      columns: z.array(z.string()),
      files: z.number(),
      lines: z.number(),
      looked: z.number(),
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
  who: whoSchema,
});
/** Without a line looked at, that there is no beacon says nothing. */
export const beaconsSchema = z.object({ beacons: z.array(beaconSchema), linesLookedAt: z.int().nonnegative() });
export type BeaconRow = z.infer<typeof beaconSchema>;

/** A question that needs no more than a period. */
export const periodSchema = z.object({ since: z.string().nullable().default(null), until: z.string().nullable().default(null) });
/** The same, and the case into which its answer is written. */
export const periodIntoCaseSchema = periodSchema.extend({ caseId: z.string().max(20) });

export const claimQuestionSchema = z.object({
  kind: z.enum(claimKinds),
  path: z.string().trim().min(1).max(4000),
  /** Names or addresses of the server in question, and logs that are its own, each separated by blanks or commas. */
  host: z.string().max(2000).default(''),
  log: z.string().max(4000).default(''),
  since: z.string().nullable().default(null),
  until: z.string().nullable().default(null),
  caseId: z.string().nullable().default(null),
});

export const claimAnswerSchema = z.object({
  verdict: z.enum(verdicts),
  claim: z.object({
    kind: z.enum(claimKinds),
    path: z.string(),
    since: z.string().nullable(),
    until: z.string().nullable(),
    hosts: z.array(z.string()),
    logs: z.array(z.string()),
  }),
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

const period = { since: z.string().nullable().default(null), until: z.string().nullable().default(null) };
const ref = z.object({ file: z.int(), line: z.int() });

export const behindSchema = z.discriminatedUnion('of', [
  z.object({
    of: z.literal('claim'),
    path: z.string().min(1).max(4000),
    host: z.string().max(2000).default(''),
    log: z.string().max(4000).default(''),
    pick: z.enum(claimPicks),
    value: z.string().max(300).default(''),
  }),
  z.object({
    of: z.literal('beacon'),
    seenIn: z.enum(['web', 'flow', 'event']),
    source: z.string().max(300),
    destination: z.string().max(1000),
    userAgent: z.string().max(4000),
    port: z.int(),
  }),
  z.object({
    of: z.literal('sighting'),
    table: z.enum(tables),
    kind: z.enum(indicatorKinds),
    role: z.enum(seenAs),
    value: z.string().max(4000),
    computer: z.string().max(300),
  }),
  z.object({
    of: z.literal('data-out'),
    from: z.enum(['flow', 'web']),
    computer: z.string().max(300),
    destination: z.string().max(1000),
  }),
  z.object({
    of: z.literal('rule'),
    file: z.string().max(300),
    place: z.int().nonnegative(),
    source: z.string().max(300).nullable().default(null),
  }),
  z.object({
    of: z.literal('attacker'),
    source: z.string().max(300),
    pick: z.enum(attackerPicks),
    shape: z.string().max(50).default(''),
  }),
  z.object({
    of: z.literal('rare'),
    kind: z.enum(['destination', 'user-agent']),
    table: z.enum(['web', 'flow']),
    value: z.string().max(4000),
  }),
  z.object({ of: z.literal('source'), table: z.enum(tables), dataset: z.string().max(200) }),
  z.object({ of: z.literal('rejects'), file: z.int().nullable().default(null) }),
]);
export type BehindWire = z.input<typeof behindSchema>;

export const behindQuestionSchema = z.object({ behind: behindSchema, ...period, after: ref.nullable().default(null) });
export type BehindQuestion = z.input<typeof behindQuestionSchema>;

/** A line as evidence: where it stands, when it says it was written, and its bytes as inert text. */
export const evidenceLineSchema = rawLineSchema.extend({
  at: z.string().nullable(),
  zone: z.string(),
  zoneOrigin: z.string(),
  reject: z.string(),
  /** The line is longer than what is shown. */
  cut: z.boolean(),
});
export type EvidenceLine = z.infer<typeof evidenceLineSchema>;
export const behindAnswerSchema = z.object({ total: z.number(), lines: z.array(evidenceLineSchema), next: ref.nullable() });

export const spreadSchema = z.object({
  seconds: z.number(),
  buckets: z.array(z.object({ from: z.string(), count: z.number(), marked: z.number() })),
});

export const sourceDaysSchema = z.object({
  sources: z.array(
    z.object({
      table: z.enum(tables),
      dataset: z.string(),
      files: z.array(z.int()),
      zones: z.array(z.string()),
      days: z.array(z.object({ day: z.string(), lines: z.number(), hours: z.number() })),
    }),
  ),
});
export type SourceDaysWire = z.infer<typeof sourceDaysSchema>['sources'][number];

export const sightingsQuestionSchema = z.object({
  indicators: z.string().min(1).max(200_000),
  ...period,
  caseId: z.string().nullable().default(null),
});
export const sightingSchema = z.object({
  indicator: z.string(),
  kind: z.enum(indicatorKinds),
  value: z.string(),
  computer: z.string(),
  role: z.enum(seenAs),
  table: z.enum(tables),
  count: z.number(),
  first: z.string(),
  last: z.string(),
  who: whoSchema,
});
export type SightingRow = z.infer<typeof sightingSchema>;
export const sightingsAnswerSchema = z.object({
  asked: z.number(),
  refused: z.array(z.object({ line: z.int(), text: z.string(), why: two })),
  /** `refused` holds the first hundred of these. */
  refusedTotal: z.number(),
  sightings: z.array(sightingSchema),
  coverage: coverageSchema,
});
export type SightingsSheet = z.infer<typeof sightingsAnswerSchema>;

export const attackersSchema = z.object({
  attackers: z.array(
    z.object({
      source: z.string(),
      attackShaped: z.number(),
      requests: z.number(),
      answered: z.number(),
      paths: z.number(),
      missing: z.number(),
      shapes: z.array(z.object({ shape: z.string(), count: z.number() })),
      first: z.string(),
      last: z.string(),
      who: whoSchema,
    }),
  ),
  /** There are more sources than these. */
  cut: z.boolean(),
  coverage: coverageSchema,
});
export type AttackersSheet = z.infer<typeof attackersSchema>;

export const rareListSchema = z.object({
  rare: z.array(
    z.object({
      kind: z.enum(['destination', 'user-agent']),
      table: z.enum(['web', 'flow']),
      value: z.string(),
      count: z.number(),
      first: z.string(),
      last: z.string(),
      datasets: z.array(z.string()),
      inside: z.boolean(),
      seenOn: z.array(z.object({ ip: z.string(), who: whoSchema })),
    }),
  ),
  coverage: coverageSchema,
});
export type RareSheet = z.infer<typeof rareListSchema>;

/** The addresses, from which the routes are made and through which the browser asks. */
export const endpoints = {
  files: get('/api/v1/logs/files', z.object({ files: z.array(logFileSchema) })),
  coverage: get('/api/v1/hunt/coverage', coverageSchema),
  // ?zone=: on which days which log has lines.
  days: get('/api/v1/hunt/days', sourceDaysSchema),
  // ?kind=&path=
  claim: get('/api/v1/hunt/claims', claimAnswerSchema),
  recordClaim: post('/api/v1/hunt/claims', claimAnswerSchema, claimQuestionSchema),
  // A zip to be checked offline.
  claimBundle: post('/api/v1/hunt/claims/bundle', 'raw', claimQuestionSchema),
  // ?indicators=
  sightings: get('/api/v1/hunt/sightings', sightingsAnswerSchema),
  recordSightings: post('/api/v1/hunt/sightings', sightingsAnswerSchema, sightingsQuestionSchema),
  sightingsBundle: post('/api/v1/hunt/sightings/bundle', 'raw', sightingsQuestionSchema),
  // ?limit=
  beacons: get('/api/v1/hunt/beacons', beaconsSchema),
  recordBeacons: post('/api/v1/hunt/beacons', beaconsSchema),
  attackers: get('/api/v1/hunt/attackers', attackersSchema),
  recordAttackers: post('/api/v1/hunt/attackers', attackersSchema, periodIntoCaseSchema),
  rare: get('/api/v1/hunt/rare', rareListSchema),
  recordRare: post('/api/v1/hunt/rare', rareListSchema, periodIntoCaseSchema),
  // ?q=: q is JSON of behindQuestion.
  behind: get('/api/v1/hunt/behind', behindAnswerSchema),
  // ?q= the same, as the next.
  spread: get('/api/v1/hunt/spread', spreadSchema),
  gaps: get('/api/v1/hunt/gaps', z.object({ gaps: z.array(z.number()) })),
  // ?refs=1:20,1:21: at most 200.
  lines: get('/api/v1/hunt/lines', z.object({ lines: z.array(rawLineSchema) })),
} as const;
