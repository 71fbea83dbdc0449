// SPDX-License-Identifier: Apache-2.0
import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { TenantRow } from '../../../src/exposure/contract.ts';
import { useTenants } from '../../api/exposure.ts';
import { exposureScreenWords } from './words.ts';
import { useLang, useWords } from '../../lang/lang.tsx';
import { Pending } from '../../components/states.tsx';
import { paths } from '../../paths.ts';
import { useListKeys } from '../../ui/keys.ts';
import { EmptyState } from '../../ui/states.tsx';
import { Tag } from '../../ui/tag.tsx';
import type { Tone } from '../../ui/tag.tsx';
import { Rows } from '../../ui/rows/virtual-rows.tsx';

export const TENANT_TONES = { affected: 'act', waived: 'line', clean: 'verified', 'never-affected': 'plain' } as const satisfies Record<
  TenantRow['state'],
  Tone
>;

export const notFixed = ({ states }: TenantRow): number => states.new + states.open + states.regressed;

/** Tenants with something on record; those who are most affected first. */
export function Tenants({ caseId }: { readonly caseId: string }) {
  const w = useWords(exposureScreenWords);
  const { lang } = useLang();
  const found = useTenants(caseId);
  const rows = found.data?.items.toSorted((a, b) => notFixed(b) - notFixed(a)) ?? [];
  const on = useListKeys(rows.map((row) => row.tenant));
  if (found.data === undefined) return <Pending on={found} lines={8} />;
  if (rows.length === 0)
    return (
      <>
        <EmptyState title={w.emptyHonest} />
        <NothingFound names={found.data.nothingFound} />
      </>
    );
  const silent = Math.max(0, (found.data.looked ?? 0) - rows.length);
  return (
    <>
      {found.data.looked === null || silent === 0 ? null : <p>{w.nothingFound(found.data.looked, silent)}</p>}
      <NothingFound names={found.data.nothingFound} />
      <div className="list">
        <div className="list-row exposure-tenants-grid list-head" aria-hidden="true">
          <span>{w.tenant}</span>
          <span>
            {w.customer} / {w.contact}
          </span>
          <span>{w.state}</span>
          <span className="num">{w.counts}</span>
          <span>{w.standing}</span>
        </div>
        <Rows
          items={rows}
          idOf={(row) => row.tenant}
          height={33}
          on={on}
          renderRow={(row) => (
            <a className="list-row exposure-tenants-grid" href={paths.exposureTenant(caseId, row.tenant)} data-on={on === row.tenant}>
              <bdi className="lead one-line">{row.tenant}</bdi>
              <span className="area-from one-line">
                {row.customer === row.tenant ? '' : row.customer}{' '}
                {row.contact === '' ? null : <span className="small quiet">{row.contact}</span>}
              </span>
              <span className="area-tag">
                <Tag tone={TENANT_TONES[row.state]}>{w.tenantStates[row.state]}</Tag>
              </span>
              <span className="area-age num" aria-label={`${w.counts} ${notFixed(row)}`}>
                {notFixed(row).toLocaleString(lang)}
              </span>
              <StateCounts row={row} />
            </a>
          )}
        />
      </div>
    </>
  );
}

/** Tenants without anything on record, by name: whoever asks about one finds it here, and is told what that means. */
function NothingFound({ names }: { readonly names: readonly string[] }) {
  const w = useWords(exposureScreenWords);
  const [search, setSearch] = useState('');
  if (names.length === 0) return null;
  const wanted = search.trim().normalize('NFKC').toLowerCase();
  const shown = names.filter((name) => name.normalize('NFKC').toLowerCase().includes(wanted));
  return (
    <details className="sheet">
      <summary>{w.withoutFinding(names.length)}</summary>
      <div className="stack" style={{ paddingTop: 8 }}>
        <TextInput type="search" label={w.searchName} value={search} onChange={(event) => setSearch(event.currentTarget.value)} />
        <p role="status" className="small quiet">
          {w.namesShown(Math.min(shown.length, MOST_NAMES), shown.length)}
        </p>
        <ul className="plain-list tenant-names">
          {shown.slice(0, MOST_NAMES).map((name) => (
            <li key={name} className="mono">
              <bdi>{name}</bdi>
            </li>
          ))}
        </ul>
      </div>
    </details>
  );
}

const MOST_NAMES = 200;

export function StateCounts({ row }: { readonly row: TenantRow }) {
  const w = useWords(exposureScreenWords);
  const counted = (['new', 'open', 'regressed', 'waived', 'fixed'] as const).filter((state) => row.states[state] > 0);
  return <span className="area-kind small quiet">{counted.map((state) => `${w.states[state]} ${row.states[state]}`).join(' · ')}</span>;
}
