// SPDX-License-Identifier: Apache-2.0
import type { TaskHandler, Watch } from '../journal/task.ts';
import type { IntakeStore } from './intake-store.port.ts';

/** What is deleted or erased from a case must not live on in the register of reports. */
export const watchIntake: Watch = (_view, entry) => {
  if (entry.kind === 'case.deleted') {
    return [{ name: 'intake.forget-case', key: `intake.forget-case/${entry.body.caseId}`, data: { caseId: entry.body.caseId } }];
  }
  if (entry.kind === 'data.blob-erased') {
    return [{ name: 'intake.forget-words', key: `intake.forget-words/${entry.body.sha256}`, data: { sha256: entry.body.sha256 } }];
  }
  return [];
};

export function intakeHandlers(store: IntakeStore): readonly TaskHandler[] {
  return [
    { name: 'intake.forget-case', run: (data) => store.forgetCase(String(data['caseId'])) },
    { name: 'intake.forget-words', run: (data) => store.forgetWords(String(data['sha256'])) },
  ];
}
