// SPDX-License-Identifier: Apache-2.0
import { NativeSelect } from '@mantine/core';
import { usePeople } from '../api/organisation.ts';
import { caseWords } from './words/cases.ts';
import { useWords } from '../lang/lang.tsx';
import { Pending } from '../components/states.tsx';

/** One of the people who can sign in: work is given to somebody who can see it. */
export function PersonPick(props: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (personId: string) => void;
  readonly none?: string;
}) {
  const w = useWords(caseWords);
  const people = usePeople();
  if (people.data === undefined) return <Pending on={people} lines={1} />;
  const able = people.data.filter((person) => person.canSignIn);
  if (able.length === 0) return <p className="quiet">{w.noPeople}</p>;
  return (
    <NativeSelect
      label={props.label}
      value={props.value}
      onChange={(event) => props.onChange(event.currentTarget.value)}
      data={[
        { value: '', label: props.none ?? '—' },
        ...able.map((person) => ({
          value: person.personId,
          label: person.department === '' ? person.name : `${person.name}（${person.department}）`,
        })),
      ]}
    />
  );
}
