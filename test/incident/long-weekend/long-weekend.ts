// SPDX-License-Identifier: Apache-2.0
import { locateEngine } from '../../../src/adapters/chdb/locate.ts';
import type { EntryWire } from '../../../src/case/contract.ts';
import { statementDeskSchema } from '../../../src/disclosure/release/release.contract.ts';
import type { Bilingual } from '../../../src/kernel/bilingual.ts';
import { labLacks } from '../../support/lab-needs.ts';
import { awardOf } from '../support/award.ts';
import type { Incident } from '../support/incident.ts';
import { momentsOf } from '../support/moments.ts';
import { oddFile } from './board.ts';
import { cutTheNamed, cutThemAll, watchIt } from './contain.ts';
import { firstCall } from './first-call.ts';
import { bringLogs, findTheOthers } from './hunt.ts';
import { networkNeeds } from './network.ts';
import { openOffice } from './office.ts';
import { publish, startClocks } from './tell.ts';

const lacks = () => labLacks(networkNeeds, true) ?? (locateEngine(process.env) === null ? 'chdb' : null);

/** Incident 002: a call on the first day of a long weekend about a command server, until everything is cut, stays cut, and is told. */
export const longWeekend: Incident = {
  title: { ja: '三連休の初日の電話', en: 'A call on the first day of a long weekend' },
  lacks,
  plants: {
    'nobody-for-days-off': 'who has the duty on Saturday',
    'holiday-of-elsewhere': 'what kind of day Monday is',
    'nobody-takes-the-report': 'the superior who took it',
    'mail-lost': 'the defanged destinations are looked for without being typed',
    'one-server-overlooked': 'command servers that nobody had named',
    'proxy-forgotten': 'command servers that are still reached',
    'kept-cut': 'services of the business that are alive',
    'block-gone-unnoticed': 'the desk notices that the block is gone',
    'deleted-first': 'the file is kept as evidence before it goes',
    'clock-not-started': 'deadline of the preliminary report (APPI)',
  },
  async run(run) {
    const office = await openOffice(run);
    try {
      const caseId = await firstCall(office);
      await bringLogs(office, caseId);
      await cutTheNamed(office, caseId);
      await findTheOthers(office, caseId);
      const planId = await cutThemAll(office, caseId);
      const seconds = Math.round((Date.now() - office.calledAt) / 1000);
      const untilThen = await office.stage.entries(caseId);
      await oddFile(office, caseId);
      await startClocks(office, caseId);
      await publish(office, caseId);
      await watchIt(office, caseId, planId);
      const { truths, screens, lines, stage, onDuty } = office;
      truths.note('画面の異常と外部への要求', 'faults of screens, requests to elsewhere', 'visitor', 0, screens?.faults.length ?? 0);
      return {
        truths: truths.rows,
        award: awardOf(statementDeskSchema.parse(await onDuty.get(`/api/v1/cases/${caseId}/statements`))),
        minutes: momentsOf(await stage.entries(caseId)),
        mustOccur: [0, 2, 3, 4, 5, 7, 8],
        lines: [...lines, besideTheRealCase(untilThen, seconds)],
        pictures: screens?.pictures ?? [],
      };
    } finally {
      await office.close();
    }
  },
};

/** What a person decided, as against what was only written down or done by the desk. */
const DECISIONS: readonly string[] = [
  'page.acknowledged',
  'report.received',
  'case.owner-named',
  'case.findings-taken',
  'case.findings-declined',
  'containment.plan-released',
  'containment.plan-applied',
  'containment.plan-confirmed',
  'work.verified',
];

/** From the first entry to the last of these, in minutes of the desk's clock and seconds of real time. */
function besideTheRealCase(entries: readonly EntryWire[], seconds: number): Bilingual {
  const [first, last] = [entries[0]?.at ?? '', entries.findLast(({ kind }) => kind === 'work.verified')?.at ?? ''];
  const minutes = Math.round((Date.parse(last) - Date.parse(first)) / 60_000);
  const decided = entries.filter(({ kind, actor }) => actor.type === 'person' && DECISIONS.includes(kind)).length;
  return {
    ja: `最初の電話から、止まったと確かめるまで: 時計の上で ${minutes} 分（実時間 ${seconds} 秒）、人の判断 ${decided} 回。実際の事案（2016年）は約 5 日`,
    en: `from the first call to verified containment: ${minutes} minutes on the clock (${seconds} s of real time), ${decided} human decisions. The real case (2016): about five days`,
  };
}
