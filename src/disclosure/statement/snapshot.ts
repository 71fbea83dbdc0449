// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { tlps } from '../../case/entry/case.ts';
import { statementReaders, statementStages } from '../../case/entry/disclosure.ts';
import { canonicalJson } from '../../kernel/canonical-json.ts';

const two = z.object({ ja: z.string(), en: z.string() });
const rest = { tlp: z.enum(tlps), seq: z.array(z.int()) };
const factSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('instant'), value: z.string(), ...rest }),
  z.object({ kind: z.literal('count'), value: z.number(), ...rest }),
  z.object({ kind: z.literal('name'), value: z.string(), ...rest }),
  z.object({ kind: z.enum(['text', 'sentence']), value: two, ...rest }),
  z.object({ kind: z.literal('word'), value: z.string(), words: two, ...rest }),
]);
const spanSchema = z.object({ span: z.tuple([z.int(), z.int()]), field: z.string(), value: z.union([z.string(), z.number()]) });
const writtenSchema = z.object({ title: z.string(), text: z.string(), spans: z.array(spanSchema), held: z.array(z.string()) });

/** What is frozen when a statement is prepared: the facts, and all versions in both languages exactly as they will be read. */
export const snapshotSchema = z.object({
  format: z.literal('matoi-statement/1'),
  statementId: z.string(),
  caseId: z.string(),
  number: z.int(),
  stage: z.enum(statementStages),
  at: z.string(),
  zone: z.string(),
  /** The entry of the case up to which it was read. */
  seq: z.int(),
  facts: z.record(z.string(), factSchema),
  /** Which items it says, and which of them it leaves under investigation. */
  items: z.array(z.object({ item: z.string(), unknown: z.boolean() })),
  versions: z.array(z.object({ reader: z.enum(statementReaders), ja: writtenSchema, en: writtenSchema })),
});
export type Snapshot = z.output<typeof snapshotSchema>;
export type WrittenVersion = z.output<typeof writtenSchema>;

/** One text for one snapshot; its SHA-256 is what stands on the page. */
export function snapshotBytes(snapshot: Snapshot): Uint8Array {
  return new TextEncoder().encode(canonicalJson(snapshot));
}

/** null where the bytes are no snapshot. */
export function readSnapshot(bytes: Uint8Array): Snapshot | null {
  try {
    const read = snapshotSchema.safeParse(JSON.parse(new TextDecoder().decode(bytes)));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}
