// SPDX-License-Identifier: Apache-2.0
import { Button, Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { OutsideBody } from '../../../api/settings/outside.ts';
import { useWords } from '../../../lang/lang.tsx';
import { outsideWords } from './words.ts';

/** One body of the directory, to be typed or corrected. */
export function BodyForm(props: {
  readonly body: OutsideBody;
  readonly saving: boolean;
  readonly onSave: (body: OutsideBody) => void;
  readonly onCancel: () => void;
  readonly onRemove: (() => void) | null;
}) {
  const w = useWords(outsideWords);
  const [body, setBody] = useState(props.body);
  const set = (part: Partial<OutsideBody>) => setBody({ ...body, ...part });
  const kinds = Object.keys(w.kinds) as OutsideBody['kind'][];
  return (
    <form
      className="sheet stack"
      onSubmit={(event) => {
        event.preventDefault();
        props.onSave(body);
      }}
    >
      <div className="field-pair">
        <TextInput
          label={w.nameJa}
          required
          maxLength={200}
          value={body.name.ja}
          onChange={(event) => set({ name: { ...body.name, ja: event.currentTarget.value } })}
        />
        <TextInput
          label={w.nameEn}
          required
          maxLength={200}
          value={body.name.en}
          onChange={(event) => set({ name: { ...body.name, en: event.currentTarget.value } })}
        />
        <NativeSelect
          label={w.kind}
          value={body.kind}
          onChange={(event) => set({ kind: kinds.find((kind) => kind === event.currentTarget.value) ?? 'other' })}
          data={kinds.map((value) => ({ value, label: w.kinds[value] }))}
        />
        <TextInput
          label={w.telephone}
          type="tel"
          maxLength={60}
          value={body.telephone}
          onChange={(event) => set({ telephone: event.currentTarget.value })}
        />
        <TextInput label={w.hours} maxLength={200} value={body.hours} onChange={(event) => set({ hours: event.currentTarget.value })} />
        <TextInput
          label={w.contract}
          maxLength={200}
          value={body.contract}
          onChange={(event) => set({ contract: event.currentTarget.value })}
        />
      </div>
      <Textarea
        autosize
        label={w.needs}
        maxLength={2000}
        value={body.needs}
        onChange={(event) => set({ needs: event.currentTarget.value })}
      />
      <Textarea autosize label={w.say} maxLength={2000} value={body.say} onChange={(event) => set({ say: event.currentTarget.value })} />
      <TextInput label={w.source} maxLength={500} value={body.source} onChange={(event) => set({ source: event.currentTarget.value })} />
      <Checkbox label={w.isConfirmed} checked={body.confirmed} onChange={(event) => set({ confirmed: event.currentTarget.checked })} />
      <div className="actions">
        <Button type="submit" variant="filled" loading={props.saving}>
          {w.save}
        </Button>
        <Button onClick={props.onCancel}>{w.cancel}</Button>
        {props.onRemove === null ? null : (
          <Button variant="subtle" onClick={props.onRemove}>
            {w.remove}
          </Button>
        )}
      </div>
    </form>
  );
}
