// SPDX-License-Identifier: Apache-2.0
// npm run prove:paging -- [--runs 500] [--seed 1] [--plant sent-first|fresh-key|goes-on|no-grouping]
// Kills the paging desk with SIGKILL at random points and counts what reached the outside: every due page at least
// once, a duplicate only under its own key, at most 5 s late (desk's clock) after a restart, nothing after an
// acknowledgement was confirmed; a burst of alarms, told again when the desk died in it, stays one page.
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseArgs } from 'node:util';
import { holidayBook } from '../../src/adapters/holidays/holidays.ts';
import { createPageStore, createPlanStore } from '../../src/adapters/postgres/duty-store.ts';
import { planSchema } from '../../src/duty/rota/plan.ts';
import { setPlan } from '../../src/duty/rota/set-plan.ts';
import { sha256 } from '../../src/adapters/system/system.ts';
import { openTestDesk } from '../support/desk.ts';
import type { Burst, Order } from './paging-desk.ts';

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '500' }, seed: { type: 'string', default: '1' }, plant: { type: 'string' } },
});
const runs = Number(values.runs);
let seed = Number(values.seed);
const random = (): number => {
  seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
  return seed / 2_147_483_648;
};

type Arrival = { readonly key: string; readonly pageId: string; readonly at: number; readonly order: number };
const arrivals: Arrival[] = [];
const counter = { order: 0 };
const clock = { at: Date.parse('2026-11-21T00:00:00.000Z') };
const armed: { kill: (() => void) | null } = { kill: null };
const sink = createServer((request, response) => {
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => parts.push(part));
  request.on('end', () => {
    const { key, pageId } = JSON.parse(Buffer.concat(parts).toString()) as { key: string; pageId: string };
    if (key === request.headers['idempotency-key']) arrivals.push({ key, pageId, at: clock.at, order: (counter.order += 1) });
    // The worst moment: the page is out and the desk dies before it can write that down.
    if (armed.kill !== null) armed.kill();
    response.end('ok');
  });
});
await new Promise<void>((resolve) => sink.listen(0, '127.0.0.1', resolve));

const desk = await openTestDesk();
const person = (id: string) => ({ id, name: id.toUpperCase(), channels: ['webhook'], webhooks: ['sink'] });
const layer = { id: 'l', people: ['a', 'b'], start: '2026-11-01T09:00', rotation: { unit: 'day' } };
const plan = planSchema.parse({
  people: [person('a'), person('b'), person('m')],
  rosters: [{ id: 'primary', name: { ja: '当番', en: 'Duty' }, layers: [layer] }],
  policies: [
    {
      id: 'proof',
      name: { ja: '試験', en: 'Proof' },
      steps: [
        { afterMinutes: 0, targets: [{ roster: 'primary' }] },
        { afterMinutes: 1, targets: [{ roster: 'primary' }, { person: 'm' }] },
      ],
      repeat: 0,
      groupSeconds: 0,
      forgottenAfterMinutes: null,
    },
    {
      id: 'grouped',
      name: { ja: '集約', en: 'Grouped' },
      steps: [{ afterMinutes: 0, targets: [{ roster: 'primary' }] }],
      repeat: 0,
      groupSeconds: 20,
      forgottenAfterMinutes: null,
    },
  ],
});
const plans = createPlanStore(desk.database);
await setPlan({ journal: desk.journal, plans, clock: desk.clock, holidays: holidayBook(), hash: sha256 }, plan, {
  actor: { type: 'machine', name: 'proof' },
  reason: 'proof',
  expectedVersion: null,
});
const pages = createPageStore(desk.database);

type Said = { ready?: true; done?: string; pageIds?: readonly string[]; acknowledged?: string; failed?: string };
type Life = { readonly child: ChildProcess; readonly ask: (order: Order) => Promise<readonly string[] | 'killed'> };
const acknowledged = new Map<string, number>();
const faults: string[] = [];
let waiting: ((answer: readonly string[] | 'killed') => void) | null = null;

