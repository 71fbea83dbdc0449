// SPDX-License-Identifier: Apache-2.0
import { useQueryClient } from '@tanstack/react-query';
import type { QueryClient, QueryKey } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { z } from 'zod';
import { endpoints } from '../../src/server/contract.ts';
import type { CaseSheet } from '../../src/case/contract.ts';
import { caseKey, caseMoreKey, casesKey, entriesKey } from './cases.ts';
import { readAnew } from './fetch/read-anew.ts';
import { readSince } from './session.ts';
import { importsKey, topics, troublesKey } from './topics.ts';
import type { Topic } from './topics.ts';

const signalSchema = z.object({ topic: z.string() });
const eventSchema = z.object({ stream: z.string(), seq: z.number(), kind: z.string() });

/** What screens show beside the case that an entry of this kind makes stale; null when the kind is not known here: then everything. */
export type RefreshedBy = (kind: string) => Promise<readonly Topic[] | null>;

export type Live = 'connecting' | 'live' | 'offline';

/** First try again after a second, then doubling up to half a minute, with jitter so that desks do not come back as one. */
export function waitBefore(attempt: number, random: () => number = Math.random): number {
  return Math.min(30_000, 1000 * 2 ** Math.min(attempt, 5)) * (0.5 + random() / 2);
}

/**
 * Keeps every list and case on the screen as new as the journal. The first stream begins where the journal stood when the page
 * asked who is signed in: what was answered since is not asked again, and what was written since is heard. A stream that
 * begins again has everything read anew: what was written while away would show nowhere else.
 */
export function useLive(active: boolean, refreshedBy: RefreshedBy): Live {
  const client = useQueryClient();
  const [live, setLive] = useState<Live>('connecting');
  useEffect(() => (active ? listen(client, refreshedBy, setLive) : undefined), [client, active, refreshedBy]);
  return live;
}

function listen(client: QueryClient, refreshedBy: RefreshedBy, tell: (live: Live) => void): () => void {
  let source: EventSource | null = null;
  let timer = 0;
  let attempt = 0;
  let isFirst = true;
  const gathered = gathering(client, refreshedBy);
  const open = () => {
    const since = isFirst ? readSince() : null;
    source = new EventSource(endpoints.events.at({}, since === null ? {} : { after: since }));
    source.addEventListener('open', () => {
      attempt = 0;
      tell('live');
      // What was written since the page began is told by the stream itself; of what is no entry, only imports tell of themselves.
      if (since !== null) readAnew(client, { queryKey: importsKey });
      // Answers of the logs say themselves what they looked at, and are too dear to be asked twice for each page.
      else readAnew(client, isFirst ? { predicate: ({ queryKey }) => queryKey[0] !== topics.hunt()[0] } : {});
      isFirst = false;
    });
    source.addEventListener('message', (message) => gathered.hear(message.data));
    source.addEventListener('entry', (message) => gathered.hear(message.data));
    source.addEventListener('signal', (message) => hearSignal(client, message.data));
    source.addEventListener('error', () => {
      source?.close();
      // A reload of the stream within a second or two is not worth a band across the screen.
      if (attempt > 0) tell('offline');
      timer = window.setTimeout(open, waitBefore(attempt++));
    });
  };
  open();
  return () => {
    window.clearTimeout(timer);
    gathered.stop();
    source?.close();
  };
}

/** Events within this time are answered by one reading, in milliseconds. */
const GATHER = 300;

type Heard = z.output<typeof eventSchema>;

/** Gathers what comes in quick succession: many entries in a second are one reading of what they made stale. */
function gathering(client: QueryClient, refreshedBy: RefreshedBy) {
  let waiting: Heard[] = [];
  let timer = 0;
  return {
    hear(data: unknown): void {
      const event = eventSchema.safeParse(typeof data === 'string' ? safeJson(data) : null);
      if (!event.success) return;
      waiting.push(event.data);
      if (timer !== 0) return;
      timer = window.setTimeout(() => {
        const heard = waiting;
        waiting = [];
        timer = 0;
        void readWhatChanged(client, heard, refreshedBy);
      }, GATHER);
    },
    stop: () => window.clearTimeout(timer),
  };
}

/**
 * Reads again what these entries make stale, each thing once: the lists, the timeline, the case where more than notes came,
 * and the rest as the cards of their kinds say. A note changes nothing of its case but the number, which is known.
 */
export async function readWhatChanged(client: QueryClient, heard: readonly Heard[], refreshedBy: RefreshedBy): Promise<void> {
  readAnew(client, { queryKey: [...casesKey, 'list'] });
  const streams = Map.groupBy(heard, ({ stream }) => stream);
  for (const [stream, events] of streams) {
    readAnew(client, { queryKey: entriesKey(stream) });
    if (events.every(({ kind }) => kind === 'case.noted') && moveOn(client, stream, events)) continue;
    readAnew(client, { queryKey: caseKey(stream) });
    readAnew(client, { queryKey: caseMoreKey(stream) });
  }
  const kinds = [...new Set(heard.map(({ kind }) => kind))];
  const topicsOf = new Map(await Promise.all(kinds.map(async (kind) => [kind, await refreshedBy(kind).catch(() => null)] as const)));
  const keys = heard.flatMap(({ kind, stream }) =>
    (topicsOf.get(kind) ?? (Object.keys(topics) as Topic[])).map((topic) => topics[topic](stream)),
  );
  for (const queryKey of new Map(keys.map((key) => [JSON.stringify(key), key])).values()) readAnew(client, { queryKey });
}

/** The sheet under the number of the last note, where it is here and none of them is missing. */
function moveOn(client: QueryClient, stream: string, notes: readonly Heard[]): boolean {
  const sheet = client.getQueryData<CaseSheet>(caseKey(stream));
  if (sheet === undefined || client.isFetching({ queryKey: caseKey(stream) }) > 0) return false;
  const later = notes.map(({ seq }) => seq).filter((seq) => seq > sheet.seq);
  const last = Math.max(sheet.seq, ...later);
  if (last - sheet.seq !== new Set(later).size) return false;
  client.setQueryData<CaseSheet>(caseKey(stream), { ...sheet, seq: last });
  return true;
}

/** What is told without an entry, by its topic: only its own list is read again. */
const SIGNALS: ReadonlyMap<string, QueryKey> = new Map<string, QueryKey>([
  ['hunt.imports', importsKey],
  ['desk.troubles', troublesKey],
]);

function hearSignal(client: QueryClient, data: unknown): void {
  const signal = signalSchema.safeParse(typeof data === 'string' ? safeJson(data) : null);
  const queryKey = signal.success ? SIGNALS.get(signal.data.topic) : undefined;
  if (queryKey !== undefined) readAnew(client, { queryKey });
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
