// SPDX-License-Identifier: Apache-2.0
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { endpoints, namePoints } from '../../../../src/containment/register/register.contract.ts';
import type { ReadinessWire, ServiceRow } from '../../../../src/containment/register/register.contract.ts';
import { readinessKey, setNamePoint, useReadiness, useServices } from '../../../api/readiness.ts';
import { useWords } from '../../../lang/lang.tsx';
import { Failed, Pending } from '../../../components/states.tsx';
import { useMay } from '../../../journal/person.ts';
import { EmptyState } from '../../../ui/states.tsx';
import { Rows } from '../../../ui/rows/virtual-rows.tsx';
import { ImportList } from './import-list.tsx';
import { ServiceDialog } from './service-dialog.tsx';
import { ServiceLine } from './service-line.tsx';
import { inOrder } from './service-order.ts';
import { serviceWords } from './words.ts';
import { readyWords } from '../words.ts';

type Opened = { readonly is: 'service'; readonly id: string } | { readonly is: 'new' | 'import' };

/** The inventory of services, undecided first. */
export function Services() {
  const s = useWords(serviceWords);
  const mayWork = useMay('work');
  const list = useServices();
  const ready = useReadiness();
  const asked = new URLSearchParams(window.location.search).get('open');
  const [open, setOpen] = useState<Opened | null>(asked === null ? null : { is: 'service', id: asked });
  const items = list.data?.items;
  return (
    <div className="stack" style={{ gap: 20 }}>
      <div className="spread">
        <p style={{ maxWidth: '46em' }}>{s.servicesLead}</p>
        <div className="actions">
          {mayWork ? (
            <>
              <Button onClick={() => setOpen({ is: 'import' })}>{s.importList}</Button>
              <Button variant="filled" onClick={() => setOpen({ is: 'new' })}>
                {s.add}
              </Button>
            </>
          ) : null}
        </div>
      </div>
      {items === undefined ? (
        <Pending on={list} lines={8} />
      ) : items.length === 0 ? (
        <EmptyState title={s.emptyTitle}>{s.emptyNext}</EmptyState>
      ) : (
        <List items={items} ready={ready.data ?? null} open={(id) => setOpen({ is: 'service', id })} />
      )}
      {items === undefined || items.length === 0 ? null : <NamePoint names={list.data?.names ?? 'none'} />}
      {open?.is === 'import' ? (
        <ImportList onClose={() => setOpen(null)} />
      ) : open === null ? null : (
        <ServiceDialog
          serviceId={open.is === 'service' ? open.id : null}
          use={ready.data?.use.find((one) => open.is === 'service' && one.service === open.id) ?? null}
          counted={ready.data !== undefined && ready.data.traffic !== null}
          onClose={() => setOpen(null)}
        />
      )}
    </div>
  );
}

function List(props: { readonly items: readonly ServiceRow[]; readonly ready: ReadinessWire | null; readonly open: (id: string) => void }) {
  const s = useWords(serviceWords);
  const { items, ready } = props;
  const [search, setSearch] = useState('');
  const [onlyOpen, setOnlyOpen] = useState(false);
  const use = useMemo(() => new Map((ready?.use ?? []).map((one) => [one.service, one])), [ready]);
  const shown = useMemo(() => {
    const wanted = search.trim().normalize('NFKC').toLowerCase();
    return inOrder(items, use).filter(
      (one) =>
        (!onlyOpen || (one.kind === 'service' && one.decision.is === 'undecided' && one.priority !== 1)) &&
        [one.name, one.owner, ...one.names, ...one.ranges].join('\n').normalize('NFKC').toLowerCase().includes(wanted),
    );
  }, [items, use, search, onlyOpen]);
  return (
    <>
      <div className="filters" role="search">
        <TextInput
          style={{ flex: '1 1 240px', maxWidth: 420 }}
          type="search"
          aria-label={s.search}
          placeholder={s.search}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        <button type="button" className="pill" aria-pressed={onlyOpen} onClick={() => setOnlyOpen(!onlyOpen)}>
          {s.onlyOpen}
        </button>
        <span className="quiet">{s.all(shown.length)}</span>
        <a download href={endpoints.exportServices.at({})}>
          {s.exportCsv}
        </a>
      </div>
      {shown.length === 0 ? (
        <EmptyState title={s.emptyFilter} />
      ) : (
        <div className="list">
          <div className="list-row services-grid list-head" aria-hidden="true">
            {Object.values(s.head).map((name) => (
              <span key={name}>{name}</span>
            ))}
          </div>
          <Rows
            items={shown}
            idOf={(one) => one.id}
            height={52}
            renderRow={(one) => (
              <ServiceLine
                service={one}
                use={use.get(one.id) ?? null}
                now={ready?.now ?? null}
                counted={ready === null ? null : ready.traffic !== null}
                open={props.open}
              />
            )}
          />
        </div>
      )}
    </>
  );
}

function NamePoint({ names }: { readonly names: (typeof namePoints)[number] }) {
  const w = useWords(readyWords);
  const s = useWords(serviceWords);
  const administers = useMay('administer');
  const client = useQueryClient();
  const save = useMutation({
    mutationFn: setNamePoint,
    onSuccess: () => void client.invalidateQueries({ queryKey: readinessKey }),
  });
  return (
    <section className="sheet stack" aria-label={s.namesTitle} style={{ maxWidth: 640 }}>
      <h2>{s.namesTitle}</h2>
      <p className="small">{s.namesLead}</p>
      {administers ? (
        <NativeSelect
          aria-label={s.namesTitle}
          value={save.variables ?? names}
          data={namePoints.map((value) => ({ value, label: w.namesOf[value] }))}
          onChange={(event) => save.mutate(namePoints.find((one) => one === event.currentTarget.value) ?? 'none')}
        />
      ) : (
        <p>{w.namesOf[names]}</p>
      )}
      {save.error === null ? null : <Failed error={save.error} />}
    </section>
  );
}
