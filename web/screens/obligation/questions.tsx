// SPDX-License-Identifier: Apache-2.0
import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ClockList } from '../../../src/obligation/contract.ts';
import { useClockOrder } from '../../api/clocks.ts';
import { clockWords } from './words.ts';
import { useSay, useWords } from '../../lang/lang.tsx';
import { Failed } from '../../components/states.tsx';
import { useMay } from '../../journal/person.ts';

type Two = { readonly ja: string; readonly en: string };

const GROUPS = {
  who: [
    'japaneseBusiness',
    'publicBody',
    'delegatedIndustry',
    'telecomOperator',
    'nis2Entity',
    'manufacturerInEu',
    'secRegistrant',
    'secForeignIssuer',
  ],
  whose: ['personalDataTouched', 'myNumberTouched', 'strongEncryption', 'processorForOthers', 'gdprController', 'gdprProcessor'],
  many: ['persons'],
  kind: ['sensitiveData', 'propertyDamagePossible', 'communicationsSecrecyLeaked'],
  what: [
    'wrongfulPurpose',
    'majorServiceAccident',
    'significantIncident',
    'vulnerabilityExploited',
    'severeProductIncident',
    'gdprRiskUnlikely',
    'gdprHighRisk',
  ],
} as const;

/** Questions of the desk that no heading above names: shown all the same, last. */
function unplaced(words: Readonly<Record<string, Two>>): readonly string[] {
  const placed = new Set<string>(Object.values(GROUPS).flat());
  return Object.keys(words).filter((name) => !placed.has(name));
}

/** Who are you, whose data, how many, what kind, what happened. Unanswered stays unanswered. */
export function Questions({ list, words }: { readonly list: ClockList; readonly words: Readonly<Record<string, Two>> }) {
  const w = useWords(clockWords);
  const say = useSay();
  const mayWork = useMay('work');
  const [answers, setAnswers] = useState<Readonly<Record<string, unknown>>>(list.answers ?? {});
  const run = useClockOrder(list.caseId, list.seq);
  const set = (name: string, value: unknown) => setAnswers((before) => ({ ...before, [name]: value }));
  return (
    <form
      className="sheet stack"
      aria-label={w.questions}
      onSubmit={(event) => {
        event.preventDefault();
        run.mutate({ do: 'answer', answers });
      }}
    >
      <h2>{w.questions}</h2>
      <p className="small quiet">{w.questionsLead}</p>
      {(Object.keys(GROUPS) as (keyof typeof GROUPS)[]).map((group) => (
        <div key={group}>
          <h3>{w.groups[group]}</h3>
          {[...GROUPS[group], ...(group === 'what' ? unplaced(words) : [])].map((name) => {
            const text = words[name] === undefined ? name : say.two(words[name]);
            const said = answers[name] ?? null;
            return name === 'persons' ? (
              <TextInput
                key={name}
                label={text}
                inputMode="numeric"
                pattern="[0-9]*"
                maxLength={12}
                style={{ maxWidth: 240 }}
                disabled={!mayWork}
                value={typeof said === 'number' ? String(said) : ''}
                onChange={(event) => set(name, /^\d+$/.test(event.currentTarget.value) ? Number(event.currentTarget.value) : null)}
              />
            ) : (
              <fieldset key={name} className="question" disabled={!mayWork}>
                <legend>{text}</legend>
                <div className="row">
                  {([true, false, null] as const).map((value) => (
                    <label key={String(value)}>
                      <input type="radio" name={name} checked={said === value} onChange={() => set(name, value)} />
                      {value === null ? w.open : value ? w.yes : w.no}
                    </label>
                  ))}
                </div>
              </fieldset>
            );
          })}
        </div>
      ))}
      {run.error === null ? null : <Failed error={run.error} />}
      {mayWork ? (
        <div className="actions no-print">
          <Button type="submit" variant="filled" loading={run.isPending}>
            {w.save}
          </Button>
        </div>
      ) : null}
    </form>
  );
}
