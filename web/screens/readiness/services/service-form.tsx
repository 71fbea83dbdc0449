// SPDX-License-Identifier: Apache-2.0
import { Button, Checkbox, NativeSelect, TextInput, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { z } from 'zod';
import { kinds } from '../../../../src/containment/register/register.contract.ts';
import type { ServiceFieldsWire, serviceSchema } from '../../../../src/containment/register/register.contract.ts';
import { addService, changeService } from '../../../api/readiness.ts';
import { useWords } from '../../../lang/lang.tsx';
import { Failed } from '../../../components/states.tsx';
import { serviceWords } from './words.ts';

type Service = z.output<typeof serviceSchema>;
const PRIORITIES = [1, 2, 3, 4, 5] as const;
const blank: ServiceFieldsWire = {
  name: '',
  kind: 'service',
  names: '',
  ranges: '',
  ports: '443',
  owner: '',
  priority: 3,
  carrier: false,
  source: '',
};

/** What a service is and where it lives. Its decision has its own page. */
export function ServiceForm({ service, onDone }: { readonly service: Service | null; readonly onDone: () => void }) {
  const s = useWords(serviceWords);
  const [fields, setFields] = useState<ServiceFieldsWire>(() => {
    if (service === null) return blank;
    const { name, kind, names, ranges, ports, owner, priority, carrier, source } = service;
    return { name, kind, names, ranges, ports: ports === '*' ? '' : ports, owner, priority, carrier, source };
  });
  const set = (part: Partial<ServiceFieldsWire>) => setFields((before) => ({ ...before, ...part }));
  const save = useMutation({
    mutationFn: () => (service === null ? addService(fields) : changeService(service.id, service.version, fields)),
    onSuccess: onDone,
  });
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <TextInput
        data-autofocus
        label={s.fields.name}
        description={s.fields.nameHelp}
        required
        maxLength={200}
        value={fields.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <NativeSelect
        label={s.fields.kind}
        value={fields.kind}
        data={kinds.map((value) => ({ value, label: s.kinds[value] }))}
        onChange={(event) => set({ kind: kinds.find((one) => one === event.currentTarget.value) ?? 'service' })}
      />
      <Textarea
        label={s.fields.names}
        description={s.fields.namesHelp}
        autosize
        minRows={2}
        maxRows={8}
        value={fields.names}
        onChange={(event) => set({ names: event.currentTarget.value })}
      />
      <Textarea
        label={s.fields.ranges}
        description={s.fields.rangesHelp}
        autosize
        minRows={2}
        maxRows={8}
        value={fields.ranges}
        onChange={(event) => set({ ranges: event.currentTarget.value })}
      />
      <TextInput
        label={s.fields.ports}
        description={s.fields.portsHelp}
        maxLength={2000}
        value={fields.ports}
        onChange={(event) => set({ ports: event.currentTarget.value })}
      />
      <TextInput
        label={s.fields.owner}
        maxLength={200}
        value={fields.owner}
        onChange={(event) => set({ owner: event.currentTarget.value })}
      />
      {service === null ? (
        <NativeSelect
          label={s.fields.priority}
          value={String(fields.priority)}
          data={PRIORITIES.map((one) => ({ value: String(one), label: s.priorities[one] }))}
          onChange={(event) => set({ priority: PRIORITIES.find((one) => String(one) === event.currentTarget.value) ?? 3 })}
        />
      ) : null}
      <Checkbox checked={fields.carrier} onChange={(event) => set({ carrier: event.currentTarget.checked })} label={s.carrier} />
      <TextInput
        label={s.fields.source}
        description={s.fields.sourceHelp}
        maxLength={300}
        value={fields.source}
        onChange={(event) => set({ source: event.currentTarget.value })}
      />
      {save.error === null ? null : <Failed error={save.error} />}
      <div className="actions">
        <Button type="submit" variant="filled" loading={save.isPending}>
          {service === null ? s.save : s.saveChange}
        </Button>
      </div>
    </form>
  );
}
