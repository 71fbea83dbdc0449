// SPDX-License-Identifier: Apache-2.0
import type { Classes } from './classify.ts';
import type { FlowTable } from './flow.ts';
import { rulesOf } from './rule.ts';
import type { Policy } from './rule.ts';
import { MAX_POLICIES, compile, stoppedBits } from './verdict-table.ts';

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

export type AttackMarks = { readonly badAddress: Uint8Array; readonly badName: Uint8Array };

/** Recorded traffic against policies, in one pass for each eight of them. */
export function replay(table: FlowTable, policies: readonly Policy[], classes: Classes, attack: AttackMarks): readonly PolicyEffect[] {
  const effects: PolicyEffect[] = [];
  for (let at = 0; at < policies.length; at += MAX_POLICIES)
    effects.push(...replayEight(table, policies.slice(at, at + MAX_POLICIES), classes, attack));
  return effects;
}

/**
 * Rows that all policies treat alike share a pattern (which policies stop it, which isolate its source). A row is
 * counted once, under its pattern and service; policies are read off the patterns afterwards.
 */
function replayEight(table: FlowTable, policies: readonly Policy[], classes: Classes, attack: AttackMarks): readonly PolicyEffect[] {
  const verdicts = compile(policies, table);
  const isolated = compile(
    policies.map((policy) => ({ ...policy, base: 'allow' as const, rules: [...rulesOf(policy, 'isolate')] })),
    table,
  ).srcStop;
  const serviceCount = classes.services.length;
  const departmentCount = table.departments.length;
  const userBytes = Math.ceil(table.users.length / 8);
  const all = (1 << policies.length) - 1;
  const patternOf = new Int32Array(65_536).fill(-1);
  const patterns: Pattern[] = [];
  const seenName = new Uint8Array(table.names.length);
  const openName = new Uint8Array(table.names.length);
  const seenAddress = new Uint8Array(table.addresses.length);
  const openAddress = new Uint8Array(table.addresses.length);

  for (let row = 0; row < table.length; row += 1) {
    const src = table.src[row]!;
    const dst = table.dst[row]!;
    const name = table.name[row]!;
    const port = table.port[row]!;
    const count = table.count[row]!;
    const stop = stoppedBits(verdicts, src, dst, name, port);
    const cut = isolated[src]! & stop;
    if (classes.internal[dst] === 0) {
      const open = ~stop & all & ~isolated[src]!;
      if (name === 0) {
        seenAddress[dst] = 1;
        openAddress[dst]! |= open;
      } else {
        seenName[name] = 1;
        openName[name]! |= open;
      }
    }
    const key = (cut << 8) | stop;
    let at = patternOf[key]!;
    if (at === -1) {
      at = patterns.length;
      patternOf[key] = at;
      patterns.push({
        stop,
        cut,
        total: 0,
        attack: 0,
        flows: new Float64Array(serviceCount),
        users: newSets(serviceCount),
        byDepartment: new Float64Array(serviceCount * departmentCount),
      });
    }
    const pattern = patterns[at]!;
    pattern.total += count;
    if ((attack.badAddress[dst]! | attack.badAddress[src]! | attack.badName[name]!) === 1) {
      pattern.attack += count;
      continue;
    }
    const user = table.user[row]!;
    const service = classes.serviceOf(name, dst, port);
    pattern.flows[service]! += count;
    let users = pattern.users[service];
    if (users === undefined) {
      users = new Uint8Array(userBytes);
      pattern.users[service] = users;
    }
    users[user >> 3]! |= 1 << (user & 7);
    pattern.byDepartment[service * departmentCount + table.departmentOf[user]!]! += count;
  }
  const destinations = sum(seenName) + sum(seenAddress);
  return policies.map((_, policy) => ({
    ...effectOf(table, patterns, policy, serviceCount),
    destinations,
    openDestinations: withBit(openName, policy) + withBit(openAddress, policy),
  }));
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

function sum(flags: Uint8Array): number {
  let total = 0;
  for (const flag of flags) total += flag;
  return total;
}

function withBit(bytes: Uint8Array, bit: number): number {
  let total = 0;
  for (const byte of bytes) total += (byte >> bit) & 1;
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
