// SPDX-License-Identifier: Apache-2.0
import { wordsOf } from '../../../lang/lang.tsx';

export const departmentWords = wordsOf(
  {
    title: '部署と所属長',
    lead: '部署は、人の登録に書かれたものです。作業を部署に頼むとき、所属長の名前と電話番号が出ます。',
    count: (people: number) => `${people} 人`,
    none: '部署のない人',
    head: (department: string) => `${department}の所属長`,
    nobody: '未定',
    headIs: (name: string) => `所属長：${name}`,
    call: (name: string) => `${name} さんに電話する`,
    giveToHead: (name: string) => `${name} さんを担当にする`,
    saved: (department: string) => `${department}の所属長を記録しました`,
    empty: '部署が書かれた人はまだいません。',
  },
  {
    title: 'Departments and their heads',
    lead: 'Departments are those written in the register of people. Where work is given to one, its head and their number are shown.',
    count: (people: number) => (people === 1 ? '1 person' : `${people} people`),
    none: 'No department',
    head: (department: string) => `Head of ${department}`,
    nobody: 'nobody named',
    headIs: (name: string) => `Head: ${name}`,
    call: (name: string) => `Call ${name}`,
    giveToHead: (name: string) => `Make ${name} the owner`,
    saved: (department: string) => `Head of ${department} recorded`,
    empty: 'Nobody in the register has a department yet.',
  },
);
