// SPDX-License-Identifier: Apache-2.0
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import { reportRowSchema } from '../../../src/intake/contract.ts';
import { useReports } from '../../api/reports.ts';
import { scales } from '../../lang/common.ts';
import { useWords } from '../../lang/lang.tsx';
import { reportWords } from '../../journal/words/reports.ts';
import { Forbidden, Pending } from '../../components/states.tsx';
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
  const apart = reports.data?.pages[0]?.apart ?? [];
  const on = useListKeys(rows.map((row) => row.reportId));
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = reports;
  const onEnd = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  if (reports.data === undefined) return <Pending on={reports} lines={8} />;
  if (rows.length === 0 && apart.length > 0)
    return (
      <>
        <Apart filter={filter} kinds={apart} />
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
      <Apart filter={filter} kinds={apart} />
      <ReportRows rows={rows} on={on} onEnd={onEnd} />
    </>
  );
}

/** A kind that somebody asked for is shown whatever it is; else what a machine sent stays aside until it is asked for. */
function asked(filter: ReportFilter): ReportFilter {
  const { apart, ...rest } = filter;
  return apart === 'shown' || filter.kind !== undefined ? rest : { ...rest, standing: 'case' };
}

type Kinds = NonNullable<NonNullable<ReturnType<typeof useReports>['data']>['pages'][number]['apart']>;

/** How many stand aside, by the reason for it, each one press away: never dropped, never counted away. */
function Apart({ filter, kinds }: { readonly filter: ReportFilter; readonly kinds: Kinds }) {
  const w = useWords(reportWords);
  const s = useWords(scales);
  const shown = filter.apart === 'shown';
  if (filter.kind !== undefined || (!shown && kinds.length === 0)) return null;
  return (
    <p className="small row" style={{ gap: '4px 12px' }}>
      <span>{shown ? w.apartShown : w.apartHidden(kinds.reduce((sum, { count }) => sum + count, 0))}</span>
      {shown
        ? null
        : kinds.map(({ kind, count }) => (
            <a key={kind} href={paths.reportsWith({ ...filter, apart: undefined, kind })}>
              {s.reportKind[kind]} {count}
            </a>
          ))}
      <a href={paths.reportsWith({ ...filter, apart: shown ? undefined : 'shown' })}>{shown ? w.apartHide : w.apartShow}</a>
    </p>
  );
}
