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

function replayEight(table: FlowTable, policies: readonly Policy[], classes: Classes, attack: AttackMarks): readonly PolicyEffect[] {
  const verdicts = compile(policies, table);
  const isolated = compile(
    policies.map((policy) => ({ ...policy, base: 'allow' as const, rules: [...rulesOf(policy, 'isolate')] })),
    table,
  ).srcStop;
  const policyCount = policies.length;
  const serviceCount = classes.services.length;
  const departmentCount = table.departments.length;
  const userBytes = Math.ceil(table.users.length / 8);
  const slots = policyCount * serviceCount;
  // [total, stopped, isolated] × policy × service; users as bit sets, made only for services that occur.
  const flows = [new Float64Array(slots), new Float64Array(slots), new Float64Array(slots)] as const;
  const users = [newSets(slots), newSets(slots), newSets(slots)] as const;
  const byDepartment = new Float64Array(slots * departmentCount);
  const totals = { stopped: new Float64Array(policyCount), passed: new Float64Array(policyCount) };
  const attacked = { stopped: new Float64Array(policyCount), passed: new Float64Array(policyCount) };
  const seenName = new Uint8Array(table.names.length);
  const openName = new Uint8Array(table.names.length);
  const seenAddress = new Uint8Array(table.addresses.length);
  const openAddress = new Uint8Array(table.addresses.length);
  const all = (1 << policyCount) - 1;

  for (let row = 0; row < table.length; row += 1) {
    const src = table.src[row]!;
    const dst = table.dst[row]!;
    const name = table.name[row]!;
    const port = table.port[row]!;
    const user = table.user[row]!;
    const count = table.count[row]!;
    const stop = stoppedBits(verdicts, src, dst, name, port);
    const bad = attack.badAddress[dst]! | attack.badAddress[src]! | attack.badName[name]!;
    const cut = isolated[src]!;
    if (classes.internal[dst] === 0) {
      const open = ~stop & all & ~cut;
      if (name === 0) {
        seenAddress[dst] = 1;
        openAddress[dst]! |= open;
      } else {
        seenName[name] = 1;
        openName[name]! |= open;
      }
    }
    const service = bad === 0 ? classes.serviceOf(name, dst, port) : 0;
    const byte = user >> 3;
    const flag = 1 << (user & 7);
    for (let policy = 0; policy < policyCount; policy += 1) {
      const stopped = (stop >> policy) & 1;
      if (stopped === 1) totals.stopped[policy]! += count;
      else totals.passed[policy]! += count;
      if (bad === 1) {
        if (stopped === 1) attacked.stopped[policy]! += count;
        else attacked.passed[policy]! += count;
        continue;
      }
      const slot = policy * serviceCount + service;
      if (((cut >> policy) & 1 & stopped) === 1) {
        flows[2][slot]! += count;
        (users[2][slot] ??= new Uint8Array(userBytes))[byte]! |= flag;
        continue;
      }
      flows[0][slot]! += count;
      (users[0][slot] ??= new Uint8Array(userBytes))[byte]! |= flag;
      if (stopped === 1) {
        flows[1][slot]! += count;
        (users[1][slot] ??= new Uint8Array(userBytes))[byte]! |= flag;
        byDepartment[slot * departmentCount + table.departmentOf[user]!]! += count;
      }
    }
  }

  return policies.map((_, policy) => ({
    services: classes.services.flatMap((_service, service): ServiceEffect[] => {
      const slot = policy * serviceCount + service;
      if (flows[0][slot] === 0 && flows[2][slot] === 0) return [];
      const stoppedUsers = users[1][slot];
      return [
        {
          service,
          flows: flows[0][slot]!,
          users: bitCount(users[0][slot]),
          stoppedFlows: flows[1][slot]!,
          stoppedUsers: bitCount(stoppedUsers),
          departments:
            stoppedUsers === undefined
              ? []
              : departmentsOf(table, stoppedUsers, byDepartment.subarray(slot * departmentCount, (slot + 1) * departmentCount)),
          isolatedFlows: flows[2][slot]!,
          isolatedUsers: bitCount(users[2][slot]),
        },
      ];
    }),
    stopped: totals.stopped[policy]!,
    passed: totals.passed[policy]!,
    attackStopped: attacked.stopped[policy]!,
    attackPassed: attacked.passed[policy]!,
    destinations: sum(seenName) + sum(seenAddress),
    openDestinations: withBit(openName, policy) + withBit(openAddress, policy),
  }));
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
