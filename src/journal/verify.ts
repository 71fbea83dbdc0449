// SPDX-License-Identifier: Apache-2.0
import { canonicalJson } from '../kernel/canonical-json.ts';
import type { HashBytes, Sha256 } from '../kernel/sha256.ts';
import type { BlobStore } from './blob-store.port.ts';
import { nextHead, openEntry, ZERO_HASH } from './chain.ts';
import { ownEntry } from './entry.ts';
import type { AnyEntry, Envelope } from './entry.ts';
import type { Fault } from './fault.ts';
import type { Language } from './language.port.ts';
import type { RegisterCheck } from './register-check.port.ts';
import type { JournalStoreOf, StoredEntry } from './store.port.ts';
import { DESK } from './stream.ts';
import { checkReads } from './verify-reads.ts';
import type { Anchor } from './verify-reads.ts';

export type Verification = {
  readonly sound: boolean;
  readonly faults: readonly Fault[];
  readonly entries: number;
  readonly streams: number;
  readonly blobs: number;
  /** Originals that no entry names (any more): handed in and never used, or left by an older version. No fault. */
  readonly unnamed: readonly string[];
  /** Traces of reading that an entry covers, and those that still wait for theirs. */
  readonly reads: { readonly anchored: number; readonly waiting: number };
  readonly head: Sha256;
};

type Doubt<View> = { readonly hash: HashBytes; readonly language: Language<View> };
type StreamState<View> = {
  seq: number;
  hash: Sha256;
  view: View | null;
  erased: Set<number>;
  missingBodies: number[];
  blobs: Set<string>;
  /** Up to this entry it came from another desk. */
  imported: number;
  /** Entries whose envelope names another place over all streams, as one of another desk does. */
  elsewhere: { seq: number; fault: Fault }[];
};

/**
 * Doubts every row and every blob: envelopes against hashes, bodies against envelopes, each stream's chain, the
 * desk's one chain over all streams, the stored tails and views against what the entries add up to, and every
 * blob's bytes against its name. A body or blob may be absent only where an entry says who erased it and why.
 */
export async function verifyJournal<View>(deps: {
  readonly store: JournalStoreOf<View>;
  readonly language: Language<View>;
  readonly blobs: BlobStore;
  readonly hash: HashBytes;
  /** A register to be compared with the entries (who may do what): read before the entries are. Absent: not looked at. */
  readonly rights?: () => Promise<RegisterCheck>;
}): Promise<Verification> {
  const faults: Fault[] = [];
  const streams = new Map<string, StreamState<View>>();
  const deletedCases = new Map<string, { entries: number; lastHash: string }>();
  const erasedBlobs = new Set<string>();
  const readAnchors: Anchor[] = [];
  // Registers first: a desk that goes on meanwhile adds entries that they do not have yet, which is no fault.
  const anchors = await deps.store.anchorNumbers();
  const rights = await deps.rights?.();
  let head = ZERO_HASH;
  let entries = 0;
  for (let after = 0; ; ) {
    const batch = await deps.store.readAll(after, 2000);
    if (batch.length === 0) break;
    for (const row of batch) {
      entries += 1;
      if (row.global !== after + 1)
        faults.push({
          code: 'entry-missing',
          where: `global ${after + 1}`,
          detail: `the next row is global ${row.global} (${row.stream}#${row.seq})`,
        });
      after = row.global;
      const stream = streams.get(row.stream) ?? {
        seq: 0,
        hash: ZERO_HASH,
        view: null,
        erased: new Set(),
        missingBodies: [],
        blobs: new Set(),
        imported: 0,
        elsewhere: [],
      };
      streams.set(row.stream, stream);
      head = checkRow(deps, row, stream, head, faults);
      const entry = soundEntry(deps.hash, row);
      if (entry === null) continue;
      noteOwn(entry, stream, deletedCases, erasedBlobs, readAnchors, faults);
      if (row.stream === DESK) rights?.see(entry);
      for (const sha256 of deps.language.blobsNamedBy(entry)) stream.blobs.add(sha256);
    }
  }
  checkErasures(streams, deletedCases, faults);
  const borne = new Set(
    [...streams.values()].flatMap((one) => one.elsewhere.filter(({ seq }) => seq <= one.imported).map(({ fault }) => fault)),
  );
  faults.splice(0, faults.length, ...faults.filter((one) => !borne.has(one)));
  await checkTails(deps.store, streams, deletedCases, { global: entries, head }, faults);
  const blobs = await checkBlobs(deps, streams, deletedCases, erasedBlobs, faults);
  const reads = await checkReads(deps, readAnchors, anchors, faults);
  faults.push(...(rights?.faults() ?? []));
  return { sound: faults.length === 0, faults, entries, streams: streams.size, ...blobs, reads, head };
}

