// SPDX-License-Identifier: Apache-2.0
import { TextInput } from '@mantine/core';
import type { Period } from '../../../api/hunt/hunt.ts';
import { huntPageWords } from '../words.ts';
import { useWords } from '../../../lang/lang.tsx';

export type Days = { readonly from: string; readonly to: string };

/** Days as a person means them, in the zone of the device; the last one is included. */
export function periodOf(days: Days): Period {
  const start = (day: string, plus: number): string | null => {
    const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
    return day === '' ? null : new Date(year, month - 1, date + plus).toISOString();
  };
  return { since: start(days.from, 0), until: start(days.to, 1) };
}

export function daysOf(period: Period): Days {
  const day = (at: string | null, minus: number): string => {
    if (at === null || Number.isNaN(Date.parse(at))) return '';
    const date = new Date(Date.parse(at) - minus);
    return `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, '0')}-${String(date.getDate()).padStart(2, '0')}`;
  };
  return { from: day(period.since, 0), to: day(period.until, 1) };
}

export function PeriodFields({ days, onChange }: { readonly days: Days; readonly onChange: (days: Days) => void }) {
  const w = useWords(huntPageWords);
  return (
    <>
      <TextInput
        type="date"
        label={w.since}
        value={days.from}
        onChange={(event) => onChange({ ...days, from: event.currentTarget.value })}
      />
      <TextInput type="date" label={w.until} value={days.to} onChange={(event) => onChange({ ...days, to: event.currentTarget.value })} />
    </>
  );
}
