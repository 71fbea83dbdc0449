// SPDX-License-Identifier: Apache-2.0
export type Mark = 'proved' | 'derived' | 'not-checkable' | 'open';

const SHAPES = { proved: '●', derived: '◐', 'not-checkable': '○', open: '…' } as const satisfies Record<Mark, string>;

/** ● proved · ◐ derived · ○ not checkable · … still open. The word is always there for those who do not see the shape. */
export function MarkSign({ mark, word }: { readonly mark: Mark; readonly word: string }) {
  return (
    <span className={`mark mark-${mark}`} title={word}>
      <span aria-hidden="true">{SHAPES[mark]}</span>
      <span className="sr">{word}</span>
    </span>
  );
}
