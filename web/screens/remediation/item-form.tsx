// SPDX-License-Identifier: Apache-2.0
import { Button, Checkbox, NativeSelect, TextInput, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { Board, ItemWire } from '../../../src/remediation/contract.ts';
import { useBoardOrder } from '../../api/board.ts';
import { usePeople } from '../../api/organisation.ts';
import { boardWords } from './words.ts';
import { common } from '../../lang/common.ts';
import { useSay, useWords } from '../../lang/lang.tsx';
import { remediationWords } from '../../journal/words/remediation.ts';
import { Failed } from '../../components/states.tsx';
import { DepartmentInput, HeadHint } from '../../journal/department-pick.tsx';
import { PersonPick } from '../../journal/person-pick.tsx';
import { usePerson } from '../../journal/person.ts';
import { fromField, toField } from '../../ui/device/local-time.ts';
import { newId } from '../../ui/device/new-id.ts';
import { Dialog } from '../../components/dialog.tsx';

type Step = Board['next'][number];

type Fields = {
  readonly title: string;
  readonly workstream: ItemWire['workstream'];
  readonly workstreamName: string;
  readonly department: string;
  readonly owner: string;
  readonly needsAckBy: string;
  readonly due: string;
  readonly dependsOn: readonly string[];
  readonly touchesCustomers: boolean;
  readonly fourEyes: boolean;
  readonly destroys: boolean;
  readonly detail: string;
};

const empty: Fields = {
  title: '',
  workstream: 'fact-check',
  workstreamName: '',
  department: '',
  owner: '',
  needsAckBy: '',
  due: '',
  dependsOn: [],
  touchesCustomers: false,
  fourEyes: false,
  destroys: false,
  detail: '',
};

function fieldsOfItem(item: ItemWire): Fields {
  const { title, workstream, workstreamName, department, touchesCustomers, fourEyes, destroys = false, detail } = item;
  return {
    title,
    workstream,
    workstreamName,
    department,
    touchesCustomers,
    fourEyes,
    destroys,
    detail,
    dependsOn: item.dependsOn,
    owner: item.owner?.personId ?? '',
    needsAckBy: toField(item.needsAckBy),
    due: toField(item.due),
  };
}

/** A new item, a step of the playbook made into one, or an item whose fields change. One owner, never two. */
export function ItemForm(props: {
  readonly board: Board;
  readonly item?: ItemWire | undefined;
  readonly step?: Step | undefined;
  readonly onClose: () => void;
}) {
  const w = useWords(boardWords);
  const r = useWords(remediationWords);
  const c = useWords(common);
  const say = useSay();
  const me = usePerson();
  const people = usePeople();
  const { board, item, step } = props;
  const [fields, setFields] = useState<Fields>(() =>
    item === undefined
      ? {
          ...empty,
          ...step?.item,
          title: step === undefined ? '' : say.two(step.text),
          due: toField(step?.by ?? null),
          owner: me?.personId ?? '',
        }
      : fieldsOfItem(item),
  );
  const [reason, setReason] = useState('');
  const run = useBoardOrder(board.caseId, board.seq, props.onClose);
  const set = (part: Partial<Fields>) => setFields({ ...fields, ...part });
  const others = board.items.filter((one) => one.itemId !== item?.itemId && one.status !== 'cancelled');
  const send = () => {
    const owner = people.data?.find((one) => one.personId === fields.owner);
    const values = {
      ...fields,
      title: fields.title.trim(),
      owner: owner === undefined ? null : { personId: owner.personId, name: owner.name },
      needsAckBy: fromField(fields.needsAckBy),
      due: fromField(fields.due),
      dependsOn: [...fields.dependsOn],
    };
    if (values.title === '') return;
    if (item === undefined) run.mutate({ do: 'add', itemId: newId(), step: step?.item?.step ?? null, ...values });
    else {
      // A title left as it is keeps its other language.
      const { title: newTitle, ...rest } = values;
      const changed = newTitle === item.title ? rest : values;
      run.mutate({ do: 'change', itemId: item.itemId, fields: changed, reason: reason.trim() });
    }
  };
  const title = item === undefined ? w.add : w.of(w.moves.change, item.title);
  return (
    <Dialog onClose={props.onClose} size="lg" title={title}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <TextInput
          label={w.addTitle}
          required
          data-autofocus
          maxLength={300}
          value={fields.title}
          onChange={(event) => set({ title: event.currentTarget.value })}
        />
        <div className="field-pair">
          <NativeSelect
            label={r.workstream}
            value={fields.workstream}
            onChange={(event) => set({ workstream: board.workstreams.find((one) => one === event.currentTarget.value) ?? 'other' })}
            data={board.workstreams.map((one) => ({ value: one, label: r.workstreams[one] }))}
          />
          {fields.workstream === 'other' ? (
            <TextInput
              label={w.ownStream}
              maxLength={100}
              value={fields.workstreamName}
              onChange={(event) => set({ workstreamName: event.currentTarget.value })}
            />
          ) : null}
          <DepartmentInput label={r.department} maxLength={100} value={fields.department} onChange={(department) => set({ department })} />
          <PersonPick label={r.owner} value={fields.owner} onChange={(owner) => set({ owner })} none={w.noOwner} />
          <TextInput
            label={r.ackBy}
            type="datetime-local"
            value={fields.needsAckBy}
            onChange={(event) => set({ needsAckBy: event.currentTarget.value })}
          />
          <TextInput label={r.due} type="datetime-local" value={fields.due} onChange={(event) => set({ due: event.currentTarget.value })} />
        </div>
        <HeadHint department={fields.department} owner={fields.owner} onGive={(owner) => set({ owner })} />
        <Checkbox
          label={w.touchesLong}
          checked={fields.touchesCustomers}
          onChange={(event) => set({ touchesCustomers: event.currentTarget.checked })}
        />
        <Checkbox label={w.fourEyesLong} checked={fields.fourEyes} onChange={(event) => set({ fourEyes: event.currentTarget.checked })} />
        <Checkbox label={w.destroysLong} checked={fields.destroys} onChange={(event) => set({ destroys: event.currentTarget.checked })} />
        {others.length === 0 ? null : (
          <fieldset className="choices">
            <legend>{w.dependsOn}</legend>
            {others.map((one) => (
              <Checkbox
                key={one.itemId}
                label={one.title}
                checked={fields.dependsOn.includes(one.itemId)}
                onChange={(event) =>
                  set({
                    dependsOn: event.currentTarget.checked
                      ? [...fields.dependsOn, one.itemId]
                      : fields.dependsOn.filter((id) => id !== one.itemId),
                  })
                }
              />
            ))}
          </fieldset>
        )}
        <Textarea
          label={w.detail}
          autosize
          minRows={2}
          maxLength={20_000}
          value={fields.detail}
          onChange={(event) => set({ detail: event.currentTarget.value })}
        />
        {item === undefined ? null : (
          <TextInput label={c.reason} maxLength={2000} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
        )}
        {run.error === null ? null : <Failed error={run.error} />}
        <div className="actions">
          <Button type="submit" variant="filled" loading={run.isPending}>
            {item === undefined ? w.add : w.saveItem}
          </Button>
          <Button variant="subtle" onClick={props.onClose}>
            {c.cancel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
