// SPDX-License-Identifier: Apache-2.0
import { whoWrote } from '../../src/common/words/machine-names.contract.ts';
import { Explained } from '../components/explained.tsx';
import { createContext, useContext } from 'react';
import type { ReactNode } from 'react';
import { useLang, useSay, useWords } from '../lang/lang.tsx';
import { timelineWords } from './words/timeline.ts';
import { When } from '../components/when.tsx';
import { Chips } from '../ui/evidence-chip.tsx';
import { FactList } from '../ui/fact-list.tsx';
import type { ReadEntry } from './read-entry.ts';

/** The names behind ids, where a screen knows them; without one a card shows the id. */
export const NamesContext = createContext((id: string): string => id);

/** One entry: who, when, what changed, what it rests on. Machines are quieter than people. */
export function EntryView(props: {
  readonly read: ReadEntry;
  readonly fresh?: boolean;
  readonly tools?: ReactNode;
  readonly children?: ReactNode;
}) {
  const { read, fresh, tools, children } = props;
  const w = useWords(timelineWords);
  const { two } = useSay();
  const { lang } = useLang();
  const { entry } = read;
  return (
    <article
      className={fresh === true ? 'entry glow' : 'entry'}
      data-actor={entry.actor.type}
      data-kind={entry.kind}
      id={`entry-${entry.seq}`}
      aria-label={two(read.title)}
    >
      <div className="entry-head">
        <When at={entry.at} />
        <span>{whoWrote(entry.actor, lang)}</span>
        <span className="mono" title={w.hash(entry.seq, entry.hash)}>
          #{entry.seq}
        </span>
        {tools}
      </div>
      <div className="entry-title">{two(read.title)}</div>
      <Face read={read} />
      {children}
    </article>
  );
}

function Face({ read }: { readonly read: ReadEntry }) {
  const w = useWords(timelineWords);
  const nameOf = useContext(NamesContext);
  const { lang } = useLang();
  if (read.content.is === 'erased') return <p className="quiet">○ {w.erased}</p>;
  if (read.content.is === 'unreadable') return <p className="quiet">○ {w.unreadable}</p>;
  const face = read.content.face({ lang, stream: read.entry.stream, nameOf });
  return (
    <>
      {face.lead === undefined ? null : <div className="entry-text">{face.lead}</div>}
      {face.quote === undefined ? null : <blockquote>{face.quote}</blockquote>}
      {face.facts === undefined || face.facts.length === 0 ? null : (
        <FactList facts={face.facts.map((fact) => ({ ...fact, value: explained(fact.value) }))} />
      )}
      <Chips chips={face.chips ?? []} />
    </>
  );
}

/** Words of the field explain themselves on a card, too. */
function explained(value: ReactNode): ReactNode {
  return typeof value === 'string' ? <Explained text={value} /> : value;
}
