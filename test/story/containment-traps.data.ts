// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { highsSolver } from '../../src/adapters/highs/solver.ts';
import type { DeviceLimit } from '../../src/containment/plan/device-limits.ts';
import { flowBuilder } from '../../src/containment/traffic/flow.ts';
import type { FlowTable } from '../../src/containment/traffic/flow.ts';
import { readIndicators } from '../../src/containment/attack/indicator.ts';
import type { NameEnforcement } from '../../src/containment/inventory/inventory.ts';
import { makePlan } from '../../src/containment/plan/make-plan.ts';
import { flowReader } from '../../src/containment/traffic/read-flows.ts';
import { readInventory } from '../../src/containment/inventory/read-inventory.ts';
import type { ReasonCode } from '../../src/containment/policy/reason.ts';

export type Trap = {
  readonly code: ReasonCode;
  readonly option: string;
  readonly says: string;
  readonly flows: readonly object[];
  readonly inventory: object;
  readonly indicators: string;
  readonly names?: NameEnforcement;
  readonly limits?: readonly DeviceLimit[];
};
const solver = await highsSolver();
export const traps = JSON.parse(
  readFileSync(new URL('../../fixtures/containment/traps/traps.json', import.meta.url), 'utf8'),
) as readonly Trap[];

export function tableOf(rows: readonly object[]): FlowTable {
  const builder = flowBuilder();
  const reader = flowReader(builder);
  const line = reader.file();
  for (const row of rows) line(JSON.stringify(row));
  const reading = reader.finish();
  if (reading.refused > 0) throw new Error(JSON.stringify(reading.samples));
  return builder.finish();
}

export function planOf(trap: Trap) {
  const indicators = readIndicators(trap.indicators, null);
  const { inventory, refused } = readInventory(JSON.stringify(trap.inventory), 'trap');
  return makePlan({
    table: tableOf(trap.flows),
    inventory: { ...inventory, nameEnforcement: trap.names ?? 'none' },
    indicators: indicators.indicators,
    notRead: { indicators: indicators.refused, inventory: refused },
    now: '2026-03-19T09:00:00.000Z',
    refusedLines: 0,
    budgetShare: 0.1,
    points: 10,
    devices: { limits: trap.limits ?? [], solver },
  });
}
