// SPDX-License-Identifier: Apache-2.0
import { parseInstant } from '../../kernel/instant.ts';
import type { NextAction } from '../fold/readings/reading.ts';
import type { CaseView } from '../fold/view.ts';

/** Whoever was not reached, or is to be called back: until the next call to them says that they were. */
export function callActions(view: CaseView): readonly NextAction[] {
  return Object.entries(view.calls)
    .filter(([, call]) => call.result !== 'reached')
    .map(([whom, { result, callBackAt, seq }]) => ({
      id: `case.call.${seq}`,
      order: 5.5,
      text:
        result === 'call-back'
          ? { ja: `${whom} に折り返す`, en: `Call ${whom} back` }
          : { ja: `${whom} にもう一度かける`, en: `Call ${whom} again` },
      why:
        result === 'call-back'
          ? { ja: '折り返しを約束した', en: 'A call back was agreed' }
          : { ja: '応答がなかった', en: 'Nobody answered' },
      who: { ja: '担当者', en: 'Responder' },
      by: callBackAt === null ? null : parseInstant(callBackAt),
      ...(callBackAt === null ? {} : { kept: true as const }),
      href: null,
    }));
}
