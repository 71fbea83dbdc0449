// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { tlps } from './case.ts';

/** The five workstreams of the hosting provider's week, and own ones beside them. */
export const workstreams = ['fact-check', 'risk-assessment', 'design', 'verification', 'implementation', 'other'] as const;
/** What becomes of the evidence before something is wiped, rebuilt, deleted or sent away. */
export const evidenceAnswers = ['kept', 'not-needed', 'cannot'] as const;
export const impacts = ['none', 'announced', 'not-acceptable'] as const;

const reason = z.string().trim().min(1).max(2000);
const itemId = z.string().max(60);
const two = z.object({ ja: z.string().max(2000), en: z.string().max(2000) });
const person = z.object({ personId: z.string().max(100), name: z.string().max(200) });

export const itemFields = {
  title: z.string().trim().min(1).max(300),
  workstream: z.enum(workstreams),
  /** The own name of a workstream that is `other`. */
  workstreamName: z.string().max(100),
  department: z.string().max(100),
  /** One owner, never two: nobody else is asked. */
  owner: person.nullable(),
  needsAckBy: z.string().nullable(),
  due: z.string().nullable(),
  dependsOn: z.array(itemId).max(50),
  /** A change that customers may feel: their impact is checked before it is done. */
  touchesCustomers: z.boolean(),
  /** Somebody else than the doer must accept the result. */
  fourEyes: z.boolean(),
  /** It wipes, rebuilds, deletes or sends away: what becomes of the evidence is answered first. Absent in items of before. */
  destroys: z.boolean().optional(),
  detail: z.string().max(20_000),
} as const;

export const playbookStepSchema = z.object({
  id: z.string().regex(/^[a-z0-9-]{1,60}$/),
  title: two,
  why: two,
  who: two,
  department: z.string().max(100),
  workstream: z.enum(workstreams),
  /** Minutes from the start of the playbook. */
  byMinutes: z.int().min(0).max(525_600),
  after: z.array(z.string().max(60)).max(20),
  touchesCustomers: z.boolean(),
  fourEyes: z.boolean(),
  destroys: z.boolean().optional(),
  /** Facts of which any one proves that it is done, and the page of the case on which it is; absent in entries of before. */
  provedBy: z.array(z.string().max(40)).max(10).optional(),
  page: z.string().max(60).nullable().optional(),
});

const noteSaveFields = {
  noteId: z.string().max(64),
  version: z.int().positive(),
  title: z.string().max(300),
  digest: z.string(),
  chars: z.int(),
  tlp: z.enum(tlps),
  /** When it happened, in the zone it was told in, and the same in UTC. */
  happenedAt: z.string().max(60).nullable(),
  happenedAtUtc: z.string().nullable(),
  attachments: z.array(z.object({ sha256: z.string(), fileName: z.string().max(300), bytes: z.int() })).max(50),
  /** The same hashes under the key by which a case holds blobs. */
  blobs: z.array(z.string()).max(50).optional(),
};

export const remediationEntries = {
  /** The steps stand in the entry, so that a later edition of the playbook does not change what this case was told. */
  'work.playbook-chosen': z.object({
    playbookId: z.string().max(60),
    edition: z.string().max(40),
    title: two,
    startedAt: z.string(),
    steps: z.array(playbookStepSchema).max(100),
    reason: z.string().max(2000),
  }),
  'work.mode-set': z.object({ onePerson: z.boolean(), reason }),
  /** `titles`: the title for each reader, where the desk itself wrote it; what a person wrote stands in `title` alone. */
  'work.item-added': z.object({ itemId, step: z.string().max(60).nullable(), titles: two.optional(), ...itemFields }),
  'work.item-changed': z.object({ itemId, fields: z.object(itemFields).partial(), reason: z.string().max(2000) }),
  'work.acknowledged': z.object({ itemId }),
  'work.started': z.object({ itemId }),
  'work.blocked': z.object({ itemId, by: z.string().trim().min(1).max(300), until: z.string().nullable(), reason }),
  'work.unblocked': z.object({ itemId }),
  'work.impact-checked': z.object({ itemId, impact: z.enum(impacts), finding: reason }),
  /** `note`: where the evidence is, or why it is not needed or cannot be kept. */
  'work.evidence-settled': z.object({ itemId, answer: z.enum(evidenceAnswers), note: reason }),
  'work.done': z.object({ itemId, result: reason, evidence: z.array(z.string().max(500)).max(50) }),
  'work.verified': z.object({ itemId, accepted: z.boolean(), note: z.string().max(2000), alone: z.boolean() }),
  'work.cancelled': z.object({ itemId, reason }),
  /** A note's text stands in the register under this digest; every text stays there, accepted or refused. */
  'note.saved': z.object(noteSaveFields),
  /** Came too late for the version it was based on. `version` is the one that holds; the files are held by the case. */
  'note.save-refused': z.object({ ...noteSaveFields, basedOn: z.int().nonnegative() }),
} as const;
