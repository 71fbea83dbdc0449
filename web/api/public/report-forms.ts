// SPDX-License-Identifier: Apache-2.0
import { useQuery } from '@tanstack/react-query';
import { endpoints } from '../../../src/disclosure/form/form.contract.ts';
import type { FilledFormSheet, formFiles } from '../../../src/disclosure/form/form.contract.ts';
import { disclosureKey } from './disclosure.ts';
import { ask } from '../fetch/http.ts';

export type FormId = FilledFormSheet['form'];
export type FormShown = { readonly form: FormId; readonly lang: 'ja' | 'en'; readonly era: boolean };

const queryOf = ({ lang, era }: FormShown) => ({ lang, era: String(era) });

/** A report form as the record fills it now. */
export function useForm(caseId: string, shown: FormShown) {
  return useQuery({
    queryKey: [...disclosureKey(caseId), 'form', shown],
    queryFn: ({ signal }) => ask(endpoints.reportForm, { params: { caseId, form: shown.form }, query: queryOf(shown), signal }),
  });
}

/** Where it is fetched as a file. */
export const formAddress = (caseId: string, shown: FormShown, as: (typeof formFiles)[number]): string =>
  endpoints.reportFormFile.at({ caseId, form: shown.form }, { ...queryOf(shown), as });

export function setFormFields(caseId: string, fields: Readonly<Record<string, string | null>>) {
  return ask(endpoints.setFormFields, { params: { caseId }, json: { fields, reason: '' } });
}

export function decideConsent(
  caseId: string,
  json: { readonly form: 'ransomware' | 'ddos'; readonly given: boolean; readonly reason: string },
) {
  return ask(endpoints.decideConsent, { params: { caseId }, json });
}
