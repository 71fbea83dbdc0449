// SPDX-License-Identifier: Apache-2.0
import { NativeSelect } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { DepartmentRow, PersonRow } from '../../../src/organisation/contract.ts';
import { departmentsKey, setHead, useDepartments } from '../../api/organisation.ts';
import { Failed, Pending } from '../../components/states.tsx';
import { Telephone } from '../../journal/deadline.tsx';
import { departmentWords } from '../../journal/words/organisation/departments.ts';
import { useWords } from '../../lang/lang.tsx';

/** Every department that people belong to, with who heads it; an administrator names the head. */
export function Departments({ people, mayChange }: { readonly people: readonly PersonRow[]; readonly mayChange: boolean }) {
  const w = useWords(departmentWords);
  const client = useQueryClient();
  const departments = useDepartments();
  const save = useMutation({ mutationFn: setHead, onSuccess: (rows) => client.setQueryData(departmentsKey, rows.items) });
  if (departments.data === undefined) return <Pending on={departments} lines={3} />;
  const named = departments.data.filter(({ name }) => name !== '');
  const without = departments.data.find(({ name }) => name === '');
  return (
    <details className="sheet">
      <summary>{w.title}</summary>
      <div className="stack" style={{ paddingTop: 12 }}>
        <p className="small quiet">{named.length === 0 ? w.empty : w.lead}</p>
        {named.map((row) => (
          <Row
            key={row.name}
            row={row}
            people={people}
            onSet={mayChange ? (personId) => save.mutate({ department: row.name, personId }) : null}
          />
        ))}
        {without === undefined ? null : (
          <p className="small quiet">
            {w.none} {w.count(without.people)}
          </p>
        )}
        {save.error === null ? null : <Failed error={save.error} />}
        <span role="status" className="small">
          {save.isSuccess ? w.saved(save.variables.department) : ''}
        </span>
      </div>
    </details>
  );
}

function Row(props: {
  readonly row: DepartmentRow;
  readonly people: readonly PersonRow[];
  readonly onSet: ((personId: string | null) => void) | null;
}) {
  const w = useWords(departmentWords);
  const { row, people, onSet } = props;
  const head = people.find(({ personId }) => personId === row.head) ?? null;
  const own = people.filter(({ department }) => department === row.name);
  const others = people.filter(({ department }) => department !== row.name);
  return (
    <div className="row" style={{ alignItems: 'end' }}>
      <span style={{ flex: '1 1 180px' }}>
        <b>{row.name}</b> <span className="quiet small">{w.count(row.people)}</span>
      </span>
      {onSet === null ? (
        <span>{w.headIs(head?.name ?? w.nobody)}</span>
      ) : (
        <NativeSelect
          label={w.head(row.name)}
          value={row.head ?? ''}
          onChange={(event) => onSet(event.currentTarget.value === '' ? null : event.currentTarget.value)}
          data={[
            { value: '', label: w.nobody },
            ...[...own, ...others].map(({ personId, name, department }) => ({
              value: personId,
              label: department === row.name || department === '' ? name : `${name}（${department}）`,
            })),
          ]}
        />
      )}
      {head === null ? null : <Telephone number={head.telephone} label={w.call(head.name)} />}
    </div>
  );
}
