// SPDX-License-Identifier: Apache-2.0
import type { Watch } from '../journal/task.ts';

export const CHOOSE = 'remediation.choose-playbook';

/** A case that came from a report gets the playbook for strangers’ reports; a person may choose another at any time. */
export const watchRemediation: Watch = (view, entry) => {
  if (view === null || entry.body === null || entry.kind !== 'case.opened' || entry.body.reportId === null) return [];
  return [{ name: CHOOSE, key: `${entry.stream}/playbook`, data: { caseId: entry.stream, playbookId: 'unsolicited-report' } }];
};
