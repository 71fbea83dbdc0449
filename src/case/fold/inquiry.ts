// SPDX-License-Identifier: Apache-2.0
import type { Instant } from '../../kernel/instant.ts';
import type { BodyOf } from '../entry/kinds.ts';
import { emptyJudgement } from './part-fold.ts';
import type { PartFold } from './part-fold.ts';

type Verdict = BodyOf<'inquiry.answered'>['verdict'];

export type InquiryView = {
  readonly answered: Readonly<Record<Verdict, number>>;
  readonly calledBack: number;
  /** Whether the public may ask by page. */
  readonly page: boolean;
  /** Reports of harm by the day they speak of, then by kind. */
  readonly harm: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly last: { readonly seq: number; readonly at: Instant } | null;
};

export const inquiryFold: PartFold<InquiryView> = {
  initial: {
    answered: { affected: 0, 'no-longer': 0, 'not-among': 0, 'not-checkable': 0 },
    calledBack: 0,
    page: false,
    harm: {},
    last: null,
  },
  apply(view, entry) {
    switch (entry.kind) {
      case 'inquiry.answered': {
        const { verdict } = entry.body;
        const answered = { ...view.answered, [verdict]: view.answered[verdict] + 1 };
        return { ...view, answered, last: { seq: entry.seq, at: entry.at } };
      }
      case 'inquiry.called-back':
        return entry.body.told ? { ...view, calledBack: view.calledBack + 1 } : view;
      case 'inquiry.page-switched':
        return { ...view, page: entry.body.open };
      case 'inquiry.harm-reported': {
        const { day, kind } = entry.body;
        const own = view.harm[day] ?? {};
        return { ...view, harm: { ...view.harm, [day]: { ...own, [kind]: (own[kind] ?? 0) + 1 } } };
      }
      default:
        return view;
    }
  },
  stations: () => ({}),
  judgement({ answered, harm, last }) {
    const all = Object.values(answered).reduce((sum, one) => sum + one, 0);
    const harmed = Object.values(harm)
      .flatMap((kinds) => Object.values(kinds))
      .reduce((sum, one) => sum + one, 0);
    if (last === null) return emptyJudgement;
    return {
      ...emptyJudgement,
      known: [
        {
          id: 'inquiry.answers',
          text: {
            ja: `「自分は影響を受けたか」への回答 ${all} 件：影響あり ${answered.affected}、判明した中にない ${answered['not-among']}、過去に該当 ${answered['no-longer']}、確かめられない ${answered['not-checkable']}。二次被害の申し出 ${harmed} 件`,
            en: `${all} answers to "am I affected?": ${answered.affected} affected, ${answered['not-among']} not among the known, ${answered['no-longer']} no longer, ${answered['not-checkable']} not checkable; ${harmed} reports of secondary harm`,
          },
          mark: 'proved',
          evidence: [{ type: 'entry', seq: last.seq }],
        },
      ],
    };
  },
  next: () => [],
};
