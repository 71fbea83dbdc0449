// SPDX-License-Identifier: Apache-2.0
// Containment at size: first plan, one cut, the front, memory; greedy and HiGHS beside it; replay of many rows.
import { cpus } from 'node:os';
import { highsSolver } from '../src/adapters/highs/solver.ts';
import { findAttack } from '../src/containment/attack/attack.ts';
import { classify } from '../src/containment/traffic/classify.ts';
import { cutProgramme } from '../src/containment/optimise/cut-programme.ts';
import { costOf, solveCut } from '../src/containment/optimise/cut.ts';
import { greedyCut } from '../src/containment/optimise/greedy.ts';
import { destinationIds } from '../src/containment/traffic/destination.ts';
import { inOrder } from '../src/containment/traffic/flow.ts';
import type { FlowTable } from '../src/containment/traffic/flow.ts';
import { paretoFront } from '../src/containment/optimise/pareto.ts';
import type { Indicator } from '../src/containment/attack/indicator.ts';
import type { Inventory, Service } from '../src/containment/inventory/inventory.ts';
import { makePlan } from '../src/containment/plan/make-plan.ts';
import { collectLosses } from '../src/containment/optimise/losses.ts';
import { buildModel } from '../src/containment/optimise/model.ts';
import { policyOf } from '../src/containment/plan/plan.ts';
import { packPort } from '../src/containment/address/ports.ts';
import { replay } from '../src/containment/replay/replay.ts';

function option(name: string, otherwise: number): number {
  const at = process.argv.indexOf(`--${name}`);
  return at === -1 ? otherwise : Number(process.argv[at + 1]);
}

/** Power-law destinations; two fifths of the names on 400 shared addresses; two fifths of the command servers among them. */
export function synthetic(hosts: number, flows: number, servers: number, attackFlows: number) {
  let state = 12_345;
  const random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
  const v4 = (base: number, index: number) => `${base}.${(index >> 16) & 255}.${(index >> 8) & 255}.${index & 255}`;
  const names = 30_000;
  const shared = 400;
  const own = hosts;
  const addresses = [
    ...Array.from({ length: hosts }, (_, index) => v4(10, index)),
    ...Array.from({ length: shared }, (_, index) => v4(45, index)),
    ...Array.from({ length: names }, (_, index) => v4(60, index)),
    ...Array.from({ length: servers }, (_, index) => v4(91, index)),
  ];
  const at = { shared: own, single: own + shared, server: own + shared + names };
  const addressOf = (name: number) => (name % 5 < 2 ? at.shared + (name % shared) : at.single + name);
  const nameTexts = [
    '',
    ...Array.from({ length: names }, (_, index) => `www.site${index}.example`),
    ...Array.from({ length: servers }, (_, index) => `c2-${index}.evil.example`),
  ];
  const column = () => new Uint32Array(flows);
  const table = { src: column(), to: column(), user: column(), count: column() };
  const destinations = destinationIds();
  const day = new Uint16Array(flows);
  const https = packPort('tcp', 443);
  for (let row = 0; row < flows; row += 1) {
    const host = Math.floor(random() * hosts);
    table.src[row] = host;
    table.user[row] = host;
    table.count[row] = 1 + (row & 15);
    day[row] = 20_000 + (row % 36);
    if (row < attackFlows) {
      const server = Math.floor(random() * servers);
      const victim = Math.floor(random() * Math.min(hosts, 2_000));
      table.src[row] = victim;
      table.user[row] = victim;
      const address = server % 5 < 2 ? at.shared + (server % shared) : at.server + server;
      table.to[row] = destinations.idOf(address, names + 1 + server, https);
    } else {
      const name = Math.min(names - 1, Math.floor(names * random() ** 3));
      table.to[row] = destinations.idOf(addressOf(name), 1 + name, https);
    }
  }
  const departments = ['', ...Array.from({ length: 20 }, (_, index) => `department ${index}`)];
  const full: FlowTable = {
    length: flows,
    ...table,
    destinations: destinations.finish(),
    day,
    addresses,
    names: nameTexts,
    users: Array.from({ length: hosts }, (_, index) => `u${index}`),
    departments,
    hosts: addresses,
    departmentOf: Uint32Array.from({ length: hosts }, (_, index) => 1 + (index % 20)),
    hostOf: Uint32Array.from(addresses, (_, index) => index),
    churn: new Uint8Array(addresses.length),
  };
  const services: Service[] = Array.from({ length: 150 }, (_, index) => ({
    id: `s${index}`,
    name: `service ${index}`,
    kind: 'service',
    names: [`www.site${index}.example`],
    ranges: [],
    ports: null,
    owner: '',
    priority: index < 3 ? 2 : index < 30 ? 3 : 4,
    decision: { is: 'keep', by: 'bench', on: '2026-01-01' },
    carrier: false,
    source: { name: 'bench', fetchedAt: null },
  }));
  const inventory: Inventory = { services, nameEnforcement: 'sni' };
  const indicators: Indicator[] = Array.from({ length: servers }, (_, index) => ({
    type: 'name',
    pattern: `c2-${index}.evil.example`,
    confidence: index % 3 === 0 ? 0.5 : 0.9,
    impact: 1,
    note: '',
  }));
  return { table: full, inventory, indicators };
}

