// SPDX-License-Identifier: Apache-2.0
import { parseAddress } from '../../common/address/ip-range.ts';
import type { Range } from '../../common/address/ip-range.ts';

/**
 * Where connections go: each distinct address, name and port stands once. There are thousands of them where there
 * are millions of rows, so what depends on the destination alone is worked out here and looked up by row.
 */
export type Destinations = {
  readonly length: number;
  /** Index into `addresses`. */
  readonly address: Uint32Array;
  /** Index into `names`, 0 = no readable name. */
  readonly name: Uint32Array;
  /** packPort(proto, port). */
  readonly port: Uint32Array;
};

/** Gives each distinct destination a number: open addressing over arrays, because it is asked once a row. */
export function destinationIds() {
  let slots = new Int32Array(4096).fill(-1);
  let columnsOf = { address: new Uint32Array(1024), name: new Uint32Array(1024), port: new Uint32Array(1024) };
  let length = 0;
  const hash = (address: number, name: number, port: number) => {
    const mixed = Math.imul(address, 0x9e3779b1) ^ Math.imul(name, 0x85ebca6b) ^ Math.imul(port, 0xc2b2ae35);
    return (mixed ^ (mixed >>> 15)) & (slots.length - 1);
  };
  const place = (id: number) => {
    let at = hash(columnsOf.address[id]!, columnsOf.name[id]!, columnsOf.port[id]!);
    while (slots[at] !== -1) at = (at + 1) & (slots.length - 1);
    slots[at] = id;
  };
  const grow = () => {
    const wider = (column: Uint32Array) => {
      const next = new Uint32Array(column.length * 2);
      next.set(column);
      return next;
    };
    columnsOf = { address: wider(columnsOf.address), name: wider(columnsOf.name), port: wider(columnsOf.port) };
    slots = new Int32Array(slots.length * 2).fill(-1);
    for (let id = 0; id < length; id += 1) place(id);
  };
  return {
    idOf(address: number, name: number, port: number): number {
      for (let at = hash(address, name, port); ; at = (at + 1) & (slots.length - 1)) {
        const id = slots[at]!;
        if (id === -1) break;
        if (columnsOf.address[id] === address && columnsOf.name[id] === name && columnsOf.port[id] === port) return id;
      }
      if (length === columnsOf.address.length) grow();
      const id = length;
      columnsOf.address[id] = address;
      columnsOf.name[id] = name;
      columnsOf.port[id] = port;
      length += 1;
      place(id);
      return id;
    },
    finish: (): Destinations => ({
      length,
      address: columnsOf.address.slice(0, length),
      name: columnsOf.name.slice(0, length),
      port: columnsOf.port.slice(0, length),
    }),
  };
}

const parsed = new WeakMap<readonly string[], readonly (Range | null)[]>();

/** The table's addresses as ranges, read once for each table; null where a text is none. */
export function rangesOf({ addresses }: { readonly addresses: readonly string[] }): readonly (Range | null)[] {
  const known = parsed.get(addresses) ?? addresses.map((text) => parseAddress(text));
  parsed.set(addresses, known);
  return known;
}
