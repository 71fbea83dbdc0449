// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { FactList } from './fact-list.tsx';
import type { Fact } from './fact-list.tsx';

export type HeldWords = {
  readonly held: string;
  readonly released: string;
  readonly release: string;
  readonly undo: (seconds: number) => string;
  readonly undone: string;
};

export type HeldState =
  | { readonly is: 'held' }
  | { readonly is: 'released'; readonly by: string; readonly undoUntil: number | null }
  | { readonly is: 'undone'; readonly by: string };

/** Whatever leaves the organisation is here first: what, to whom, why, who may release it, what then, undo or not. */
export function HeldCard(props: {
  readonly title: ReactNode;
  readonly facts: readonly Fact[];
  readonly words: HeldWords;
  readonly state: HeldState;
  readonly mayRelease: boolean;
  readonly onRelease: () => void;
  readonly onUndo: () => void;
}) {
  const { state, words } = props;
  const left = useSecondsUntil(state.is === 'released' ? state.undoUntil : null);
  return (
    <article className={`sheet held stack ${state.is === 'held' ? '' : 'held-released'}`}>
      <div className="spread">
        <h3>{props.title}</h3>
        <span className={`tag ${state.is === 'held' ? 'tag-act' : 'tag-verified'}`}>
          {state.is === 'held' ? words.held : state.is === 'released' ? `${words.released} ${state.by}` : `${words.undone} ${state.by}`}
        </span>
      </div>
      <FactList facts={props.facts} />
      {state.is === 'held' ? (
        <div className="actions">
          <Button className="act" variant="filled" disabled={!props.mayRelease} onClick={props.onRelease}>
            {words.release}
          </Button>
        </div>
      ) : null}
      {left > 0 ? (
        <div className="actions">
          <Button onClick={props.onUndo}>{words.undo(left)}</Button>
        </div>
      ) : null}
    </article>
  );
}

function useSecondsUntil(until: number | null): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (until === null) return undefined;
    const timer = window.setInterval(() => setNow(Date.now()), 1000);
    return () => window.clearInterval(timer);
  }, [until]);
  return until === null ? 0 : Math.max(0, Math.ceil((until - now) / 1000));
}
