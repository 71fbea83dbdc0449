// SPDX-License-Identifier: Apache-2.0
import { Button, TextInput } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { PersonRow } from '../../../src/organisation/contract.ts';
import { useEverybody } from '../../api/organisation.ts';
import { scales } from '../../lang/common.ts';
import { useLang, useWords } from '../../lang/lang.tsx';
import { organisationWords } from './words.ts';
import { Pending } from '../../components/states.tsx';
import { useMay } from '../../journal/person.ts';
import { paths } from '../../paths.ts';
import { useListKeys } from '../../ui/keys.ts';
import { EmptyState } from '../../ui/states.tsx';
import { Rows } from '../../ui/rows/virtual-rows.tsx';
import { OrganisationForm } from './organisation-form.tsx';
import { outsideWords } from './outside/words.ts';
import { Departments } from './departments.tsx';
import { Invite } from './invite.tsx';
import { inviteWords } from './invite-words.ts';
import { PersonForm } from './person-form.tsx';

export function People() {
  const w = useWords(organisationWords);
  const o = useWords(outsideWords);
  const i = useWords(inviteWords);
  const [inviting, setInviting] = useState(false);
  const administers = useMay('administer');
  const people = useEverybody();
  const [search, setSearch] = useState('');
  const [withLeft, setWithLeft] = useState(false);
  const [editing, setEditing] = useState<PersonRow | 'new' | null>(null);
  return (
    <div className="page">
      <div className="page-head">
        <h1>{w.title}</h1>
        <div className="actions">
          <Button component="a" href={paths.customers}>
            {w.customers}
          </Button>
          {administers ? (
            <>
              <Button component="a" href={paths.importPeople}>
                {w.importCsv}
              </Button>
              <Button disabled={people.data === undefined} onClick={() => setInviting(true)}>
                {i.title}
              </Button>
              <Button variant="filled" onClick={() => setEditing('new')}>
                {w.add}
              </Button>
            </>
          ) : null}
        </div>
      </div>
      <p>
        <a href={paths.outside}>{o.title}</a>
      </p>
      <OrganisationForm mayChange={administers} />
      {people.data === undefined ? (
        <Pending on={people} lines={8} />
      ) : (
        <>
          <div className="filters" role="search">
            <TextInput
              style={{ flex: '1 1 240px', maxWidth: 480 }}
              type="search"
              aria-label={w.search}
              placeholder={w.search}
              value={search}
              onChange={(event) => setSearch(event.currentTarget.value)}
            />
            <span className="quiet">{w.people(people.data.filter((one) => !one.left).length)}</span>
            {people.data.some((one) => one.left) ? (
              <button type="button" className="pill" aria-pressed={withLeft} onClick={() => setWithLeft(!withLeft)}>
                {w.showLeft}
              </button>
            ) : null}
          </div>
          <Departments people={people.data.filter((one) => !one.left)} mayChange={administers} />
          <List people={people.data.filter((one) => withLeft || !one.left)} search={search} open={administers ? setEditing : null} />
        </>
      )}
      {inviting && people.data !== undefined ? <Invite people={people.data} onClose={() => setInviting(false)} /> : null}
      {editing === null ? null : <PersonForm person={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
    </div>
  );
}

function List(props: {
  readonly people: readonly PersonRow[];
  readonly search: string;
  readonly open: ((person: PersonRow) => void) | null;
}) {
  const w = useWords(organisationWords);
  const s = useWords(scales);
  const { lang } = useLang();
  const { people, search, open } = props;
  const shown = useMemo(() => {
    const wanted = search.trim().normalize('NFKC').toLowerCase();
    if (wanted === '') return people;
    return people.filter((one) =>
      [one.name, one.kana, one.department, one.telephone, ...one.addresses].join('\n').normalize('NFKC').toLowerCase().includes(wanted),
    );
  }, [people, search]);
  const on = useListKeys(shown.map((one) => one.personId));
  if (shown.length === 0)
    return <EmptyState title={people.length === 0 ? w.emptyTitle : w.emptyFilter}>{people.length === 0 ? w.emptyNext : null}</EmptyState>;
  return (
    <div className="list">
      <div className="list-row people-grid list-head" aria-hidden="true">
        <span>{w.columns.name}</span>
        <span>{w.columns.department}</span>
        <span>{w.columns.addresses}</span>
        <span>{w.columns.roles}</span>
        <span>{w.columns.telephone}</span>
        <span>{w.columns.signIn}</span>
      </div>
      <Rows
        items={shown}
        idOf={(person) => person.personId}
        height={33}
        on={on}
        renderRow={(person) => (
          <div className="list-row people-grid" data-on={on === person.personId}>
            <span className="lead one-line" title={person.kana}>
              {open === null ? (
                person.name
              ) : (
                <button type="button" className="name-button" onClick={() => open(person)}>
                  {person.name}
                </button>
              )}
            </span>
            <span className="area-from one-line small">{person.department}</span>
            <span className="area-tag one-line small" title={person.addresses.join('\n')}>
              {person.addresses.join(', ')}
            </span>
            <span className="area-kind one-line small">{person.roles.map((role) => s.role[role]).join(lang === 'ja' ? '・' : ', ')}</span>
            <span className="area-age one-line small">
              {person.telephone === '' ? '' : <a href={`tel:${person.telephone.replaceAll(/[^+\d]/g, '')}`}>{person.telephone}</a>}
            </span>
            <span className="wide-only small">
              {person.left ? (
                <span className="quiet">{w.left}</span>
              ) : person.canSignIn ? (
                w.canSignIn
              ) : (
                <span className="quiet">{w.cannotSignIn}</span>
              )}
            </span>
          </div>
        )}
      />
    </div>
  );
}
