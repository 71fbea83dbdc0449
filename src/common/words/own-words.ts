// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../../kernel/bilingual.ts';

/** What an organisation is, as far as its texts must know: a university does not call itself a company. */
export const organisationKinds = [
  'company',
  'authority',
  'prefecture',
  'city',
  'town',
  'university',
  'school',
  'hospital',
  'corporation',
  'association',
  'other',
] as const;
export type OrganisationKind = (typeof organisationKinds)[number];

/** The words by which it speaks of itself in Japanese. English says "we" whatever it is. */
export type OwnWords = {
  readonly self: string;
  readonly staff: string;
  readonly outside: string;
};

export const ownWords: Readonly<Record<OrganisationKind, OwnWords>> = {
  company: { self: '当社', staff: '社員', outside: '社外' },
  authority: { self: '当庁', staff: '職員', outside: '庁外' },
  prefecture: { self: '本県', staff: '職員', outside: '庁外' },
  city: { self: '本市', staff: '職員', outside: '庁外' },
  town: { self: '本町', staff: '職員', outside: '庁外' },
  university: { self: '本学', staff: '教職員', outside: '学外' },
  school: { self: '本校', staff: '教職員', outside: '校外' },
  hospital: { self: '当院', staff: '職員', outside: '院外' },
  corporation: { self: '当法人', staff: '職員', outside: '外部' },
  association: { self: '当団体', staff: '職員', outside: '外部' },
  other: { self: '当組織', staff: '職員', outside: '外部' },
};

/** A text that names us by `{self}`, `{staff}`, `{outside}`, in the words of this organisation. */
export function inOwnWords({ ja, en }: Bilingual, own: OwnWords): Bilingual {
  return { ja: ja.replaceAll(/\{(self|staff|outside)\}/g, (_mark, word: keyof OwnWords) => own[word]), en };
}
