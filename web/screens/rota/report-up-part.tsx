// SPDX-License-Identifier: Apache-2.0
import { Button, NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { useWords } from '../../lang/lang.tsx';
import { EditRow } from './pieces.tsx';
import { removeAt, replaceAt } from './plan-edit.ts';
import type { PartProps, Plan } from './plan-edit.ts';
import { editorWords } from './words.ts';

type Up = NonNullable<Plan['reportUp']>;

const none: Up = { levels: [], dayMinutes: 15, nightMinutes: 30, day: { from: '08:00', to: '20:00' }, nextReportMinutes: 60 };

/** Which superiors are told of a case, level by level, and how long each level is waited for by day and by night. */
export function ReportUpPart({ plan, onChange }: PartProps) {
  const w = useWords(editorWords);
  const up = plan.reportUp ?? none;
  const set = (part: Partial<Up>) => onChange({ ...plan, reportUp: { ...up, ...part } });
  const minutes = (value: string | number, least: number, most: number) =>
    Math.min(most, Math.max(least, Math.round(Number(value) || least)));
  const unused = plan.people.find((one) => !up.levels.some((level) => level.people.includes(one.id)));
  const add = (person: string) => set({ levels: [...up.levels, { people: [person] }] });
  return (
    <section className="sheet stack" aria-label={w.reportUp}>
      <p className="small quiet">{w.reportUpLead}</p>
      {up.levels.map((level, at) => (
        <EditRow
          // oxlint-disable-next-line react/no-array-index-key -- levels are told apart by their place
          key={at}
          name={w.reportLevel(at + 1)}
          onRemove={() => set({ levels: removeAt(up.levels, at) })}
        >
          <Superiors plan={plan} people={level.people} onChange={(people) => set({ levels: replaceAt(up.levels, at, { people }) })} />
        </EditRow>
      ))}
      <div className="actions">
        <Button size="compact-sm" disabled={unused === undefined || up.levels.length >= 10} onClick={() => unused && add(unused.id)}>
          {w.addLevel}
        </Button>
      </div>
      {up.levels.length === 0 ? null : (
        <div className="field-pair">
          <NumberInput
            label={w.waitByDay}
            min={1}
            max={1440}
            allowDecimal={false}
            value={up.dayMinutes}
            onChange={(value) => set({ dayMinutes: minutes(value, 1, 1440) })}
          />
          <NumberInput
            label={w.waitByNight}
            min={1}
            max={1440}
            allowDecimal={false}
            value={up.nightMinutes}
            onChange={(value) => set({ nightMinutes: minutes(value, 1, 1440) })}
          />
          <TextInput
            label={w.dayFrom}
            type="time"
            value={up.day.from}
            onChange={(event) => set({ day: { ...up.day, from: event.currentTarget.value } })}
          />
          <TextInput
            label={w.dayTo}
            type="time"
            value={up.day.to}
            onChange={(event) => set({ day: { ...up.day, to: event.currentTarget.value } })}
          />
          <NumberInput
            label={w.nextReport}
            min={10}
            max={10_080}
            allowDecimal={false}
            value={up.nextReportMinutes}
            onChange={(value) => set({ nextReportMinutes: minutes(value, 10, 10_080) })}
          />
        </div>
      )}
    </section>
  );
}

function Superiors(props: { readonly plan: Plan; readonly people: readonly string[]; readonly onChange: (people: string[]) => void }) {
  const w = useWords(editorWords);
  const { plan, people } = props;
  const left = plan.people.filter((one) => !people.includes(one.id));
  return (
    <div className="stack" style={{ gap: 6 }}>
      <div className="row">
        {people.map((id, at) => {
          const name = plan.people.find((one) => one.id === id)?.name ?? id;
          return (
            <button
              key={id}
              type="button"
              className="pill"
              disabled={people.length < 2}
              aria-label={w.of(w.takeOut, name)}
              onClick={() => props.onChange(removeAt(people, at))}
            >
              {name} {people.length < 2 ? '' : '×'}
            </button>
          );
        })}
      </div>
      {left.length === 0 ? null : (
        <NativeSelect
          label={w.alsoCall}
          value=""
          onChange={(event) => event.currentTarget.value !== '' && props.onChange([...people, event.currentTarget.value])}
          data={[{ value: '', label: '—' }, ...left.map((one) => ({ value: one.id, label: one.name }))]}
        />
      )}
    </div>
  );
}
