// SPDX-License-Identifier: Apache-2.0
import { MARK } from '../../src/case/exercise-mark.ts';
import type { OutboxChannel, Parcel } from '../../src/outbox/outbox.port.ts';
import type { Passes, Passing } from '../../src/outbox/passing.port.ts';
import { leakActs } from './leak-acts.ts';
import { openLeakWorld } from './leak-world.ts';
import type { LeakWorld, Side } from './leak-world.ts';
import { seededRandom } from './random.ts';

export type LeakProof = {
  readonly actions: number;
  /** How often each kind of action was done, in exercises and in real cases together. */
  readonly done: Readonly<Record<string, number>>;
  /** Mails, posts, pushes, loaded devices, public answers and papers that were looked at. */
  readonly seen: { readonly drill: number; readonly real: number };
  readonly faults: readonly string[];
};

type Plant = (right: Passing) => Passing;
const saying = (wrong: (passes: Passes) => Partial<Passes>): Plant => {
  return (right) => ({
    ...right,
    async of(stream) {
      const passes = await right.of(stream);
      return { ...passes, ...wrong(passes) };
    },
  });
};
/** What the one place that decides could say wrongly; `leaves` as it is, but for what is planted. */
export const leakPlants = {
  'nothing-marked': saying(() => ({ marked: false })),
  'all-marked': saying(() => ({ marked: true })),
  anybody: saying(() => ({ leaves: () => true })),
  'other-ways': saying(({ leaves }) => ({ leaves: (parcel) => parcel.channel !== 'mail' || leaves(parcel) })),
  devices: saying(() => ({ devices: true })),
  public: saying(() => ({ public: true })),
  shut: saying(({ marked }) => ({ leaves: () => marked })),
  counted: (right) => ({ ...right, uncounted: () => Promise.resolve(new Set()) }),
} as const satisfies Readonly<Record<string, Plant>>;
export type LeakPlant = keyof typeof leakPlants;

const OWN = ['duty@example.jp', 'Duty <DUTY@example.jp>', 'staff@example.jp', 'boss@example.jp'];
/** Outside, of the house and not in the exercise, more than one, and one that only looks like ours. */
const OTHERS = ['customer@outside.example', 'sales@example.jp', 'duty@example.jp, x@outside.example', 'duty@example.jp.outside.example'];
const CHANNELS: readonly OutboxChannel[] = ['mail', 'mail', 'mail', 'webhook', 'web-push'];
const PURPOSES = ['reply', 'staff-notice', 'page', 'reminder', 'report-up', 'test'] as const;
/** Out of a hundred actions, so many are parcels: the rest are what people press on the screens. */
const PARCELS = 80;
const TOGETHER = 40;

/** Random actions in real cases and in exercises on one desk, and a look at all that arrived outside. */
export async function proveNoLeak(
  { actions, seed }: { readonly actions: number; readonly seed: number },
  plant?: LeakPlant,
): Promise<LeakProof> {
  const random = seededRandom(seed);
  const any = <T>(all: readonly T[]): T => all[Math.floor(random.next() * all.length)] as T;
  const world = await openLeakWorld(plant === undefined ? (right) => right : leakPlants[plant]);
  const done: Record<string, number> = {};
  const parcels: Parcel[] = [];
  const faults: string[] = [];
  const press = async (act: (typeof leakActs)[number], side: Side, turn: number): Promise<void> => {
    faults.push(...(await act.run(world, side, `${turn}`)));
    done[act.name] = (done[act.name] ?? 0) + 1;
  };
  try {
    // Each kind once on each side, whatever chance brings afterwards.
    for (const [at, act] of leakActs.entries()) for (const side of world.sides.slice(0, 2)) await press(act, side, actions + at);
    for (let at = leakActs.length * 2; at < actions; at += 1) {
      const side = any(world.sides);
      if (random.next() * 100 < PARCELS) {
        parcels.push(parcelOf(at, side, any, random.next));
        done['parcel'] = (done['parcel'] ?? 0) + 1;
        if (parcels.length % TOGETHER === 0) await letOut(world, parcels.slice(-TOGETHER), any);
        continue;
      }
      await press(any(leakActs), side, at);
    }
    await letOut(world, parcels.slice(parcels.length - (parcels.length % TOGETHER)), any);
  } finally {
    await world.close();
  }
  const looked = lookAt(world, parcels);
  return { actions, done, seen: looked.seen, faults: [...faults, ...looked.faults] };
}

