// SPDX-License-Identifier: Apache-2.0
import { entryTitles } from '../../src/case/cards.contract.ts';
import type { EntryWire } from '../../src/case/contract.ts';
import { stringsOf } from './claims-of-sending.ts';

type Two = { readonly ja: string; readonly en: string };
type Read = {
  readonly title: Two;
  readonly content: {
    readonly is: string;
    readonly face?: (place: { readonly lang: 'ja' | 'en'; readonly stream: string; readonly nameOf: (id: string) => string }) => object;
  };
};

/** The web's own sources have a compiler setting of their own: they are loaded by path, not by type. */
const WEB = new URL('../../web/journal/', import.meta.url).href;

/** What the timeline shows of an entry, in both languages. Throws for an entry that would be shown as unreadable. */
export async function timelineText(entry: EntryWire): Promise<readonly string[]> {
  const { readEntry } = (await import(`${WEB}read-entry.ts`)) as { readonly readEntry: (entry: EntryWire) => Read };
  const { title, content } = readEntry(entry);
  const { face } = content;
  if (face === undefined) throw new Error(`${entry.kind} is ${content.is}`);
  return (['ja', 'en'] as const).flatMap((lang) => [title[lang], ...stringsOf(face({ lang, stream: entry.stream, nameOf: (id) => id }))]);
}

/** The heading of each kind of entry. */
export function timelineTitles(): Readonly<Record<string, Two>> {
  return entryTitles;
}
