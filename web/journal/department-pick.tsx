// SPDX-License-Identifier: Apache-2.0
import { Button, TextInput } from '@mantine/core';
import { useId } from 'react';
import type { PersonRow } from '../../src/organisation/contract.ts';
import { useDepartments, usePeople } from '../api/organisation.ts';
import { useWords } from '../lang/lang.tsx';
import { Telephone } from './deadline.tsx';
import { departmentWords } from './words/organisation/departments.ts';

/** Who heads the department of this name; null: nobody is named, or the name is none of the register. */
export function useHeadOf(department: string): PersonRow | null {
  const departments = useDepartments();
  const people = usePeople();
  const head = departments.data?.find((one) => one.name === department.trim())?.head ?? null;
  return head === null ? null : (people.data?.find((one) => one.personId === head) ?? null);
}

/** A department by its name: those of the register are offered, another one can be typed. */
export function DepartmentInput(props: {
  readonly label: string;
  readonly value: string;
  readonly maxLength: number;
  readonly onChange: (department: string) => void;
}) {
  const id = useId();
  const departments = useDepartments();
  return (
    <div>
      <TextInput
        label={props.label}
        list={id}
        maxLength={props.maxLength}
        value={props.value}
        onChange={(event) => props.onChange(event.currentTarget.value)}
      />
      <datalist id={id}>
        {(departments.data ?? []).flatMap(({ name }) => (name === '' ? [] : [<option key={name} value={name} />]))}
      </datalist>
    </div>
  );
}

/** Beside work for a department: who heads it, their number, and one press that gives it to them. */
export function HeadHint(props: { readonly department: string; readonly owner: string; readonly onGive: (personId: string) => void }) {
  const w = useWords(departmentWords);
  const head = useHeadOf(props.department);
  if (head === null) return null;
  return (
    <div className="row small">
      <span>{w.headIs(head.name)}</span>
      <Telephone number={head.telephone} label={w.call(head.name)} />
      {!head.canSignIn || head.personId === props.owner ? null : (
        <Button size="compact-sm" onClick={() => props.onGive(head.personId)}>
          {w.giveToHead(head.name)}
        </Button>
      )}
    </div>
  );
}
