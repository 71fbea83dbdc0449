// SPDX-License-Identifier: Apache-2.0
import type { Classes } from '../traffic/classify.ts';
import type { FlowTable } from '../traffic/flow.ts';
import type { Policy } from '../policy/rule.ts';
import { MAX_POLICIES, compile, stoppedBits } from './verdict-table.ts';
import type { VerdictTable } from './verdict-table.ts';

/** What one policy does to one service, over recorded connections that are not the attacker's. */
export type ServiceEffect = {
  /** Index into `classes.services`. */
  readonly service: number;
  /** Connections and distinct users of computers that stay connected. */
  readonly flows: number;
  readonly users: number;
  readonly stoppedFlows: number;
  readonly stoppedUsers: number;
  readonly departments: readonly { readonly department: string; readonly users: number; readonly flows: number }[];
  /** The same service used from isolated computers: stopped with the computer, whoever sits there moves to another. */
  readonly isolatedFlows: number;
  readonly isolatedUsers: number;
};

export type PolicyEffect = {
  readonly services: readonly ServiceEffect[];
  readonly stopped: number;
  readonly passed: number;
  /** The attacker's recorded connections. */
  readonly attackStopped: number;
  readonly attackPassed: number;
  /** Distinct destinations outside (by name, by address where none was readable), and how many stay open. */
  readonly destinations: number;
  readonly openDestinations: number;
};

/** `badAddress` speaks of sources, `badDestination` of destinations; contested destinations are counted as attack and as use of their service. */
export type AttackMarks = { readonly badAddress: Uint8Array; readonly badDestination: Uint8Array; readonly contested: Uint8Array };

/** Recorded traffic against policies, in one pass for each eight of them. */
export function replay(table: FlowTable, policies: readonly Policy[], classes: Classes, attack: AttackMarks): readonly PolicyEffect[] {
  const effects: PolicyEffect[] = [];
  for (let at = 0; at < policies.length; at += MAX_POLICIES)
    effects.push(...replayEight(table, policies.slice(at, at + MAX_POLICIES), classes, attack));
  return effects;
}

/**
 * Rows that all policies treat alike share a pattern (which policies stop it, which isolate its source). Sources
 * that all policies treat alike share a class, so within a run of rows of one destination the verdict changes only
 * with the class. A row is counted under its pattern and service; policies are read off the patterns afterwards.
 */
function replayEight(table: FlowTable, policies: readonly Policy[], classes: Classes, attack: AttackMarks): readonly PolicyEffect[] {
  const verdicts = compile(policies, table);
  const { address, length: width } = table.destinations;
  const book = patternBook(table, classes);
  const seen = new Uint8Array(width);
  const open = new Uint8Array(width);
  const all = (1 << policies.length) - 1;
  const judge = (src: number, to: number): Pattern => {
    const stop = stoppedBits(verdicts, src, to);
    const isolated = verdicts.isolated[src]!;
    if (classes.internal[address[to]!] === 0) {
      seen[to] = 1;
      open[to]! |= ~stop & all & ~isolated;
    }
    return book.at(stop, isolated & stop);
  };
  const sourceClass = sourceClasses(verdicts, attack.badAddress);
  const userBytes = Math.ceil(table.users.length / 8);
  const departmentCount = table.departments.length;
  const { user: users, count: counts, departmentOf } = table;

  let row = 0;
  while (row < table.length) {
    // A run: one destination, one class of sources, so one verdict.
    const to = table.to[row]!;
    const first = table.src[row]!;
    const own = sourceClass[first]!;
    const pattern = judge(first, to);
    const bad = (attack.badDestination[to]! | attack.badAddress[first]!) === 1;
    const used = !bad || attack.contested[to] === 1;
    const service = classes.serviceOf[to]!;
    let set = pattern.users[service];
    if (set === undefined && used) {
      set = new Uint8Array(userBytes);
      pattern.users[service] = set;
    }
    const departments = pattern.byDepartment.subarray(service * departmentCount, (service + 1) * departmentCount);
    const counting = pattern.stop !== 0;
    let sum = 0;
    const end = own === PAIRED ? row + 1 : endOfRun(table, sourceClass, row);
    for (; row < end; row += 1) {
      const count = counts[row]!;
      sum += count;
      if (used) {
        const user = users[row]!;
        set![user >> 3]! |= 1 << (user & 7);
        if (counting) departments[departmentOf[user]!]! += count;
      }
    }
    pattern.total += sum;
    if (bad) pattern.attack += sum;
    if (used) pattern.flows[service]! += sum;
  }
  const reached = destinationsReached(table, seen, open);
  return policies.map((_, policy) => ({
    ...effectOf(table, book.patterns, policy, classes.services.length),
    destinations: reached.length,
    openDestinations: reached.filter((bits) => ((bits >> policy) & 1) === 1).length,
  }));
}

function endOfRun({ src, to, length }: FlowTable, sourceClass: Uint32Array, row: number): number {
  const destination = to[row]!;
  const own = sourceClass[src[row]!]!;
  let end = row + 1;
  while (end < length && to[end] === destination && sourceClass[src[end]!] === own) end += 1;
  return end;
}

