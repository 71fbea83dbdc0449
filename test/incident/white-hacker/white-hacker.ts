// SPDX-License-Identifier: Apache-2.0
import { labLacks } from '../../support/lab-needs.ts';
import { locateEngine } from '../../../src/adapters/chdb/locate.ts';
import { statementDeskSchema } from '../../../src/disclosure/release/release.contract.ts';
import { awardOf } from '../support/award.ts';
import { momentsOf } from '../support/moments.ts';
import type { Incident } from '../support/incident.ts';
import { webHouseNeeds } from '../support/web-house.ts';
import { openHouse } from './house.ts';
import { takeIn } from './take-in.ts';
import { askEverybody, askTheSilent } from './ask-everybody.ts';
import { checkTheClaim } from './check-the-claim.ts';
import { tellOthers } from './tell-others.ts';

const lacks = () => labLacks([...webHouseNeeds, 'perl'], true) ?? (locateEngine(process.env) === null ? 'chdb' : null);

/** Incident 000: a mail signed “white hacker”, from its arrival to the reply that was let go, the fix and the feedback. */
export const whiteHacker: Incident = {
  title: { ja: '自称「ホワイトハッカー」のメール', en: 'The mail of a self-styled white hacker' },
  lacks,
  plants: {
    'says-nothing-of-a-reply': 'people who replied',
    'sender-still-taken': 'the sender no longer reaches staff',
    'hole-still-open': 'the hole is closed and verified by another',
    'reply-past-the-desk': 'nothing leaves before the release',
  },
  async run(run) {
    const house = await openHouse(run);
    try {
      const caseId = await takeIn(house);
      await askEverybody(house, caseId);
      await checkTheClaim(house, caseId);
      await askTheSilent(house, caseId);
      await tellOthers(house, caseId);
      house.truths.note(
        '画面の異常と外部への要求',
        'faults of screens, requests to elsewhere',
        'visitor',
        0,
        house.screens?.faults.length ?? 0,
      );
      return {
        truths: house.truths.rows,
        award: awardOf(statementDeskSchema.parse(await house.handler.get(`/api/v1/cases/${caseId}/statements`))),
        minutes: momentsOf(await house.stage.entries(caseId)),
        mustOccur: [0, 1, 2, 3, 4, 5, 7, 8],
        lines: [],
        pictures: house.screens?.pictures ?? [],
      };
    } finally {
      await house.close();
    }
  },
};
