// SPDX-License-Identifier: Apache-2.0
import type { FlowSql } from '../../src/containment/traffic/flow-sql.port.ts';
import { err } from '../../src/kernel/result.ts';

/** A machine without a log engine. */
export function noLogs(): FlowSql {
  const absent = () => Promise.resolve(err({ code: 'engine-absent', detail: 'there is none here' }));
  return { days: absent, day: absent, scratch: absent, close: () => Promise.resolve() };
}
