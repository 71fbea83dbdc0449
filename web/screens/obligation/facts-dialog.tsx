// SPDX-License-Identifier: Apache-2.0
import { Checkbox, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ClockList } from '../../../src/obligation/contract.ts';
import { clockOrderSchema } from '../../../src/obligation/contract.ts';
import { useCase } from '../../api/cases.ts';
import { useClockOrder } from '../../api/clocks.ts';
import type { RuleWire } from '../../api/clocks.ts';
import { clockWords } from './words.ts';
import { useSay, useWords } from '../../lang/lang.tsx';
import { usePerson } from '../../journal/person.ts';
import { ReasonDialog } from '../../components/reason-dialog.tsx';

/** Opens a clock, or corrects the facts from which it runs. Who decided and why is asked each time. */
export function FactsDialog(props: {
  readonly list: ClockList;
  readonly rule: RuleWire;
  readonly clockId: string | null;
  readonly onClose: () => void;
}) {
  const w = useWords(clockWords);
  const { two } = useSay();
  const person = usePerson();
  const { list, rule, clockId } = props;
  const dayOnly = rule.trigger === 'materialityDeterminedOn';
  const known = useCase(list.caseId).data?.findings.find((one) => one.kind === 'knownAt' && one.is === 'taken')?.value;
  const [when, setWhen] = useState(known === undefined || dayOnly || clockId !== null ? '' : localTime(known));
  const [aware, setAware] = useState('');
  const [wrongful, setWrongful] = useState(list.answers?.['wrongfulPurpose'] === true);
  const [by, setBy] = useState(person?.name ?? '');
  const run = useClockOrder(list.caseId, list.seq, props.onClose);
  const labels: Readonly<Record<string, string>> = w.trigger;
  const send = (reason: string, clear: () => void) => {
    const facts = {
      ...(when === '' ? {} : { [rule.trigger]: dayOnly ? when : new Date(when).toISOString() }),
      ...(aware === '' ? {} : { awareAt: new Date(aware).toISOString() }),
      ...(rule.accepts.includes('wrongfulPurpose') ? { wrongfulPurpose: wrongful } : {}),
    };
    const said = { facts, decidedBy: by, reason };
    const order = clockOrderSchema.parse(
      clockId === null ? { do: 'open', rule: rule.id, clockId: rule.id, ...said } : { do: 'change-facts', clockId, ...said },
    );
    run.mutate(order, { onSuccess: clear });
  };
  const title = w.of(clockId === null ? w.start : w.change, two(rule.name));
  return (
    <ReasonDialog
      title={title}
      lead={two(rule.note)}
      draft={`clock.${list.caseId}.${rule.id}.facts`}
      confirm={clockId === null ? w.start : w.change}
      label={w.why}
      pending={run.isPending}
      error={run.error}
      onConfirm={send}
      onClose={props.onClose}
    >
      <TextInput
        label={labels[rule.trigger] ?? rule.trigger}
        description={w.triggerLater}
        type={dayOnly ? 'date' : 'datetime-local'}
        value={when}
        onChange={(event) => setWhen(event.currentTarget.value)}
      />
      {rule.accepts.includes('awareAt') ? (
        <TextInput
          label={w.trigger.awareAt}
          description={w.awareLead}
          type="datetime-local"
          value={aware}
          onChange={(event) => setAware(event.currentTarget.value)}
        />
      ) : null}
      {rule.accepts.includes('wrongfulPurpose') ? (
        <Checkbox label={w.wrongful} checked={wrongful} onChange={(event) => setWrongful(event.currentTarget.checked)} />
      ) : null}
      <TextInput label={w.decided} required value={by} onChange={(event) => setBy(event.currentTarget.value)} />
    </ReasonDialog>
  );
}

/** As a field for a time of this device's zone takes it. */
function localTime(at: string): string {
  const time = new Date(at);
  return new Date(time.getTime() - time.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
