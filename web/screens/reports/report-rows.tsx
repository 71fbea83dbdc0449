// SPDX-License-Identifier: Apache-2.0
import type { ReportRow } from '../../../src/intake/contract.ts';
import { scales } from '../../lang/common.ts';
import { useLang, useWords } from '../../lang/lang.tsx';
import { apartReason } from './apart-words.ts';
import { reportWords } from '../../journal/words/reports.ts';
import { Age } from '../../components/when.tsx';
import { waitsForPerson } from '../../journal/waits.ts';
import { paths } from '../../paths.ts';
import { Tag } from '../../ui/tag.tsx';
import type { Tone } from '../../ui/tag.tsx';
import { Rows } from '../../ui/rows/virtual-rows.tsx';

const TONES = { new: 'line', open: 'line', resolved: 'verified', rejected: 'plain' } as const satisfies Record<ReportRow['state'], Tone>;

/** Vermilion only where a person must act: a new report, not a bounce or a list that was kept apart. */
export function toneOf(row: Pick<ReportRow, 'kind' | 'state'>): Tone {
  return row.state === 'new' && waitsForPerson(row.kind) ? 'act' : TONES[row.state];
}

export function ReportRows(props: { readonly rows: readonly ReportRow[]; readonly on: string | null; readonly onEnd?: () => void }) {
  const w = useWords(reportWords);
  return (
    <div className="list">
      <div className="list-row reports-grid list-head" aria-hidden="true">
        <span>{w.columns.state}</span>
        <span>{w.columns.from}</span>
        <span>{w.columns.subject}</span>
        <span>{w.columns.kind}</span>
        <span className="num">{w.columns.arrivals}</span>
        <span className="num">{w.columns.age}</span>
      </div>
      <Rows
        items={props.rows}
        idOf={(row) => row.reportId}
        height={33}
        on={props.on}
        onEnd={props.onEnd}
        renderRow={(row) => <Row row={row} on={props.on === row.reportId} />}
      />
    </div>
  );
}

function Row({ row, on }: { readonly row: ReportRow; readonly on: boolean }) {
  const w = useWords(reportWords);
  const s = useWords(scales);
  const { lang } = useLang();
  const why = row.caseId === null && row.why !== null ? apartReason(row.why, lang) : null;
  const subject = row.subject === '' ? w.noSubject : row.subject;
  return (
    <a className="list-row reports-grid" href={paths.report(row.reportId)} data-on={on} data-new={row.state === 'new'}>
      <span className="area-tag">
        <Tag tone={toneOf(row)}>{s.reportState[row.state]}</Tag>
      </span>
      <span className="area-from one-line" title={row.from}>
        {row.from === '' ? w.noFrom : row.from}
      </span>
      <span className="lead one-line" title={subject}>
        {subject}
      </span>
      <span className="area-kind small quiet one-line" title={why === null ? s.reportKind[row.kind] : `${s.reportKind[row.kind]}: ${why}`}>
        {s.reportKind[row.kind]}
        {why === null ? '' : ` — ${why}`}
      </span>
      <span className="wide-only num small quiet">{w.arrivals(row.arrivals)}</span>
      <span className="area-age num small quiet">
        <Age at={row.receivedAt} />
      </span>
    </a>
  );
}
