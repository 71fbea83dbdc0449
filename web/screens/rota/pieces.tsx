// SPDX-License-Identifier: Apache-2.0
import { Button, NativeSelect } from '@mantine/core';
import type { ReactNode } from 'react';
import { useWords } from '../../lang/lang.tsx';
import { editorWords } from './words.ts';
import type { Plan } from './plan-edit.ts';

/** One row of a list with its "remove" and, where order matters, "move up". */
export function EditRow(props: {
  readonly name: string;
  readonly children: ReactNode;
  readonly onRemove: (() => void) | null;
  readonly onUp?: (() => void) | undefined;
}) {
  const w = useWords(editorWords);
  return (
    <div className="edit-row">
      <div className="edit-fields">{props.children}</div>
      <div className="actions">
        {props.onUp === undefined ? null : (
          <Button size="compact-sm" variant="subtle" aria-label={w.of(w.up, props.name)} onClick={props.onUp}>
            {w.up}
          </Button>
        )}
        {props.onRemove === null ? null : (
          <Button size="compact-sm" variant="subtle" aria-label={w.of(w.remove, props.name)} onClick={props.onRemove}>
            {w.remove}
          </Button>
        )}
      </div>
    </div>
  );
}

export function PersonSelect(props: {
  readonly plan: Plan;
  readonly label: string;
  readonly value: string;
  readonly onChange: (id: string) => void;
}) {
  return (
    <NativeSelect
      label={props.label}
      value={props.value}
      onChange={(event) => props.onChange(event.currentTarget.value)}
      data={[{ value: '', label: '—' }, ...props.plan.people.map((person) => ({ value: person.id, label: person.name }))]}
    />
  );
}

export function RosterSelect(props: {
  readonly plan: Plan;
  readonly label: string;
  readonly value: string;
  readonly lang: 'ja' | 'en';
  readonly onChange: (id: string) => void;
}) {
  return (
    <NativeSelect
      label={props.label}
      value={props.value}
      onChange={(event) => props.onChange(event.currentTarget.value)}
      data={props.plan.rosters.map((roster) => ({ value: roster.id, label: roster.name[props.lang] }))}
    />
  );
}
