// SPDX-License-Identifier: Apache-2.0
import { Button, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { assetFields } from '../../../src/triage/inventory/assets.contract.ts';
import type { AssetField, FoundTableWire } from '../../../src/triage/inventory/assets.contract.ts';
import { useWords } from '../../lang/lang.tsx';
import { headingWords } from './heading-words.ts';

export type ChosenColumns = Readonly<Partial<Record<AssetField, number>>>;

/** A person says what the columns of a list are, with its first rows in view. Nothing is taken in before that. */
export function HeadingForm(props: {
  readonly file: string;
  readonly table: FoundTableWire;
  readonly busy: boolean;
  readonly onRead: (columns: ChosenColumns) => void;
  readonly onLeave: () => void;
}) {
  const { table } = props;
  const h = useWords(headingWords);
  const [columns, setColumns] = useState<ChosenColumns>(table.columns);
  const nameOf = (at: number): string => (table.headings[at] === '' ? h.nameless(at + 1) : (table.headings[at] ?? ''));
  const fieldOf = (at: number): AssetField | undefined => assetFields.find((field) => columns[field] === at);
  const left = table.headings.flatMap((_heading, at) => (fieldOf(at) === undefined ? [nameOf(at)] : []));
  const choose = (field: AssetField, value: string): void => {
    const { [field]: _before, ...rest } = columns;
    // A column is one thing: where it was another before, it is that no longer.
    const others = Object.fromEntries(Object.entries(rest).filter(([, at]) => String(at) !== value));
    setColumns(value === '' ? others : { ...others, [field]: Number(value) });
  };
  return (
    <section className="sheet stack" aria-label={h.title(props.file)}>
      <h3>{h.title(props.file)}</h3>
      <p className="small">{h.lead}</p>
      <div className="heading-fields">
        {assetFields.map((field) => (
          <NativeSelect
            key={field}
            label={h.fields[field]}
            required={field === 'name'}
            value={columns[field] === undefined ? '' : String(columns[field])}
            data={[
              { value: '', label: field === 'name' ? h.choose : h.none },
              ...table.headings.map((_heading, at) => ({ value: String(at), label: nameOf(at) })),
            ]}
            onChange={(event) => choose(field, event.currentTarget.value)}
          />
        ))}
      </div>
      <div className="small quiet">{h.rows(table.rows.length)}</div>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a box that scrolls must be reachable by keyboard */}
      <div className="heading-rows" role="region" aria-label={h.rows(table.rows.length)} tabIndex={0}>
        <table>
          <thead>
            <tr>
              {table.headings.map((heading, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place
                <th key={`${at} ${heading}`} scope="col">
                  {nameOf(at)}
                  <span className="small">{fieldOf(at) === undefined ? h.notTaken : h.fields[fieldOf(at) ?? 'name']}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {table.rows.map((row, line) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place
              <tr key={`${line} ${row[0] ?? ''}`}>
                {row.map((cell, at) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place
                  <td key={at} className={fieldOf(at) === undefined ? 'quiet' : undefined}>
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {left.length === 0 ? null : <p className="small">{h.left(left.join(', '))}</p>}
      <p className="small quiet">{h.kept}</p>
      <div className="row">
        <Button variant="filled" disabled={columns.name === undefined} loading={props.busy} onClick={() => props.onRead(columns)}>
          {h.read}
        </Button>
        <Button disabled={props.busy} onClick={props.onLeave}>
          {h.leave}
        </Button>
      </div>
    </section>
  );
}
