// SPDX-License-Identifier: Apache-2.0
import type { MayOpen } from '../case/command/closed-circle.ts';
import type { Caller, Reply } from '../edge/route.ts';
import { MANY } from '../journal/store.port.ts';
import type { Problem } from '../kernel/problem.ts';

/** Why not: the case that a request names, in its path or by what it reads, is closed to the caller. */
export async function outside(mayOpen: MayOpen, who: Caller, params: unknown, read: string | null): Promise<Problem | null> {
  const { caseId } = (params ?? {}) as { readonly caseId?: unknown };
  const named = [caseId, read === MANY ? null : read].filter((one) => typeof one === 'string');
  for (const of of new Set(named)) {
    const refusal = await mayOpen(of, who);
    if (refusal !== null) return refusal;
  }
  return null;
}

/** The same for a case that stands in what was asked or sent, under whatever field says that it is one. */
export async function outsideNamed(mayOpen: MayOpen, who: Caller, sent: readonly unknown[]): Promise<Problem | null> {
  const fields = sent.filter((one) => typeof one === 'object' && one !== null) as Readonly<Record<string, unknown>>[];
  const named = fields.flatMap(({ caseId, case: ofCase }) => [caseId, ofCase]).filter((one) => typeof one === 'string');
  for (const of of new Set(named)) {
    const refusal = await mayOpen(of, who);
    if (refusal !== null) return refusal;
  }
  return null;
}

/**
 * A list over many cases names a closed one by its number alone. What a search finds in it is left out: that it was
 * found would say that the words are in it.
 */
export async function withoutClosed(mayOpen: MayOpen, who: Caller, answer: Reply<unknown>, query: unknown): Promise<Reply<unknown>> {
  if (!('body' in answer) || typeof answer.body !== 'object' || answer.body === null) return answer;
  const search = (query as { readonly search?: unknown } | undefined)?.search;
  const searched = typeof search === 'string' && search !== '';
  const body: Record<string, unknown> = { ...answer.body };
  for (const [name, value] of Object.entries(body)) {
    if (!Array.isArray(value)) continue;
    const shown: unknown[] = [];
    for (const item of value as unknown[]) {
      const closed = await isClosed(mayOpen, who, item);
      if (!closed) shown.push(item);
      else if (!searched) shown.push(masked(item));
    }
    body[name] = shown;
  }
  return { ...answer, body };
}

async function isClosed(mayOpen: MayOpen, who: Caller, item: unknown): Promise<boolean> {
  const { caseId, id } = (item ?? {}) as { readonly caseId?: unknown; readonly id?: unknown };
  const of = typeof caseId === 'string' ? caseId : id;
  return typeof of === 'string' && (await mayOpen(of, who)) !== null;
}

/** Keys under which a row carries words of its case; numbers, times and states stay, so that it is seen that there is one. */
const WORDS: ReadonlySet<string> = new Set([
  'title',
  'caseTitle',
  'subject',
  'from',
  'sender',
  'text',
  'what',
  'note',
  'summary',
  'reason',
  'why',
]);

function masked(value: unknown, hide = false): unknown {
  if (typeof value === 'string') return hide ? 'TLP:RED' : value;
  if (Array.isArray(value)) return value.map((one) => masked(one, hide));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, masked(item, hide || WORDS.has(key))]));
}
