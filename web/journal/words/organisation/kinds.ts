// SPDX-License-Identifier: Apache-2.0
import { wordsOf } from '../../../lang/lang.tsx';

/** What an organisation can be; in Japanese with the word by which it then calls itself. */
export const organisationKindWords = wordsOf(
  {
    kinds: {
      company: '会社（当社）',
      authority: '国の機関（当庁）',
      prefecture: '県（本県）',
      city: '市（本市）',
      town: '町（本町）',
      university: '大学（本学）',
      school: '学校（本校）',
      hospital: '病院（当院）',
      corporation: '法人（当法人）',
      association: '団体・組合（当団体）',
      other: 'その他（当組織）',
    },
  },
  {
    kinds: {
      company: 'company',
      authority: 'state authority',
      prefecture: 'prefecture',
      city: 'city',
      town: 'town',
      university: 'university',
      school: 'school',
      hospital: 'hospital',
      corporation: 'incorporated body',
      association: 'association, union',
      other: 'other',
    },
  },
);
