// SPDX-License-Identifier: Apache-2.0
import type { BodyOf, EntryKind } from '../../case/entry/kinds.ts';
import type { Draft } from '../../case/entry.ts';
import type { Journal } from '../../case/language/journal.port.ts';
import { DESK } from '../../journal/stream.ts';
import type { Clock } from '../../kernel/instant.ts';
import { inertText } from '../../kernel/text.ts';
import { personActor } from '../../kernel/person.ts';
import type { PeopleStore } from '../people-store.port.ts';

type Way = BodyOf<'access.signed-in'>['how'];
type Factor = BodyOf<'access.factor-changed'>;

/** Writes who came in, who was refused and what opens the desk for whom into the desk's chain. */
export type Trail = {
  readonly signedIn: (personId: string, how: Way, address: string) => Promise<void>;
  /** The first refusal of an hour for a name and address stands in the chain at once, further ones are counted. */
  readonly refused: (personId: string | null, what: Way, address: string) => Promise<void>;
  readonly signedOut: (personId: string, what: 'own' | 'others') => Promise<void>;
  readonly factorChanged: (personId: string, factor: Factor['factor'], change: Factor['change'], name?: string) => Promise<void>;
  readonly providerLinked: (personId: string, providerId: string, subject: string) => Promise<void>;
  readonly keyUsed: (keyId: string, name: string, address: string) => Promise<void>;
  /** Writes the counts whose hour is over; with `all`, every one. */
  readonly flush: (all?: boolean) => Promise<void>;
};

type Count = { readonly personId: string | null; readonly what: Way; readonly address: string; from: string; to: string; more: number };

const HOUR = 3_600_000;
/** Names and addresses counted apart; beyond, refusals share one count, so that a flood of them cannot fill the chain. */
const MOST_APART = 500;

/** Counts of refusals are held in memory until their hour is over; more than MOST_APART of them share one count. */
export function createTrail(deps: { readonly journal: Journal; readonly people: Pick<PeopleStore, 'find'>; readonly clock: Clock }): Trail {
  const counts = new Map<string, Count>();

  async function write<K extends EntryKind>(kind: K, body: BodyOf<K>, personId: string | null): Promise<void> {
    const person = personId === null ? null : await deps.people.find(personId);
    const actor = person === null ? ({ type: 'machine', name: 'sign-in' } as const) : personActor(person);
    await deps.journal.append({ stream: DESK, actor, drafts: [{ kind, body } as unknown as Draft] });
  }

  /** A refusal is said by the desk, not by the person whose name was given. */
  function writeRefusals({ personId, what, address, from, to }: Count, count: number): Promise<void> {
    return write('access.refused', { personId, what, address, count, from, to }, null);
  }

  return {
    signedIn: (personId, how, address) => write('access.signed-in', { personId, how, address: plain(address) }, personId),
    async refused(personId, what, from) {
      const now = deps.clock.now();
      const apart = counts.size < MOST_APART;
      const key = apart ? `${personId ?? '?'} ${what} ${from}` : 'others';
      const known = counts.get(key) ?? counts.get(`${personId ?? '?'} ${what} ${from}`);
      if (known !== undefined) {
        known.more += 1;
        known.to = now;
        return;
      }
      const count = { personId: apart ? personId : null, what, address: apart ? plain(from) : 'others', from: now, to: now, more: 0 };
      counts.set(key, count);
      await writeRefusals(count, 1);
    },
    signedOut: (personId, what) => write('access.signed-out', { personId, what }, personId),
    factorChanged: (personId, factor, change, name = '') =>
      write('access.factor-changed', { personId, factor, change, name: plain(name) }, personId),
    providerLinked: (personId, providerId, subject) => write('access.provider-linked', { personId, providerId, subject }, personId),
    keyUsed: (keyId, name, address) => write('machine-key.first-used', { keyId, name, address: plain(address) }, null),
    async flush(all = false) {
      const now = Date.parse(deps.clock.now());
      for (const [key, count] of counts) {
        if (!all && now - Date.parse(count.from) < HOUR) continue;
        counts.delete(key);
        if (count.more > 0) await writeRefusals(count, count.more);
      }
    },
  };
}

function plain(text: string): string {
  return inertText(text).slice(0, 100);
}