/** One row against itself, its stream and the desk's chain. Goes on after a fault from what the row claims, so that one fault is named once. */
function checkRow<View>(
  { hash, language }: Doubt<View>,
  row: StoredEntry,
  stream: StreamState<View>,
  head: Sha256,
  faults: Fault[],
): Sha256 {
  const where = `${row.stream}#${row.seq}`;
  const envelope = readEnvelope(row);
  if (envelope === null) {
    faults.push({ code: 'entry-unreadable', where, detail: 'the envelope is not canonical JSON' });
  } else {
    if (hash(row.envelope) !== row.hash) faults.push({ code: 'entry-changed', where, detail: 'the envelope does not match its hash' });
    if (envelope.stream !== row.stream || envelope.seq !== row.seq || envelope.global !== row.global) {
      const detail = `the envelope says ${String(envelope.stream)}#${String(envelope.seq)}, global ${String(envelope.global)}`;
      const fault: Fault = { code: 'entry-moved', where, detail };
      faults.push(fault);
      if (envelope.stream === row.stream && envelope.seq === row.seq) stream.elsewhere.push({ seq: row.seq, fault });
    }
    // The envelope alone says it, so that a case that was deleted since is borne too.
    if (envelope.kind === 'case.imported') stream.imported = row.seq - 1;
    if (row.seq !== stream.seq + 1)
      faults.push({ code: 'entry-missing', where: `${row.stream}#${stream.seq + 1}`, detail: `the next row is #${row.seq}` });
    else if (envelope.prev !== stream.hash)
      faults.push({ code: 'chain-broken', where, detail: 'the previous hash inside is not the hash of the entry before' });
    if (row.body === null) stream.missingBodies.push(row.seq);
    else if (hash(row.body) !== envelope.body)
      faults.push({ code: 'body-changed', where, detail: 'the body does not match the hash in its envelope' });
  }
  const expected = nextHead(hash, head, row.hash);
  if (row.head !== expected) faults.push({ code: 'head-broken', where, detail: 'the chain over all streams breaks here' });
  const entry = readEntry(row);
  if (entry !== null && row.stream !== DESK) stream.view = foldSafely(language, stream.view, entry, where, faults);
  stream.seq = row.seq;
  stream.hash = row.hash;
  return row.head;
}

function foldSafely<View>(language: Language<View>, view: View | null, entry: AnyEntry, where: string, faults: Fault[]): View | null {
  try {
    return language.fold(view, entry);
  } catch (cause) {
    faults.push({
      code: 'entry-unreadable',
      where,
      detail: `the entry cannot be folded: ${cause instanceof Error ? cause.message : String(cause)}`,
    });
    return view;
  }
}

function readEnvelope(row: StoredEntry): Envelope | null {
  try {
    const envelope = JSON.parse(row.envelope) as Envelope;
    return canonicalJson(envelope) === row.envelope ? envelope : null;
  } catch {
    return null;
  }
}

function readEntry(row: StoredEntry): AnyEntry | null {
  try {
    return openEntry(row);
  } catch {
    return null;
  }
}

/** The entry where its body matches its hash; one that does not says nothing. */
function soundEntry(hash: HashBytes, row: StoredEntry): AnyEntry | null {
  const entry = readEntry(row);
  return entry === null || entry.body === null || row.body === null || hash(row.body) !== readEnvelope(row)?.body ? null : entry;
}

/** What an entry of the journal's own says was erased, deleted or anchored. */
function noteOwn(
  entry: AnyEntry,
  stream: StreamState<unknown>,
  deletedCases: Map<string, { entries: number; lastHash: string }>,
  erasedBlobs: Set<string>,
  readAnchors: Anchor[],
  faults: Fault[],
): void {
  const own = ownEntry(entry);
  if (own?.kind === 'case.imported' && (own.body.entries !== own.seq - 1 || own.body.lastHash !== own.prev))
    faults.push({
      code: 'chain-broken',
      where: `${own.stream}#${own.seq}`,
      detail: 'what it says was imported is not what stands before it',
    });
  if (own?.kind === 'data.body-erased') stream.erased.add(own.body.seq);
  if (own?.kind === 'data.blob-erased') {
    erasedBlobs.add(own.body.sha256);
    stream.blobs.delete(own.body.sha256);
  }
  if (own?.stream !== DESK) return;
  if (own.kind === 'case.deleted') {
    deletedCases.set(own.body.caseId, { entries: own.body.entries, lastHash: own.body.lastHash });
    for (const sha256 of own.body.erasedBlobs ?? []) erasedBlobs.add(sha256);
  }
  if (own.kind === 'reads.anchored') readAnchors.push({ ...own.body, where: `desk#${own.seq}` });
}

