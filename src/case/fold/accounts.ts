// SPDX-License-Identifier: Apache-2.0
import { accountKey, readAccount } from '../../common/account.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { BodyOf } from '../entry/kinds.ts';
import type { PartFold } from './part-fold.ts';
import type { NextAction, Statement } from './readings/reading.ts';
import { actWords } from './words/account-words.ts';

export type AccountAnswer = BodyOf<'hunt.account-asked'> & { readonly seq: number };
export type AccountMeasure = BodyOf<'containment.account-measure-proposed'> & {
  readonly state: 'proposed' | 'released' | 'done' | 'confirmed' | 'not-confirmed' | 'undone';
  readonly releasedBy: string | null;
  readonly releasedAt: Instant | null;
  readonly doneBy: string | null;
  readonly reread: readonly string[];
  readonly result: { readonly is: BodyOf<'containment.account-measure-reread'>['result']; readonly why: { ja: string; en: string } } | null;
  readonly seq: number;
};
export type AccountsView = { readonly asked: readonly AccountAnswer[]; readonly measures: readonly AccountMeasure[] };

const WHO = { ja: '担当者', en: 'Responder' };

/** Accounts beside computers: what was asked of the logs, and what was done about them. Never a share of anything. */
export const accountsFold: PartFold<AccountsView> = {
  initial: { asked: [], measures: [] },
  apply(view, entry) {
    switch (entry.kind) {
      case 'hunt.account-asked': {
        const same = (one: AccountAnswer) => keyOf(one.account) === keyOf(entry.body.account);
        return { ...view, asked: [...view.asked.filter((one) => !same(one)), { ...entry.body, seq: entry.seq }] };
      }
      case 'containment.account-measure-proposed': {
        const fresh = { state: 'proposed', releasedBy: null, releasedAt: null, doneBy: null, result: null, seq: entry.seq } as const;
        return { ...view, measures: [...view.measures, { ...entry.body, ...fresh }] };
      }
      case 'containment.account-measure-released':
        return change(view, entry.body.measureId, {
          state: 'released',
          releasedBy: entry.actor.name,
          releasedAt: entry.at,
          seq: entry.seq,
        });
      case 'containment.account-measure-done':
        return change(view, entry.body.measureId, { state: 'done', doneBy: entry.actor.name, seq: entry.seq });
      case 'containment.account-measure-reread': {
        const { measureId, result, why } = entry.body;
        const state = result === 'confirmed' ? 'confirmed' : result === 'not-confirmed' ? 'not-confirmed' : 'done';
        return change(view, measureId, { state, result: { is: result, why }, seq: entry.seq });
      }
      case 'containment.account-measure-undone':
        return change(view, entry.body.measureId, { state: 'undone', seq: entry.seq });
      default:
        return view;
    }
  },
  stations(view) {
    const live = view.measures.filter((one) => one.state !== 'undone');
    if (live.length === 0) return {};
    const open = live.filter((one) => one.state !== 'confirmed').length;
    return {
      containment: {
        state: open === 0 ? 'done' : 'running',
        word: open === 0 ? { ja: '再確認で裏付け済み', en: 'confirmed by re-reads' } : { ja: '措置の途中', en: 'measures open' },
        number: { value: open, unit: { ja: '件が未確認', en: 'not confirmed' } },
        deadline: null,
      },
    };
  },
  judgement(view) {
    const known: Statement[] = [];
    const unknown: Statement[] = [];
    const notCheckable: Statement[] = [];
    for (const one of view.asked) {
      const evidence = [{ type: 'entry' as const, seq: one.seq }];
      if (one.signIns.length + one.changes.length > 0)
        known.push({
          id: `accounts.asked.${one.account}`,
          text: {
            ja: `${one.account}：サインイン元 ${new Set(one.signIns.map(({ address }) => address)).size} か所、ルール・転送・同意などの変更 ${one.changes.length} 件（${one.linesLookedAt.toLocaleString('ja')} 行を確認）`,
            en: `${one.account}: signed in from ${new Set(one.signIns.map(({ address }) => address)).size} addresses, ${one.changes.length} changes of rules, forwarding, consents (${one.linesLookedAt.toLocaleString('en')} lines looked at)`,
          },
          mark: 'derived',
          evidence,
        });
      one.notCheckable.forEach((text, at) =>
        notCheckable.push({ id: `accounts.blind.${one.account}.${at}`, text, mark: 'not-checkable', evidence }),
      );
    }
    for (const one of view.measures) {
      const { ja, en } = actWords[one.act];
      const put = (list: Statement[], mark: Statement['mark'], saidJa: string, saidEn: string) =>
        list.push({
          id: `accounts.measure.${one.measureId}`,
          text: { ja: `${one.object}：${ja}は${saidJa}`, en: `${one.object}: ${en} ${saidEn}` },
          mark,
          evidence: [{ type: 'entry', seq: one.seq }],
        });
      if (one.state === 'confirmed') put(known, 'proved', '再確認の出力で裏付けた', 'is confirmed by a re-read');
      else if (one.state === 'not-confirmed')
        put(known, 'proved', `効いていない（${one.result?.why.ja ?? ''}）`, `did not hold (${one.result?.why.en ?? ''})`);
      else if (one.state === 'done')
        put(
          unknown,
          'derived',
          `${one.doneBy ?? ''} が実施したと言う。再確認はまだ`,
          `is said done by ${one.doneBy ?? ''}, not re-read yet`,
        );
    }
    return { known, unknown, notCheckable };
  },
  next(view) {
    return view.measures.flatMap((one): readonly NextAction[] => {
      const step = STEPS[one.state];
      if (step === undefined) return [];
      const { ja, en } = actWords[one.act];
      return [
        {
          id: `accounts.${one.state}.${one.measureId}`,
          order: step.order,
          text: { ja: `${one.object}: ${ja}${step.ja}`, en: `${one.object}: ${en}: ${step.en}` },
          why: one.state === 'not-confirmed' ? (one.result?.why ?? step.why) : step.why,
          who: one.state === 'proposed' ? { ja: '責任者', en: 'Manager' } : WHO,
          by: null,
          href: 'containment',
        },
      ];
    });
  },
};

type Step = { readonly order: number; readonly ja: string; readonly en: string; readonly why: { ja: string; en: string } };
const STEPS: Readonly<Partial<Record<AccountMeasure['state'], Step>>> = {
  'not-confirmed': {
    order: 1,
    ja: 'が効いていない。やり直す',
    en: 'it did not hold, do it again',
    why: { ja: '再確認で残っていた', en: 'The re-read still shows it' },
  },
  released: { order: 3, ja: 'を実施する', en: 'carry it out', why: { ja: '承認済み', en: 'Released' } },
  done: {
    order: 3.5,
    ja: 'を再確認し、出力を貼る',
    en: 're-read it and paste the output',
    why: { ja: '実施しただけでは確かでない', en: 'Done is not proved' },
  },
  proposed: {
    order: 4,
    ja: 'を承認するか決める',
    en: 'release it or not',
    why: { ja: '承認まで何も変わらない', en: 'Nothing changes before the release' },
  },
};

export function keyOf(account: string): string {
  const read = readAccount(account);
  return read === null ? account.toLowerCase() : accountKey(read);
}

function change(view: AccountsView, measureId: string, part: Partial<AccountMeasure>): AccountsView {
  return { ...view, measures: view.measures.map((one) => (one.measureId === measureId ? { ...one, ...part } : one)) };
}
