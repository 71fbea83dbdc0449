// SPDX-License-Identifier: Apache-2.0
import type { CaseId } from '../../journal/stream.ts';
import type { CaseView } from '../../case/fold/view.ts';
import { ownWords } from '../../common/words/own-words.ts';
import type { Lang } from '../../kernel/bilingual.ts';
import type { Problem } from '../../kernel/problem.ts';
import { err, ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import type { DisclosureDeps } from '../deps.ts';
import { noCase } from '../problems.ts';
import { formFields, isFormField } from './fields.ts';
import { fillForm } from './fill.ts';
import type { FilledForm, Manner } from './fill.ts';
import type { FilledFormSheet, formFiles } from './form.contract.ts';
import type { Form, FormId } from './form.ts';
import { forms } from './forms.ts';
import { gatherForm } from './gather-form.ts';
import { formCsv, formPaper, formText } from './write.ts';

export type FormAsked = { readonly form: FormId; readonly lang: Lang; readonly era: boolean };

/** A form as the record and people fill it now. Nothing is written, nothing leaves. */
export async function showForm(deps: DisclosureDeps, caseId: CaseId, asked: FormAsked): Promise<Result<FilledFormSheet, Problem>> {
  const view = await deps.journal.view(caseId);
  if (view === null) return err(noCase(caseId).problem);
  const { form, filled, at } = await fillNow(deps, view, asked);
  const { disclosure } = view.parts;
  const decided = form.consent === null ? undefined : disclosure.form.consents[form.consent];
  const items = filled.sections.flatMap((section) => section.items);
  return ok({
    caseId,
    seq: view.seq,
    form: form.id,
    name: form.name,
    version: form.version,
    note: form.note,
    at,
    open: items.filter(({ state }) => state === 'open' || state === 'partly').length,
    sections: filled.sections.map((section) => ({
      name: section.name,
      items: section.items.map((item) => ({ ...item, lines: [...item.lines], wants: [...item.wants] })),
    })),
    consent:
      form.consent === null
        ? null
        : {
            form: form.consent,
            decided: decided === undefined ? null : { given: decided.given, by: decided.by, at: decided.at, reason: decided.reason },
          },
    fields: fieldsOf(form).map((field) => {
      const stated = disclosure.form.fields[field];
      return { field, name: formFields[field], value: stated?.value ?? '', by: stated?.by ?? null, at: stated?.at ?? null };
    }),
  });
}

/** The same as bytes. Throws a ProblemError where paper cannot be set here. */
export async function writeForm(
  deps: DisclosureDeps,
  caseId: CaseId,
  asked: FormAsked,
  as: (typeof formFiles)[number],
): Promise<Result<Uint8Array, Problem>> {
  const view = await deps.journal.view(caseId);
  if (view === null) return err(noCase(caseId).problem);
  const { form, filled, at, manner } = await fillNow(deps, view, asked);
  const [organisation, { marked }] = await Promise.all([deps.house.organisation(), deps.passing.of(caseId)]);
  // What is said here was held to AMBER; a case that is RED stays RED on paper.
  const head = { caseId, seq: view.seq, organisation, at, marked, tlp: view.tlp === 'RED' ? 'RED' : 'AMBER' } as const;
  if (as === 'pdf') return ok(await deps.print(formPaper(form, filled, head, manner)));
  const text = as === 'txt' ? formText(form, filled, head, manner) : formCsv(form, filled, head, manner);
  // The mark at the front lets spreadsheets and editors read it as UTF-8.
  return ok(new TextEncoder().encode(`\uFEFF${text}`));
}

async function fillNow(deps: DisclosureDeps, view: CaseView, { form: id, lang, era }: FormAsked) {
  const form = forms[id];
  const at = deps.clock.now();
  const manner: Manner = { lang, zone: await deps.house.zone(), era };
  const filled: FilledForm = fillForm(form, await gatherForm(deps, view, form), manner);
  return { form, filled, at, manner };
}

/** The fields that the form asks, in the order in which it asks them. */
function fieldsOf(form: Form) {
  const nothing = {
    saying: { facts: {}, own: ownWords.other, stage: 'second', notBacked: [], unreasoned: [], now: '' },
    fields: {},
    consent: null,
    indicators: [],
  } as const;
  const every = Object.fromEntries(Object.keys(formFields).map((field) => [field, field]));
  const pieces = form.sections.flatMap(({ items }) =>
    items.flatMap(({ from }) => from.flatMap((source) => source({ ...nothing, fields: every }))),
  );
  const asked = pieces.flatMap((piece) => ('typed' in piece && isFormField(piece.typed) ? [piece.typed] : []));
  return [...new Set(asked)];
}
