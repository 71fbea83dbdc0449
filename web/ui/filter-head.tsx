// SPDX-License-Identifier: Apache-2.0
import { NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useState } from 'react';
import type { ReactNode } from 'react';

type Choice = { readonly value: string; readonly label: string };

/** The head of a list: pills for one property, a choice for another, and the words to look for. An absent value is "all". */
export function FilterHead(props: {
  readonly pills: {
    readonly value: string | undefined;
    readonly all: string;
    readonly choices: readonly Choice[];
    readonly onPick: (value: string | undefined) => void;
  };
  readonly select?: {
    readonly label: string;
    readonly value: string | undefined;
    readonly any: string;
    readonly choices: readonly Choice[];
    readonly onPick: (value: string | undefined) => void;
  };
  readonly search: { readonly label: string; readonly value: string | undefined; readonly onSearch: (words: string | undefined) => void };
  readonly children?: ReactNode;
}) {
  const { pills, select, search } = props;
  const [words, setWords] = useState(search.value ?? '');
  const later = useDebouncedCallback((text: string) => search.onSearch(absent(text)), 200);
  return (
    <div className="filters" role="search">
      {[{ value: undefined, label: pills.all }, ...pills.choices].map(({ value, label }) => (
        <button key={value ?? ''} type="button" className="pill" aria-pressed={pills.value === value} onClick={() => pills.onPick(value)}>
          {label}
        </button>
      ))}
      {select === undefined ? null : (
        <NativeSelect
          aria-label={select.label}
          value={select.value ?? ''}
          onChange={(event) => select.onPick(absent(event.currentTarget.value))}
          data={[{ value: '', label: select.any }, ...select.choices]}
        />
      )}
      <TextInput
        style={{ flex: '1 1 200px' }}
        type="search"
        aria-label={search.label}
        placeholder={search.label}
        value={words}
        onChange={(event) => {
          setWords(event.currentTarget.value);
          later(event.currentTarget.value);
        }}
      />
      {props.children}
    </div>
  );
}

function absent(text: string): string | undefined {
  return text === '' ? undefined : text;
}
