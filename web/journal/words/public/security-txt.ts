// SPDX-License-Identifier: Apache-2.0
import { wordsOf } from '../../../lang/lang.tsx';

export const securityTxtCardWords = wordsOf(
  { until: '確認の期限', mails: '送信に渡したメールの数' },
  { until: 'To be confirmed by', mails: 'Mails put out' },
);
