// SPDX-License-Identifier: Apache-2.0
import type { CaseView } from '../fold/view.ts';
import type { Found } from './finding.ts';

const GRAVITY: Readonly<Record<string, string>> = { critical: '重大', high: '高', medium: '中', low: '低' };

/** exposure -> board and customers: who is affected, by customer; what a run shows clean is no finding any more. */
export function fromExposure(view: CaseView): readonly Found[] {
  const run = view.parts.exposure.last;
  if (run?.affected === undefined) return [];
  const evidence = [{ type: 'entry' as const, seq: run.seq }];
  return run.affected.flatMap(({ customerId, customer, tenants, standing, worst }): readonly Found[] => {
    const name = customer === customerId ? customerId : `${customer}（${customerId}）`;
    const places = tenants.join('、');
    const shared = { value: customerId, evidence, takenBy: 'person' } as const;
    return [
      {
        ...shared,
        to: 'board',
        kind: 'tenant',
        text: {
          ja: `契約者 ${name}：露出 ${standing} 件（最も重いもの：${GRAVITY[worst] ?? worst}）を直し、${places} を再点検する`,
          en: `Customer ${name}: fix ${standing} exposures (worst: ${worst}) and check ${places} again`,
        },
      },
      {
        ...shared,
        to: 'audience',
        kind: 'customer',
        text: {
          ja: `契約者 ${name} に、${places} の露出 ${standing} 件を知らせる`,
          en: `Tell customer ${name} of the ${standing} exposures in ${places}`,
        },
      },
    ];
  });
}
