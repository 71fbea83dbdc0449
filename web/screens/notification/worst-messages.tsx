// SPDX-License-Identifier: Apache-2.0
import { useWorstMessages } from '../../api/notification/audience.ts';
import { Pending } from '../../components/states.tsx';
import { useWords } from '../../lang/lang.tsx';
import { Tag } from '../../ui/tag.tsx';
import { messageWords } from './message-words.ts';

/** The dry run in full: the mails that are likeliest to be wrong, as they would leave. */
export function WorstMessages({ caseId }: { readonly caseId: string }) {
  const w = useWords(messageWords);
  const shown = useWorstMessages(caseId);
  return (
    <section className="stack">
      <h2>{w.title}</h2>
      <p>{w.lead}</p>
      {shown.data === undefined ? (
        <Pending on={shown} lines={3} />
      ) : (
        <>
          {shown.data.faults.length === 0 ? null : (
            <div className="sheet stack" role="alert">
              <strong>{w.faultTitle}</strong>
              <ul>
                {shown.data.faults.map(({ lang, line, what, readers }) => (
                  <li key={lang}>
                    {w.fault(lang, line, readers)} <code>{what}</code>
                  </li>
                ))}
              </ul>
              <span className="small">{w.faultNext}</span>
            </div>
          )}
          <p className="small quiet">{w.count(shown.data.items.length, shown.data.messages)}</p>
          {shown.data.items.map((item) => (
            <details key={item.to} className="sheet">
              <summary>
                <bdi>{item.to}</bdi>{' '}
                {item.why.map((one) => (
                  <Tag key={one}>{w.why[one]}</Tag>
                ))}
              </summary>
              <div className="small quiet">{item.customers.slice(0, 20).join(', ')}</div>
              <strong>{item.subject}</strong>
              <pre style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', fontFamily: 'inherit' }}>{item.text}</pre>
            </details>
          ))}
        </>
      )}
    </section>
  );
}
