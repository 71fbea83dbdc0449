// SPDX-License-Identifier: Apache-2.0
import type { Classes } from '../traffic/classify.ts';
import type { FlowTable } from '../traffic/flow.ts';
import { unpackPort } from '../address/ports.ts';
import { replay } from './replay.ts';
import type { AttackMarks, PolicyEffect } from './replay.ts';
import type { Policy } from '../policy/rule.ts';
import { compile, stoppedBits } from './verdict-table.ts';

/** One recorded row under one policy, in words. */
export type RowVerdict = {
  readonly src: string;
  readonly dst: string;
  readonly port: string;
  readonly name: string | null;
  readonly connections: number;
  readonly stopped: boolean;
};

/** Every row's verdict, in the order of the table: 1 = stopped. */
export function rowVerdicts(table: FlowTable, policy: Policy): Uint8Array {
  const verdicts = compile([policy], table);
  const found = new Uint8Array(table.length);
  for (let row = 0; row < table.length; row += 1) found[row] = stoppedBits(verdicts, table.src[row]!, table.to[row]!) & 1;
  return found;
}

/** One row of the table for people, with its verdict. */
export function describeRow(table: FlowTable, row: number, stopped: boolean): RowVerdict {
  const to = table.to[row]!;
  const { proto, port } = unpackPort(table.destinations.port[to]!);
  const name = table.destinations.name[to]!;
  return {
    src: table.addresses[table.src[row]!] ?? '',
    dst: table.addresses[table.destinations.address[to]!] ?? '',
    port: `${port}/${proto}`,
    name: name === 0 ? null : (table.names[name] ?? null),
    connections: table.count[row]!,
    stopped,
  };
}

/** The effect of one policy on the whole table. */
export function replayOne(table: FlowTable, policy: Policy, classes: Classes, attack: AttackMarks): PolicyEffect {
  const [effect] = replay(table, [policy], classes, attack);
  if (effect === undefined) throw new Error('one policy has one effect');
  return effect;
}
