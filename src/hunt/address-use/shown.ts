// SPDX-License-Identifier: Apache-2.0
// Who had the address at that time, beside each row that names one.
import { ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import { inertText } from '../../kernel/text.ts';
import type { EngineFault, LogEngine } from '../engine/engine.port.ts';
import { isInside } from '../question/inside.ts';
import type { HeldWire } from './address-use.contract.ts';
import type { AddressUse } from './lease.ts';
import { openHolders } from './lease-store.ts';

export type Met = { readonly ip: string; readonly first: string; readonly last: string };

/** Adds to each row who had its addresses at its time; one question to the engine for all rows. */
export async function withHolders<T, U>(
  engine: LogEngine,
  rows: readonly T[],
  of: (row: T) => readonly Met[],
  shown: (row: T, who: (met: Met) => HeldWire | null) => U,
): Promise<Result<readonly U[], EngineFault>> {
  const had = await openHolders(
    engine,
    rows.flatMap((row) => of(row).map((met) => met.ip)),
  );
  if (!had.ok) return had;
  return ok(rows.map((row) => shown(row, (met) => heldWire(met.ip, had.value(met.ip, met.first, met.last)))));
}

const MOST_SHOWN = 20;
/** Beyond this a date cannot be written; a record that says so leaves the side open. */
const LAST_SECOND = 8.64e12;

/** That no record speaks of an address of the open net is no news. */
function heldWire(ip: string, held: AddressUse | null): HeldWire | null {
  if (held === null || (held.is === 'unknown' && !isInside(ip))) return null;
  const time = (seconds: number | null) =>
    seconds === null || Math.abs(seconds) > LAST_SECOND ? null : new Date(seconds * 1000).toISOString();
  return {
    is: held.is,
    holders: held.holders.slice(0, MOST_SHOWN).map((one) => ({
      mac: inertText(one.mac),
      computer: inertText(one.computer),
      user: inertText(one.user),
      department: inertText(one.department),
      from: time(one.from),
      until: time(one.until),
    })),
  };
}