function parcelOf(at: number, { caseId, word }: Side, any: <T>(all: readonly T[]) => T, next: () => number): Parcel {
  const channel = any(CHANNELS);
  const to = channel === 'mail' ? any([...OWN, ...OTHERS]) : channel === 'webhook' ? 'team' : 'P-0002';
  const text = channel === 'mail' ? `本文 ${word} ${at}` : JSON.stringify({ title: `${word} ${at}`, text: word });
  const html = channel === 'mail' && next() < 0.5 ? { html: `<p>${word} ${at}</p>` } : {};
  const content = { to, subject: `件名 ${word} ${at}`, text, ...html };
  return { id: `p/${at}`, purpose: any(PURPOSES), about: `a${at}`, recipient: to, stream: caseId, channel, content };
}

/** Half by the register, half on the spot, as pages go. */
async function letOut({ desk, gate }: LeakWorld, parcels: readonly Parcel[], any: <T>(all: readonly T[]) => T): Promise<void> {
  const now = parcels.filter(() => any([true, false, false, false]));
  const rows = await gate.prepare(
    parcels.filter((one) => !now.includes(one)),
    'leak proof',
  );
  await desk.journal.write(({ tx }) => gate.put(tx, rows));
  while ((await gate.tick()) > 0);
  for (const parcel of now) await gate.passNow(parcel, 'leak proof');
}

const ROSTER = new Set(['duty@example.jp', 'staff@example.jp', 'boss@example.jp']);

function lookAt({ sides, sink, seen, papers }: LeakWorld, parcels: readonly Parcel[]): Pick<LeakProof, 'seen' | 'faults'> {
  const faults: string[] = [];
  const counted = { drill: 0, real: 0 };
  const sideOf = (text: string) => sides.find(({ word }) => text.includes(word));
  const count = ({ real }: Side) => (real ? (counted.real += 1) : (counted.drill += 1));
  const arrived = new Set<string>();
  for (const { to, subject, text, raw } of sink.mails) {
    const side = sideOf(`${subject}${text}`);
    if (side === undefined) {
      faults.push(`a mail of nobody's case: ${subject.slice(0, 60)}`);
      continue;
    }
    count(side);
    arrived.add(/ (\d+)$/.exec(subject)?.[1] ?? '');
    const header = /^X-Matoi-Exercise: yes\r?$/m.test(Buffer.from(raw).toString('utf8'));
    const marks = [subject.startsWith(MARK), text.startsWith(MARK), header];
    if (side.real ? marks.some(Boolean) : !marks.every(Boolean))
      faults.push(`${side.word} marked ${marks.join()}: ${subject.slice(0, 60)}`);
    if (!side.real && !ROSTER.has(to.toLowerCase())) faults.push(`an exercise reached ${to}`);
  }
  const ways = new Set<string>();
  for (const { way, text } of seen) {
    // A list may name several cases.
    for (const side of sides.filter(({ word, caseId }) => text.includes(word) || text.includes(caseId))) {
      count(side);
      if (side.real) ways.add(way);
      if (!side.real) faults.push(`an exercise went out by ${way}`);
      else if (text.includes('訓練') || text.includes('EXERCISE')) faults.push(`what is real is marked by ${way}`);
    }
  }
  for (const { caseId, practice } of papers) {
    const side = sides.find((one) => one.caseId === caseId);
    if (side === undefined) continue;
    count(side);
    if (practice === side.real) faults.push(`a paper of ${side.word} is ${practice ? '' : 'not '}marked`);
  }
  // What may leave did: a gate that lets nothing out would leak nothing.
  const real = new Set(sides.flatMap((side) => (side.real ? [side.caseId] : [])));
  const due = ({ stream, channel, content }: Parcel) =>
    channel === 'mail' && (real.has(stream as Side['caseId']) ? !content.to.includes(',') : OWN.includes(content.to));
  const missing = parcels.filter((one) => due(one) && !arrived.has(one.id.slice(2)));
  if (missing.length > 0) faults.push(`${missing.length} mails that may leave never arrived, the first: ${missing[0]?.content.to}`);
  for (const way of ['webhook', 'web-push', 'device', 'public']) if (!ways.has(way)) faults.push(`nothing real went out by ${way}`);
  return { seen: counted, faults };
}
