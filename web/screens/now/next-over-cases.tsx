// SPDX-License-Identifier: Apache-2.0
import { useNextOverCases } from '../../api/cases.ts';
import { Pending } from '../../components/states.tsx';
import { When } from '../../components/when.tsx';
import { useSay, useWords } from '../../lang/lang.tsx';
import { hasScreen, paths } from '../../paths.ts';
import { nowWords } from './words.ts';

const SHOWN = 5;

/** What is next over all open cases, in the order in which the pages of the cases show it. */
export function NextOverCases() {
  const w = useWords(nowWords);
  const { two } = useSay();
  const next = useNextOverCases();
  if (next.data?.items.length === 0) return null;
  return (
    <section className="sheet stack" aria-label={w.next}>
      <h2>{w.next}</h2>
      {next.data === undefined ? <Pending on={next} lines={3} /> : null}
      <ol className="stack" style={{ gap: 8 }}>
        {next.data?.items.slice(0, SHOWN).map((item) => (
          <li key={`${item.caseId} ${item.id}`}>
            <a href={item.href !== null && hasScreen(item.href) ? item.href : paths.case(item.caseId)}>{two(item.text)}</a>
            <div className="small quiet row" style={{ gap: '2px 14px' }}>
              <span>
                {item.caseId} {item.caseTitle}
              </span>
              <span>{item.given ?? item.person ?? two(item.who)}</span>
              {item.by === null ? null : <When at={item.by} />}
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
