// SPDX-License-Identifier: Apache-2.0
import type { PreviewWire } from '../../../../src/hunt/sources/sources.contract.ts';
import { useSay, useWords } from '../../../lang/lang.tsx';
import { logsWords } from './words.ts';

/** How the first lines would be read: each with its columns, or why not. */
export function TriedLines({ seen }: { readonly seen: PreviewWire }) {
  const w = useWords(logsWords);
  const { two } = useSay();
  if (seen.fault !== null) return <p role="status">{two(seen.fault)}</p>;
  const read = seen.lines.filter((one) => one.reject === '').length;
  return (
    <section className="stack" style={{ gap: 6 }} role="status" aria-label={w.tried}>
      <h4>{w.tried}</h4>
      <p className="small">{seen.lines.length === 0 ? w.triedNone : w.triedRead(read, seen.lines.length)}</p>
      <ol className="small">
        {seen.lines.map(({ line, reject, columns }) => (
          <li key={line} value={line}>
            {reject === '' ? (
              columns.map(({ name, value }) => (
                <span key={name} style={{ marginInlineEnd: 12 }}>
                  <span className="quiet">{name}</span> <bdi className="mono">{value}</bdi>
                </span>
              ))
            ) : (
              <span>
                {w.notRead}: {reject}
              </span>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
