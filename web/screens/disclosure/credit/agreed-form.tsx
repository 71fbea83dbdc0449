// SPDX-License-Identifier: Apache-2.0
import { Button, NativeSelect, TextInput } from '@mantine/core';
import type { UseMutationResult } from '@tanstack/react-query';
import { useState } from 'react';
import type { CreditOrder, Feedback } from '../../../../src/disclosure/credit/credit.contract.ts';
import { Failed } from '../../../components/states.tsx';
import { useWords } from '../../../lang/lang.tsx';
import { creditWords } from './credit-words.ts';

type Props = { readonly reports: Feedback['reports']; readonly order: UseMutationResult<unknown, Error, CreditOrder> };
const EMPTY = { name: '', link: '', how: '', reportId: '' };

/** Somebody agreed to be named: by which name, and how that is known. Nothing is taken from their mail by itself. */
export function AgreedForm({ reports, order }: Props) {
  const w = useWords(creditWords);
  const [typed, setTyped] = useState(EMPTY);
  const text = (field: keyof typeof EMPTY) => ({
    value: typed[field],
    onChange: (event: { readonly currentTarget: { readonly value: string } }) => setTyped({ ...typed, [field]: event.currentTarget.value }),
  });
  const ready = typed.name.trim() !== '' && typed.how.trim() !== '';
  return (
    <form
      className="sheet stack no-print"
      aria-label={w.addTitle}
      onSubmit={(event) => {
        event.preventDefault();
        const { name, link, how, reportId } = typed;
        order.mutate(
          { do: 'agree', name, link: link.trim() === '' ? null : link.trim(), how, reportId: reportId === '' ? null : reportId },
          { onSuccess: () => setTyped(EMPTY) },
        );
      }}
    >
      <h3>{w.addTitle}</h3>
      <TextInput label={w.name} maxLength={200} {...text('name')} />
      <TextInput label={w.link} maxLength={500} {...text('link')} />
      <TextInput label={w.agreed} maxLength={2000} {...text('how')} />
      <NativeSelect
        label={w.report}
        {...text('reportId')}
        data={[
          { value: '', label: w.noReport },
          ...reports.map(({ reportId, from, subject }) => ({ value: reportId, label: `${reportId} ${from} ${subject}`.slice(0, 120) })),
        ]}
      />
      {order.error === null ? null : <Failed error={order.error} />}
      <div className="actions">
        <Button type="submit" loading={order.isPending} disabled={!ready}>
          {w.add}
        </Button>
      </div>
    </form>
  );
}
