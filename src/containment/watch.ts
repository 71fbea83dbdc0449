// SPDX-License-Identifier: Apache-2.0
import { plusMillis } from '../kernel/instant.ts';
import type { Watch } from '../case/language/journal.port.ts';

/** Asks a gateway whether a plan has undone itself, so that the case says so without anybody asking. */
export const LOOK = 'containment.look-at-gateway';
/** Brings the record of traffic up to the imported logs. */
export const FOLLOW = 'containment.follow-logs';
const LOOKS = 12;
/** The gateway needs a moment to undo what has run out. */
const GRACE_MILLIS = 4000;

/** While a dead-man runs: a look every so often, because a dead path undoes early, and one just after its end. */
export const watchContainment: Watch = (view, entry) => {
  // What was imported is traffic, too.
  if (entry.kind === 'hunt.logs-imported') return [{ name: FOLLOW, key: `${FOLLOW}/${entry.stream}/${entry.seq}`, data: {} }];
  if (view === null || entry.body === null || entry.kind !== 'containment.plan-applied' || entry.body.deadManSeconds === 0) return [];
  const { planId, deadManSeconds } = entry.body;
  const step = Math.max(15_000, (deadManSeconds * 1000) / LOOKS);
  const times = Array.from({ length: LOOKS }, (_, index) => (index + 1) * step).filter((time) => time < deadManSeconds * 1000);
  return [...times, deadManSeconds * 1000 + GRACE_MILLIS].map((time) => ({
    name: LOOK,
    key: `${entry.stream}/${planId}/${entry.seq}/look/${time}`,
    data: { caseId: entry.stream, planId, last: time > deadManSeconds * 1000 },
    notBefore: plusMillis(entry.at, time),
  }));
};
