// SPDX-License-Identifier: Apache-2.0
import { wordsOf } from '../../../lang/lang.tsx';

export const disclosureCardWords = wordsOf(
  {
    fields: '項目',
    number: '報',
    stage: { first: '第一報', second: '続報', final: '最終報告' },
    snapshot: '凍結した写し（SHA-256）',
    alone: '一人で承認（時間をおき、確認項目をすべて確かめた）',
    second: '用意した人とは別の人が承認',
    early: '順番の注意を押し切った理由',
    whom: { authority: '監督官庁', affected: '影響を受けた方', staff: '社内', partners: '取引先', page: '公開ページ', press: '報道機関' },
    at: '時刻',
    where: '場所',
    indicators: '痕跡情報の数',
  },
  {
    fields: 'Fields',
    number: 'Report',
    stage: { first: 'first report', second: 'further report', final: 'final report' },
    snapshot: 'Frozen snapshot (SHA-256)',
    alone: 'approved alone, after the time to cool off and with every check',
    second: 'approved by another person than who prepared it',
    early: 'Why the order of telling was overridden',
    whom: { authority: 'authority', affected: 'those affected', staff: 'staff', partners: 'partners', page: 'public page', press: 'press' },
    at: 'At',
    where: 'Where',
    indicators: 'Indicators',
  },
);
