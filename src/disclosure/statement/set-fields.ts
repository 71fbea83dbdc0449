// SPDX-License-Identifier: Apache-2.0
import type { z } from 'zod';
import type { DisclosureView } from '../../case/fold/disclosure.ts';
import type { CaseView } from '../../case/fold/view.ts';
import type { Actor } from '../../journal/actor.ts';
import type { CaseId } from '../../journal/stream.ts';
import type { Bilingual } from '../../kernel/bilingual.ts';
import type { Problem } from '../../kernel/problem.ts';
import { err, ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import type { fieldsOrderSchema, GivenSheet } from '../contract.ts';
import type { DisclosureDeps } from '../deps.ts';
import { givenSchema, sentenceFields } from '../fact/given.ts';
import type { Given } from '../fact/given.ts';
import { faultsIn } from '../fact/typed-text.ts';
import type { Fault } from '../fact/typed-text.ts';
import { disclosureProblem } from '../problems.ts';
import { gather } from './gather.ts';

export type FieldsOrder = z.output<typeof fieldsOrderSchema>;

/** A person states fields. Sentences are looked at for what may not be typed; nothing is taken where one is at fault. */
export async function setFields(
  deps: DisclosureDeps,
  actor: Actor,
  caseId: CaseId,
  order: FieldsOrder,
): Promise<Result<GivenSheet, Problem>> {
  const view = await deps.journal.view(caseId);
  if (view === null) return err(disclosureProblem('disclosure.no-such-case', undefined, { caseId }));
  const set = Object.fromEntries(Object.entries(order.fields).filter(([, value]) => value !== null));
  const unknown = Object.keys(order.fields).filter((field) => !(field in givenSchema.shape));
  const read = givenSchema.safeParse(set);
  if (!read.success || unknown.length > 0) {
    const faults = [...unknown, ...(read.error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? [])];
    return err(disclosureProblem('disclosure.fields-unreadable', undefined, { faults: faults.join('; ') }));
  }
  const { facts } = await gather(deps, view, 'first', deps.clock.now());
  const fields = new Set([
    ...Object.keys(facts).filter((field) => facts[field]?.kind !== 'sentence'),
    ...Object.keys(read.data.names ?? {}).map((id) => `names.${id}`),
    ...plainFields(read.data),
  ]);
  const faults = sentences(read.data).flatMap(({ field, text }) =>
    faultsIn(text, fields, namesIn(view)).map((fault) => ({ field, ...fault })),
  );
  if (faults.length > 0) return err(disclosureProblem('disclosure.typed-text', undefined, { faults: said(faults), place: '{…}' }));
  const taken = Object.fromEntries(
    Object.entries(order.fields).map(([field, value]) => [field, value === null ? null : read.data[field as keyof Given]]),
  );
  const done = await deps.journal.write((writing) =>
    writing.append({
      stream: caseId,
      actor,
      drafts: [{ kind: 'statement.fields-set', body: { fields: taken as never, reason: order.reason } }],
    }),
  );
  return ok(givenSheet(caseId, done.view?.seq ?? view.seq, done.view?.parts.disclosure ?? view.parts.disclosure));
}

/** What people stated so far, and who did. */
export function givenSheet(caseId: CaseId, seq: number, { given }: DisclosureView): GivenSheet {
  return { caseId, seq, fields: Object.entries(given).map(([field, { value, by, at }]) => ({ field, value, by, at })) };
}

/** Fields of this order that other sentences of it may name at once. */
function plainFields(given: Given): readonly string[] {
  return Object.keys(given).filter((field) => !(sentenceFields as readonly string[]).includes(field) && field !== 'names');
}

function sentences(given: Given): readonly { readonly field: string; readonly text: string }[] {
  return sentenceFields.flatMap((field) => {
    const value = given[field];
    if (value === undefined) return [];
    const all: readonly Bilingual[] = Array.isArray(value)
      ? value
      : field === 'reasons'
        ? Object.values(given.reasons ?? {})
        : [value as Bilingual];
    return all.flatMap(({ ja, en }) => [
      { field: `${field} (ja)`, text: ja },
      { field: `${field} (en)`, text: en },
    ]);
  });
}

/** People and customers whom the case knows by name; none of them is named in public by a sentence. */
function namesIn(view: CaseView): readonly string[] {
  const affected = view.parts.exposure.last?.affected?.map(({ customer }) => customer) ?? [];
  const people = [view.owner?.name ?? '', ...Object.keys(view.calls)];
  return [...people, ...affected];
}

const words: Readonly<Record<Fault['is'], string>> = {
  figure: '数 / figure',
  date: '日付 / date',
  denial: '流出の否定 / denial of a leak',
  apology: 'お詫び / apology',
  name: '名前 / name',
  address: 'アドレス / address',
  'unknown-field': '知らない項目 / unknown field',
};

function said(faults: readonly (Fault & { readonly field: string })[]): string {
  return faults
    .slice(0, 10)
    .map(({ field, is, text }) => `${field}: ${words[is]}「${text}」`)
    .join('; ');
}
