// SPDX-License-Identifier: Apache-2.0
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import { useCases } from '../../api/cases.ts';
import { caseWords } from '../../journal/words/cases.ts';
import { useWords } from '../../lang/lang.tsx';
import { Forbidden, Pending } from '../../components/states.tsx';
import { CaseRows } from '../../journal/case-rows.tsx';
import { useMay } from '../../journal/person.ts';
import { paths } from '../../paths.ts';
import type { CaseFilter } from '../../paths.ts';
import { FilterHead } from '../../ui/filter-head.tsx';
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
  const set = (change: CaseFilter) => void navigate({ to: paths.cases, search: { ...filter, ...change }, replace: true });
  return (
    <FilterHead
      pills={{
        value: filter.state,
        all: w.states.all,
        choices: (['open', 'closed'] as const).map((value) => ({ value, label: w.states[value] })),
        onPick: (state) => set({ state }),
      }}
      search={{ label: w.search, value: filter.search, onSearch: (search) => set({ search }) }}
    />
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
  if (cases.data === undefined) return <Pending on={cases} lines={8} />;
  if (rows.length === 0) {
    const filtered = filter.state !== undefined || filter.search !== undefined;
    return <EmptyState title={filtered ? w.emptyFilter : w.emptyTitle}>{filtered ? null : w.emptyNext}</EmptyState>;
  }
  return <CaseRows rows={rows} on={on} onEnd={onEnd} />;
}
