// SPDX-License-Identifier: Apache-2.0
import type { Areas } from '../tenant/tenant-areas.ts';
import type { BytePath } from '../path/bytes.ts';
import { counts, STRANGERS } from '../tenant/classes.ts';
import type { Classes, Exceptions, Member } from '../tenant/classes.ts';
import { NO_GROUP, REPLACE } from '../judge/finding-columns.ts';
import type { Hits } from '../judge/finding-columns.ts';
import type { Host } from '../host/host.port.ts';
import type { Told } from '../path/limits.ts';
import { mountOf } from '../host/mounts.ts';
import type { Mount } from '../host/mounts.ts';
import { EXEC, READ, WRITE } from '../permission/permission.ts';
import type { Prover } from './prover.port.ts';
import { ruleNumber } from '../judge/rules.ts';
import { pathOfRow } from '../tree/tree.ts';
import type { Tree } from '../tree/tree.ts';

export const DERIVED = 0;
export const PROVED = 1;
export const REFUTED = 2;

export type Proofs = {
  /** One for each hit. */
  readonly verdict: Uint8Array;
  /** Why nothing could be asked; null when the kernel was asked. */
  readonly unable: Told | null;
  readonly asked: number;
};

export type ProofDeps = { readonly prover: Prover; readonly host: Pick<Host, 'flags'> };

/** What the hits are about. */
export type HitsAround = {
  readonly tree: Tree;
  readonly areas: Areas;
  readonly classes: Classes;
  readonly exceptions: Exceptions;
  readonly hits: Hits;
  readonly sampleOf: (row: number, group: number) => number;
  readonly mounts: readonly Mount[];
};

/** Paths in one question, so that memory stays bounded however many findings there are. */
const BATCH = 20_000;
/** Longest path that the kernel takes in one piece (PATH_MAX counts a NUL). */
export const LONGEST_PATH = 4095;

/** A member that is asked for all who have this hit; null when nobody has it. */
export function askedAs(around: Pick<HitsAround, 'classes' | 'exceptions' | 'hits' | 'areas'>, at: number, alsoAt?: number): Member | null {
  const { classes, exceptions, hits, areas } = around;
  const row = hits.row[at] as number;
  const group = hits.group[at] as number;
  const tenant = areas.of[row] as number;
  const members = group === STRANGERS ? classes.everyone : (classes.all[group]?.members ?? []);
  const there = alsoAt === undefined || alsoAt === row ? undefined : exceptions.get(alsoAt);
  const speaks = (member: Member) => counts(member, group, tenant, exceptions.get(row));
  // Whoever is no stranger at the sample file itself could give another answer there.
  const best = there === undefined || group !== STRANGERS ? null : members.find((member) => speaks(member) && !there.has(member.inClass));
  return best ?? members.find(speaks) ?? null;
}

/**
 * Has the kernel confirm findings, one question for the same object, rule and rights. `progress` hears a share from 0 to 1.
 * Where nothing can be asked, `unable` says why and every finding stays derived.
 */
export async function proveHits(deps: ProofDeps, around: HitsAround, progress: (share: number) => void): Promise<Proofs> {
  const { hits, tree } = around;
  const verdict = new Uint8Array(hits.count);
  const unable = await deps.prover.unable();
  const standsFor = representatives(around);
  let asked = 0;
  if (unable === null)
    for (const { batch, share } of batchesOf(questions(around, standsFor))) {
      progress(share);
      const paths = batch.map(({ mine }) => mine.map((at) => pathOfRow(tree, placeOf(around, at))));
      const answers = await deps.prover.ask(
        batch.map(({ member }, index) => ({
          credential: member.credential,
          paths: [...new Set(paths[index])].filter((path) => path.length <= LONGEST_PATH),
        })),
      );
      batch.forEach(({ mine }, index) => {
        const answer = answers[index];
        if (answer === null || answer === undefined) return;
        mine.forEach((at, index2) => {
          const path = paths[index]?.[index2] as BytePath;
          // Beyond PATH_MAX no path can be put to the kernel in one piece: that is no refusal.
          if (path.length > LONGEST_PATH) return;
          asked += 1;
          const got = answer.get(path) ?? 0;
          verdict[at] = neededOf(hits, at).some((bits) => (got & bits) === bits) ? PROVED : REFUTED;
        });
      });
    }
  for (let at = 0; at < hits.count; at++) verdict[at] = verdict[standsFor[at] as number] as number;
  refuseByMount(around, verdict);
  await refuseImmutable(deps.host, tree, hits, verdict);
  return { verdict, unable, asked };
}

/**
 * For each hit the one that is asked for it: the same object, rule and rights, strangers before others. The kernel is
 * asked once for each finding and once more for each class that may do something else there.
 */
function representatives({ hits, classes }: HitsAround): Uint32Array {
  const first = new Map<number, number>();
  const standsFor = Uint32Array.from({ length: hits.count }, (_, at) => at);
  const size = (at: number) => {
    const group = hits.group[at] as number;
    return group === STRANGERS ? classes.everyone.length : (classes.all[group]?.members.length ?? 0);
  };
  const key = (at: number) => ((hits.row[at] as number) * 16 + (hits.rule[at] as number)) * 64 + (hits.rights[at] as number);
  for (let at = 0; at < hits.count; at++) {
    const known = first.get(key(at));
    if (known === undefined || size(at) > size(known)) first.set(key(at), at);
  }
  for (let at = 0; at < hits.count; at++) {
    const known = first.get(key(at)) ?? at;
    // A class of one member cannot be asked about that member's own area.
    if (size(known) > 1) standsFor[at] = known;
  }
  return standsFor;
}

