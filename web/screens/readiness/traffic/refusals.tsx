// SPDX-License-Identifier: Apache-2.0
import type { TrafficRow } from '../../../../src/containment/register/register.contract.ts';
import { useWords } from '../../../lang/lang.tsx';
import { recordWords } from '../record-words.ts';
import { readyWords } from '../words.ts';

/** How many lines could not be read, and the first of them with their reason. */
export function Refusals({ row }: { readonly row: TrafficRow }) {
  const w = useWords(readyWords);
  const r = useWords(recordWords);
  if (row.refused === 0) return null;
  return (
    <details className="small">
      <summary>{r.trafficRefused(row.refused.toLocaleString('en-US'))}</summary>
      <ul>
        {row.samples.map((one) => (
          <li key={`${one.line} ${one.why}`}>{one.line === 0 ? ofDay(one.why, r.why) : `${w.line(one.line)}: ${said(one.why, r.why)}`}</li>
        ))}
      </ul>
    </details>
  );
}

function said(code: string, words: Readonly<Record<string, string>>): string {
  return words[code] ?? code;
}

/** `2026-03-18: no-address ×4`, as taking from the logs leaves it. */
function ofDay(why: string, words: Readonly<Record<string, string>>): string {
  const [, day, code, count] = /^(\d{4}-\d{2}-\d{2}): ([a-z-]+)( ×\d+)?$/.exec(why) ?? [];
  return day === undefined || code === undefined ? why : `${day}: ${said(code, words)}${count ?? ''}`;
}
