// SPDX-License-Identifier: Apache-2.0
import { formatRange, parseAddress } from '../../common/address/ip-range.ts';
import { destinationIds } from './destination.ts';
import type { Destinations } from './destination.ts';
import { canonicalName } from '../address/name.ts';
import { packPort } from '../address/ports.ts';
import type { Protocol } from '../address/ports.ts';

/** One line of recorded traffic, seen from whoever opened the connection. */
export type FlowRow = {
  readonly src: string;
  /** The computer's own name, which ties its addresses together; its address where nothing is known. */
  readonly host: string | null;
  readonly user: string | null;
  readonly department: string | null;
  readonly dst: string;
  readonly port: number;
  readonly proto: Protocol;
  /** SNI, Host or the name asked of the resolver; null when none was readable. */
  readonly name: string | null;
  /** Connections that this line stands for. */
  readonly count: number;
  readonly bytes: number;
  /** Days since 1970-01-01 in UTC; null when the line has no time. */
  readonly day: number | null;
};

/** Recorded traffic as columns. Texts stand once, in the dictionaries; index 0 of `names` and `departments` means "none". */
export type FlowTable = {
  readonly length: number;
  /** Index into `addresses`. */
  readonly src: Uint32Array;
  /** Index into `destinations`. */
  readonly to: Uint32Array;
  readonly destinations: Destinations;
  /** Index into `users`. */
  readonly user: Uint32Array;
  readonly count: Uint32Array;
  /** Days since 1970-01-01; 0 = unknown. */
  readonly day: Uint16Array;
  readonly addresses: readonly string[];
  readonly names: readonly string[];
  readonly users: readonly string[];
  readonly departments: readonly string[];
  readonly hosts: readonly string[];
  /** For each user the department. */
  readonly departmentOf: Uint32Array;
  /** For each address the host, as an index into `hosts`; the last name that was seen there. */
  readonly hostOf: Uint32Array;
  /** 1 where an address was used by several hosts in the window (DHCP). */
  readonly churn: Uint8Array;
};

export type FlowBuilder = {
  /** False when the line's addresses cannot be read: the caller counts it as refused. */
  readonly add: (row: FlowRow) => boolean;
  readonly finish: () => FlowTable;
};

type Dictionary = { readonly ids: Map<string, number>; readonly list: string[] };

function idOf(dictionary: Dictionary, text: string): number {
  const known = dictionary.ids.get(text);
  if (known !== undefined) return known;
  const id = dictionary.list.length;
  dictionary.ids.set(text, id);
  dictionary.list.push(text);
  return id;
}

/** Gives each text a number, from 0; `first` is 0. */
export function dictionary(first?: string): Dictionary {
  return first === undefined ? { ids: new Map(), list: [] } : { ids: new Map([[first, 0]]), list: [first] };
}

const columns = ['src', 'to', 'user', 'count', 'day'] as const;

/** Builds a flow table row by row; texts are numbered, columns are typed arrays that grow by doubling. */
export function flowBuilder(): FlowBuilder {
  const addresses = dictionary();
  const names = dictionary('');
  const users = dictionary();
  const departments = dictionary('');
  const hosts = dictionary();
  const canonical = new Map<string, string | null>();
  const canonicalNames = new Map<string, number>();
  const destinations = destinationIds();
  const hostOf: number[] = [];
  const departmentOf: number[] = [];
  const churned = new Set<number>();
  let room = 1024;
  let length = 0;
  let data = Object.fromEntries(columns.map((column) => [column, new Uint32Array(room)])) as Record<(typeof columns)[number], Uint32Array>;

  const addressId = (text: string): number | null => {
    let known = canonical.get(text);
    if (known === undefined) {
      const parsed = parseAddress(text.trim());
      known = parsed === null ? null : formatRange(parsed);
      canonical.set(text, known);
    }
    return known === null ? null : idOf(addresses, known);
  };
  const nameId = (text: string | null): number => {
    if (text === null) return 0;
    let known = canonicalNames.get(text);
    if (known === undefined) {
      known = idOf(names, canonicalName(text) ?? '');
      canonicalNames.set(text, known);
    }
    return known;
  };
  const grow = () => {
    room *= 2;
    data = Object.fromEntries(
      columns.map((column) => {
        const wider = new Uint32Array(room);
        wider.set(data[column]);
        return [column, wider];
      }),
    ) as typeof data;
  };

  return {
    add(row) {
      const src = addressId(row.src);
      const dst = addressId(row.dst);
      if (src === null || dst === null) return false;
      if (length === room) grow();
      const address = addresses.list[src] ?? '';
      const host = idOf(hosts, row.host ?? address);
      const before = hostOf[src];
      if (before !== undefined && before !== host && row.host !== null && hosts.list[before] !== address) churned.add(src);
      if (row.host !== null || before === undefined) hostOf[src] = host;
      const department = idOf(departments, row.department ?? '');
      const user = idOf(users, `${row.user ?? row.host ?? address}\u0000${row.department ?? ''}`);
      departmentOf[user] = department;
      data.src[length] = src;
      data.to[length] = destinations.idOf(dst, nameId(row.name), packPort(row.proto, row.port));
      data.user[length] = user;
      data.count[length] = Math.min(0xffffffff, Math.max(1, Math.round(row.count)));
      data.day[length] = row.day === null ? 0 : Math.max(0, Math.min(65_535, row.day));
      length += 1;
      return true;
    },
    finish() {
      const own = addresses.list.map((address, index) => hostOf[index] ?? idOf(hosts, address));
      return {
        length,
        src: data.src.subarray(0, length),
        to: data.to.subarray(0, length),
        destinations: destinations.finish(),
        user: data.user.subarray(0, length),
        count: data.count.subarray(0, length),
        day: Uint16Array.from(data.day.subarray(0, length)),
        addresses: addresses.list,
        names: names.list,
        users: users.list.map((text) => text.slice(0, text.indexOf('\u0000'))),
        departments: departments.list,
        hosts: hosts.list,
        departmentOf: Uint32Array.from(departmentOf),
        hostOf: Uint32Array.from(own),
        churn: Uint8Array.from(addresses.list, (_, id) => (churned.has(id) ? 1 : 0)),
      };
    },
  };
}

/**
 * The same record with its rows in order of destination (a counting sort; rows of one destination keep their order).
 * What is counted over a plan goes through the rows many times, and one destination after the other stays in cache.
 */
export function inOrder(table: FlowTable): FlowTable {
  const next = new Uint32Array(table.destinations.length + 1);
  let sorted = true;
  for (let row = 0; row < table.length; row += 1) {
    next[table.to[row]! + 1]! += 1;
    if (row > 0 && table.to[row]! < table.to[row - 1]!) sorted = false;
  }
  if (sorted) return table;
  for (let to = 1; to < next.length; to += 1) next[to]! += next[to - 1]!;
  const { length } = table;
  const columns = {
    src: new Uint32Array(length),
    to: new Uint32Array(length),
    user: new Uint32Array(length),
    count: new Uint32Array(length),
  };
  const day = new Uint16Array(length);
  for (let row = 0; row < length; row += 1) {
    const to = table.to[row]!;
    const at = next[to]!;
    next[to] = at + 1;
    columns.src[at] = table.src[row]!;
    columns.to[at] = to;
    columns.user[at] = table.user[row]!;
    columns.count[at] = table.count[row]!;
    day[at] = table.day[row]!;
  }
  return { ...table, ...columns, day };
}
