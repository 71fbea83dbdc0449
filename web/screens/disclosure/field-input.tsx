// SPDX-License-Identifier: Apache-2.0
import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useWords } from '../../lang/lang.tsx';
import type { Spec, Typed } from './field-specs.ts';
import { fieldWords } from './field-words.ts';
import { disclosureWords } from './words.ts';

type Props = { readonly label: string; readonly spec: Spec; readonly typed: Typed; readonly onType: (typed: Typed) => void };

/** The inputs of one field: two where both languages are asked, a choice where there are only these. */
export function FieldInput({ label, spec, typed, onType }: Props) {
  const w = useWords(disclosureWords);
  const f = useWords(fieldWords);
  const one = (event: { readonly currentTarget: { readonly value: string } }) => onType({ ...typed, ja: event.currentTarget.value });
  if (spec.kind === 'choice') {
    const words: Readonly<Record<string, string>> = f.choices;
    const data = [{ value: '', label: w.choose }, ...(spec.choices ?? []).map((value) => ({ value, label: words[value] ?? value }))];
    return <NativeSelect label={label} value={typed.ja} data={data} onChange={one} />;
  }
  if (spec.kind === 'time') return <TextInput type="datetime-local" label={label} value={typed.ja} onChange={one} />;
  if (spec.kind === 'count') return <TextInput type="number" min={0} label={label} value={typed.ja} onChange={one} />;
  if (spec.kind === 'line') return <TextInput label={label} value={typed.ja} maxLength={200} onChange={one} />;
  return (
    <fieldset className="stack" style={{ border: 0, padding: 0, margin: 0 }}>
      <legend>
        {label} {spec.kind === 'list' ? <span className="small quiet">({w.listHint})</span> : null}
      </legend>
      {(['ja', 'en'] as const).map((lang) => (
        <Textarea
          key={lang}
          label={lang === 'ja' ? w.inJapanese : w.inEnglish}
          lang={lang}
          autosize
          minRows={1}
          maxLength={4000}
          value={typed[lang]}
          onChange={(event) => onType({ ...typed, [lang]: event.currentTarget.value })}
        />
      ))}
    </fieldset>
  );
}
