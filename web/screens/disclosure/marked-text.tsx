// SPDX-License-Identifier: Apache-2.0
import type { StatementDraft } from '../../../src/disclosure/contract.ts';

/** The text with each number, time and name underlined; pointing at one shows its field. Spans inside another are left to it. */
export function MarkedText({ text, spans }: Pick<StatementDraft, 'text' | 'spans'>) {
  const outer = spans
    .filter(
      ({ span }) =>
        !spans.some((other) => other.span !== span && other.span[0] <= span[0] && other.span[1] >= span[1] && wider(other.span, span)),
    )
    .toSorted((a, b) => a.span[0] - b.span[0]);
  const pieces: { readonly at: number; readonly text: string; readonly field: string | null }[] = [];
  let from = 0;
  for (const { span, field } of outer) {
    if (span[0] < from) continue;
    if (span[0] > from) pieces.push({ at: from, text: text.slice(from, span[0]), field: null });
    pieces.push({ at: span[0], text: text.slice(span[0], span[1]), field });
    from = span[1];
  }
  pieces.push({ at: from, text: text.slice(from), field: null });
  return (
    <blockquote style={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere', margin: 0 }}>
      {pieces.map((piece) =>
        piece.field === null ? (
          <span key={piece.at}>{piece.text}</span>
        ) : (
          <u key={piece.at} title={piece.field} style={{ textDecorationStyle: 'dotted', textUnderlineOffset: 4 }}>
            {piece.text}
          </u>
        ),
      )}
    </blockquote>
  );
}

function wider(one: readonly [number, number], other: readonly [number, number]): boolean {
  return one[1] - one[0] > other[1] - other[0];
}
