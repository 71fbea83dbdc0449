// SPDX-License-Identifier: Apache-2.0
/**
 * Tasks run in lanes with workers of their own. `urgent`: what somebody waits for within seconds and what touches the
 * store only; a page, a deadline's alarm, an erasure; a few cases at a time. `outside`: what may wait for another machine,
 * beside each other. `bulk`: work of which a flood of reports makes a flood, a few cases at a time. Tasks of one case run in
 * their order in every lane.
 */
export type Lane = 'urgent' | 'outside' | 'bulk';

/** Whatever is named neither here nor in `outsideTasks` is urgent: new kinds of work are never late by default. */
export const bulkTasks: readonly string[] = [
  'triage.take-up',
  'remediation.choose-playbook',
  'hunt.take-up',
  'hunt.search-again',
  'notification.bounce',
  'notification.check',
  'notification.keep-audience',
];
export const outsideTasks: readonly string[] = ['containment.look-at-gateway', 'triage.send-reply', 'desk.back-up'];

/** The lane of a task: `bulk` is long work, `outside` waits for others, `urgent` is the rest. */
export function laneOf(taskName: string): Lane {
  if (bulkTasks.includes(taskName)) return 'bulk';
  return outsideTasks.includes(taskName) ? 'outside' : 'urgent';
}
