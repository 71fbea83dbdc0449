// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { commonForms } from '../../case/entry/disclosure.ts';
import { get, post } from '../../edge/endpoint.contract.ts';
import { formIds } from './form.ts';

const two = z.object({ ja: z.string(), en: z.string() });

/** A form as it is filled now. `lines` are in the language that was asked. */
export const formSchema = z.object({
  caseId: z.string(),
  seq: z.int(),
  form: z.enum(formIds),
  name: two,
  version: two,
  note: two,
  at: z.string(),
  /** Items of which something is not known yet. */
  open: z.int(),
  sections: z.array(
    z.object({
      name: two,
      items: z.array(
        z.object({
          id: z.string(),
          number: z.string(),
          name: two,
          /** From where it is known that the form asks it. */
          ground: z.enum(['rule', 'summary', 'to-be-confirmed', 'ours']),
          state: z.enum(['filled', 'partly', 'open', 'empty']),
          lines: z.array(z.string()),
          wants: z.array(z.string()),
        }),
      ),
    }),
  ),
  /** The form on which sharing is decided, and what a person decided; null: nobody has. */
  consent: z
    .object({
      form: z.enum(commonForms),
      decided: z.object({ given: z.boolean(), by: z.string(), at: z.string(), reason: z.string() }).nullable(),
    })
    .nullable(),
  /** What people type because no record knows it; those of this form alone. */
  fields: z.array(z.object({ field: z.string(), name: two, value: z.string(), by: z.string().nullable(), at: z.string().nullable() })),
});
export type FilledFormSheet = z.infer<typeof formSchema>;

export const formFieldsOrder = z.object({
  fields: z.record(z.string().max(60), z.string().max(4000).nullable()),
  reason: z.string().trim().max(2000).default(''),
});
export const consentOrder = z.object({ form: z.enum(commonForms), given: z.boolean(), reason: z.string().trim().min(1).max(2000) });

/** In what a form is written out. */
export const formFiles = ['pdf', 'txt', 'csv'] as const;
export { formIds } from './form.ts';

export const endpoints = {
  // ?lang=&era=true: years of the Japanese era.
  reportForm: get('/api/v1/cases/:caseId/forms/:form', formSchema),
  // ?as=pdf|txt|csv&lang=&era=: a download.
  reportFormFile: get('/api/v1/cases/:caseId/forms/:form/file', 'raw'),
  setFormFields: post('/api/v1/cases/:caseId/forms/fields', formSchema.pick({ caseId: true, seq: true }), formFieldsOrder),
  decideConsent: post('/api/v1/cases/:caseId/forms/consent', formSchema.pick({ caseId: true, seq: true }), consentOrder),
} as const;