function patternBook(table: FlowTable, classes: Classes) {
  const serviceCount = classes.services.length;
  const byKey = new Map<number, Pattern>();
  return {
    get patterns(): readonly Pattern[] {
      return [...byKey.values()];
    },
    at(stop: number, cut: number): Pattern {
      const key = (cut << 8) | stop;
      const known = byKey.get(key);
      if (known !== undefined) return known;
      const pattern: Pattern = {
        stop,
        cut,
        total: 0,
        attack: 0,
        flows: new Float64Array(serviceCount),
        users: newSets(serviceCount),
        byDepartment: new Float64Array(serviceCount * table.departments.length),
      };
      byKey.set(key, pattern);
      return pattern;
    },
  };
}

/** Sources that a pair rule names are no class: there the destination's own address and name count. */
const PAIRED = 0;

/** Sources that no policy and no indicator tells apart have the same number. */
function sourceClasses({ sourceBits, isolated }: VerdictTable, bad: Uint8Array): Uint32Array {
  const ids = new Map<number, number>();
  return Uint32Array.from(sourceBits, (bits, src) => {
    if (bits >>> 24 !== 0) return PAIRED;
    const key = (bits * 256 + isolated[src]!) * 2 + bad[src]!;
    const id = ids.get(key) ?? ids.size + 1;
    ids.set(key, id);
    return id;
  });
}

/** Distinct destinations outside (by name, by address where none was readable), each with the policies that leave it open. */
function destinationsReached(table: FlowTable, seen: Uint8Array, open: Uint8Array): readonly number[] {
  const { address, name } = table.destinations;
  const byName = new Map<number, number>();
  const byAddress = new Map<number, number>();
  seen.forEach((reached, to) => {
    if (reached === 0) return;
    const [map, key] = name[to] === 0 ? [byAddress, address[to]!] : [byName, name[to]!];
    map.set(key, (map.get(key) ?? 0) | open[to]!);
  });
  return [...byName.values(), ...byAddress.values()];
}

type Pattern = {
  readonly stop: number;
  readonly cut: number;
  total: number;
  attack: number;
  readonly flows: Float64Array;
  readonly users: (Uint8Array | undefined)[];
  readonly byDepartment: Float64Array;
};

function effectOf(table: FlowTable, patterns: readonly Pattern[], policy: number, serviceCount: number) {
  const bit = 1 << policy;
  const departmentCount = table.departments.length;
  const add = (list: readonly Pattern[], pick: (pattern: Pattern) => number) => list.reduce((total, pattern) => total + pick(pattern), 0);
  const union = (list: readonly Pattern[], service: number): Uint8Array | undefined => {
    const sets = list.flatMap((pattern) => pattern.users[service] ?? []);
    if (sets.length < 2) return sets[0];
    const joined = Uint8Array.from(sets[0]!);
    for (const set of sets.slice(1)) for (let at = 0; at < joined.length; at += 1) joined[at]! |= set[at]!;
    return joined;
  };
  const stopped = patterns.filter((pattern) => (pattern.stop & bit) !== 0);
  const passed = patterns.filter((pattern) => (pattern.stop & bit) === 0);
  const cut = patterns.filter((pattern) => (pattern.cut & bit) !== 0);
  const connected = patterns.filter((pattern) => (pattern.cut & bit) === 0);
  const byRule = stopped.filter((pattern) => (pattern.cut & bit) === 0);
  const services = Array.from({ length: serviceCount }, (_, service) => service).flatMap((service): ServiceEffect[] => {
    const of = (list: readonly Pattern[]) => add(list, (pattern) => pattern.flows[service]!);
    const [flows, isolatedFlows] = [of(connected), of(cut)];
    if (flows === 0 && isolatedFlows === 0) return [];
    const stoppedUsers = union(byRule, service);
    const departments = new Float64Array(departmentCount);
    for (const pattern of byRule)
      for (let department = 0; department < departmentCount; department += 1)
        departments[department]! += pattern.byDepartment[service * departmentCount + department]!;
    return [
      {
        service,
        flows,
        users: bitCount(union(connected, service)),
        stoppedFlows: of(byRule),
        stoppedUsers: bitCount(stoppedUsers),
        departments: stoppedUsers === undefined ? [] : departmentsOf(table, stoppedUsers, departments),
        isolatedFlows,
        isolatedUsers: bitCount(union(cut, service)),
      },
    ];
  });
  return {
    services,
    stopped: add(stopped, (pattern) => pattern.total),
    passed: add(passed, (pattern) => pattern.total),
    attackStopped: add(stopped, (pattern) => pattern.attack),
    attackPassed: add(passed, (pattern) => pattern.attack),
  };
}

function newSets(slots: number): (Uint8Array | undefined)[] {
  return Array.from({ length: slots }, () => undefined);
}

const bitsOfByte = Uint8Array.from({ length: 256 }, (_, byte) => byte.toString(2).replaceAll('0', '').length);

function bitCount(set: Uint8Array | undefined): number {
  let total = 0;
  if (set !== undefined) for (const byte of set) total += bitsOfByte[byte]!;
  return total;
}

function departmentsOf(table: FlowTable, users: Uint8Array, flows: Float64Array): ServiceEffect['departments'] {
  const count = new Map<number, number>();
  users.forEach((byte, index) => {
    for (let bit = 0; bit < 8; bit += 1)
      if (((byte >> bit) & 1) === 1) {
        const department = table.departmentOf[index * 8 + bit]!;
        count.set(department, (count.get(department) ?? 0) + 1);
      }
  });
  return [...count]
    .map(([department, people]) => ({ department: table.departments[department] ?? '', users: people, flows: flows[department]! }))
    .toSorted((a, b) => b.users - a.users || (a.department < b.department ? -1 : 1));
}
