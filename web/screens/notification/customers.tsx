// SPDX-License-Identifier: Apache-2.0
import { Button, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import type { CustomerRow } from '../../../src/notification/contract.ts';
import { useCustomers } from '../../api/notification/customers.ts';
import { useWords } from '../../lang/lang.tsx';
import { Forbidden, Pending } from '../../components/states.tsx';
import { useMay } from '../../journal/person.ts';
import { EmptyState } from '../../ui/states.tsx';
import { ImportCustomers } from './import-customers.tsx';
import { Ladder } from './ladder.tsx';
import { SilentContacts } from './silent-contacts.tsx';
import { SwitchDialog } from './switch-dialog.tsx';
import type { Switching } from './switch-dialog.tsx';
import { customerWords } from './words.ts';
import { WideTable } from '../../components/wide-table.tsx';

/** The register of customers: whom a notice reaches, by which steps, and what is not used. */
export function Customers() {
  const w = useWords(customerWords);
  const works = useMay('work');
  const reads = useMay('read');
  const [search, setSearch] = useState('');
  const [wanted] = useDebouncedValue(search.trim(), 200);
  const [after, setAfter] = useState<string | null>(null);
  const [switching, setSwitching] = useState<Switching | null>(null);
  const customers = useCustomers(wanted, after);
  if (!reads) return <Forbidden />;
  return (
    <div className="page">
      <h1>{w.title}</h1>
      <p>{w.lead}</p>
      {customers.data === undefined ? (
        <Pending on={customers} lines={8} />
      ) : (
        <section className="stack">
          <div className="filters" role="search">
            <TextInput
              style={{ flex: '1 1 240px', maxWidth: 480 }}
              type="search"
              aria-label={w.search}
              placeholder={w.search}
              value={search}
              onChange={(event) => {
                setSearch(event.currentTarget.value);
                setAfter(null);
              }}
            />
            <span className="quiet">{w.total(customers.data.total)}</span>
          </div>
          {customers.data.items.length === 0 ? (
            <EmptyState title={wanted === '' ? w.emptyTitle : w.emptyFilter}>{wanted === '' ? w.emptyNext : null}</EmptyState>
          ) : (
            <CustomerTable rows={customers.data.items} onSwitch={works ? setSwitching : null} />
          )}
          <div className="actions">
            {after === null ? null : <Button onClick={() => setAfter(null)}>{w.first}</Button>}
            {customers.data.next === null ? null : <Button onClick={() => setAfter(customers.data.next)}>{w.more}</Button>}
          </div>
        </section>
      )}
      <SilentContacts onSwitch={works ? setSwitching : null} />
      {works ? <ImportCustomers /> : null}
      {switching === null ? null : <SwitchDialog {...switching} onClose={() => setSwitching(null)} />}
    </div>
  );
}

function CustomerTable({
  rows,
  onSwitch,
}: {
  readonly rows: readonly CustomerRow[];
  readonly onSwitch: ((what: Switching) => void) | null;
}) {
  const w = useWords(customerWords);
  return (
    <WideTable>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{w.customer}</th>
            <th scope="col">{w.ladder}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.customerId}>
              <td>
                <strong>{row.name}</strong>
                <div className="small quiet">
                  {row.customerId} · {row.contracts.length === 0 ? w.none : row.contracts.join(', ')}
                </div>
              </td>
              <td>
                <Ladder steps={row.ladder} onSwitch={onSwitch} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </WideTable>
  );
}
