// SPDX-License-Identifier: Apache-2.0
import { useReports } from '../../api/reports.ts';
import { Age } from '../../components/when.tsx';
import { reportWords } from '../../journal/words/reports.ts';
import { scales } from '../../lang/common.ts';
import { useWords } from '../../lang/lang.tsx';
import { paths } from '../../paths.ts';
import { Tag } from '../../ui/tag.tsx';
import { nowWords } from './words.ts';

const SHOWN = 5;

/** Mails that a rule put apart although they speak of a weakness or a break-in, and that nobody has looked at. */
export function useSpeakingApart() {
  return useReports({ state: 'new', standing: 'apart', speaks: 'true' }).data?.pages[0]?.items ?? [];
}

export function SpeakingApart({ rows }: { readonly rows: ReturnType<typeof useSpeakingApart> }) {
  const w = useWords(nowWords);
  const r = useWords(reportWords);
  const s = useWords(scales);
  if (rows.length === 0) return null;
  return (
    <section className="sheet stack" aria-label={w.apart}>
      <div className="spread">
        <h3>
          <Tag tone="act">{rows.length}</Tag> {w.apart}
        </h3>
        <a href={paths.reportsWith({ apart: 'shown', state: 'new' })}>{w.all}</a>
      </div>
      <p className="small quiet">{w.apartLead}</p>
      <div className="list">
        {rows.slice(0, SHOWN).map((row) => (
          <a key={row.reportId} className="list-row waiting-grid" href={paths.report(row.reportId)} data-new="true">
            <span className="lead">{row.subject === '' ? r.noSubject : row.subject}</span>
            <span className="one-line quiet small">{row.from === '' ? r.noFrom : row.from}</span>
            <span className="small quiet">{s.reportKind[row.kind]}</span>
            <span className="small quiet num">
              <Age at={row.receivedAt} />
            </span>
          </a>
        ))}
      </div>
    </section>
  );
}
