// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core';
import type { Conflict } from '../../api/notes.ts';
import { useWords } from '../../lang/lang.tsx';
import { noteWords } from './words.ts';
import { lineDiff } from './line-diff.ts';

/** Somebody saved first. Both texts side by side, what differs marked; nothing is thrown away, whichever is chosen. */
export function ConflictView(props: { readonly conflict: Conflict; readonly yours: string; readonly onMerge: (text: string) => void }) {
  const w = useWords(noteWords);
  const { conflict, yours } = props;
  const { left, right } = lineDiff(conflict.theirs, yours);
  return (
    <div className="error-three stack" role="alert">
      <p>
        <strong>{w.conflict(conflict.author, conflict.version)}</strong>
      </p>
      <p>{w.conflictSafe}</p>
      <div className="conflict">
        <section aria-label={w.theirs(conflict.author)}>
          <h3>{w.theirs(conflict.author)}</h3>
          <Lines lines={left} word={w.onlyThere} />
        </section>
        <section aria-label={w.yours}>
          <h3>{w.yours}</h3>
          <Lines lines={right} word={w.onlyHere} />
        </section>
      </div>
      <p>{w.conflictNext}</p>
      <div className="actions">
        <Button variant="filled" onClick={() => props.onMerge(`${conflict.theirs}\n\n${yours}`)}>
          {w.mergeBoth}
        </Button>
        <Button onClick={() => props.onMerge(yours)}>{w.keepMine}</Button>
        <Button onClick={() => props.onMerge(conflict.theirs)}>{w.takeTheirs}</Button>
      </div>
    </div>
  );
}

function Lines({ lines, word }: { readonly lines: ReturnType<typeof lineDiff>['left']; readonly word: string }) {
  return (
    <div className="conflict-lines">
      {lines.map((line, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- lines have no name of their own and do not move
        <div key={index} data-differs={line.differs}>
          {line.differs ? <span className="sr">{word}: </span> : null}
          {line.text === '' ? '\u00a0' : line.text}
        </div>
      ))}
    </div>
  );
}
