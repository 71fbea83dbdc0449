// SPDX-License-Identifier: Apache-2.0
import { wordsOf } from '../../../lang/lang.tsx';

export const reportFormCardWords = wordsOf(
  {
    fields: '記入した項目の数',
    form: '様式',
    forms: { ransomware: 'ランサムウェア事案共通様式', ddos: 'DDoS 攻撃事案共通様式' },
    given: '国家サイバー統括室との共有に同意する',
    refused: '国家サイバー統括室との共有に同意しない',
  },
  {
    fields: 'Fields filled in',
    form: 'Form',
    forms: { ransomware: 'common form for ransomware', ddos: 'common form for DDoS attacks' },
    given: 'consent to share with the National Cybersecurity Office',
    refused: 'no consent to share with the National Cybersecurity Office',
  },
);
