// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { incidentKinds } from '../case/entry/triage.ts';
import { facts } from '../case/next/facts.ts';
import { workstreams } from '../case/entry/remediation.ts';

/** Pages of a case on which a step can be done. */
const pages = ['hunt', 'hunt/sightings', 'hunt/others', 'hunt/data-out', 'hunt/logs', 'containment', 'fix', 'clocks', 'notes'] as const;
const two = z.object({ ja: z.string().min(1).max(2000), en: z.string().min(1).max(2000) });

/** A playbook as it is written in YAML. `steps` are in the order in which a person would do them. */
export const playbookSchema = z.object({
  id: z.string().regex(/^[a-z0-9-]{1,60}$/),
  edition: z.string().min(1).max(40),
  /** Kinds of incident that it is for. */
  kinds: z.array(z.enum(incidentKinds)).max(13).default([]),
  title: two,
  about: two,
  /** CACAO 2.0 playbook types. */
  types: z
    .array(z.enum(['attack', 'detection', 'engagement', 'investigation', 'mitigation', 'notification', 'prevention', 'remediation']))
    .min(1),
  steps: z
    .array(
      z.object({
        id: z.string().regex(/^[a-z0-9-]{1,60}$/),
        title: two,
        why: two,
        who: two,
        department: z.string().max(100),
        workstream: z.enum(workstreams),
        byMinutes: z.int().min(0).max(525_600),
        after: z.array(z.string()).default([]),
        touchesCustomers: z.boolean().default(false),
        fourEyes: z.boolean().default(false),
        /** It wipes, rebuilds, deletes or sends away. */
        destroys: z.boolean().default(false),
        provedBy: z.array(z.enum(facts)).default([]),
        page: z.enum(pages).nullable().default(null),
      }),
    )
    .min(1)
    .max(100),
});
export type Playbook = z.output<typeof playbookSchema>;

/** Steps that wait for nothing known, or for one another. */
export function playbookFaults(playbook: Playbook): readonly string[] {
  const ids = playbook.steps.map((step) => step.id);
  const doubled = ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `${id} stands twice`);
  // A step may only wait for earlier ones, so there can be no circle.
  const backwards = playbook.steps.flatMap((step, index) =>
    step.after.filter((id) => !ids.slice(0, index).includes(id)).map((id) => `${step.id} waits for ${id}, which does not come before it`),
  );
  return [...doubled, ...backwards];
}

/** The playbook for the first of the kinds that has one; kinds come most urgent first. */
export function playbookFor(playbooks: readonly Playbook[], kinds: readonly string[]): Playbook | null {
  for (const kind of kinds) {
    const found = playbooks.findLast((playbook) => playbook.kinds.some((one) => one === kind));
    if (found !== undefined) return found;
  }
  return null;
}
