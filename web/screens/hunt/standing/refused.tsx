// SPDX-License-Identifier: Apache-2.0
import { standingWords } from './words.ts';
import { useLang, useWords } from '../../../lang/lang.tsx';

type LeftOut = { readonly line: number; readonly text: string; readonly why: { readonly ja: string; readonly en: string } };

/** What could not be read, by name: nobody may believe that it is looked for. */
export function Refused(props: { readonly refused: readonly LeftOut[]; readonly total: number }) {
  const w = useWords(standingWords);
  const { lang } = useLang();
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
            <span className="quiet"> {one.why[lang]}</span>
            {one.line === 0 ? null : <span className="quiet"> {w.lineNo(one.line)}</span>}
          </li>
        ))}
        {total > refused.length ? <li>{w.refusedMore(total - refused.length)}</li> : null}
      </ul>
    </details>
  );
}
