// SPDX-License-Identifier: Apache-2.0
import type { Task, TaskHandler } from '../journal/task.ts';
import { parseCaseId } from '../journal/stream.ts';
import type { DutyDeps } from './deps.ts';
import { resolve, withoutLeavers } from './paging/acknowledge.ts';
import { trigger, triggerAll } from './paging/trigger.ts';
import type { Alarm } from './paging/trigger.ts';
import type { Warning } from './rota/look-ahead.ts';
import { millisOf } from '../kernel/instant.ts';
import { rotaInForce } from './rota/in-force.ts';
import { isGone } from './rota/roster.ts';
import { PAGE, RESOLVE, UNANSWER } from './watch.ts';

/** Runs the tasks of watch.ts: page whoever is on duty for a case, end the pages of a case that was closed, and call again where only a leaver had answered. */
export function dutyHandlers(deps: DutyDeps): readonly TaskHandler[] {
  return [
    {
      name: PAGE,
      async run(data) {
        await trigger(deps, alarmOf(data));
      },
      async runAll(runs, settle) {
        const keys = runs.map(({ key }) => key);
        await triggerAll(
          deps,
          runs.map(({ data }) => alarmOf(data)),
          undefined,
          (tx) => settle(tx, keys),
        );
      },
    },
    {
      name: UNANSWER,
      async run() {
        const rota = await rotaInForce(deps);
        if (rota === null) return;
        const now = millisOf(deps.clock.now());
        await withoutLeavers(deps, (person) => isGone(rota.gone, person, now));
      },
    },
    {
      name: RESOLVE,
      async run(data) {
        await resolve(deps, { caseId: String(data['caseId']) }, { type: 'machine', name: 'duty' }, 'the case was closed');
      },
    },
  ];
}

function alarmOf(data: Task['data']): Alarm {
  return {
    caseId: parseCaseId(String(data['caseId'])),
    policy: null,
    subject: String(data['subject']),
    urgency: data['urgency'] === 'today' ? 'today' : 'now',
    ...(data['english'] === undefined ? {} : { english: String(data['english']) }),
  };
}

/** Warnings of the coming days go out as a page of the first policy with urgency "today": the same people and links. */
export async function pageWarnings(deps: DutyDeps, warnings: readonly Warning[]): Promise<void> {
  if (warnings.length === 0) return;
  const [subject, english] = (['ja', 'en'] as const).map((lang) => warnings.map((one) => one.text[lang]).join(' / '));
  await trigger(deps, { caseId: null, policy: null, subject: subject ?? '', english: english ?? '', urgency: 'today' });
}
