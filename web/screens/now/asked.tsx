// SPDX-License-Identifier: Apache-2.0
import { useAsked } from '../../api/cases.ts';
import { Failed } from '../../components/states.tsx';
import { When } from '../../components/when.tsx';
import { useSay, useWords } from '../../lang/lang.tsx';
import { useMay } from '../../journal/person.ts';
import { nowWords } from './words.ts';

/** What others asked this person to do. Who may not read cases sees the task alone. */
export function AskedOfMe({ alone = false }: { readonly alone?: boolean }) {
  const w = useWords(nowWords);
  const { two } = useSay();
  const mayRead = useMay('read');
  const asked = useAsked();
  if (asked.data === undefined) return asked.error === null ? null : <Failed error={asked.error} retry={() => void asked.refetch()} />;
  if (asked.data.items.length === 0) return alone ? <p className="quiet">{w.askedNothing}</p> : null;
  return (
    <section className="sheet stack" aria-label={w.asked}>
      <h2>{w.asked}</h2>
      <ul className="stack" style={{ gap: 8 }}>
        {asked.data.items.map((item) => (
          <li key={`${item.caseId} ${item.id}`}>
            {mayRead && item.href !== null ? <a href={item.href}>{two(item.text)}</a> : <b>{two(item.text)}</b>}
            <div className="small quiet row" style={{ gap: '2px 14px' }}>
              <span>
                {item.caseId} {item.caseTitle}
              </span>
              {item.by === null ? null : <When at={item.by} />}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
