// SPDX-License-Identifier: Apache-2.0
import { useQueryClient } from '@tanstack/react-query';
import type { QueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { z } from 'zod';
import { endpoints } from '../../src/server/contract.ts';
import { caseKey, casesKey, entriesKey } from './cases.ts';
import { readAnew } from './fetch/read-anew.ts';
import { importsKey, topics } from './topics.ts';
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
 * Keeps every list and case on the screen as new as the journal. Whenever the stream begins, everything is read anew: what
 * was written while away, or between the first reading of a list and the beginning of the stream, would show nowhere else.
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
  const open = () => {
    source = new EventSource(endpoints.events.at({}));
    source.addEventListener('open', () => {
      attempt = 0;
      tell('live');
      // Answers of the logs say themselves what they looked at, and are too dear to be asked twice for each page.
      readAnew(client, isFirst ? { predicate: ({ queryKey }) => queryKey[0] !== topics.hunt()[0] } : {});
      isFirst = false;
    });
    source.addEventListener('message', (message) => void hear(client, message.data, refreshedBy));
    source.addEventListener('entry', (message) => void hear(client, message.data, refreshedBy));
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
    source?.close();
  };
}

/** Reads again what an entry makes stale: its case always, the rest as the card of its kind says. */
export async function hear(client: QueryClient, data: unknown, refreshedBy: RefreshedBy): Promise<void> {
  const event = eventSchema.safeParse(typeof data === 'string' ? safeJson(data) : null);
  if (!event.success) return;
  const { stream, kind } = event.data;
  readAnew(client, { queryKey: [...casesKey, 'list'] });
  readAnew(client, { queryKey: caseKey(stream) });
  readAnew(client, { queryKey: entriesKey(stream) });
  const stale = await refreshedBy(kind).catch(() => null);
  for (const topic of stale ?? (Object.keys(topics) as Topic[])) readAnew(client, { queryKey: topics[topic](stream) });
}

/** Something moves that is no entry: only its own list is read again. */
function hearSignal(client: QueryClient, data: unknown): void {
  const signal = signalSchema.safeParse(typeof data === 'string' ? safeJson(data) : null);
  if (signal.success && signal.data.topic === 'hunt.imports') readAnew(client, { queryKey: importsKey });
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
