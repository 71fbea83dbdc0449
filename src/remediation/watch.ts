// SPDX-License-Identifier: Apache-2.0
import type { Watch } from '../case/language/journal.port.ts';
import { telling } from './asked/telling.ts';

export const CHOOSE = 'remediation.choose-playbook';

/** Whoever is given work learns of it; the kinds of a case choose its playbook, when they were read and when a person sets them; a person may choose another at any time. */
export const watchRemediation: Watch = (view, entry) => {
  if (view === null || entry.body === null) return [];
  const told = telling(entry);
  if (told.length > 0) return told;
  if (entry.kind !== 'triage.kinds-read' && entry.kind !== 'triage.kinds-set') return [];
  return [{ name: CHOOSE, key: `${entry.stream}/playbook/${entry.seq}`, data: { caseId: entry.stream } }];
};
