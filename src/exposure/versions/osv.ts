// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';

/** The part of the OSV schema that a match needs (https://ossf.github.io/osv-schema/). Unknown fields are ignored. */
const eventSchema = z.object({ introduced: z.string().optional(), fixed: z.string().optional(), last_affected: z.string().optional() });
const affectedSchema = z.object({
  package: z.object({ ecosystem: z.string().max(200), name: z.string().max(500) }).optional(),
  ranges: z
    .array(z.object({ type: z.string(), events: z.array(eventSchema).max(10_000) }))
    .max(1000)
    .optional(),
  versions: z.array(z.string().max(500)).max(100_000).optional(),
});
export const osvSchema = z.object({
  id: z.string().min(1).max(200),
  modified: z.string().max(50).optional(),
  withdrawn: z.string().max(50).nullish(),
  summary: z.string().max(20_000).optional(),
  aliases: z.array(z.string().max(200)).max(1000).optional(),
  related: z.array(z.string().max(200)).max(10_000).optional(),
  affected: z.array(affectedSchema).max(100_000).optional(),
});

export type Range = { readonly introduced: string; readonly fixed: string | null; readonly lastAffected: string | null };
export type AdvisoryFor = {
  readonly id: string;
  readonly aliases: readonly string[];
  readonly summary: string;
  readonly ranges: readonly Range[];
  readonly versions: readonly string[];
};

/** Advisories by ecosystem and package, and how old the data is. */
export type Advisories = {
  readonly byPackage: ReadonlyMap<string, readonly AdvisoryFor[]>;
  readonly ecosystems: ReadonlySet<string>;
  readonly count: number;
  readonly refused: number;
  /** The newest `modified` of all; null when there is none. */
  readonly newest: string | null;
};

/** A package of an ecosystem (OSV's word for it) as one text. */
export const packageKey = (ecosystem: string, name: string): string => `${ecosystem}\u0000${name}`;

/** One JSON document after another, as they come from a zip or a file of lines. */
export function indexAdvisories(documents: Iterable<unknown>): Advisories {
  const byPackage = new Map<string, AdvisoryFor[]>();
  const ecosystems = new Set<string>();
  let count = 0;
  let refused = 0;
  let newest: string | null = null;
  for (const document of documents) {
    const parsed = osvSchema.safeParse(document);
    if (!parsed.success) {
      refused += 1;
      continue;
    }
    const advisory = parsed.data;
    count += 1;
    if (advisory.modified !== undefined && (newest === null || advisory.modified > newest)) newest = advisory.modified;
    if (advisory.withdrawn) continue;
    for (const affected of advisory.affected ?? []) {
      if (affected.package === undefined) continue;
      const { ecosystem, name } = affected.package;
      ecosystems.add(ecosystem);
      const ranges = (affected.ranges ?? []).filter((range) => range.type === 'ECOSYSTEM').flatMap((range) => rangesOf(range.events));
      const entry = {
        id: advisory.id,
        aliases: advisory.aliases ?? [],
        summary: advisory.summary ?? '',
        ranges,
        versions: affected.versions ?? [],
      };
      const key = packageKey(ecosystem, name);
      byPackage.set(key, [...(byPackage.get(key) ?? []), entry]);
    }
  }
  return { byPackage, ecosystems, count, refused, newest };
}

/** Events in their order: each `introduced` opens a range, the next `fixed` or `last_affected` closes it. */
function rangesOf(events: readonly z.infer<typeof eventSchema>[]): readonly Range[] {
  const ranges: Range[] = [];
  let introduced: string | null = null;
  for (const event of events) {
    if (event.introduced !== undefined) {
      if (introduced !== null) ranges.push({ introduced, fixed: null, lastAffected: null });
      introduced = event.introduced;
    } else if (introduced !== null && (event.fixed !== undefined || event.last_affected !== undefined)) {
      ranges.push({ introduced, fixed: event.fixed ?? null, lastAffected: event.last_affected ?? null });
      introduced = null;
    }
  }
  if (introduced !== null) ranges.push({ introduced, fixed: null, lastAffected: null });
  return ranges;
}
