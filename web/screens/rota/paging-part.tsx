// SPDX-License-Identifier: Apache-2.0
import { Button, NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { useLang, useSay, useWords } from '../../lang/lang.tsx';
import { TwoNames } from './two-names.tsx';
import { editorWords } from './words.ts';
import { EditRow } from './pieces.tsx';
import { ByKind } from './by-kind.tsx';
import { freshId, removeAt, replaceAt } from './plan-edit.ts';
import type { PartProps, Plan, Policy } from './plan-edit.ts';

type Target = Policy['steps'][number]['targets'][number];
const KINDS = ['system-vendor', 'hosting-provider', 'security-vendor', 'jpcert', 'ipa', 'police', 'lawyer', 'other'] as const;

/** Who is called first, who after how many minutes, how often again, and how many must answer. */
export function PagingPart({ plan, onChange }: PartProps) {
  const w = useWords(editorWords);
  const add = () => {
    const roster = plan.rosters[0]?.id ?? 'primary';
    const steps: Policy['steps'] = [{ afterMinutes: 0, targets: [{ roster }] }];
    const name = { ja: '呼び出しの手順', en: 'Paging policy' };
    const policy: Policy = {
      id: freshId('policy', plan.policies),
      name,
      steps,
      repeat: 2,
      acksNeeded: 1,
      forgottenAfterMinutes: 60,
      groupSeconds: 60,
    };
    onChange({ ...plan, policies: [...plan.policies, policy] });
  };
  return (
    <>
      {plan.policies.map((policy, index) => (
        <PolicyEdit
          key={policy.id}
          plan={plan}
          policy={policy}
          onChange={(changed) => onChange({ ...plan, policies: replaceAt(plan.policies, index, changed) })}
          onRemove={() => onChange({ ...plan, policies: removeAt(plan.policies, index) })}
        />
      ))}
      <div className="actions">
        <Button onClick={add}>{w.addPolicy}</Button>
      </div>
      {plan.policies.length < 2 ? null : <ByKind plan={plan} onChange={onChange} />}
    </>
  );
}

function PolicyEdit(props: {
  readonly plan: Plan;
  readonly policy: Policy;
  readonly onChange: (policy: Policy) => void;
  readonly onRemove: () => void;
}) {
  const w = useWords(editorWords);
  const say = useSay();
  const { plan, policy, onChange } = props;
  const number = (value: string | number, least: number, most: number) => Math.min(most, Math.max(least, Math.round(Number(value) || 0)));
  return (
    <section className="sheet stack" aria-label={say.two(policy.name)}>
      <div className="spread">
        <h2>{w.policyOf(say.two(policy.name))}</h2>
        <Button size="compact-sm" variant="subtle" aria-label={w.of(w.remove, say.two(policy.name))} onClick={props.onRemove}>
          {w.remove}
        </Button>
      </div>
      <TwoNames name={policy.name} onChange={(name) => onChange({ ...policy, name })} />
      {policy.steps.map((step, index) => (
        <EditRow
          // oxlint-disable-next-line react/no-array-index-key -- steps are told apart by their place
          key={index}
          name={w.step(index + 1)}
          onRemove={policy.steps.length < 2 ? null : () => onChange({ ...policy, steps: removeAt(policy.steps, index) })}
        >
          <NumberInput
            label={w.after(index + 1)}
            min={0}
            max={10_080}
            allowDecimal={false}
            value={step.afterMinutes}
            onChange={(value) =>
              onChange({ ...policy, steps: replaceAt(policy.steps, index, { ...step, afterMinutes: number(value, 0, 10_080) }) })
            }
          />
          <Targets
            plan={plan}
            targets={step.targets}
            onChange={(targets) => onChange({ ...policy, steps: replaceAt(policy.steps, index, { ...step, targets }) })}
          />
        </EditRow>
      ))}
      <div className="actions">
        <Button
          size="compact-sm"
          onClick={() => {
            const last = policy.steps.at(-1);
            const next = {
              afterMinutes: (last?.afterMinutes ?? 0) + 10,
              targets: last?.targets ?? [{ roster: plan.rosters[0]?.id ?? 'primary' }],
            };
            onChange({ ...policy, steps: [...policy.steps, next] });
          }}
        >
          {w.addStep}
        </Button>
      </div>
      <div className="field-pair">
        <NumberInput
          label={w.repeat}
          min={0}
          max={50}
          allowDecimal={false}
          value={policy.repeat}
          onChange={(value) => onChange({ ...policy, repeat: number(value, 0, 50) })}
        />
        <NumberInput
          label={w.acksNeeded}
          min={1}
          max={10}
          allowDecimal={false}
          value={policy.acksNeeded}
          onChange={(value) => onChange({ ...policy, acksNeeded: number(value, 1, 10) })}
        />
        <NumberInput
          label={w.forgotten}
          description={w.forgottenLead}
          min={0}
          max={10_080}
          allowDecimal={false}
          value={policy.forgottenAfterMinutes ?? 0}
          onChange={(value) => onChange({ ...policy, forgottenAfterMinutes: Number(value) < 5 ? null : number(value, 5, 10_080) })}
        />
        <NumberInput
          label={w.group}
          description={w.groupLead}
          min={0}
          max={3600}
          allowDecimal={false}
          value={policy.groupSeconds}
          onChange={(value) => onChange({ ...policy, groupSeconds: number(value, 0, 3600) })}
        />
      </div>
    </section>
  );
}

function keyOf(target: Target): string {
  return 'roster' in target ? `roster:${target.roster}` : 'person' in target ? `person:${target.person}` : `external:${target.external}`;
}

function targetOf(key: string): Target {
  const [kind, ...rest] = key.split(':');
  const id = rest.join(':');
  return kind === 'roster' ? { roster: id } : kind === 'person' ? { person: id } : { external: id };
}

function Targets(props: { readonly plan: Plan; readonly targets: readonly Target[]; readonly onChange: (targets: Target[]) => void }) {
  const w = useWords(editorWords);
  const { lang } = useLang();
  const { plan, targets } = props;
  const all = [
    ...plan.rosters.map((one) => ({ value: `roster:${one.id}`, label: w.dutyOf(one.name[lang]) })),
    ...plan.people.map((one) => ({ value: `person:${one.id}`, label: one.name })),
    ...plan.externals.map((one) => ({ value: `external:${one.id}`, label: w.byTelephone(one.name[lang]) })),
  ];
  const left = all.filter((one) => !targets.some((target) => keyOf(target) === one.value));
  return (
    <div className="stack" style={{ gap: 6 }}>
      <div className="row">
        {targets.map((target, index) => {
          const label = all.find((one) => one.value === keyOf(target))?.label ?? keyOf(target);
          return (
            <button
              key={keyOf(target)}
              type="button"
              className="pill"
              disabled={targets.length < 2}
              aria-label={w.of(w.takeOut, label)}
              onClick={() => props.onChange(removeAt(targets, index))}
            >
              {label} {targets.length < 2 ? '' : '×'}
            </button>
          );
        })}
      </div>
      {left.length === 0 ? null : (
        <NativeSelect
          label={w.alsoCall}
          value=""
          onChange={(event) => event.currentTarget.value !== '' && props.onChange([...targets, targetOf(event.currentTarget.value)])}
          data={[{ value: '', label: '—' }, ...left]}
        />
      )}
    </div>
  );
}

/** Outside contacts: people call them, the desk never does. */
export function Externals({ plan, onChange }: PartProps) {
  const w = useWords(editorWords);
  const add = () => {
    const row = {
      id: freshId('contact', plan.externals),
      name: { ja: '外部の連絡先', en: 'Outside contact' },
      kind: 'other' as const,
      telephone: '',
      mail: '',
      languages: ['ja'],
      zone: plan.zone,
      hours: [],
      contract: '',
      note: '',
    };
    onChange({ ...plan, externals: [...plan.externals, row] });
  };
  return (
    <section className="sheet stack" aria-label={w.externals}>
      {plan.externals.map((row, index) => {
        const set = (part: Partial<typeof row>) => onChange({ ...plan, externals: replaceAt(plan.externals, index, { ...row, ...part }) });
        const [hours] = row.hours;
        return (
          <EditRow key={row.id} name={row.name.ja} onRemove={() => onChange({ ...plan, externals: removeAt(plan.externals, index) })}>
            <TwoNames name={row.name} onChange={(name) => set({ name })} />
            <NativeSelect
              label={w.kind}
              value={row.kind}
              onChange={(event) => set({ kind: KINDS.find((one) => one === event.currentTarget.value) ?? 'other' })}
              data={KINDS.map((value) => ({ value, label: w.kinds[value] }))}
            />
            <TextInput
              label={w.telephone}
              type="tel"
              maxLength={60}
              value={row.telephone}
              onChange={(event) => set({ telephone: event.currentTarget.value })}
            />
            <TextInput label={w.mail} maxLength={320} value={row.mail} onChange={(event) => set({ mail: event.currentTarget.value })} />
            <TextInput
              label={w.languages}
              value={row.languages.join(', ')}
              onChange={(event) => set({ languages: event.currentTarget.value.split(/[,\s]+/).slice(0, 10) })}
            />
            <NativeSelect
              label={w.hours}
              value={hours?.days ?? 'always'}
              onChange={(event) => {
                const days = event.currentTarget.value;
                const span = { from: hours?.from ?? '09:00', to: hours?.to ?? '18:00' };
                set({ hours: days === 'all' || days === 'working' || days === 'off' ? [{ days, ...span }] : [] });
              }}
              data={[
                { value: 'always', label: w.always },
                ...(['all', 'working', 'off'] as const).map((value) => ({ value, label: w.days[value] })),
              ]}
            />
            {hours === undefined ? null : (
              <>
                <TextInput
                  label={w.from}
                  type="time"
                  value={hours.from}
                  onChange={(event) => set({ hours: [{ ...hours, from: event.currentTarget.value }] })}
                />
                <TextInput
                  label={w.to}
                  type="time"
                  value={hours.to}
                  onChange={(event) => set({ hours: [{ ...hours, to: event.currentTarget.value }] })}
                />
              </>
            )}
            <TextInput label={w.note} maxLength={2000} value={row.note} onChange={(event) => set({ note: event.currentTarget.value })} />
          </EditRow>
        );
      })}
      <div className="actions">
        <Button size="compact-sm" onClick={add}>
          {w.addExternal}
        </Button>
      </div>
    </section>
  );
}
