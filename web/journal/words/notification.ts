// SPDX-License-Identifier: Apache-2.0
import { counted } from '../../lang/counted.ts';
import { wordsOf } from '../../lang/lang.tsx';

type Counts = { readonly rows: number; readonly customers: number; readonly contracts: number };
type Changes = { readonly added: number; readonly changed: number };
type List = Pick<Counts, 'rows' | 'customers'>;
type Audience = Pick<Counts, 'customers' | 'contracts'> & { readonly findings: number; readonly messages: number };
type Off = { readonly stillOff: number; readonly replacedOff: number };

export const notificationWords = wordsOf(
  {
    counted: '数え方',
    rows: ({ rows, customers, contracts }: Counts) => `${rows} 行、顧客 ${customers}、契約 ${contracts}`,
    list: ({ rows, customers }: List) => `${rows} 行、顧客 ${customers}`,
    audience: ({ customers, contracts, findings, messages }: Audience) =>
      `顧客 ${customers}、契約 ${contracts}、指摘 ${findings}、通知 ${messages} 通`,
    notTold: '知らせない顧客',
    changes: '変化',
    added: ({ added, changed }: Changes) => `追加 ${added}、変更 ${changed}`,
    leftOut: '外した行',
    off: '使わない連絡先',
    offOf: ({ stillOff, replacedOff }: Off) => `使わないまま ${stillOff}、入れ替え ${replacedOff}`,
    use: '使用',
    switched: { on: 'また使う', off: '使わない' },
    only: '及ぶ範囲',
    optional: '任意のお知らせだけ（必要な通知は届く）',
  },
  {
    counted: 'Counted',
    rows: ({ rows, customers, contracts }: Counts) =>
      `${counted(rows, 'row')}, ${counted(customers, 'customer')}, ${counted(contracts, 'contract')}`,
    list: ({ rows, customers }: List) => `${counted(rows, 'row')}, ${counted(customers, 'customer')}`,
    audience: ({ customers, contracts, findings, messages }: Audience) =>
      `${counted(customers, 'customer')}, ${counted(contracts, 'contract')}, ${findings} findings, ${counted(messages, 'message')}`,
    notTold: 'Customers not told',
    changes: 'Changes',
    added: ({ added, changed }: Changes) => `${added} added, ${changed} changed`,
    leftOut: 'Rows left out',
    off: 'Contacts switched off',
    offOf: ({ stillOff, replacedOff }: Off) => `${stillOff} stay off, ${replacedOff} replaced`,
    use: 'Use',
    switched: { on: 'in use again', off: 'switched off' },
    only: 'for',
    optional: 'optional notices alone; required ones still reach it',
  },
);
