// SPDX-License-Identifier: Apache-2.0
import { labLacks } from '../../support/lab-needs.ts';
import { statementDeskSchema } from '../../../src/disclosure/release/release.contract.ts';
import { awardOf } from '../support/award.ts';
import type { Incident } from '../support/incident.ts';
import { momentsOf } from '../support/moments.ts';
import { audit } from './audit.ts';
import { followUp } from './follow-up.ts';
import { notify } from './notify.ts';
import { openProvider } from './provider.ts';
import { publish } from './publish.ts';

/** Incident 003: customers of a rental server who can read and change one another's files, to the notices and re-checks. */
export const hosting: Incident = {
  title: { ja: 'レンタルサーバーで契約者どうしが見える', en: 'Tenants of a rental server reach one another' },
  lacks: () => labLacks(['setpriv', 'setfattr', 'getfattr', 'mkfifo', 'perl'], true),
  plants: {
    'one-customer-left-out': 'customers to be told',
    'answered-and-not-mended': 'exposures left of customers who mended',
  },
  async run(run) {
    const provider = await openProvider(run);
    try {
      const caseId = await audit(provider);
      await publish(provider, caseId, 'first');
      await notify(provider, caseId);
      await followUp(provider, caseId);
      await publish(provider, caseId, 'second');
      const faults = provider.screens?.faults.length ?? 0;
      provider.truths.note('画面の異常と外部への要求', 'faults of screens, requests to elsewhere', 'visitor', 0, faults);
      const days = Math.round(((provider.stage.now() - provider.startedAt) / 86_400_000) * 10) / 10;
      return {
        truths: provider.truths.rows,
        award: awardOf(statementDeskSchema.parse(await provider.handler.get(`/api/v1/cases/${caseId}/statements`))),
        minutes: momentsOf(await provider.stage.entries(caseId)),
        mustOccur: [0, 7, 8, 9],
        lines: [
          ...provider.lines,
          {
            ja: `時計の上で ${days} 日（実際の事案: 第一報から約 1 週間）`,
            en: `${days} days on the clock (real case: about one week from the first report)`,
          },
        ],
        pictures: provider.screens?.pictures ?? [],
      };
    } finally {
      await provider.close();
    }
  },
};
