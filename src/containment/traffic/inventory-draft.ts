// SPDX-License-Identifier: Apache-2.0
import { classify } from './classify.ts';
import type { FlowTable } from './flow.ts';
import type { Inventory } from '../inventory/inventory.ts';
import { formatPorts, mergePorts, unpackPort } from '../address/ports.ts';

/** What a person should look at before the entry is taken over. */
export type DraftFlag = 'shared-address' | 'carrier' | 'dependency' | 'monthly' | 'once' | 'already-in-inventory';

export type Proposal = {
  /** A site: the name's last two or three labels, or an address where no name was readable. */
  readonly name: string;
  readonly patterns: readonly string[];
  readonly addresses: readonly string[];
  readonly ports: string;
  readonly users: number;
  readonly departments: readonly string[];
  readonly days: number;
  readonly flows: number;
  /** A proposal only: used by most people every day = 2, by a department = 3, by few = 4. Nobody but a person says 1. */
  readonly priority: 2 | 3 | 4;
  readonly flags: readonly DraftFlag[];
};

export type InventoryDraft = {
  readonly days: number;
  readonly enough: boolean;
  readonly unnamedShare: number;
  readonly proposals: readonly Proposal[];
};

/** Kinds of sites on which anybody may leave a text or a file: such a kept service can carry commands. Words, not names of firms. */
const carrierWords =
  /(^|[.-])(share|drive|files?|paste|bin|gist|storage|bucket|blob|forum|social|chat|docs?|cdn|pages|webhook|translate)\d*([.-]|$)/;
const dependencyWords = /^(ocsp|crl|pki|ntp|time|login|sso|idp|auth|accounts|update|updates|download|dns)\d*[.-]/;
const secondLevel = /^(co|or|ne|ac|go|ed|lg|com|net|org|gov|edu|gob|gouv)$/;

/** The registrable part by a rule of thumb (no list of public suffixes here): two labels, three below `co.jp` and its like. */
export function siteOf(name: string): string {
  const labels = name.split('.');
  const take = labels.length >= 3 && secondLevel.test(labels.at(-2) ?? '') && (labels.at(-1) ?? '').length === 2 ? 3 : 2;
  return labels.slice(-take).join('.');
}

/** From recorded traffic to a list that a person can decide on: by site, with users, departments and rhythm. */
export function draftInventory(table: FlowTable, known: Inventory): InventoryDraft {
  const classes = classify(known, table);
  const namesAt = new Map<number, Set<string>>();
  type Seen = {
    names: Set<string>;
    addresses: Set<number>;
    ports: Set<number>;
    users: Set<number>;
    days: Set<number>;
    flows: number;
    covered: boolean;
  };
  const sites = new Map<string, Seen>();
  const sites0 = table.names.map((name) => (name === '' ? '' : siteOf(name)));
  let outside = 0;
  let unnamed = 0;
  let first = 65_536;
  let last = 0;
  for (let row = 0; row < table.length; row += 1) {
    const to = table.to[row]!;
    const dst = table.destinations.address[to]!;
    const day = table.day[row]!;
    if (day !== 0) {
      first = Math.min(first, day);
      last = Math.max(last, day);
    }
    if (classes.internal[dst] === 1) continue;
    const count = table.count[row]!;
    const name = table.destinations.name[to]!;
    outside += count;
    if (name === 0) unnamed += count;
    const key = name === 0 ? table.addresses[dst]! : sites0[name]!;
    const seen = sites.get(key) ?? {
      names: new Set(),
      addresses: new Set(),
      ports: new Set(),
      users: new Set(),
      days: new Set(),
      flows: 0,
      covered: false,
    };
    sites.set(key, seen);
    if (name !== 0) {
      seen.names.add(table.names[name]!);
      const others = namesAt.get(dst) ?? new Set<string>();
      namesAt.set(dst, others.add(key));
    }
    seen.addresses.add(dst);
    seen.ports.add(table.destinations.port[to]!);
    seen.users.add(table.user[row]!);
    seen.days.add(day);
    seen.flows += count;
    if (classes.serviceOf[to] !== classes.unnamed) seen.covered = true;
  }
  const days = last === 0 ? 0 : last - first + 1;
  const proposals = [...sites].map(([name, seen]): Proposal => {
    const names = [...seen.names].toSorted();
    const departments = [...new Set([...seen.users].map((user) => table.departments[table.departmentOf[user]!] ?? ''))]
      .filter((one) => one !== '')
      .toSorted();
    const flags: DraftFlag[] = [];
    if ([...seen.addresses].some((address) => (namesAt.get(address)?.size ?? 0) > 1)) flags.push('shared-address');
    if (names.some((one) => carrierWords.test(one))) flags.push('carrier');
    if (names.some((one) => dependencyWords.test(one))) flags.push('dependency');
    if (days >= 25 && seen.days.size <= 2) flags.push(seen.days.size === 1 && seen.flows <= 2 ? 'once' : 'monthly');
    if (seen.covered) flags.push('already-in-inventory');
    const share = seen.users.size / Math.max(1, table.users.length);
    const ports = mergePorts([
      [...seen.ports]
        .map((packed) => unpackPort(packed))
        .flatMap(({ proto, port }) => (proto === 'other' ? [] : [{ proto, from: port, to: port }])),
    ]);
    return {
      name,
      patterns: names.length === 0 ? [] : names.length > 1 ? [`.${name}`] : names,
      addresses: [...seen.addresses].map((id) => table.addresses[id]!).toSorted(),
      ports: formatPorts(ports),
      users: seen.users.size,
      departments,
      days: seen.days.size,
      flows: seen.flows,
      priority: share >= 0.5 ? 2 : seen.users.size >= 3 ? 3 : 4,
      flags,
    };
  });
  return {
    days,
    enough: days >= 35,
    unnamedShare: outside === 0 ? 0 : unnamed / outside,
    proposals: proposals.toSorted(
      (a, b) => a.priority - b.priority || b.users - a.users || b.flows - a.flows || (a.name < b.name ? -1 : 1),
    ),
  };
}
