// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../../kernel/bilingual.ts';
import type { Finding, Receiver } from '../handover/finding.ts';
import { readFindings } from '../handover/findings.ts';
import type { NextAction } from '../fold/readings/reading.ts';
import type { CaseView } from '../fold/view.ts';

const RESPONDER: Bilingual = { ja: '担当者', en: 'Responder' };

type Offer = {
  readonly order: (ready: readonly Finding[]) => number;
  readonly href: string;
  readonly text: (ready: readonly Finding[]) => Bilingual;
  readonly why: Bilingual;
};

const count = (ready: readonly Finding[], kind: string) => ready.filter((one) => one.kind === kind).length;

/** Where findings of the kind wait for a person, and what taking them is called there. */
const offers: Readonly<Partial<Record<Receiver, Offer>>> = {
  containment: {
    // What somebody only said waits until it was met; what talks to it now does not.
    order: (ready) => (count(ready, 'computer') > 0 ? 4 : 11),
    href: 'containment',
    text: (ready) => ({
      ja: `引き継がれた宛先 ${count(ready, 'destination')} 件・端末 ${count(ready, 'computer')} 台から、封じ込めの計画を作る`,
      en: `Make the containment plan from the ${count(ready, 'destination')} destinations and ${count(ready, 'computer')} computers handed over`,
    }),
    why: {
      ja: '作るだけでは何も止まらない。止めるのは承認と適用のあと',
      en: 'Making it stops nothing: that comes with release and application',
    },
  },
  hunt: {
    order: () => 7,
    href: 'hunt/others',
    text: (ready) => ({
      ja: `分かっている宛先と似た動きの ${ready.length} 件を、痕跡情報に加えるか無害と決める`,
      en: `Decide on ${ready.length} destinations that behave alike: look for them, or call them harmless`,
    }),
    why: { ja: '攻撃者は宛先を複数持つ', en: 'The attacker has more than one destination' },
  },
  board: {
    order: () => 9,
    href: 'fix',
    text: (ready) => ({
      ja: `引き継がれた ${ready.length} 件を作業にし、担当を決める`,
      en: `Make work items of the ${ready.length} findings handed over, and give them to somebody`,
    }),
    why: { ja: '担当と期限のない作業は進まない', en: 'Work without an owner and a time does not move' },
  },
  clocks: {
    order: () => 16,
    href: 'clocks',
    text: (ready) => ({
      ja: `分かった事実 ${ready.length} 件で、報告期限を確かめる`,
      en: `Check the legal clocks with ${ready.length} facts found`,
    }),
    why: { ja: '期限は知った時から進む', en: 'They run from the moment of knowing' },
  },
};

/** One next step for each receiver that findings of the case stand ready for, where a person takes them. */
export function findingActions(view: CaseView): readonly NextAction[] {
  const ready = Map.groupBy(
    readFindings(view).filter((one) => one.state.is === 'ready' && one.takenBy === 'person'),
    (one) => one.to,
  );
  return [...ready].flatMap(([to, some]) => {
    const offer = offers[to];
    if (offer === undefined) return [];
    const { order, href, text, why } = offer;
    return [{ id: `handover.${to}.${some.length}`, order: order(some), href, text: text(some), why, who: RESPONDER, by: null }];
  });
}