type Question = { readonly member: Member; readonly mine: readonly number[] };

/** Hits by who asks. */
function questions(around: HitsAround, standsFor: Uint32Array): readonly Question[] {
  const { hits } = around;
  const byAsker = new Map<string, { member: Member; mine: number[] }>();
  for (let at = 0; at < hits.count; at++) {
    if (hits.group[at] === NO_GROUP || standsFor[at] !== at) continue;
    const member = askedAs(around, at, placeOf(around, at));
    if (member === null) continue;
    const { uid, gid } = member.credential;
    const known = byAsker.get(`${uid}/${gid}`);
    if (known === undefined) byAsker.set(`${uid}/${gid}`, { member, mine: [at] });
    else known.mine.push(at);
  }
  return [...byAsker.values()];
}

/** At most BATCH paths in one go; a long question is cut. */
function* batchesOf(all: readonly Question[]): Generator<{ readonly batch: readonly Question[]; readonly share: number }> {
  const whole = all.reduce((sum, { mine }) => sum + mine.length, 0);
  let batch: Question[] = [];
  let size = 0;
  let done = 0;
  for (const { member, mine } of all)
    for (let from = 0; from < mine.length; from += BATCH) {
      const part = mine.slice(from, from + BATCH);
      if (size + part.length > BATCH && batch.length > 0) {
        yield { batch, share: done / whole };
        done += size;
        batch = [];
        size = 0;
      }
      batch.push({ member, mine: part });
      size += part.length;
    }
  if (batch.length > 0) yield { batch, share: done / whole };
}

/** The object to ask about: the directory for a replacement, a file that stands for a protected directory. */
function placeOf({ hits, tree, sampleOf }: HitsAround, at: number): number {
  const row = hits.row[at] as number;
  const rule = hits.rule[at];
  if (rule === ruleNumber['protected-directory']) return sampleOf(row, hits.group[at] as number);
  if (rule === ruleNumber['code-execution'] && ((hits.rights[at] as number) & WRITE) === 0) return tree.parent[row] as number;
  return row;
}

/** Bits that together make the finding true; several sets are alternatives. */
function neededOf(hits: Hits, at: number): readonly number[] {
  switch (hits.rule[at]) {
    case ruleNumber['readable-secret']:
    case ruleNumber['protected-directory']:
      return [READ];
    case ruleNumber.replaceable:
    case ruleNumber['shared-directory']:
      return [WRITE | EXEC];
    case ruleNumber['set-id']:
    case ruleNumber['file-capability']:
      return [EXEC];
    case ruleNumber.device:
      return [READ, WRITE];
    case ruleNumber['code-execution']:
      return ((hits.rights[at] as number) & WRITE) !== 0 ? [WRITE] : [WRITE | EXEC];
    default:
      return [WRITE];
  }
}

const CHANGING: ReadonlySet<number> = new Set(
  (['tamperable', 'replaceable', 'shared-directory', 'code-execution'] as const).map((rule) => ruleNumber[rule]),
);
const RAISING: ReadonlySet<number> = new Set((['set-id', 'file-capability'] as const).map((rule) => ruleNumber[rule]));

/** What a mount takes away: nothing is changed on a read-only one, no bit raises rights on a nosuid or noexec one. */
function refuseByMount({ hits, tree, mounts }: HitsAround, verdict: Uint8Array): void {
  if (!mounts.some((mount) => mount.readOnly || mount.noExec || mount.noSuid)) return;
  for (let at = 0; at < hits.count; at++) {
    const rule = hits.rule[at] as number;
    if (!CHANGING.has(rule) && !RAISING.has(rule)) continue;
    const mount = mountOf(mounts, pathOfRow(tree, hits.row[at] as number));
    if (CHANGING.has(rule) ? mount?.readOnly === true : mount?.noExec === true || mount?.noSuid === true) verdict[at] = REFUTED;
  }
}

/** access(2) knows of chattr +i on the object itself, but not that an immutable entry cannot be replaced in its directory. */
async function refuseImmutable(host: Pick<Host, 'flags'>, tree: Tree, hits: Hits, verdict: Uint8Array): Promise<void> {
  const replaced: number[] = [];
  for (let at = 0; at < hits.count; at++) {
    const rights = hits.rights[at] as number;
    if (hits.rule[at] === ruleNumber['code-execution'] && (rights & WRITE) === 0 && (rights & REPLACE) !== 0 && verdict[at] !== REFUTED)
      replaced.push(at);
  }
  for (let from = 0; from < replaced.length; from += BATCH) {
    const batch = replaced.slice(from, from + BATCH);
    const paths = batch.map((at) => pathOfRow(tree, hits.row[at] as number));
    const { found } = await host.flags(paths);
    batch.forEach((at, index) => {
      const flags = found.get(paths[index] as BytePath);
      if (flags !== undefined && (flags.immutable || flags.append)) verdict[at] = REFUTED;
    });
  }
}
