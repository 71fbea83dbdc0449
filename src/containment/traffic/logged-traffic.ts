// SPDX-License-Identifier: Apache-2.0
import { numberOfDay } from '../../common/civil-day.ts';
import { ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import type { FlowSql, SqlFault } from './flow-sql.port.ts';
import type { FlowBuilder } from './flow.ts';
import { protocolOf } from './read-flows.ts';
import type { FlowReading } from './read-flows.ts';

/** Whole days in UTC, both ends included; null = as far as the logs go. */
export type Days = { readonly since: string | null; readonly until: string | null };

/** The word that stands for the imported logs where a file of flows is asked for. */
export const LOGS = 'logs';

/** Recorded traffic out of the imported logs, a day after the other. What has no address, or one that cannot be read, is refused and counted. */
export async function readLogged(logs: FlowSql, builder: FlowBuilder, { since, until }: Days): Promise<Result<FlowReading, SqlFault>> {
  const days = await logs.days();
  if (!days.ok) return days;
  let [lines, accepted, refused] = [0, 0, 0];
  const samples: { line: number; why: string }[] = [];
  for (const day of days.value) {
    if ((since !== null && day < since) || (until !== null && day > until)) continue;
    const found = await logs.day(day);
    if (!found.ok) return found;
    const { flows, withoutAddress } = found.value;
    lines += flows.length + withoutAddress + found.value.refused;
    refused += withoutAddress + found.value.refused;
    const note = (why: string) => samples.length < 20 && samples.push({ line: 0, why: `${day}: ${why}` });
    if (withoutAddress > 0) note(`no-address ×${withoutAddress}`);
    if (found.value.refused > 0) note(`refused-by-a-device ×${found.value.refused}`);
    for (const flow of flows) {
      const taken = builder.add({
        src: flow.src,
        dst: flow.dst,
        port: flow.port,
        proto: protocolOf(flow.proto === '' ? 'tcp' : flow.proto),
        name: flow.name === '' ? null : flow.name,
        host: null,
        user: flow.user === '' ? null : flow.user,
        department: null,
        count: flow.flows,
        bytes: 0,
        day: numberOfDay(day),
      });
      if (taken) accepted += 1;
      else {
        refused += 1;
        note('address');
      }
    }
  }
  return ok({ lines, accepted, refused, samples });
}
