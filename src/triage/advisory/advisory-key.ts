// SPDX-License-Identifier: Apache-2.0
import type { Affected, AdvisoryRecord } from './advisory.port.ts';
import { productKey, vendorKey } from '../claim/product-key.ts';

/** `#NUMBER` for every number of a record, `@name` for every name of an affected product. */
export function keysOf(record: AdvisoryRecord): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const number of [record.id, ...record.aliases]) keys.add(`#${number.toUpperCase()}`);
  for (const affected of record.affected) for (const key of affectedKeys(affected)) keys.add(`@${key}`);
  return keys;
}

/** A product by its own name, by vendor and name, and by the vendor without its legal form and name; an artifact without its group (`group:artifact`). */
export function affectedKeys(affected: Pick<Affected, 'name' | 'vendor'>): readonly string[] {
  const own = productKey(affected.name);
  const { vendor } = affected;
  const named = vendor === null ? [] : [productKey(`${vendor} ${affected.name}`), `${vendorKey(vendor)}${own}`];
  const artifact = /^[\w.-]{1,200}:([\w.-]{1,200})$/.exec(affected.name)?.[1];
  return [...new Set([own, ...named, ...(artifact === undefined ? [] : [productKey(artifact)])])].filter((key) => key.length >= 2);
}
