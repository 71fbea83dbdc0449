// SPDX-License-Identifier: Apache-2.0
import { useQueryClient } from '@tanstack/react-query';
import type { QueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { z } from 'zod';
import { api } from '../paths.ts';
import { caseKey, casesKey, entriesKey } from './cases.ts';
import { containmentKey } from './containment.ts';
import { huntKey } from './hunt.ts';
import { importsKey, logsKey } from './logs.ts';
import { peopleKey } from './organisation.ts';
import { readAnew } from './read-anew.ts';
import { readinessKey } from './readiness.ts';
import { boardKey, workDueKey } from './board.ts';
import { clocksKey } from './clocks.ts';
import { dutyKey } from './duty.ts';
import { notesKey } from './notes.ts';
import { reportsKey } from './reports.ts';

const signalSchema = z.object({ topic: z.string() });
const eventSchema = z.object({ stream: z.string(), seq: z.number(), kind: z.string() });

export type Live = 'connecting' | 'live' | 'offline';

/** First try again after a second, then doubling up to half a minute, with jitter so that desks do not come back as one. */
export function waitBefore(attempt: number, random: () => number = Math.random): number {
  return Math.min(30_000, 1000 * 2 ** Math.min(attempt, 5)) * (0.5 + random() / 2);
}

/**
 * Keeps every list and case on the screen as new as the journal. Whenever the stream begins, everything is read anew: what
 * was written while away, or between the first reading of a list and the beginning of the stream, would show nowhere else.
 */
export function useLive(active: boolean): Live {
  const client = useQueryClient();
  const [live, setLive] = useState<Live>('connecting');
  useEffect(() => (active ? listen(client, setLive) : undefined), [client, active]);
  return live;
}

function listen(client: QueryClient, tell: (live: Live) => void): () => void {
  let source: EventSource | null = null;
  let timer = 0;
  let attempt = 0;
  let isFirst = true;
  const open = () => {
    source = new EventSource(api.events);
    source.addEventListener('open', () => {
      attempt = 0;
      tell('live');
      // Answers of the logs say themselves what they looked at, and are too dear to be asked twice for each page.
      readAnew(client, isFirst ? { predicate: ({ queryKey }) => queryKey[0] !== huntKey[0] } : {});
      isFirst = false;
    });
    source.addEventListener('message', (message) => hear(client, message.data));
    source.addEventListener('entry', (message) => hear(client, message.data));
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

/** What an entry of a part makes stale beside its case. */
const REFRESHED: readonly (readonly [string, readonly (readonly string[])[]])[] = [
  ['duty.', [dutyKey]],
  ['page.', [dutyKey]],
  ['clock.', [clocksKey]],
  ['obligation.', [clocksKey]],
  ['work.', [workDueKey]],
];

function hear(client: QueryClient, data: unknown): void {
  const event = eventSchema.safeParse(typeof data === 'string' ? safeJson(data) : null);
  if (!event.success) return;
  const { stream, kind } = event.data;
  readAnew(client, { queryKey: [...casesKey, 'list'] });
  readAnew(client, { queryKey: caseKey(stream) });
  readAnew(client, { queryKey: entriesKey(stream) });
  if (kind.startsWith('containment.')) {
    readAnew(client, { queryKey: [...containmentKey, 'rows', stream] });
    if (stream === 'desk') readAnew(client, { queryKey: readinessKey });
  }
  if (kind === 'triage.assets-imported') readAnew(client, { queryKey: readinessKey });
  const due = REFRESHED.filter(([prefix]) => kind.startsWith(prefix));
  for (const [, keys] of due) for (const queryKey of keys) readAnew(client, { queryKey: [...queryKey] });
  if (kind.startsWith('work.')) readAnew(client, { queryKey: boardKey(stream) });
  if (kind.startsWith('note.')) readAnew(client, { queryKey: notesKey(stream) });
  if (kind.startsWith('report.')) readAnew(client, { queryKey: reportsKey });
  // New logs make every earlier answer of the logs old.
  if (kind === 'hunt.logs-imported') readAnew(client, { queryKey: huntKey });
  if (kind.startsWith('hunt.')) readAnew(client, { queryKey: logsKey });
  if (kind.startsWith('person.') || kind.startsWith('people.')) readAnew(client, { queryKey: peopleKey });
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
