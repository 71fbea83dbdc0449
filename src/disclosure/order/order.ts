// SPDX-License-Identifier: Apache-2.0
import { toldOrder } from '../../case/entry/disclosure.ts';
import type { CaseView } from '../../case/fold/view.ts';
import { isClockUnserved } from '../../case/next/unfinished.ts';
import type { Bilingual } from '../../kernel/bilingual.ts';

export type Whom = (typeof toldOrder)[number];

/** `at`: when they were told first; null: not yet. `needed`: whether somebody is there to be told before the public. */
export type Step = { readonly whom: Whom; readonly at: string | null; readonly by: 'record' | 'person' | null; readonly needed: boolean };

export const whomNames: Readonly<Record<Whom, Bilingual>> = {
  authority: { ja: '監督官庁', en: 'Authority' },
  affected: { ja: '影響を受けた方', en: 'Those affected' },
  staff: { ja: '社内', en: 'Staff' },
  partners: { ja: '取引先', en: 'Partners' },
  page: { ja: '公開ページ', en: 'Public page' },
  press: { ja: '報道機関', en: 'Press' },
};

export const warningWords = {
  authority: {
    ja: '動いている報告期限があり、監督官庁への報告の記録がない',
    en: 'a legal clock runs, and no report to the authority is on record',
  },
  affected: {
    ja: '影響を受けた方への通知より先に公開ページが出る',
    en: 'the public page would go out before the notice to those affected',
  },
  staff: { ja: '社内への説明より先に公開ページが出る', en: 'the public page would go out before staff are told' },
  'case-changed': {
    ja: '用意したあとで、公表する内容に当たる事実が変わった',
    en: 'facts that the statement gives have changed since it was prepared',
  },
  'next-passed': { ja: '約束する次回の日時がすでに過ぎている', en: 'the time promised for the next report has passed' },
} as const satisfies Readonly<Record<string, Bilingual>>;
export type Warning = keyof typeof warningWords;

/** Who was told when, in the order in which people are told; the first of what the record and people say. */
export function tellingOrder(view: CaseView): readonly Step[] {
  const { obligation, notification, exposure, disclosure } = view.parts;
  const filed = obligation.clocks.flatMap(({ settled }) =>
    (settled.is === 'met' || settled.is === 'missed') && settled.submittedAt !== null ? [settled.submittedAt] : [],
  );
  const byRecord: Readonly<Record<Whom, string | null>> = {
    authority: earliest(filed),
    affected: notification.notice?.canary?.at ?? null,
    staff: null,
    partners: null,
    page: earliest(disclosure.statements.flatMap(({ published }) => published?.at ?? [])),
    press: null,
  };
  const concerned = (exposure.last?.customersAffected ?? 0) > 0 || (notification.approved?.customers ?? 0) > 0;
  const needed: Readonly<Record<Whom, boolean>> = {
    authority: obligation.clocks.some((one) => isClockUnserved(one) || one.settled.is === 'met'),
    affected: concerned,
    staff: true,
    partners: false,
    page: true,
    press: false,
  };
  return toldOrder.map((whom) => {
    const said = disclosure.told[whom]?.at ?? null;
    const recorded = byRecord[whom];
    const at = earliest([said, recorded].filter((one) => one !== null));
    return { whom, at, by: at === null ? null : at === recorded ? 'record' : 'person', needed: needed[whom] };
  });
}

/** What speaks against going public now: each may be overridden by a person with a reason. */
export function orderWarnings(view: CaseView): readonly Warning[] {
  return tellingOrder(view).flatMap(({ whom, at, needed }) =>
    needed && at === null && (whom === 'authority' || whom === 'affected' || whom === 'staff') ? [whom] : [],
  );
}

function earliest(times: readonly string[]): string | null {
  return times.toSorted((a, b) => Date.parse(a) - Date.parse(b))[0] ?? null;
}
