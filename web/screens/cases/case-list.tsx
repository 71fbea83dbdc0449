// SPDX-License-Identifier: Apache-2.0
import { TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import { useCases } from '../../api/cases.ts';
import { caseWords } from '../../i18n/cases.ts';
import { useWords } from '../../i18n/lang.tsx';
import { Failed, Forbidden, Loading } from '../../i18n/told.tsx';
import { CaseRows } from '../../journal/case-rows.tsx';
import { useMay } from '../../journal/person.ts';
import { paths } from '../../paths.ts';
import type { CaseFilter } from '../../paths.ts';
import { useListKeys } from '../../ui/keys.ts';
import { EmptyState } from '../../ui/states.tsx';

export function CaseList() {
  const w = useWords(caseWords);
  const allowed = useMay('read');
  const search: CaseFilter = useSearch({ strict: false });
  if (!allowed) return <Forbidden />;
  return (
    <div className="page">
      <h1>{w.title}</h1>
      <Filters filter={search} />
      <List filter={search} />
    </div>
  );
}

function Filters({ filter }: { readonly filter: CaseFilter }) {
  const w = useWords(caseWords);
  const navigate = useNavigate();
  const [search, setSearch] = useState(filter.search ?? '');
  const set = (change: CaseFilter) => void navigate({ to: paths.cases, search: { ...filter, ...change }, replace: true });
  const later = useDebouncedCallback((text: string) => set({ search: text === '' ? undefined : text }), 200);
  return (
    <div className="filters" role="search">
      {([undefined, 'open', 'closed'] as const).map((state) => (
        <button key={state ?? 'all'} type="button" className="pill" aria-pressed={filter.state === state} onClick={() => set({ state })}>
          {w.states[state ?? 'all']}
        </button>
      ))}
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

function List({ filter }: { readonly filter: CaseFilter }) {
  const w = useWords(caseWords);
  const cases = useCases(filter);
  const rows = cases.data?.pages.flatMap((page) => page.items) ?? [];
  const on = useListKeys(rows.map((row) => row.id));
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = cases;
  const onEnd = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  if (cases.error !== null && cases.data === undefined) return <Failed error={cases.error} retry={() => void cases.refetch()} />;
  if (cases.data === undefined) return <Loading lines={8} />;
  if (rows.length === 0) {
    const filtered = filter.state !== undefined || filter.search !== undefined;
    return <EmptyState title={filtered ? w.emptyFilter : w.emptyTitle}>{filtered ? null : w.emptyNext}</EmptyState>;
  }
  return <CaseRows rows={rows} on={on} onEnd={onEnd} />;
}
