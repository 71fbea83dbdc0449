// SPDX-License-Identifier: Apache-2.0
import { standingWords } from '../../i18n/hunt-standing.ts';
import { useWords } from '../../i18n/lang.tsx';

/** What could not be read, by name: nobody may believe that it is looked for. */
export function Refused(props: { readonly refused: readonly { readonly line: number; readonly text: string }[]; readonly total: number }) {
  const w = useWords(standingWords);
  const { refused, total } = props;
  if (total === 0) return null;
  return (
    <details open={total <= 10}>
      <summary>▲ {w.refused(total)}</summary>
      <ul className="small">
        {refused.map((one, at) => (
          // oxlint-disable-next-line react/no-array-index-key -- two of them may say the same
          <li key={at}>
            <bdi className="mono">{one.text}</bdi>
            {one.line === 0 ? null : <span className="quiet"> {w.lineNo(one.line)}</span>}
          </li>
        ))}
        {total > refused.length ? <li>{w.refusedMore(total - refused.length)}</li> : null}
      </ul>
    </details>
  );
}