function checkErasures(
  streams: Map<string, StreamState<unknown>>,
  deletedCases: Map<string, { entries: number; lastHash: string }>,
  faults: Fault[],
): void {
  for (const [name, stream] of streams) {
    if (deletedCases.has(name)) continue;
    for (const seq of stream.missingBodies) {
      if (!stream.erased.has(seq))
        faults.push({ code: 'body-missing', where: `${name}#${seq}`, detail: 'the body is gone and no entry says who erased it' });
    }
  }
  for (const [name, deleted] of deletedCases) {
    const stream = streams.get(name);
    if (stream === undefined || stream.seq !== deleted.entries || stream.hash !== deleted.lastHash)
      faults.push({
        code: 'entry-missing',
        where: `${name}#${deleted.entries}`,
        detail: 'the deleted case must keep its envelopes up to its last hash',
      });
  }
}

async function checkTails(
  store: Pick<JournalStoreOf<unknown>, 'head' | 'tails'>,
  streams: Map<string, StreamState<unknown>>,
  deletedCases: Map<string, unknown>,
  counted: { global: number; head: Sha256 },
  faults: Fault[],
): Promise<void> {
  const stored = await store.head();
  if (stored.global !== counted.global || stored.head !== counted.head)
    faults.push({
      code: 'head-broken',
      where: 'head',
      detail: `the stored head is at global ${stored.global}, the entries end at ${counted.global}`,
    });
  const tails = new Map((await store.tails()).map((tail) => [tail.stream as string, tail]));
  for (const [name, stream] of streams) {
    const tail = tails.get(name);
    if (tail === undefined) {
      faults.push({ code: 'tail-missing', where: name, detail: 'the stream has entries and no tail' });
      continue;
    }
    if (tail.seq !== stream.seq || tail.hash !== stream.hash)
      faults.push({ code: 'tail-changed', where: `${name}#${tail.seq}`, detail: `the entries end at #${stream.seq}` });
    const erased = deletedCases.has(name);
    if (tail.erased !== erased)
      faults.push({
        code: 'tail-changed',
        where: name,
        detail: erased ? 'the deletion entry stands, the view does too' : 'marked as erased without a deletion entry',
      });
    const expected = erased ? null : stream.view;
    if (canonicalJson(tail.view) !== canonicalJson(expected))
      faults.push({ code: 'view-changed', where: name, detail: 'the stored view is not what the entries add up to' });
  }
  for (const name of tails.keys()) {
    if (!streams.has(name)) faults.push({ code: 'entry-missing', where: `${name}#1`, detail: 'the stream has a tail and no entries' });
  }
}

async function checkBlobs(
  deps: { readonly blobs: BlobStore; readonly hash: HashBytes },
  streams: Map<string, StreamState<unknown>>,
  deletedCases: Map<string, unknown>,
  erasedBlobs: Set<string>,
  faults: Fault[],
): Promise<{ readonly blobs: number; readonly unnamed: readonly string[] }> {
  const wanted = new Map(
    [...streams]
      .filter(([name]) => !deletedCases.has(name))
      .flatMap(([name, stream]) => [...stream.blobs].map((sha256) => [sha256, name] as const)),
  );
  let count = 0;
  const seen = new Set<string>();
  const unnamed: string[] = [];
  for await (const { sha256 } of deps.blobs.list()) {
    count += 1;
    seen.add(sha256);
    const bytes = await deps.blobs.get(sha256 as Sha256);
    if (bytes !== null && deps.hash(bytes) !== sha256)
      faults.push({ code: 'blob-changed', where: sha256, detail: `its bytes do not match its name (${wanted.get(sha256) ?? 'no entry'})` });
    if (wanted.has(sha256)) continue;
    if (erasedBlobs.has(sha256))
      faults.push({ code: 'blob-not-erased', where: sha256, detail: 'an entry says that it was erased, and its bytes are still there' });
    else unnamed.push(sha256);
  }
  for (const [sha256, name] of wanted) {
    if (!seen.has(sha256) && !erasedBlobs.has(sha256))
      faults.push({ code: 'blob-missing', where: sha256, detail: `named in ${name}; gone, and no entry says who erased it` });
  }
  return { blobs: count, unnamed };
}
