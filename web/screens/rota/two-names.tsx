// SPDX-License-Identifier: Apache-2.0
import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useLang, useWords } from '../../lang/lang.tsx';
import type { Two } from '../../lang/lang.tsx';
import { editorWords } from './words.ts';

/** A name is asked for once: it stands in both languages until somebody gives the other language a name of its own. */
export function TwoNames({ name, onChange }: { readonly name: Two; readonly onChange: (name: Two) => void }) {
  const w = useWords(editorWords);
  const { lang } = useLang();
  const other = lang === 'ja' ? 'en' : 'ja';
  const [apart, setApart] = useState(name.ja !== name.en);
  const field = (which: 'ja' | 'en') => (
    <TextInput
      label={which === 'ja' ? w.nameJa : w.nameEn}
      value={name[which]}
      maxLength={200}
      onChange={(event) => {
        const said = event.currentTarget.value;
        onChange(apart ? { ...name, [which]: said } : { ja: said, en: said });
      }}
    />
  );
  return (
    <div className="field-pair">
      {field(lang)}
      {apart ? (
        field(other)
      ) : (
        <Button variant="subtle" size="compact-sm" style={{ alignSelf: 'end' }} onClick={() => setApart(true)}>
          {w.nameApart}
        </Button>
      )}
    </div>
  );
}
