// SPDX-License-Identifier: Apache-2.0
import type { TaskHandler, Watch } from '../journal/task.ts';
import { parseCaseId } from '../journal/stream.ts';
import type { CaseId } from '../journal/stream.ts';
import type { TriageDeps } from './deps.ts';
import { deliverNotice } from './notice.ts';
import { passGate } from './release-gate.ts';
import { takeUp } from './take-up.ts';

/** A report is examined once; a release is followed by its sending; a notice goes out. */
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
    case 'triage.notice-sent': {
      const { noticeId, text } = entry.body;
      return [
        {
          name: 'triage.deliver-notice',
          key: `triage.deliver-notice/${noticeId}`,
          data: { caseId: entry.stream, noticeId, ja: text.ja, en: text.en },
        },
      ];
    }
    default:
      return [];
  }
};

const MACHINE = { type: 'machine', name: 'triage' } as const;

export function triageHandlers(deps: TriageDeps): readonly TaskHandler[] {
  return [
    { name: 'triage.take-up', run: (data) => takeUp(deps, caseOf(data), String(data['reportId'])) },
    {
      name: 'triage.send-reply',
      run: async (data) => {
        const passage = await passGate(deps, caseOf(data), String(data['replyId']), MACHINE, 'desk');
        if (passage.is === 'later') throw new Error(passage.why);
      },
    },
    {
      name: 'triage.deliver-notice',
      run: (data) => deliverNotice(deps, caseOf(data), String(data['noticeId']), { ja: String(data['ja']), en: String(data['en']) }),
    },
  ];
}

function caseOf(data: Parameters<TaskHandler['run']>[0]): CaseId {
  const caseId = parseCaseId(String(data['caseId']));
  if (caseId === null) throw new Error('a task of triage names no case');
  return caseId;
}
