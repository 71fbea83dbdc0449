// SPDX-License-Identifier: Apache-2.0
import { useGaps } from '../../../api/hunt/hunt.ts';
import type { Asked } from '../../../api/hunt/hunt.ts';
import { huntPageWords } from '../words.ts';
import { useWords } from '../../../lang/lang.tsx';

const WIDTH = 300;
const HEIGHT = 48;

/** The intervals in their order: a level row is a clock, a ragged one is a person. The sentence beside it has the figures. */
export function GapsPicture({ asked }: { readonly asked: Asked }) {
  const w = useWords(huntPageWords);
  const found = useGaps(asked);
  const gaps = found.data?.gaps ?? [];
  if (gaps.length < 3) return null;
  const sorted = gaps.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  const median = at(0.5);
  // Pauses of hours would press the rhythm flat: what is above three medians touches the top.
  const top = Math.max(median * 3, 1);
  const shown = gaps.slice(-WIDTH / 2);
  const step = WIDTH / shown.length;
  const y = (gap: number): number => HEIGHT - (Math.min(gap, top) / top) * (HEIGHT - 2);
  const text = w.gapsText(gaps.length, median, at(0.1), at(0.9));
  return (
    <figure className="stack" style={{ gap: 2, margin: 0 }}>
      <svg
        className="gaps-picture"
        role="img"
        aria-label={`${w.gaps}: ${text}`}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
      >
        <line x1="0" x2={WIDTH} y1={y(median)} y2={y(median)} />
        {shown.map((gap, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- the place in the row is what a gap is
          <rect key={index} x={index * step} width={Math.max(0.8, step - 0.4)} y={y(gap)} height={2.5} />
        ))}
      </svg>
      <figcaption className="small quiet">{text}</figcaption>
    </figure>
  );
}
