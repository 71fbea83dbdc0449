// SPDX-License-Identifier: Apache-2.0
import type { Instant } from '../../kernel/instant.ts';
import type { BodyOf } from '../entry/kinds.ts';
import { emptyJudgement } from './part-fold.ts';
import type { PartFold } from './part-fold.ts';

export type NotificationView = {
  /** The audience as it was approved last; whether it is the same today is asked of the register. */
  readonly approved: (BodyOf<'audience.approved'> & { readonly by: string; readonly at: Instant; readonly seq: number }) | null;
};

export const notificationFold: PartFold<NotificationView> = {
  initial: { approved: null },
  apply(view, entry) {
    if (entry.kind !== 'audience.approved') return view;
    return { ...view, approved: { ...entry.body, by: entry.actor.name, at: entry.at, seq: entry.seq } };
  },
  stations({ approved }) {
    if (approved === null) return {};
    return {
      customers: {
        state: 'running',
        word: { ja: '知らせる相手を承認', en: 'audience approved' },
        number: { value: approved.customers, unit: { ja: '顧客', en: 'customers' } },
        deadline: null,
      },
    };
  },
  judgement({ approved }) {
    if (approved === null) return emptyJudgement;
    const { customers, contracts, notTold, seq } = approved;
    return {
      ...emptyJudgement,
      known: [
        {
          id: 'notification.audience',
          text: {
            ja: `知らせる相手として承認した顧客は ${customers}（顧客番号で数える）、契約は ${contracts}。知らせない顧客は ${notTold}。まだ誰にも送っていない`,
            en: `${customers} customers (by customer number) with ${contracts} contracts are approved to be told, ${notTold} are not; nothing has left yet`,
          },
          mark: 'proved',
          evidence: [{ type: 'entry', seq }],
        },
      ],
    };
  },
  next: () => [],
};
