// SPDX-License-Identifier: Apache-2.0
import { NativeSelect } from '@mantine/core';
import { useLang, useWords } from '../../lang/lang.tsx';
import type { PartProps, Plan } from './plan-edit.ts';
import { editorWords } from './words.ts';

type Kind = NonNullable<Plan['byKind']>[number]['kind'];

/** Which policy pages for which kind of incident; where none is chosen the first one does. */
export function ByKind({ plan, onChange }: PartProps) {
  const w = useWords(editorWords);
  const { lang } = useLang();
  const chosen = plan.byKind ?? [];
  const [first] = plan.policies;
  const set = (kind: Kind, policy: string) => {
    const others = chosen.filter((one) => one.kind !== kind);
    onChange({ ...plan, byKind: policy === '' ? others : [...others, { kind, policy }] });
  };
  return (
    <section className="sheet stack" aria-label={w.byKind}>
      <h2>{w.byKind}</h2>
      <p className="small quiet">{w.byKindLead}</p>
      <div className="field-pair">
        {(Object.keys(w.incidentKinds) as Kind[]).map((kind) => (
          <NativeSelect
            key={kind}
            label={w.incidentKinds[kind]}
            value={chosen.find((one) => one.kind === kind)?.policy ?? ''}
            onChange={(event) => set(kind, event.currentTarget.value)}
            data={[
              { value: '', label: w.byFirst(first?.name[lang] ?? '') },
              ...plan.policies.map((one) => ({ value: one.id, label: one.name[lang] })),
            ]}
          />
        ))}
      </div>
    </section>
  );
}
