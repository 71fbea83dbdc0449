// SPDX-License-Identifier: Apache-2.0
import { Button, Checkbox, NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { useSay, useWords } from '../../lang/lang.tsx';
import { TwoNames } from './two-names.tsx';
import { editorWords } from './words.ts';
import { rotaWords } from '../../journal/words/duty/rota.ts';
import { EditRow } from './pieces.tsx';
import { freshId, moveUp, removeAt, replaceAt } from './plan-edit.ts';
import type { Layer, PartProps, Plan, Roster } from './plan-edit.ts';

const DAYS = ['all', 'working', 'off'] as const;
const UNITS = ['day', 'week', 'hour'] as const;
const WEEK = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** Rosters and their layers: the first layer that covers a moment decides who has the duty. */
export function RostersPart({ plan, onChange }: PartProps) {
  const w = useWords(editorWords);
  const set = (index: number, roster: Roster) => onChange({ ...plan, rosters: replaceAt(plan.rosters, index, roster) });
  return (
    <>
      {plan.rosters.map((roster, index) => (
        <RosterEdit
          key={roster.id}
          plan={plan}
          roster={roster}
          onChange={(changed) => set(index, changed)}
          onRemove={plan.rosters.length < 2 ? null : () => onChange({ ...plan, rosters: removeAt(plan.rosters, index) })}
        />
      ))}
      <div className="actions">
        <Button onClick={() => onChange({ ...plan, rosters: [...plan.rosters, freshRoster(plan)] })}>{w.addRoster}</Button>
      </div>
    </>
  );
}

function freshRoster(plan: Plan): Roster {
  const id = freshId('roster', plan.rosters);
  const start = plan.rosters[0]?.layers[0]?.start ?? '2026-01-05T09:00';
  const people = plan.people.map((person) => person.id);
  const layer: Layer = { id: 'layer-1', people, start, rotation: { unit: 'week', every: 1 }, days: 'all', fair: false };
  return { id, name: { ja: '責任者', en: 'Manager' }, required: true, layers: [layer] };
}

function RosterEdit(props: {
  readonly plan: Plan;
  readonly roster: Roster;
  readonly onChange: (roster: Roster) => void;
  readonly onRemove: (() => void) | null;
}) {
  const w = useWords(editorWords);
  const say = useSay();
  const { plan, roster, onChange } = props;
  const name = say.two(roster.name);
  const layer = (index: number, changed: Layer) => onChange({ ...roster, layers: replaceAt(roster.layers, index, changed) });
  const add = (days: Layer['days']) => {
    const id = freshId('layer', roster.layers);
    const start = roster.layers[0]?.start ?? '2026-01-05T09:00';
    const people = roster.layers[0]?.people ?? plan.people.map((person) => person.id);
    const fresh: Layer = { id, people, start, rotation: { unit: 'day', every: 1 }, days, fair: days === 'off' };
    // A layer for days off stands above the others, or it would never decide.
    onChange({ ...roster, layers: days === 'off' ? [fresh, ...roster.layers] : [...roster.layers, fresh] });
  };
  return (
    <section className="sheet stack" aria-label={w.rosterOf(name)}>
      <div className="spread">
        <h2>{w.rosterOf(name)}</h2>
        {props.onRemove === null ? null : (
          <Button size="compact-sm" variant="subtle" aria-label={w.of(w.remove, name)} onClick={props.onRemove}>
            {w.remove}
          </Button>
        )}
      </div>
      <TwoNames name={roster.name} onChange={(name) => onChange({ ...roster, name })} />
      <Checkbox
        label={w.required}
        checked={roster.required}
        onChange={(event) => onChange({ ...roster, required: event.currentTarget.checked })}
      />
      <p className="small quiet">{w.layersLead}</p>
      {roster.layers.map((one, index) => (
        <LayerEdit
          key={one.id}
          plan={plan}
          layer={one}
          number={index + 1}
          onChange={(changed) => layer(index, changed)}
          onUp={index === 0 ? undefined : () => onChange({ ...roster, layers: moveUp(roster.layers, index) })}
          onRemove={roster.layers.length < 2 ? null : () => onChange({ ...roster, layers: removeAt(roster.layers, index) })}
        />
      ))}
      <div className="actions">
        <Button size="compact-sm" onClick={() => add('off')}>
          {w.addHolidayLayer}
        </Button>
        <Button size="compact-sm" onClick={() => add('all')}>
          {w.addLayer}
        </Button>
      </div>
    </section>
  );
}

function LayerEdit(props: {
  readonly plan: Plan;
  readonly layer: Layer;
  readonly number: number;
  readonly onChange: (layer: Layer) => void;
  readonly onUp: (() => void) | undefined;
  readonly onRemove: (() => void) | null;
}) {
  const w = useWords(editorWords);
  const { layer, onChange } = props;
  const name = w.layerOf(props.number, w.days[layer.days]);
  const setHours = (hours: { readonly from: string; readonly to: string } | null) => {
    const { hours: _, ...rest } = layer;
    onChange(hours === null ? rest : { ...rest, hours });
  };
  return (
    <EditRow name={name} onRemove={props.onRemove} onUp={props.onUp}>
      <h3 className="full-row">{name}</h3>
      <NativeSelect
        label={w.on}
        value={layer.days}
        onChange={(event) => onChange({ ...layer, days: DAYS.find((one) => one === event.currentTarget.value) ?? 'all' })}
        data={DAYS.map((value) => ({ value, label: w.days[value] }))}
      />
      <TextInput
        label={w.start}
        type="datetime-local"
        value={layer.start}
        onChange={(event) => event.currentTarget.value !== '' && onChange({ ...layer, start: event.currentTarget.value.slice(0, 16) })}
      />
      <div className="row" style={{ alignItems: 'end', flexWrap: 'nowrap' }}>
        <NumberInput
          label={w.every}
          min={1}
          max={60}
          allowDecimal={false}
          style={{ width: 84 }}
          value={layer.rotation.every}
          onChange={(value) =>
            onChange({ ...layer, rotation: { ...layer.rotation, every: Math.min(60, Math.max(1, Number(value) || 1)) } })
          }
        />
        <NativeSelect
          aria-label={w.unit}
          value={layer.rotation.unit}
          onChange={(event) =>
            onChange({ ...layer, rotation: { ...layer.rotation, unit: UNITS.find((one) => one === event.currentTarget.value) ?? 'day' } })
          }
          data={UNITS.map((value) => ({ value, label: w.units[value] }))}
        />
      </div>
      <Checkbox
        className="full-row"
        label={w.onlyHours}
        checked={layer.hours !== undefined}
        onChange={(event) => setHours(event.currentTarget.checked ? { from: '09:00', to: '18:00' } : null)}
      />
      {layer.hours === undefined ? null : (
        <>
          <TextInput
            label={w.from}
            type="time"
            value={layer.hours.from}
            onChange={(event) => layer.hours !== undefined && setHours({ ...layer.hours, from: event.currentTarget.value })}
          />
          <TextInput
            label={w.to}
            type="time"
            value={layer.hours.to}
            onChange={(event) => layer.hours !== undefined && setHours({ ...layer.hours, to: event.currentTarget.value })}
          />
        </>
      )}
      <Weekdays layer={layer} onChange={onChange} />
      <Checkbox
        className="full-row"
        label={w.fair}
        checked={layer.fair}
        onChange={(event) => onChange({ ...layer, fair: event.currentTarget.checked })}
      />
      <Turns {...props} />
    </EditRow>
  );
}

function Weekdays({ layer, onChange }: { readonly layer: Layer; readonly onChange: (layer: Layer) => void }) {
  const w = useWords(editorWords);
  const r = useWords(rotaWords);
  const chosen = layer.weekdays ?? [1, 2, 3, 4, 5, 6, 7];
  return (
    <fieldset className="choices inline">
      <legend>{w.weekdays}</legend>
      {WEEK.map((weekday, index) => (
        <Checkbox
          key={weekday}
          label={r.weekdays[weekday]}
          checked={chosen.includes(index + 1)}
          onChange={(event) => {
            const days = event.currentTarget.checked
              ? [...chosen, index + 1].toSorted((a, b) => a - b)
              : chosen.filter((one) => one !== index + 1);
            const { weekdays: _, ...rest } = layer;
            if (days.length > 0) onChange(days.length === 7 ? rest : { ...rest, weekdays: days });
          }}
        />
      ))}
    </fieldset>
  );
}

/** The order in which people take turns. */
function Turns({ plan, layer, onChange }: { readonly plan: Plan; readonly layer: Layer; readonly onChange: (layer: Layer) => void }) {
  const w = useWords(editorWords);
  const out = plan.people.filter((person) => !layer.people.includes(person.id));
  const nameOf = (id: string) => plan.people.find((person) => person.id === id)?.name ?? id;
  return (
    <fieldset className="choices">
      <legend>{w.turns}</legend>
      <ol className="turns">
        {layer.people.map((id, index) => (
          <li key={id}>
            <span>{nameOf(id)}</span>{' '}
            {index === 0 ? null : (
              <button
                type="button"
                className="pill"
                aria-label={w.of(w.up, nameOf(id))}
                onClick={() => onChange({ ...layer, people: moveUp(layer.people, index) })}
              >
                {w.up}
              </button>
            )}{' '}
            {layer.people.length < 2 ? null : (
              <button
                type="button"
                className="pill"
                aria-label={w.of(w.takeOut, nameOf(id))}
                onClick={() => onChange({ ...layer, people: removeAt(layer.people, index) })}
              >
                {w.takeOut}
              </button>
            )}
          </li>
        ))}
      </ol>
      {out.length === 0 ? null : (
        <div className="row">
          {out.map((person) => (
            <button
              key={person.id}
              type="button"
              className="pill"
              onClick={() => onChange({ ...layer, people: [...layer.people, person.id] })}
            >
              {w.putIn(person.name)}
            </button>
          ))}
        </div>
      )}
    </fieldset>
  );
}
