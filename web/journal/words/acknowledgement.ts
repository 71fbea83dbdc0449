// SPDX-License-Identifier: Apache-2.0
import { wordsOf } from '../../lang/lang.tsx';

export const acknowledgementCardWords = wordsOf(
  {
    answer: { started: '対応を始めた', done: '対応が終わった', 'not-applicable': '当てはまらない', 'wrong-contact': '担当が違う' },
    customer: '顧客番号',
    way: '手段',
    ways: { page: 'お客様のページ', telephone: '電話と6桁の番号' },
    from: '送信元',
    quick: 'ページを開いてから',
  },
  {
    answer: { started: 'has started', done: 'says it is done', 'not-applicable': 'not applicable', 'wrong-contact': 'wrong contact' },
    customer: 'Customer number',
    way: 'Way',
    ways: { page: 'own page', telephone: 'telephone and six digits' },
    from: 'From',
    quick: 'After the page was shown',
  },
);
