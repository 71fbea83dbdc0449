// SPDX-License-Identifier: Apache-2.0
import { entrySchemas, entryTitles, isEntryKind } from '../../src/case/cards.contract.ts';
import type { BodyOf, EntryKind } from '../../src/case/cards.contract.ts';
import type { EntryWire } from '../../src/case/contract.ts';
import type { Two } from '../lang/lang.tsx';
import type { CardFace, CardPlace, CardsOf, EntryCard, Station } from './cards/card.tsx';
import { cards } from './cards.ts';

/** An entry as the timeline draws it; `erased` and `unreadable` are shown as such, never left out. */
export type ReadEntry = {
  readonly entry: EntryWire;
  readonly title: Two;
  readonly station: Station | null;
  readonly content:
    | { readonly is: 'face'; readonly face: (place: CardPlace) => CardFace }
    | { readonly is: 'erased' }
    | { readonly is: 'unreadable' };
};

export function readEntry(entry: EntryWire): ReadEntry {
  if (!isEntryKind(entry.kind) || !Object.hasOwn(cards, entry.kind))
    return { entry, title: { ja: entry.kind, en: entry.kind }, station: null, content: { is: 'unreadable' } };
  return readKnown(entry.kind, entry);
}

function readKnown<K extends EntryKind>(kind: K, entry: EntryWire): ReadEntry {
  const card = (cards as CardsOf<EntryKind>)[kind] as unknown as EntryCard<K>;
  const plainStation = typeof card.station === 'function' ? null : card.station;
  if (entry.body === null) return { entry, title: entryTitles[kind], station: plainStation, content: { is: 'erased' } };
  const parsed = entrySchemas[kind].safeParse(entry.body);
  if (!parsed.success) return { entry, title: entryTitles[kind], station: plainStation, content: { is: 'unreadable' } };
  const body = parsed.data as BodyOf<K>;
  return {
    entry,
    title: entryTitles[kind],
    station: typeof card.station === 'function' ? card.station(body) : card.station,
    content: { is: 'face', face: (place) => card.face(body, place) },
  };
}
