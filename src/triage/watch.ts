// SPDX-License-Identifier: Apache-2.0
import type { Watch } from '../case/language/journal.port.ts';
import type { TaskHandler } from '../journal/task.ts';
import { parseCaseId } from '../journal/stream.ts';
import type { CaseId } from '../journal/stream.ts';
import type { TriageDeps } from './deps.ts';
import { passGate } from './reply/release-gate.ts';
import { createTakeUp } from './examination/examine-report.ts';

/** A report is examined once; a release is followed by its passing the gate. */
export const watchTriage: Watch = (_view, entry) => {
  switch (entry.kind) {
    case 'report.received':
    case 'report.attached': {
      const { reportId } = entry.body;
      if (parseCaseId(entry.stream) === null) return [];
      return [{ name: 'triage.take-up', key: `triage.take-up/${entry.stream}/${reportId}`, data: { caseId: entry.stream, reportId } }];
    }
    case 'triage.reply-released': {
      const { replyId, digest } = entry.body;
      return [
        { name: 'triage.send-reply', key: `triage.send-reply/${replyId}/${digest}/${entry.seq}`, data: { caseId: entry.stream, replyId } },
      ];
    }
    default:
      return [];
  }
};

const MACHINE = { type: 'machine', name: 'triage' } as const;

/** What runs triage's tasks; a failure of the gate throws, so that the task is tried again. */
export function triageHandlers(deps: TriageDeps): readonly TaskHandler[] {
  const takeUp = createTakeUp(deps);
  return [
    {
      name: 'triage.take-up',
      run: (data) => takeUp.one(reportOf(data)),
      runAll: (runs, settle) =>
        takeUp.all(
          runs.map(({ key, data }) => ({ key, ...reportOf(data) })),
          (tx, done) =>
            settle(
              tx,
              done.map(({ key }) => key),
            ),
        ),
    },
    {
      name: 'triage.send-reply',
      run: async (data) => {
        const passage = await passGate(deps, caseOf(data), String(data['replyId']), MACHINE, 'desk');
        if (passage.is === 'later') throw new Error(passage.why);
      },
    },
  ];
}

const reportOf = (data: Parameters<TaskHandler['run']>[0]) => ({ caseId: caseOf(data), reportId: String(data['reportId']) });

function caseOf(data: Parameters<TaskHandler['run']>[0]): CaseId {
  const caseId = parseCaseId(String(data['caseId']));
  if (caseId === null) throw new Error('a task of triage names no case');
  return caseId;
}
