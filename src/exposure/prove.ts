// SPDX-License-Identifier: Apache-2.0
import type { Areas } from './areas.ts';
import type { BytePath } from './bytes.ts';
import type { Classes, CredentialClass, Member } from './classes.ts';
import type { Host } from './host.port.ts';
import { REPLACE } from './judge.ts';
import type { Hits } from './judge.ts';
import { EXEC, READ, WRITE } from './permission.ts';
import type { Prover } from './prover.port.ts';
import { ruleNumber } from './rules.ts';
import { pathOfRow } from './tree.ts';
import type { Tree } from './tree.ts';

export const DERIVED = 0;
export const PROVED = 1;
export const REFUTED = 2;

/** Findings without a credential: read off the tree, not granted to somebody in particular. */
export const NO_GROUP = 0xffff;

export type Proofs = {
  /** One for each hit. */
  readonly verdict: Uint8Array;
  /** Why nothing could be asked; null when the kernel was asked. */
  readonly unable: string | null;
  readonly asked: number;
};

export type ProofDeps = { readonly prover: Prover; readonly host: Pick<Host, 'flags'> };

/** Paths in one question, so that memory stays bounded however many findings there are. */
const BATCH = 20_000;

/** A member of the class that is not the victim: two are enough for a class of two thousand. */
export function askedAs(each: CredentialClass, tenant: number, apart: ReadonlySet<number> | undefined): Member | null {
  return each.members.find((member) => counts(each, member, tenant, apart)) ?? null;
}

/** Does this member stand for its class at an object of `tenant`? Not in its own area, not where it is asked apart. */
export function counts(each: CredentialClass, member: Member, tenant: number, apart: ReadonlySet<number> | undefined): boolean {
  if (member.tenant === null) return true;
  return member.tenant.number !== tenant && (each.answersOnly || apart === undefined || !apart.has(member.tenant.number));
}

export async function proveHits(
  deps: ProofDeps,
  tree: Tree,
  areas: Areas,
  { all: classes, exceptions }: Classes,
  hits: Hits,
  sampleOf: (row: number, group: number) => number,
): Promise<Proofs> {
  const verdict = new Uint8Array(hits.count);
  const unable = await deps.prover.unable();
  const standsFor = representatives(classes, hits);
  let asked = 0;
  if (unable === null)
    for (const batch of batchesOf(
      questions(
        areas,
        classes,
        hits,
        standsFor,
        (at) => exceptions.get(placeOf(tree, hits, at, sampleOf)) ?? exceptions.get(hits.row[at] as number),
      ),
    )) {
      const paths = batch.map(({ mine }) => mine.map((at) => pathOfRow(tree, placeOf(tree, hits, at, sampleOf))));
      const answers = await deps.prover.ask(
        batch.map(({ member }, index) => ({ credential: member.credential, paths: [...new Set(paths[index])] })),
      );
      batch.forEach(({ mine }, index) => {
        const answer = answers[index];
        if (answer === null || answer === undefined) return;
        asked += mine.length;
        mine.forEach((at, index2) => {
          const path = paths[index]?.[index2] as BytePath;
          // Beyond PATH_MAX no path can be put to the kernel in one piece: that is no refusal.
          if (path.length > 4095) return;
          const got = answer.get(path) ?? 0;
          verdict[at] = neededOf(hits, at).some((bits) => (got & bits) === bits) ? PROVED : REFUTED;
        });
      });
    }
  for (let at = 0; at < hits.count; at++) verdict[at] = verdict[standsFor[at] as number] as number;
  await refuseImmutable(deps.host, tree, hits, verdict);
  return { verdict, unable, asked };
}

/**
 * For each hit the one that is asked for it: the same object, rule and rights in the class with the most members. The
 * kernel is asked once for each finding and once more for each class that may do something else there.
 */
function representatives(classes: readonly CredentialClass[], hits: Hits): Uint32Array {
  const first = new Map<number, number>();
  const standsFor = Uint32Array.from({ length: hits.count }, (_, at) => at);
  const size = (at: number) => classes[hits.group[at] as number]?.members.length ?? 0;
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

/** Hits by who asks. */
function questions(
  areas: Areas,
  classes: readonly CredentialClass[],
  hits: Hits,
  standsFor: Uint32Array,
  apartAt: (at: number) => ReadonlySet<number> | undefined,
): readonly Question[] {
  const byAsker = new Map<string, { member: Member; mine: number[] }>();
  for (let at = 0; at < hits.count; at++) {
    const group = hits.group[at] as number;
    const each = classes[group];
    if (group === NO_GROUP || each === undefined || standsFor[at] !== at) continue;
    const member = askedAs(each, areas.of[hits.row[at] as number] as number, apartAt(at));
    if (member === null) continue;
    const { uid, gid } = member.credential;
    const known = byAsker.get(`${uid}/${gid}`);
    if (known === undefined) byAsker.set(`${uid}/${gid}`, { member, mine: [at] });
    else known.mine.push(at);
  }
  return [...byAsker.values()];
}

type Question = { readonly member: Member; readonly mine: readonly number[] };

/** At most BATCH paths in one go; a long question is cut. */
function* batchesOf(all: readonly Question[]): Generator<readonly Question[]> {
  let batch: Question[] = [];
  let size = 0;
  for (const { member, mine } of all)
    for (let from = 0; from < mine.length; from += BATCH) {
      const part = mine.slice(from, from + BATCH);
      if (size + part.length > BATCH && batch.length > 0) {
        yield batch;
        batch = [];
        size = 0;
      }
      batch.push({ member, mine: part });
      size += part.length;
    }
  if (batch.length > 0) yield batch;
}

/** The object to ask about: the directory for a replacement, a file that stands for a protected directory. */
function placeOf(tree: Tree, hits: Hits, at: number, sampleOf: (row: number, group: number) => number): number {
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
