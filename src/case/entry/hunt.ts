// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';

const two = z.object({ ja: z.string().max(1000), en: z.string().max(1000) });

/** What a search can be over; each kind's last result stands on the case. */
export const huntSearches = ['indicators', 'sigma', 'beacons', 'attacks', 'rare', 'others'] as const;
export const huntClaims = ['requested', 'attacked'] as const;
export const huntVerdicts = ['supported', 'refuted', 'cannot-tell'] as const;

/** `sure`: no record speaks against its being one computer. */
const machine = z.object({
  name: z.string().max(300),
  addresses: z.array(z.string().max(300)).max(20),
  user: z.string().max(200),
  department: z.string().max(200),
  destinations: z.array(z.string().max(500)).max(50),
  first: z.string(),
  last: z.string(),
  sure: z.boolean(),
});

/** Entries of hunting. Rows stay in the log engine; an entry anchors them by count and by the digest of the whole answer. */
export const huntEntries = {
  'hunt.logs-imported': z.object({
    files: z.int().nonnegative(),
    lines: z.int().nonnegative(),
    parsed: z.int().nonnegative(),
    rejected: z.int().nonnegative(),
    from: z.string().nullable(),
    to: z.string().nullable(),
    /** SHA-256 over the canonical JSON of the per-file results. */
    digest: z.string(),
    manifest: z.string(),
  }),
  /** A person said what a file is that the desk could not tell, or left it out; for `files` alike at once, this one the first. */
  'hunt.format-chosen': z.object({
    file: z.string().max(300),
    sha256: z.string(),
    files: z.int().positive(),
    is: z.enum(['import', 'leave']),
    format: z.string().max(500).nullable(),
    /** Zone of lines that carry none. */
    zone: z.string().max(100).nullable(),
  }),
  /** From now on the desk takes new logs from this folder by itself. */
  'hunt.folder-watched': z.object({ folderId: z.string(), path: z.string().max(4000), zone: z.string().max(100).nullable() }),
  'hunt.folder-left': z.object({ folderId: z.string(), path: z.string().max(4000) }),
  'hunt.verdict-given': z.object({
    claim: z.object({
      kind: z.enum(huntClaims),
      path: z.string().max(4000),
      since: z.string().nullable(),
      until: z.string().nullable(),
      /** The server in question, and logs that a person said are its own; absent in entries of before. */
      hosts: z.array(z.string().max(300)).max(50).optional(),
      logs: z.array(z.string().max(1000)).max(50).optional(),
    }),
    verdict: z.enum(huntVerdicts),
    why: z.array(two).max(50),
    requests: z.int().nonnegative(),
    sources: z.int().nonnegative(),
    attackShaped: z.int().nonnegative(),
    first: z.string().nullable(),
    last: z.string().nullable(),
    linesLookedAt: z.int().nonnegative(),
    notLookedAt: z.array(two).max(100),
    digest: z.string(),
    /** Digest of the evidence bundle's SHA256SUMS, when one was written. */
    bundle: z.string().nullable(),
  }),
  /** From now on the case looks for these, in all logs there are and will be. */
  'hunt.indicators-added': z.object({
    count: z.int().positive(),
    sample: z.array(z.object({ kind: z.string().max(30), value: z.string().max(500) })).max(200),
    /** Where they came from, in the words of whoever added them. */
    source: z.string().max(300).optional(),
    digest: z.string(),
  }),
  /** What the whole desk holds to be harmless; no case looks for it. */
  'hunt.allow-list-changed': z.object({
    added: z.int().nonnegative(),
    removed: z.int().nonnegative(),
    total: z.int().nonnegative(),
    why: z.string().max(2000),
    /** The first of those that changed; absent in entries of before. */
    sample: z
      .array(z.object({ kind: z.string().max(30), value: z.string().max(500), is: z.enum(['added', 'removed']) }))
      .max(20)
      .optional(),
    digest: z.string(),
  }),
  /** Rules that the whole desk can search with. */
  'hunt.rules-changed': z.object({
    /** Files; `replaced` had the same name and other bytes. */
    added: z.int().nonnegative(),
    replaced: z.int().nonnegative(),
    removed: z.int().nonnegative(),
    total: z.int().nonnegative(),
    names: z.array(z.string().max(300)).max(20),
    digest: z.string(),
  }),
  'hunt.searched': z.object({
    what: z.enum(huntSearches),
    /** Indicators or rules asked; 0 for what needs none (beacons, attacks, rare). */
    asked: z.int().nonnegative(),
    hits: z.int().nonnegative(),
    computers: z.array(z.string().max(300)).max(500),
    top: z
      .array(
        z.object({
          label: z.string().max(500),
          computer: z.string().max(300),
          count: z.int().nonnegative(),
          /** Absent in entries of before: when this computer was seen with it. */
          first: z.string().optional(),
          last: z.string().optional(),
        }),
      )
      .max(50),
    /** Of indicators: the computers by the records of who had their addresses; absent in entries of before. */
    machines: z.array(machine).max(200).optional(),
    /** What the case names and the desk's list of the harmless left out; absent in entries of before. */
    leftOut: z.array(z.string().max(500)).max(200).optional(),
    first: z.string().nullable(),
    last: z.string().nullable(),
    linesLookedAt: z.int().nonnegative(),
    notLookedAt: z.array(two).max(100),
    /** The period that was asked for; absent in entries of before. */
    since: z.string().nullable().optional(),
    until: z.string().nullable().optional(),
    digest: z.string(),
    /** Digest of the evidence bundle's SHA256SUMS, when one was written. */
    bundle: z.string().nullable().optional(),
  }),
  /** What the case looks for could not be looked for, with the engine's word for why. Nothing is known from it. */
  'hunt.not-searched': z.object({ why: z.string().max(100), asked: z.int().positive() }),
  'hunt.data-out-bounded': z.object({
    /** Null: some way out has no log that counts bytes sent, or one with holes. */
    atMostBytes: z.number().nonnegative().nullable(),
    /** What the logs that count add up to, bound or not; absent in entries of before. */
    countedBytes: z.number().nonnegative().optional(),
    computer: z.string().nullable(),
    destination: z.string().nullable(),
    since: z.string().nullable(),
    until: z.string().nullable(),
    notCounted: z.array(two).max(50),
    digest: z.string(),
  }),
} as const;
