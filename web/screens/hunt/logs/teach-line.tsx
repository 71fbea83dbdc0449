// SPDX-License-Identifier: Apache-2.0
import { NativeSelect, Textarea } from '@mantine/core';
import { useWords } from '../../../lang/lang.tsx';
import { TABLES } from './table-names.ts';
import type { TableName } from './table-names.ts';
import { logsWords } from './words.ts';

/** A line with its columns in braces, for what no format reads. A click on a column puts it at the end. */
export function TeachLine(props: {
  readonly line: string;
  readonly setLine: (line: string) => void;
  readonly tables: readonly { readonly table: TableName; readonly columns: readonly string[] }[];
  readonly table: TableName;
  readonly setTable: (table: TableName) => void;
}) {
  const w = useWords(logsWords);
  const columns = props.tables.find((one) => one.table === props.table)?.columns ?? [];
  return (
    <div className="stack">
      <NativeSelect
        label={w.csvTable}
        value={props.table}
        data={TABLES.map((one) => ({ value: one, label: w.tables[one] }))}
        onChange={(event) => {
          const chosen = TABLES.find((one) => one === event.currentTarget.value);
          if (chosen !== undefined) props.setTable(chosen);
        }}
      />
      <Textarea
        label={w.teachLine}
        description={w.teachHint}
        autosize
        minRows={2}
        maxLength={490}
        value={props.line}
        onChange={(event) => props.setLine(event.currentTarget.value.replaceAll('\n', ' '))}
      />
      <div className="row" role="group" aria-label={w.teachColumns}>
        <span className="small quiet">{w.teachColumns}</span>
        {columns.map((name) => (
          <button key={name} type="button" className="chip mono" onClick={() => props.setLine(`${props.line}{${name}}`)}>
            {name}
          </button>
        ))}
      </div>
    </div>
  );
}
