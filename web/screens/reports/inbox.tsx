// SPDX-License-Identifier: Apache-2.0
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import { reportRowSchema } from '../../../src/intake/contract.ts';
import { useReports } from '../../api/reports.ts';
import { scales } from '../../i18n/common.ts';
import { useWords } from '../../i18n/lang.tsx';
import { reportWords } from '../../i18n/reports.ts';
import { Failed, Forbidden, Loading } from '../../i18n/told.tsx';
import { useMay } from '../../journal/person.ts';
import { paths } from '../../paths.ts';
import type { ReportFilter } from '../../paths.ts';
import { FilterHead } from '../../ui/filter-head.tsx';
import { useListKeys } from '../../ui/keys.ts';
import { EmptyState } from '../../ui/states.tsx';
import { DropZone } from './drop-zone.tsx';
import { ReportRows } from './report-rows.tsx';

const STATES = reportRowSchema.shape.state.options;
const KINDS = reportRowSchema.shape.kind.options;

/** All reports, newest first; the filter stands in the address, so that Back and a shared link work. */
export function Inbox() {
  const w = useWords(reportWords);
  const allowed = useMay('read');
  const mayWork = useMay('work');
  const filter: ReportFilter = useSearch({ strict: false });
  if (!allowed) return <Forbidden />;
  return (
    <div className="page">
      <div className="page-head">
        <h1>{w.title}</h1>
        {mayWork ? <a href={paths.newReport}>{w.writeDown}</a> : null}
      </div>
      {mayWork ? <DropZone /> : null}
      <Filters filter={filter} />
      <List filter={filter} />
    </div>
  );
}

function Filters({ filter }: { readonly filter: ReportFilter }) {
  const w = useWords(reportWords);
  const s = useWords(scales);
  const navigate = useNavigate();
  const set = (change: ReportFilter) => void navigate({ to: paths.reports, search: { ...filter, ...change }, replace: true });
  return (
    <FilterHead
      pills={{
        value: filter.state,
        all: w.all,
        choices: STATES.map((value) => ({ value, label: s.reportState[value] })),
        onPick: (state) => set({ state }),
      }}
      select={{
        label: w.kind,
        value: filter.kind,
        any: w.anyKind,
        choices: KINDS.map((value) => ({ value, label: s.reportKind[value] })),
        onPick: (kind) => set({ kind }),
      }}
      search={{ label: w.search, value: filter.search, onSearch: (search) => set({ search }) }}
    />
  );
}

function List({ filter }: { readonly filter: ReportFilter }) {
  const w = useWords(reportWords);
  const reports = useReports(asked(filter));
  const rows = reports.data?.pages.flatMap((page) => page.items) ?? [];
  const apart = reports.data?.pages[0]?.apart ?? 0;
  const on = useListKeys(rows.map((row) => row.reportId));
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = reports;
  const onEnd = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  if (reports.error !== null && reports.data === undefined) return <Failed error={reports.error} retry={() => void reports.refetch()} />;
  if (reports.data === undefined) return <Loading lines={8} />;
  if (rows.length === 0 && apart > 0)
    return (
      <>
        <Apart filter={filter} count={apart} />
        <EmptyState title={w.emptyBeside} />
      </>
    );
  if (rows.length === 0) {
    const filtered = filter.state !== undefined || filter.kind !== undefined || filter.search !== undefined;
    return (
      <EmptyState title={filtered ? w.emptyFilter : w.emptyTitle}>
        {filtered ? <a href={paths.reports}>{w.clearFilter}</a> : <span>{w.emptyNext}</span>}
      </EmptyState>
    );
  }
  return (
    <>
      <Apart filter={filter} count={apart} />
      <ReportRows rows={rows} on={on} onEnd={onEnd} />
    </>
  );
}

/** A kind that somebody asked for is shown whatever it is; else what a machine sent stays aside until it is asked for. */
function asked(filter: ReportFilter): ReportFilter {
  const { apart, ...rest } = filter;
  return apart === 'shown' || filter.kind !== undefined ? rest : { ...rest, standing: 'case' };
}

/** How many stand aside: never dropped, never counted away. */
function Apart({ filter, count }: { readonly filter: ReportFilter; readonly count: number }) {
  const w = useWords(reportWords);
  const shown = filter.apart === 'shown';
  if (filter.kind !== undefined || (!shown && count === 0)) return null;
  return (
    <p className="small row" style={{ gap: '4px 12px' }}>
      <span>{shown ? w.apartShown : w.apartHidden(count)}</span>
      <a href={paths.reportsWith({ ...filter, apart: shown ? undefined : 'shown' })}>{shown ? w.apartHide : w.apartShow}</a>
    </p>
  );
}