async function start(): Promise<Life> {
  const env = { ...process.env, DATABASE_URL: desk.databaseUrl, SINK: `http://127.0.0.1:${(sink.address() as AddressInfo).port}` };
  const planted = values.plant === undefined ? {} : { execArgv: ['--import', new URL('./plant-paging.ts', import.meta.url).href] };
  const child = fork(new URL('./paging-desk.ts', import.meta.url), {
    env: { ...env, ...(values.plant === undefined ? {} : { MATOI_PLANT: values.plant }) },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    ...planted,
  });
  await new Promise<void>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the desk ended at start (${code})`)));
    child.on('message', (said: Said) => {
      if (said.ready) resolve();
      if (said.acknowledged !== undefined) acknowledged.set(said.acknowledged, counter.order);
      if (said.failed !== undefined) faults.push(said.failed);
      if (said.done !== undefined || said.failed !== undefined) waiting?.(said.pageIds ?? []);
    });
  });
  child.removeAllListeners('exit');
  child.once('exit', () => waiting?.('killed'));
  const ask = (order: Order) =>
    new Promise<readonly string[] | 'killed'>((resolve) => {
      waiting = (answer) => {
        waiting = null;
        resolve(answer);
      };
      if (!child.connected || !child.send(order, () => undefined)) waiting('killed');
    });
  return { child, ask };
}

let life = await start();
let kills = 0;
const began = performance.now();

/** One second of the desk's clock and one tick; killed after `killIn` ms of real time when given, then started again. */
async function second(order: Omit<Order, 'now'>, killIn: number | null): Promise<'lived' | 'killed'> {
  clock.at += 1000;
  const now = new Date(clock.at).toISOString();
  const { child } = life;
  if (killIn !== null && random() < 0.4) armed.kill = () => child.kill('SIGKILL');
  const timer = killIn === null ? null : setTimeout(() => child.kill('SIGKILL'), armed.kill === null ? killIn : 2000);
  const answer = await life.ask({ ...order, now });
  if (timer === null) return 'lived';
  clearTimeout(timer);
  armed.kill = null;
  if (answer !== 'killed') {
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
  }
  kills += 1;
  clock.at += Math.floor(random() * 4000); // the desk is down for a while of its own clock
  life = await start();
  return 'killed';
}

const BURST = 15;
for (let run = 0; run < runs; run += 1) {
  const open = 1 + Math.floor(random() * 3);
  const killAt = Math.floor(random() * 4);
  const killIn = random() * 90;
  // Told again after a death, as the queue behind it would: the alarms must still find one another.
  let burst: Burst | undefined = { name: `burst ${run}`, alarms: BURST };
  for (let moment = 0; moment < 4; moment += 1) {
    const triggered = (await pages.pages(true, 1000)).filter((page) => page.state === 'triggered');
    const ack = moment === 2 ? triggered.filter(() => random() < 0.4).map((page) => page.pageId) : [];
    const end = await second({ ...(moment === 0 ? { open } : {}), burst, acknowledge: ack }, moment === killAt ? killIn : null);
    if (end === 'lived') burst = undefined;
  }
  clock.at += 45_000; // on to the second step of those that nobody took
  await second({}, null);
  await second({}, null);
  for (let moment = 0; moment < 12; moment += 1) {
    clock.at += 1000;
    await life.ask({ now: new Date(clock.at).toISOString() });
  }
  if (faults.length > 0) break;
  if ((run + 1) % 50 === 0)
    console.log(`${run + 1} runs, ${kills} kills, ${arrivals.length} arrivals, ${Math.round((performance.now() - began) / 1000)} s`);
}
clock.at += 3_600_000;
await life.ask({ now: new Date(clock.at).toISOString() });
await life.ask({ now: new Date((clock.at += 1000)).toISOString() });
await life.ask({ now: new Date((clock.at += 1000)).toISOString() });
life.child.disconnect();

const all = await pages.pages(false, 1_000_000);
const deliveries = (await Promise.all(all.map((page) => pages.deliveries(page.pageId)))).flat();
const byKey = Map.groupBy(arrivals, (arrival) => arrival.key);
const known = new Set(deliveries.map((row) => row.key));
const neverSent = deliveries.filter((row) => row.state === 'sent' && !byKey.has(row.key)).map((row) => row.key);
const stillDue = deliveries.filter((row) => row.state === 'due').map((row) => row.key);
const stranger = arrivals.filter((arrival) => !known.has(arrival.key));
const late = deliveries.flatMap((row) => {
  const first = byKey.get(row.key)?.[0];
  return row.state === 'sent' && first !== undefined ? [(first.at - Date.parse(row.dueAt)) / 1000] : [];
});
const afterAck = arrivals.filter((arrival) => arrival.order > (acknowledged.get(arrival.pageId) ?? Infinity));
const stepless = all.filter((page) => !deliveries.some((row) => row.pageId === page.pageId));
const bursts = Map.groupBy(
  all.filter((page) => page.policy.id === 'grouped'),
  (page) => page.subject,
);
const burstsNotOne = [...bursts.values()].filter((group) => group.length !== 1 || (group[0]?.alarms ?? 0) < BURST).length;
const twice = [...byKey.values()].filter((group) => group.length > 1).length;
const figures = {
  runs,
  kills,
  pages: all.length,
  acknowledged: acknowledged.size,
  deliveries: deliveries.length,
  arrivals: arrivals.length,
  sentTwiceUnderOneKey: twice,
  maxDelaySeconds: Math.max(0, ...late),
  neverSent: neverSent.length,
  stillDue: stillDue.length,
  withoutDelivery: stepless.length,
  unknownKeys: stranger.length,
  afterAcknowledgement: afterAck.length,
  bursts: bursts.size,
  burstsNotOnePage: burstsNotOne,
  faults,
  seconds: Math.round((performance.now() - began) / 1000),
};
console.log(JSON.stringify(figures, null, 1));
await desk.close();
sink.close();
const sound =
  neverSent.length + stillDue.length + stepless.length + stranger.length + afterAck.length + burstsNotOne + faults.length === 0 &&
  bursts.size === runs &&
  figures.maxDelaySeconds <= 5 &&
  kills >= runs &&
  arrivals.length > 0;
const wrong = neverSent.length + stillDue.length + stepless.length + stranger.length + afterAck.length + burstsNotOne + faults.length;
console.log(
  `prove:paging: ${kills} kills, ${all.length} pages, ${arrivals.length} arrivals, ${wrong} lost, doubled in name or after an answer, at most ${figures.maxDelaySeconds} s late`,
);
process.exit(sound ? 0 : 1);