/** Wall seconds, and the processor's beside them: on a shared machine the two part. */
function timed<T>(label: string, work: () => T): T {
  const started = performance.now();
  const cpu = process.cpuUsage();
  const value = work();
  const { user, system } = process.cpuUsage(cpu);
  console.log(`${label}: ${((performance.now() - started) / 1000).toFixed(2)} s (processor ${((user + system) / 1e6).toFixed(2)} s)`);
  return value;
}

if (import.meta.main) {
  const sizes = {
    hosts: option('hosts', 100_000),
    flows: option('flows', 10_000_000),
    servers: option('servers', 2000),
    attack: option('attack', 13_000),
  };
  console.log(
    `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, node ${process.version}; ${sizes.hosts} hosts, ${sizes.flows} aggregated flows, ${sizes.servers} command servers`,
  );
  const { table, inventory, indicators } = timed('making the record (not counted)', () =>
    synthetic(sizes.hosts, sizes.flows, sizes.servers, sizes.attack),
  );
  const plan = timed('first plan, end to end (two points of the front)', () =>
    makePlan({ table, inventory, indicators, now: '2026-03-19T09:00:00.000Z', refusedLines: 0, budgetShare: 0.1, points: 2 }),
  );
  console.log(
    `  ${plan.inputs.attackFlows} attack flows, ${plan.inputs.suspects} suspects, ${plan.options.map((one) => `${one.id} ${one.ruleCount} rules`).join(', ')}`,
  );
  const classes = classify(inventory, table);
  const attack = findAttack(table, indicators, classes, inventory);
  const model = timed('model', () =>
    buildModel(attack, collectLosses(table, attack, classes), attack.flows, {
      names: 'none',
      neverIsolate: new Set(),
      mayIsolate: true,
      openShare: 1,
    }),
  );
  console.log(`  ${model.instance.pairs.length} pairs, ${model.instance.addresses.length} addresses, ${model.instance.hosts.length} hosts`);
  const lambda = 20_000;
  const cuts = Array.from({ length: 5 }, () => {
    const started = performance.now();
    solveCut(model.instance, lambda);
    return performance.now() - started;
  });
  console.log(`one cut: median ${cuts.toSorted((a, b) => a - b)[2]?.toFixed(0)} ms of 5`);
  const front = timed('front, at most 20 points', () => paretoFront(model.instance, 20));
  console.log(`  ${front.length} points`);
  const whole = timed('plan with a front of 20 points, each of them replayed', () =>
    makePlan({ table, inventory, indicators, now: '2026-03-19T09:00:00.000Z', refusedLines: 0, budgetShare: 0.1, points: 20 }),
  );
  console.log(`  ${whole.front.length} points that no other one beats`);
  console.log(
    `RSS ${(process.memoryUsage().rss / 2 ** 20).toFixed(0)} MiB, at most ${(process.resourceUsage().maxRSS / 2 ** 10).toFixed(0)} MiB`,
  );

  const solver = await highsSolver();
  const small = synthetic(2000, 200_000, 100, 800);
  const smallClasses = classify(small.inventory, small.table);
  const smallAttack = findAttack(small.table, small.indicators, smallClasses, small.inventory);
  const { instance } = buildModel(smallAttack, collectLosses(small.table, smallAttack, smallClasses), smallAttack.flows, {
    names: 'none',
    neverIsolate: new Set(),
    mayIsolate: true,
    openShare: 1,
  });
  const cut = timed(`cut of ${instance.pairs.length} pairs`, () => solveCut(instance, lambda));
  const exact = timed('HiGHS on the same', () => solver.minimise(cutProgramme(instance, lambda), 60));
  const greedy = timed('greedy on the same', () => greedyCut(instance, lambda));
  console.log(
    `  cut ${cut.value}, HiGHS ${exact.status === 'optimal' ? exact.value : exact.status}; rules alone: cut ${costOf(instance, cut)}, greedy ${costOf(instance, greedy)}`,
  );

  const rows = option('replay', 100_000_000);
  if (rows > 0) {
    const policies = ['cut-known', 'isolate', 'keep-only', 'full-cut'].map((id) => policyOf(plan, id)!);
    // Ten records' worth of rows as columns of their own, so that the memory is really walked; in order of
    // destination, as a plan keeps them.
    const copies = Math.max(1, Math.round(rows / table.length));
    const ordered = timed(`putting ${table.length} rows in order of destination (once a record; part of the plan above)`, () =>
      inOrder(table),
    );
    const wide = (column: Uint32Array) => {
      const all = new Uint32Array(table.length * copies);
      for (let row = 0; row < all.length; row += 1) all[row] = column[Math.floor(row / copies)]!;
      return all;
    };
    const many: FlowTable = {
      ...ordered,
      length: table.length * copies,
      src: wide(ordered.src),
      to: wide(ordered.to),
      user: wide(ordered.user),
      count: wide(ordered.count),
    };
    const effects = timed(`replay of ${many.length} rows × 4 options, by service, department and distinct users`, () =>
      replay(many, policies, classes, attack),
    );
    console.log(`  connections stopped: ${effects.map((effect) => effect.stopped).join(', ')}`);
    console.log(`RSS ${(process.memoryUsage().rss / 2 ** 20).toFixed(0)} MiB`);
  }
}
