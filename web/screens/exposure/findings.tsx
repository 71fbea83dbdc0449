// SPDX-License-Identifier: Apache-2.0
import { NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import { findingStateSchema } from '../../../src/exposure/contract.ts';
import type { ExposureRule } from '../../../src/exposure/contract.ts';
import { useFindings, useTenants } from '../../api/exposure.ts';
import { exposureScreenWords } from './words.ts';
import { useLang, useSay, useWords } from '../../lang/lang.tsx';
import { Failed, Pending } from '../../components/states.tsx';
import { paths } from '../../paths.ts';
import type { ExposureFilter } from '../../paths.ts';
import { EmptyState } from '../../ui/states.tsx';
import { FindingRows } from './finding-rows.tsx';

type Props = { readonly caseId: string; readonly rules: readonly ExposureRule[] };

/** Every exposure of the case; the filter stands in the address. */
export function Findings({ caseId, rules }: Props) {
  const filter: ExposureFilter = useSearch({ strict: false });
  return (
    <section className="stack">
      <Filters caseId={caseId} rules={rules} filter={filter} />
      <List caseId={caseId} rules={rules} filter={filter} />
    </section>
  );
}

function Filters({ caseId, rules, filter }: Props & { readonly filter: ExposureFilter }) {
  const w = useWords(exposureScreenWords);
  const { two } = useSay();
  const navigate = useNavigate();
  const tenants = useTenants(caseId);
  const [search, setSearch] = useState(filter.search ?? '');
  const set = (change: ExposureFilter) =>
    void navigate({ to: paths.exposure(caseId), search: { ...filter, ...change }, replace: true, resetScroll: false });
  const later = useDebouncedCallback((text: string) => set({ search: text === '' ? undefined : text }), 250);
  const orNothing = (text: string) => (text === '' ? undefined : text);
  return (
    <div className="filters no-print" role="search">
      <div className="exposure-states" role="group" aria-label={w.state}>
        {[undefined, ...findingStateSchema.options].map((state) => (
          <button key={state ?? 'all'} type="button" className="pill" aria-pressed={filter.state === state} onClick={() => set({ state })}>
            {state === undefined ? w.anyState : w.states[state]}
          </button>
        ))}
      </div>
      <NativeSelect
        className="exposure-select"
        aria-label={w.rule}
        value={filter.rule ?? ''}
        onChange={(event) => set({ rule: orNothing(event.currentTarget.value) })}
        data={[{ value: '', label: w.anyRule }, ...rules.map((rule) => ({ value: rule.rule, label: two(rule.title) }))]}
      />
      <NativeSelect
        className="exposure-select"
        aria-label={w.tenant}
        value={filter.tenant ?? ''}
        onChange={(event) => set({ tenant: orNothing(event.currentTarget.value) })}
        data={[
          { value: '', label: w.anyTenant },
          ...(tenants.data?.items.map(({ tenant, customer }) => ({
            value: tenant,
            label: customer === '' || customer === tenant ? tenant : `${tenant} — ${customer}`,
          })) ?? []),
        ]}
      />
      <TextInput
        style={{ flex: '1 1 180px' }}
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

function List({ caseId, rules, filter }: Props & { readonly filter: ExposureFilter }) {
  const w = useWords(exposureScreenWords);
  const { lang } = useLang();
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useFindings(caseId, filter);
  const onEnd = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  if (data === undefined) return <Pending on={{ error, refetch }} lines={8} />;
  const rows = data.pages.flatMap((page) => page.items);
  if (rows.length === 0) {
    const filtered = Object.values(filter).some((each) => each !== undefined);
    return (
      <EmptyState title={filtered ? w.emptyFilter : w.emptyHonest}>
        {filtered ? <a href={paths.exposure(caseId)}>{w.clear}</a> : null}
      </EmptyState>
    );
  }
  return (
    <>
      <p className="small quiet" role="status">
        {w.shown(rows.length.toLocaleString(lang), (data.pages[0]?.total ?? rows.length).toLocaleString(lang), hasNextPage ? w.goesOn : '')}
      </p>
      <FindingRows caseId={caseId} rows={rows} rules={rules} onEnd={onEnd} />
      {error === null ? null : <Failed error={error} retry={() => void fetchNextPage()} />}
    </>
  );
}
