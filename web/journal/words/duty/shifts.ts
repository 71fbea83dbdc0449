// SPDX-License-Identifier: Apache-2.0
import { wordsOf } from '../../../lang/lang.tsx';

/** One's own coming duties, and two duties that change hands. */
export const shiftWords = wordsOf(
  {
    mine: '自分の次の当番',
    none: 'これから62日の間、あなたの当番はありません。',
    span: (from: string, to: string) => `${from} ～ ${to}`,
    now: '今',
    start: '二つの当番を交換する',
    stop: '交換をやめる',
    pickFirst: '交換する一つ目の当番を押してください。',
    pickSecond: (name: string, when: string) => `${name} さん（${when}）と交換する、別の人の当番を押してください。`,
    pick: (name: string, when: string) => `${name} さんの当番を選ぶ（${when}）`,
    title: '当番の交換を確かめる',
    moves: '変わる当番',
    move: (when: string, before: string, after: string) => `${when}：${before} → ${after}`,
    nobody: '当番なし',
    carries: '二人の負担（今から、後の当番の4週間後まで）',
    person: '人',
    hours: '当番の時間',
    longest: '続けて当番に就く最長の時間',
    change: (before: number, after: number) => (before === after ? `${after} 時間（同じ）` : `${before} → ${after} 時間`),
    doubled: (name: string, roster: string) => `${name} さんには、同じ時間に「${roster}」の当番もあります。`,
    found: '当番表の点検で新たに出たこと',
    nothingFound: '当番表の点検で新たに出た問題はありません。',
    clocks: (count: number) =>
      count === 0
        ? 'この時間に来る報告期限はありません。呼び出しは、その時刻に当番の人へ届きます。'
        : `この時間に来る報告期限が ${count} 件あります。期限は変わりません。知らせと呼び出しは、その時刻に当番の人へ届きます。`,
    told: (count: number) => `本人に知らせてある当番が ${count} か所変わります。二人に伝えてから交換してください。`,
    reason: '理由（任意）',
    tell: '次の当番が変わる人に、メールで知らせる',
    confirm: 'この二つの当番を交換する',
    done: '当番を交換しました。',
  },
  {
    mine: 'My next duties',
    none: 'You have no duty in the next 62 days.',
    span: (from: string, to: string) => `${from} to ${to}`,
    now: 'now',
    start: 'Swap two duties',
    stop: 'Stop swapping',
    pickFirst: 'Press the first of the two duties.',
    pickSecond: (name: string, when: string) => `Press the duty of somebody else to swap with ${name} (${when}).`,
    pick: (name: string, when: string) => `Choose the duty of ${name} (${when})`,
    title: 'Look at the swap',
    moves: 'Duties that change',
    move: (when: string, before: string, after: string) => `${when}: ${before} → ${after}`,
    nobody: 'Nobody',
    carries: 'What the two carry (from now to four weeks after the later duty)',
    person: 'Person',
    hours: 'Hours of duty',
    longest: 'Longest time on duty without a break',
    change: (before: number, after: number) => (before === after ? `${after} h (as before)` : `${before} → ${after} h`),
    doubled: (name: string, roster: string) => `${name} also has the duty “${roster}” at that time.`,
    found: 'New in the check of the rota',
    nothingFound: 'The check of the rota finds nothing new.',
    clocks: (count: number) =>
      count === 0
        ? 'No legal deadline falls into these hours. Pages go to whoever is on duty at the time.'
        : `Legal deadlines in these hours: ${count}. They stay as they are; reminders and pages go to whoever is on duty at the time.`,
    told: (count: number) => `Duties that people were told of and that change: ${count}. Tell both before you swap.`,
    reason: 'Reason (optional)',
    tell: 'Tell by mail whose next duties change',
    confirm: 'Swap these two duties',
    done: 'The duties were swapped.',
  },
);
