// SPDX-License-Identifier: Apache-2.0
import type { SightingRow } from '../../../../src/hunt/contract.ts';
import { wordsOf } from '../../../lang/lang.tsx';

type Roles = Readonly<Record<SightingRow['role'], string>>;

/** As what an indicator stands in a line of a log. */
export const sightingRoleWords = wordsOf<Roles>(
  {
    source: '送信元',
    destination: '宛先',
    host: 'ホスト名',
    'forwarded for': '転送元（X-Forwarded-For など）',
    url: 'URL',
    'user agent': 'ユーザーエージェント',
    resolver: '問い合わせ先の DNS',
    answer: 'DNS の回答',
    question: 'DNS の問い合わせ',
    ja3: 'JA3',
    ja4: 'JA4',
    'in the text': '本文・コマンド',
  },
  {
    source: 'source',
    destination: 'destination',
    host: 'host name',
    'forwarded for': 'forwarded for',
    url: 'URL',
    'user agent': 'user agent',
    resolver: 'resolver asked',
    answer: 'DNS answer',
    question: 'DNS question',
    ja3: 'JA3',
    ja4: 'JA4',
    'in the text': 'in the text or command',
  },
);
