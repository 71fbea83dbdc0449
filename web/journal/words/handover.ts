// SPDX-License-Identifier: Apache-2.0
import { wordsOf } from '../../lang/lang.tsx';

export const handoverWords = wordsOf(
  {
    title: {
      hunt: '調査に引き継げるもの',
      containment: '封じ込めに引き継がれたもの',
      board: '作業にできるもの',
      clocks: '報告期限に使える事実',
      audience: '知らせる相手になり得る人',
    },
    takeAll: {
      hunt: (count: number) => `${count} 件を痕跡情報に加えて探す`,
      containment: (count: number) => `${count} 件を引き継ぐ`,
      board: (count: number) => `${count} 件を作業にする`,
      clocks: (count: number) => `${count} 件を使う`,
      audience: (count: number) => `${count} 件を相手に加える`,
    },
    take: { hunt: '加えて探す', containment: '引き継ぐ', board: '作業にする', clocks: '使う', audience: '加える' },
    decline: '引き継がない',
    declineTitle: '引き継がない理由',
    decided: (taken: number, declined: number) => `引き継いだもの ${taken} 件、引き継がないと決めたもの ${declined} 件`,
    state: { taken: '引き継いだ', declined: '引き継がない', ready: '未決定' },
    by: (name: string) => `（${name}）`,
    fromLogs: '取り込み済みのログから作ります',
    usedByPlan: (count: number) =>
      `空のままなら、引き継がれた ${count} 件を使います。ほかを加えるなら、使うものをすべて1行に1件ずつ書いてください。`,
    inPlan: '計画を作ると、ここにある宛先と端末がそのまま使われます。違うものだけ外してください。',
  },
  {
    title: {
      hunt: 'Ready for the hunt',
      containment: 'Handed to containment',
      board: 'Ready to become work',
      clocks: 'Facts for the clocks',
      audience: 'People whom it may concern',
    },
    takeAll: {
      hunt: (count: number) => `Look for all ${count}`,
      containment: (count: number) => `Take all ${count}`,
      board: (count: number) => `Make ${count === 1 ? 'a task' : `${count} tasks`} of these`,
      clocks: (count: number) => `Use all ${count}`,
      audience: (count: number) => `Add all ${count}`,
    },
    take: { hunt: 'Look for it', containment: 'Take', board: 'Make it a task', clocks: 'Use', audience: 'Add' },
    decline: 'Decline',
    declineTitle: 'Why it is not handed on',
    decided: (taken: number, declined: number) => `${taken} handed on, ${declined} declined`,
    state: { taken: 'handed on', declined: 'declined', ready: 'open' },
    by: (name: string) => ` (${name})`,
    fromLogs: 'made from the imported logs',
    usedByPlan: (count: number) => `Left empty, the ${count} that stand ready are used. To use others, write all of them, one a line.`,
    inPlan: 'A plan uses these destinations and computers as they stand. Decline only what does not belong.',
  },
);
