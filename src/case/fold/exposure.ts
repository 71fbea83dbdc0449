// SPDX-License-Identifier: Apache-2.0
import type { Instant } from '../../kernel/instant.ts';
import type { BodyOf } from '../entry/kinds.ts';
import type { PartFold } from './part-fold.ts';
import type { NextAction, Statement } from './readings/reading.ts';

type Run = BodyOf<'exposure.run-recorded'> & { readonly seq: number; readonly at: Instant };
export type ExposureView = { readonly last: Run | null; readonly lastWhole: Run | null; readonly runs: number; readonly waivers: number };

export const exposureFold: PartFold<ExposureView> = {
  initial: { last: null, lastWhole: null, runs: 0, waivers: 0 },
  apply(view, entry) {
    switch (entry.kind) {
      case 'exposure.run-recorded': {
        const run: Run = { ...entry.body, seq: entry.seq, at: entry.at };
        return { ...view, last: run, lastWhole: run.only === null ? run : view.lastWhole, runs: view.runs + 1 };
      }
      case 'exposure.finding-waived':
        return { ...view, waivers: view.waivers + 1 };
      default:
        return view;
    }
  },
  stations(view) {
    const { last } = view;
    if (last === null) return {};
    const standing = last.states.new + last.states.open + last.states.regressed;
    return {
      spread: {
        state: last.status === 'complete' ? 'done' : 'running',
        word: last.status === 'complete' ? { ja: '範囲を調べた', en: 'measured' } : { ja: '調べきれていない', en: 'incomplete' },
        number: { value: last.customersAffected, unit: { ja: '顧客', en: last.customersAffected === 1 ? 'customer' : 'customers' } },
        deadline: null,
      },
      fix: {
        state: standing === 0 && last.status === 'complete' ? 'done' : 'running',
        word: standing === 0 ? { ja: '再点検で確認', en: 'verified by a run' } : { ja: '是正中', en: 'being fixed' },
        number: { value: standing, unit: { ja: '件の露出', en: standing === 1 ? 'exposure open' : 'exposures open' } },
        deadline: null,
      },
    };
  },
  judgement(view) {
    const { last } = view;
    if (last === null) return { known: [], unknown: [], notCheckable: [] };
    const evidence = [{ type: 'entry' as const, seq: last.seq }];
    const found = last.states.new + last.states.open + last.states.regressed;
    const known: Statement[] = [
      {
        id: 'exposure.found',
        text: {
          ja: `契約者どうしの露出が ${found} 件残っている。影響する顧客は ${last.customersAffected}、再点検で解消を確かめた顧客は ${last.customersClean}`,
          en: `${found} exposures between tenants still open; ${last.customersAffected} customers are affected, ${last.customersClean} were verified clean by a re-check`,
        },
        mark: last.proved === last.findings ? 'proved' : 'derived',
        evidence,
      },
    ];
    const notCheckable: Statement[] = last.reasons.map((why, at) => ({
      id: `exposure.incomplete.${at}`,
      text: {
        ja: `調べきれていない：${why.ja}。この範囲を「問題なし」とは言えない`,
        en: `The audit is incomplete: ${why.en}. Nothing there can be called clean`,
      },
      mark: 'not-checkable',
      evidence,
    }));
    return { known, unknown: [], notCheckable };
  },
  next(view) {
    const { last } = view;
    if (last === null) return [];
    const standing = last.states.new + last.states.open + last.states.regressed;
    const actions: NextAction[] = [];
    if (last.status === 'incomplete')
      actions.push({
        id: `exposure.complete.${last.runId}`,
        order: 30,
        text: { ja: '調べきれなかった原因を除き、もう一度調べる', en: 'Remove what kept the audit incomplete and run it again' },
        why: { ja: last.reasons[0]?.ja ?? '途中で切れた', en: last.reasons[0]?.en ?? 'The list was cut' },
        who: { ja: 'サーバー運用', en: 'Server operations' },
        by: null,
        href: null,
      });
    if (standing > 0)
      actions.push({
        id: `exposure.fix.${last.runId}`,
        order: 40,
        text: {
          ja: `残る ${standing} 件の権限を直し、直した契約者ごとに再点検する`,
          en: `Fix the ${standing} open exposures and re-check each tenant that was fixed`,
        },
        why: { ja: `影響する顧客が ${last.customersAffected} ある`, en: `${last.customersAffected} customers are still affected` },
        who: { ja: 'サーバー運用と顧客窓口', en: 'Server operations and customer support' },
        by: null,
        href: null,
      });
    return actions;
  },
};
