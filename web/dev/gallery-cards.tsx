// SPDX-License-Identifier: Apache-2.0
import type { EntryKind } from '../../src/case/cards.contract.ts';
import type { EntryWire } from '../../src/case/contract.ts';
import { useWords } from '../lang/lang.tsx';
import { cards } from '../journal/cards.ts';
import { EntryView } from '../journal/entry-view.tsx';
import { readEntry } from '../journal/read-entry.ts';
import { Timeline } from '../journal/timeline.tsx';
import { galleryWords } from './words.ts';

const hash = '2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae';

function entryOf(kind: string, body: EntryWire['body'], seq: number): EntryWire {
  const actor: EntryWire['actor'] =
    seq % 3 === 0
      ? { type: 'machine', name: 'intake' }
      : { type: 'person', id: 'P-1', name: seq % 2 === 0 ? '佐藤 美咲' : 'Olivia Bennett' };
  return { stream: 'C-2026-0001', seq, kind, at: '2026-11-21T05:05:00.000Z', actor, body, hash };
}

/** One of each kind, from the sample that its card brings; then long, erased and unreadable ones. */
export function GalleryCards() {
  const w = useWords(galleryWords);
  const kinds = Object.keys(cards) as EntryKind[];
  return (
    <section className="stack">
      <h2>
        {w.cards} <span className="quiet small">{kinds.length}</span>
      </h2>
      <div className="timeline">
        {kinds.map((kind, index) => (
          <EntryView key={kind} read={readEntry(entryOf(kind, cards[kind].sample as unknown as EntryWire['body'], index + 1))} />
        ))}
      </div>
      <h3>{w.long}</h3>
      <div className="timeline">
        <EntryView read={readEntry(entryOf('case.retitled', { title: w.longSubject }, 901))} />
        <EntryView
          read={readEntry(
            entryOf(
              'case.noted',
              { noteId: 'note-long', text: `${w.longSubject}\n${'0123456789abcdef'.repeat(12)}`, happenedAt: null },
              902,
            ),
          )}
        />
      </div>
      <h3>{w.erased}</h3>
      <div className="timeline">
        <EntryView read={readEntry(entryOf('case.noted', null, 903))} />
      </div>
      <h3>{w.unreadable}</h3>
      <div className="timeline">
        <EntryView read={readEntry(entryOf('kind.of-a-later-version', {}, 904))} />
        <EntryView read={readEntry(entryOf('case.rated', { severity: 7 }, 905))} />
      </div>
      <h3>{w.empty}</h3>
      <Timeline entries={[]} />
    </section>
  );
}
