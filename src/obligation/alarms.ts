// SPDX-License-Identifier: Apache-2.0
import type { Journal } from '../case/language/journal.port.ts';
import type { Draft } from '../case/entry.ts';
import type { Task, TaskHandler } from '../journal/task.ts';
import { parseCaseId } from '../journal/stream.ts';
import type { Clock } from '../kernel/instant.ts';
import { CHECK_DEADLINE, REMIND } from './watch.ts';

/**
 * What the alarms of watch.ts do. Idempotent: an alarm for a clock that was settled, moved to another deadline or
 * already said does nothing, so running it twice (kill -9 between entry and acknowledgement) is harmless.
 */
export function alarmHandlers(deps: { readonly journal: Journal; readonly clock: Clock }): readonly TaskHandler[] {
  return [
    { name: CHECK_DEADLINE, run: (data) => alarm(deps, data, (body) => ({ kind: 'clock.missed', body })) },
    {
      name: REMIND,
      run: (data) => alarm(deps, data, (body) => ({ kind: 'clock.reminded', body: { ...body, hoursLeft: Number(data['hoursLeft']) } })),
    },
  ];
}

async function alarm(
  deps: { readonly journal: Journal; readonly clock: Clock },
  data: Task['data'],
  draftOf: (body: { clockId: string; deadline: string }) => Draft,
): Promise<void> {
  const caseId = parseCaseId(String(data['caseId']));
  if (caseId === null) return;
  await deps.journal.write(async (writing) => {
    const clocks = (await writing.view(caseId))?.parts.obligation.clocks;
    const clock = clocks?.find((other) => other.clockId === data['clockId']);
    if (clock === undefined || clock.settled.is !== 'open' || clock.computed.deadline !== data['deadline']) return;
    const draft = draftOf({ clockId: clock.clockId, deadline: String(data['deadline']) });
    // A wall clock that was set back after the queue woke us: not missed yet. Throwing makes the queue try again.
    if (draft.kind === 'clock.missed' && deps.clock.now() <= String(data['deadline'])) throw new Error('the deadline has not passed yet');
    await writing.append({ stream: caseId, actor: { type: 'machine', name: 'obligation' }, drafts: [draft] });
  });
}
