// SPDX-License-Identifier: Apache-2.0
import { statementDeskSchema } from '../../../src/disclosure/release/release.contract.ts';
import { labLacks } from '../../support/lab-needs.ts';
import { awardOf } from '../support/award.ts';
import type { Incident } from '../support/incident.ts';
import { momentsOf } from '../support/moments.ts';
import { before } from './before.ts';
import { openCompany } from './company.ts';
import { lightAgain } from './light-again.ts';
import { callByPaper, goDark, signIn, switchOver, workOn } from './lights-out.ts';
import { nameServerNeeds } from './name-server.ts';
import { typeBack } from './on-paper.ts';
import { publishElsewhere } from './tell.ts';

/** Own mail, names, sign-in and public site are down for a day: work goes on by paper, telephone and a second way, and all of it stands in the desk. */
export const dark: Incident = {
  title: { ja: '自社のメール・名前解決・サインイン・公式サイトが一日止まる', en: 'A day without own mail, names, sign-in and public site' },
  lacks: () => labLacks([...nameServerNeeds, 'pdftotext', 'sha256sum'], true),
  plants: {
    'kit-out-of-date': 'the duty of the desk is that of the paper',
    'second-way-down': 'whom the page reached by the second relay',
    'typed-without-times': 'with the time on the paper',
    'row-overlooked': 'rows of the paper in the timeline',
    'file-damaged': 'the files are those that were written',
    'second-copy': 'mails that came twice',
  },
  async run(run) {
    const company = await openCompany(run);
    try {
      const kit = await before(company);
      await company.stage.forward(90);
      const darkAt = await goDark(company);
      await signIn(company);
      const caseId = await callByPaper(company, kit);
      await switchOver(company, caseId);
      await workOn(company, caseId);
      await typeBack(company, caseId, darkAt);
      await publishElsewhere(company, caseId);
      await lightAgain(company, caseId, darkAt);
      const { truths, screens, lines, stage, director } = company;
      truths.note('画面の異常と外部への要求', 'faults of screens, requests to elsewhere', 'visitor', 0, screens?.faults.length ?? 0);
      return {
        truths: truths.rows,
        award: awardOf(statementDeskSchema.parse(await director.get(`/api/v1/cases/${caseId}/statements`))),
        minutes: momentsOf(await stage.entries(caseId)),
        mustOccur: [0, 2, 3, 6, 7],
        lines,
        pictures: screens?.pictures ?? [],
      };
    } finally {
      await company.close();
    }
  },
};
