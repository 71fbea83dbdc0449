// SPDX-License-Identifier: Apache-2.0
import { counted } from './counted.ts';

export const containmentWords = {
  ja: {
    attack: '攻撃の通信',
    stops: '止まる割合',
    residual: '残るリスク',
    over: '許容量を超過',
    notStoppable: '止められない通信',
    where: '適用先',
    deadMan: '自動で元に戻るまで',
    before: '元に戻るとき',
    beforeOf: (planId: string) => `${planId} を再び適用`,
    backAfter: 'なぜ',
    backAfterOf: (planId: string) => `${planId} の取り消しで復帰`,
    probes: '試した通信',
    differences: '食い違い',
    pairs: (count: number) => `${count} 組`,
    percent: (share: number) => `${Math.round(share * 1000) / 10} %`,
    seconds: (count: number) => `${count} 秒`,
    taken: (added: number, changed: number, refused: number) =>
      `追加 ${added} 件、更新 ${changed} 件${refused === 0 ? '' : `、読めなかった値 ${refused} 件`}`,
    traffic: (lines: number, days: number, refused: number) =>
      `${days} 日分・${lines.toLocaleString('ja-JP')} 行${refused === 0 ? '' : `（うち読めない行 ${refused.toLocaleString('ja-JP')}）`}`,
    fields: '変えた項目',
    priority: '優先度',
    namePoints: { none: '名前では止められない', dns: '自社リゾルバーで止める', sni: '名前を読むプロキシーで止める' },
    causes: {
      person: '人の判断',
      'no-confirmation': '確認がなかったため',
      'path-dead': '担当者の経路が切れたため',
      failed: '適用に失敗したため',
      replaced: 'ほかの計画に置き換え',
    },
  },
  en: {
    attack: 'Attack flows',
    stops: 'Stopped',
    residual: 'Residual risk',
    over: 'over the budget',
    notStoppable: 'Not stoppable',
    where: 'Where',
    deadMan: 'Undoes itself after',
    before: 'If undone',
    beforeOf: (planId: string) => `${planId} is in force again`,
    backAfter: 'Why',
    backAfterOf: (planId: string) => `back after ${planId} was undone`,
    probes: 'Probes',
    differences: 'Differences',
    pairs: (count: number) => String(count),
    percent: (share: number) => `${Math.round(share * 1000) / 10} %`,
    seconds: (count: number) => `${count} s`,
    taken: (added: number, changed: number, refused: number) =>
      `${added} added, ${changed} changed${refused === 0 ? '' : `, ${refused} values not readable`}`,
    traffic: (lines: number, days: number, refused: number) =>
      `${counted(lines, 'line')} over ${counted(days, 'day')}${refused === 0 ? '' : ` (${refused.toLocaleString('en-GB')} not readable)`}`,
    fields: 'Changed',
    priority: 'Priority',
    namePoints: { none: 'Names cannot be enforced', dns: 'At your own resolver', sni: 'At a proxy that reads server names' },
    causes: {
      person: 'a person decided',
      'no-confirmation': 'nobody confirmed',
      'path-dead': 'the responders’ path was dead',
      failed: 'applying failed',
      replaced: 'another plan took its place',
    },
  },
} as const;
