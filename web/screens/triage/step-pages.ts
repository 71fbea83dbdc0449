// SPDX-License-Identifier: Apache-2.0
import { paths } from '../../paths.ts';
import type { HuntView } from '../../paths.ts';

type Page = (caseId: string, reportId: string) => string;
const hunt =
  (view: HuntView): Page =>
  (caseId) =>
    paths.hunt(caseId, view);
const containment: Page = (caseId) => paths.containment(caseId);

/** Where a line of the first hour is done, filled in with what the case knows by then. Steps without a page are done elsewhere. */
export const stepPages: Readonly<Record<string, Page>> = {
  'find-computers': hunt('sightings'),
  'keep-logs': hunt('logs'),
  'keep-sign-ins': hunt('logs'),
  'find-source': hunt('sightings'),
  'who-read': hunt('claim'),
  'decide-stop': containment,
  unplug: containment,
  'end-sessions': containment,
  'rules-gone': containment,
  'cut-links': containment,
  'stop-access': containment,
  'no-reply': (_caseId, reportId) => `${paths.triage(reportId)}/staff`,
  'held-receipt': (_caseId, reportId) => `${paths.triage(reportId)}/reply`,
};
