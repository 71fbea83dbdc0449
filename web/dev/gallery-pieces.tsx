// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { ApiError, offline, unexpected } from '../api/fetch/problem.ts';
import { common, scales } from '../lang/common.ts';
import { useWords } from '../lang/lang.tsx';
import { Failed, Forbidden, Loading } from '../components/states.tsx';
import { EvidenceChip } from '../ui/evidence-chip.tsx';
import { HeldCard } from '../ui/held-card.tsx';
import type { HeldState } from '../ui/held-card.tsx';
import { NextThree } from '../ui/next-three.tsx';
import { EmptyState, OfflineBand } from '../ui/states.tsx';
import { Strip } from '../ui/strip.tsx';
import { Tag } from '../ui/tag.tsx';
import { ThreeLists } from '../ui/three-lists.tsx';
import type { ListedStatement } from '../ui/three-lists.tsx';
import { galleryWords } from './words.ts';

export function Piece({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <section className="stack" aria-label={name}>
      <h2 className="mono">{name}</h2>
      {children}
    </section>
  );
}

export function GalleryPieces() {
  const w = useWords(galleryWords);
  const s = useWords(scales);
  const c = useWords(common);
  return (
    <>
      <Piece name="Tag">
        <div className="row">
          <Tag>{s.reportKind.report}</Tag>
          <Tag tone="act">{s.urgency.now}</Tag>
          <Tag tone="verified">{s.reportState.resolved}</Tag>
          <Tag tone="alive">{s.caseState.open}</Tag>
          <Tag tone="plain">{s.reportState.rejected}</Tag>
        </div>
      </Piece>
      <Piece name="EvidenceChip">
        <div className="row">
          {(['proved', 'derived', 'not-checkable'] as const).map((mark) => (
            <EvidenceChip key={mark} chip={{ id: mark, label: c.mark[mark], mark: { is: mark, word: c.mark[mark] }, href: '#' }} />
          ))}
          <EvidenceChip chip={{ id: 'long', label: w.longSubject, title: w.longSubject }} />
        </div>
      </Piece>
      <Piece name="ThreeLists">
        <Lists />
      </Piece>
      <Piece name="NextThree">
        <Steps />
      </Piece>
      <Piece name="HeldCard">
        <Held mayRelease />
        <Held mayRelease={false} />
      </Piece>
      <Piece name="Strip">
        <Strip
          label={w.title}
          open="truth"
          onOpen={() => undefined}
          stations={(['report', 'truth', 'spread', 'containment', 'fix', 'customers', 'public'] as const).map((id, index) => ({
            id,
            name: s.station[id],
            state: index === 0 ? 'done' : index === 1 ? 'running' : 'waiting',
            word: index === 0 ? s.reportState.resolved : index === 1 ? s.reportState.open : s.reportState.new,
            figure: index === 0 ? { value: '3', unit: '' } : null,
            deadline: null,
            struck: id === 'customers' ? w.longSubject : null,
          }))}
        />
      </Piece>
      <Piece name={w.empty}>
        <EmptyState title={w.emptyTitle}>{w.emptyNext}</EmptyState>
      </Piece>
      <Piece name={w.loading}>
        <Loading lines={4} delay={0} />
      </Piece>
      <Piece name={w.failed}>
        <Failed error={new ApiError(unexpected(500))} retry={() => undefined} />
      </Piece>
      <Piece name={w.offline}>
        <OfflineBand text={c.offline} />
        <Failed error={new ApiError(offline)} retry={() => undefined} />
      </Piece>
      <Piece name={w.forbidden}>
        <Forbidden />
      </Piece>
    </>
  );
}

function Lists() {
  const w = useWords(galleryWords);
  const c = useWords(common);
  const item = (mark: ListedStatement['mark'], text: string): ListedStatement => ({
    id: `${mark}${text.length}`,
    text,
    mark,
    markWord: c.mark[mark],
    chips: [{ id: 'a', label: '2c26b46b', href: '#' }],
  });
  const lists = (empty: boolean) =>
    [
      { title: c.known, empty: c.knownEmpty, items: empty ? [] : [item('proved', w.subject), item('derived', w.longSubject)] },
      { title: c.unknown, empty: c.unknownEmpty, items: empty ? [] : [item('open', w.subject)] },
      { title: c.notCheckable, empty: c.notCheckableEmpty, items: empty ? [] : [item('not-checkable', w.subject)] },
    ] as const;
  return (
    <>
      <ThreeLists lists={lists(false)} />
      <ThreeLists lists={lists(true)} />
    </>
  );
}

function Steps() {
  const w = useWords(galleryWords);
  const detail = [w.stepWho, w.stepBy, w.stepWhy];
  const actions = <Button size="compact-sm">{w.done}</Button>;
  return (
    <>
      <NextThree
        empty={w.empty}
        more={null}
        steps={[
          { id: '1', text: w.step, detail, actions },
          { id: '2', text: w.longSubject, detail, actions },
        ]}
      />
      <NextThree empty={w.emptyNext} more={null} steps={[]} />
    </>
  );
}

function Held({ mayRelease }: { readonly mayRelease: boolean }) {
  const w = useWords(galleryWords);
  const [state, setState] = useState<HeldState>({ is: 'held' });
  return (
    <HeldCard
      title={w.release}
      words={w}
      state={state}
      mayRelease={mayRelease}
      onRelease={() => setState({ is: 'released', by: '佐藤 美咲', undoUntil: Date.now() + 60_000 })}
      onUndo={() => setState({ is: 'undone', by: '佐藤 美咲' })}
      facts={[
        { name: w.what, value: w.heldWhat },
        { name: w.whom, value: w.heldWhom },
        { name: w.why, value: w.heldWhy },
        { name: w.who, value: w.heldWho },
        { name: w.after, value: w.heldThen },
        { name: w.undoing, value: w.heldUndo },
      ]}
    />
  );
}
