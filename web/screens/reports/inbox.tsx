// SPDX-License-Identifier: Apache-2.0
import { NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import { reportRowSchema } from '../../../src/intake/contract.ts';
import { useReports } from '../../api/reports.ts';
import { scales } from '../../i18n/common.ts';
import { useWords } from '../../i18n/lang.tsx';
import { reportWords } from '../../i18n/reports.ts';
import { Failed, Forbidden, Loading } from '../../i18n/told.tsx';
import { useMay } from '../../journal/person.ts';
import { paths } from '../../paths.ts';
import type { ReportFilter } from '../../paths.ts';
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
  const [search, setSearch] = useState(filter.search ?? '');
  const set = (change: ReportFilter) => void navigate({ to: paths.reports, search: { ...filter, ...change }, replace: true });
  const later = useDebouncedCallback((text: string) => set({ search: text === '' ? undefined : text }), 200);
  return (
    <div className="filters" role="search">
      {[undefined, ...STATES].map((state) => (
        <button key={state ?? 'all'} type="button" className="pill" aria-pressed={filter.state === state} onClick={() => set({ state })}>
          {state === undefined ? w.all : s.reportState[state]}
        </button>
      ))}
      <NativeSelect
        aria-label={w.kind}
        value={filter.kind ?? ''}
        onChange={(event) => set({ kind: event.currentTarget.value === '' ? undefined : event.currentTarget.value })}
        data={[{ value: '', label: w.anyKind }, ...KINDS.map((kind) => ({ value: kind, label: s.reportKind[kind] }))]}
      />
      <TextInput
        style={{ flex: '1 1 200px' }}
        type="search"
        aria-label={w.search}
        placeholder={w.search}
        value={search}
        onChange={(event) => {
          setSearch(event.currentTarget.value);
          later(event.currentTarget.value);
        }}
      />
    </div>
  );
}

function List({ filter }: { readonly filter: ReportFilter }) {
  const w = useWords(reportWords);
  const reports = useReports(filter);
  const rows = reports.data?.pages.flatMap((page) => page.items) ?? [];
  const on = useListKeys(rows.map((row) => row.reportId));
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = reports;
  const onEnd = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  if (reports.error !== null && reports.data === undefined) return <Failed error={reports.error} retry={() => void reports.refetch()} />;
  if (reports.data === undefined) return <Loading lines={8} />;
  if (rows.length === 0) {
    const filtered = filter.state !== undefined || filter.kind !== undefined || filter.search !== undefined;
    return (
      <EmptyState title={filtered ? w.emptyFilter : w.emptyTitle}>
        {filtered ? <a href={paths.reports}>{w.clearFilter}</a> : <span>{w.emptyNext}</span>}
      </EmptyState>
    );
  }
  return <ReportRows rows={rows} on={on} onEnd={onEnd} />;
}
