// SPDX-License-Identifier: Apache-2.0
import type { commonForms } from '../../case/entry/disclosure.ts';
import type { Bilingual } from '../../kernel/bilingual.ts';
import type { Line, Open, Saying } from '../say/told.ts';
import type { FormField } from './fields.ts';

export type CommonForm = (typeof commonForms)[number];
export const formIds = ['ransomware', 'ddos', 'insurer', 'bank', 'ringi', 'in-house'] as const;
export type FormId = (typeof formIds)[number];

/** What was decided of sharing, as the form says it. */
export type Consent = { readonly given: boolean; readonly by: string; readonly at: string; readonly reason: string };

/** All that an item can be filled from. */
export type Filling = {
  readonly saying: Saying;
  readonly fields: Readonly<Partial<Record<FormField, string>>>;
  /** null: nobody has decided. */
  readonly consent: Consent | null;
  /** Confirmed by a person and safe to be copied into a mail. */
  readonly indicators: readonly string[];
};

/** What is open is under investigation, or only not filled in yet, or for a person to decide. */
export type OpenAs = 'under-investigation' | 'blank' | 'undecided';
/** A sentence from the record, what is not known yet, or what a person typed as it stands. */
export type Piece = Line | (Open & { readonly as?: OpenAs }) | { readonly typed: string };
export type Source = (of: Filling) => readonly Piece[];

/** From where we know that the form asks it: a rule that we read, a summary of the form, or a guess that must be looked at. */
export type Ground = 'rule' | 'summary' | 'to-be-confirmed' | 'ours';

export type FormItem = Bilingual & { readonly id: string; readonly ground: Ground; readonly from: readonly Source[] };
export type FormSection = { readonly name: Bilingual; readonly items: readonly FormItem[] };

export type Form = {
  readonly id: FormId;
  readonly name: Bilingual;
  /** Which version of whose form; what we could not read of it. */
  readonly version: Bilingual;
  readonly note: Bilingual;
  /** The form on which sharing is decided; null: nothing is asked. */
  readonly consent: CommonForm | null;
  readonly sections: readonly FormSection[];
};
