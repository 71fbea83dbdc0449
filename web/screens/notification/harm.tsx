// SPDX-License-Identifier: Apache-2.0
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { InquiryDesk } from '../../../src/notification/inquiry/inquiry.contract.ts';
import { inquiriesKey, reportHarm } from '../../api/notification/inquiries.ts';
import { Failed } from '../../components/states.tsx';
import { useWords } from '../../lang/lang.tsx';
import { inquiryWords } from './inquiry-words.ts';

const kinds = ['suspicious-mail', 'suspicious-call', 'misuse', 'other'] as const;

/** Reports that what leaked is used against somebody, by day. */
export function Harm(props: { readonly caseId: string; readonly harm: InquiryDesk['harm']; readonly works: boolean }) {
  const w = useWords(inquiryWords);
  return (
    <section className="stack">
      <h2>{w.harmTitle}</h2>
      {props.harm.length === 0 ? (
        <p className="quiet">{w.harmNone}</p>
      ) : (
        <ul>
          {props.harm.map(({ day, kinds: counts }) => (
            <li key={day}>
              {day}:{' '}
              {kinds
                .filter((kind) => counts[kind] !== undefined)
                .map((kind) => `${w.harmKinds[kind]} ${counts[kind] ?? 0}`)
                .join(', ')}
            </li>
          ))}
        </ul>
      )}
      {props.works ? <ReportHarm caseId={props.caseId} /> : null}
    </section>
  );
}

function ReportHarm({ caseId }: { readonly caseId: string }) {
  const w = useWords(inquiryWords);
  const client = useQueryClient();
  const [kind, setKind] = useState<(typeof kinds)[number]>('suspicious-mail');
  const [typed, setTyped] = useState({ day: '', note: '' });
  const save = useMutation({
    mutationFn: () => reportHarm(caseId, { kind, ...typed }),
    onSuccess: () => setTyped({ day: '', note: '' }),
    onSettled: () => client.invalidateQueries({ queryKey: inquiriesKey(caseId) }),
  });
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <span className="small">{w.harmLead}</span>
      <NativeSelect
        label={w.kind}
        data={kinds.map((value) => ({ value, label: w.harmKinds[value] }))}
        value={kind}
        onChange={(event) => setKind(kinds.find((one) => one === event.currentTarget.value) ?? 'other')}
      />
      <TextInput
        type="date"
        label={w.day}
        required
        value={typed.day}
        onChange={(event) => setTyped({ ...typed, day: event.currentTarget.value })}
      />
      <TextInput
        label={w.note}
        maxLength={2000}
        value={typed.note}
        onChange={(event) => setTyped({ ...typed, note: event.currentTarget.value })}
      />
      {save.error === null ? null : <Failed error={save.error} />}
      <div className="actions">
        <Button type="submit" loading={save.isPending} disabled={typed.day === ''}>
          {w.recordHarm}
        </Button>
      </div>
    </form>
  );
}
