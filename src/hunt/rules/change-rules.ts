// SPDX-License-Identifier: Apache-2.0
import type { Actor } from '../../journal/actor.ts';
import type { Journal } from '../../case/language/journal.port.ts';
import { DESK } from '../../journal/stream.ts';
import type { Clock } from '../../kernel/instant.ts';
import type { HashBytes } from '../../kernel/sha256.ts';
import { inertText } from '../../kernel/text.ts';
import { digestOf } from '../question/entries.ts';
import type { LeftOut } from './left-out.ts';
import type { RuleStore } from './rule-store.port.ts';
import type { UnpackRules } from './unpack.port.ts';

export type ChangeDeps = {
  readonly journal: Journal;
  readonly clock: Clock;
  readonly hash: HashBytes;
  readonly store: RuleStore;
  readonly unpack: UnpackRules;
};

export type Taken = { readonly added: number; readonly replaced: number; readonly same: number; readonly leftOut: readonly LeftOut[] };

export const MOST_FILES = 8000;
const FILE_BYTES = 1_000_000;
const ALL_BYTES = 60_000_000;

type Given = { readonly name: string; readonly text: string; readonly bytes: number; readonly sha256: string };
type Upload = { readonly name: string; readonly bytes: Uint8Array };

/** Files of rules become part of the desk's list; one of the same name takes the place of the older one. */
export async function takeRules(deps: ChangeDeps, uploads: readonly Upload[], by: Actor): Promise<Taken> {
  const read = uploads.flatMap((one) => inside(deps.unpack, one)).map((one) => textOf(deps.hash, one));
  const given = new Map(read.flatMap((one) => ('text' in one ? [[one.name, one] as const] : [])));
  const leftOut = read.flatMap((one) => ('text' in one ? [] : [one]));
  return deps.journal.write(async (writing) => {
    const before = new Map((await deps.store.list()).map((file) => [file.name, file]));
    let bytes = [...before.values()].reduce((sum, file) => sum + file.bytes, 0);
    const fresh = [];
    const counts = { added: 0, replaced: 0, same: 0 };
    for (const one of given.values()) {
      const old = before.get(one.name);
      if (old?.sha256 === one.sha256) counts.same += 1;
      else if ((old === undefined && before.size + counts.added >= MOST_FILES) || bytes + one.bytes > ALL_BYTES)
        leftOut.push({ name: one.name, reason: 'too-many' });
      else {
        counts[old === undefined ? 'added' : 'replaced'] += 1;
        bytes += one.bytes - (old?.bytes ?? 0);
        fresh.push({ ...one, addedAt: deps.clock.now() });
      }
    }
    if (fresh.length > 0) {
      await deps.store.put(writing.tx, fresh);
      const { added, replaced } = counts;
      await writing.append({
        stream: DESK,
        actor: by,
        drafts: [entryOf(deps.hash, { added, replaced, removed: 0, total: before.size + added }, fresh)],
      });
    }
    return { ...counts, leftOut };
  });
}

/** Takes rule files off the list, in one entry of the desk; returns how many there were. */
export async function removeRules(deps: Omit<ChangeDeps, 'unpack'>, names: readonly string[], by: Actor): Promise<number> {
  return deps.journal.write(async (writing) => {
    const before = await deps.store.list();
    const removed = new Set(await deps.store.remove(writing.tx, names));
    const gone = before.filter((file) => removed.has(file.name));
    const sums = { added: 0, replaced: 0, removed: gone.length, total: before.length - gone.length };
    if (gone.length > 0) await writing.append({ stream: DESK, actor: by, drafts: [entryOf(deps.hash, sums, gone)] });
    return gone.length;
  });
}

type Sums = { readonly added: number; readonly replaced: number; readonly removed: number; readonly total: number };

function entryOf(hash: HashBytes, sums: Sums, files: readonly { readonly name: string; readonly sha256: string }[]) {
  const digest = digestOf(
    hash,
    files.map(({ name, sha256 }) => [name, sha256]),
  );
  return { kind: 'hunt.rules-changed', body: { ...sums, names: files.slice(0, 20).map((file) => file.name), digest } } as const;
}

/** A zip is what is in it; a name from outside is shown and never a path. */
function inside(unpack: UnpackRules, upload: Upload): readonly (Upload | LeftOut)[] {
  const name = inertText(upload.name.replaceAll('\\', '/')).slice(-300);
  const unpacked = unpack(upload.bytes, { maxFiles: MOST_FILES, maxFileBytes: FILE_BYTES, maxBytes: ALL_BYTES });
  if (unpacked === null) return [/\.ya?ml$/i.test(name) ? { name, bytes: upload.bytes } : { name, reason: 'not-yaml' }];
  if (!unpacked.ok) return [{ name, reason: unpacked.error === 'too-large' ? 'too-large' : 'broken-zip' }];
  if (unpacked.value.length === 0) return [{ name, reason: 'no-rules-in-zip' }];
  return unpacked.value.map(({ name: inner, bytes }) => {
    const called = inertText(inner.replaceAll('\\', '/')).slice(-300);
    return bytes === null ? { name: called, reason: 'too-large' } : { name: called, bytes };
  });
}

function textOf(hash: HashBytes, one: Upload | LeftOut): Given | LeftOut {
  if ('reason' in one) return one;
  if (one.bytes.length > FILE_BYTES) return { name: one.name, reason: 'too-large' };
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(one.bytes);
    return text.includes('\0')
      ? { name: one.name, reason: 'not-text' }
      : { name: one.name, text, bytes: one.bytes.length, sha256: hash(one.bytes) };
  } catch {
    return { name: one.name, reason: 'not-text' };
  }
}
