// SPDX-License-Identifier: Apache-2.0
import { Checkbox, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ClockList } from '../../../src/obligation/contract.ts';
import { clockOrderSchema } from '../../../src/obligation/contract.ts';
import { useClockOrder } from '../../api/clocks.ts';
import type { RuleWire } from '../../api/clocks.ts';
import { clockWords } from '../../i18n/clocks.ts';
import { useSay, useWords } from '../../i18n/lang.tsx';
import { usePerson } from '../../journal/person.ts';
import { ReasonDialog } from '../../journal/reason-dialog.tsx';

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
  const [when, setWhen] = useState('');
  const [wrongful, setWrongful] = useState(list.answers?.['wrongfulPurpose'] === true);
  const [by, setBy] = useState(person?.name ?? '');
  const run = useClockOrder(list.caseId, list.seq, props.onClose);
  const dayOnly = rule.trigger === 'materialityDeterminedOn';
  const labels: Readonly<Record<string, string>> = w.trigger;
  const send = (reason: string, clear: () => void) => {
    const facts = {
      ...(when === '' ? {} : { [rule.trigger]: dayOnly ? when : new Date(when).toISOString() }),
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
      {rule.accepts.includes('wrongfulPurpose') ? (
        <Checkbox label={w.wrongful} checked={wrongful} onChange={(event) => setWrongful(event.currentTarget.checked)} />
      ) : null}
      <TextInput label={w.decided} required value={by} onChange={(event) => setBy(event.currentTarget.value)} />
    </ReasonDialog>
  );
}
