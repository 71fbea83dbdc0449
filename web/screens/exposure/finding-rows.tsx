// SPDX-License-Identifier: Apache-2.0
import { useState } from 'react';
import type { ExposureRule, FindingRow } from '../../../src/exposure/contract.ts';
import { exposureScreenWords } from './words.ts';
import { useLang, useSay, useWords } from '../../lang/lang.tsx';
import { useListKeys } from '../../ui/keys.ts';
import { MarkSign } from '../../ui/mark.tsx';
import { Tag } from '../../ui/tag.tsx';
import { Rows } from '../../ui/rows/virtual-rows.tsx';
import { FindingDialog } from './finding-dialog.tsx';
import { grantText } from './grants.ts';
import { PathText } from './path-text.tsx';
import { STATE_TONES } from './state-tones.ts';

/** Dense rows; only those in sight are in the document. Opening one shows its proof, its remedy and the waiver. */
export function FindingRows(props: {
  readonly caseId: string;
  readonly rows: readonly FindingRow[];
  readonly rules: readonly ExposureRule[];
  readonly onEnd?: () => void;
}) {
  const w = useWords(exposureScreenWords);
  const [open, setOpen] = useState<number | null>(null);
  const on = useListKeys(props.rows.map((row) => String(row.number)));
  const shown = props.rows.find((row) => row.number === open);
  return (
    <div className="list">
      <div className="list-row exposure-grid list-head" aria-hidden="true">
        <span>{w.state}</span>
        <span>{w.severity}</span>
        <span>{w.rule}</span>
        <span>{w.tenant}</span>
        <span>{w.path}</span>
        <span>{w.reachable}</span>
      </div>
      <Rows
        items={props.rows}
        idOf={(row) => String(row.number)}
        height={33}
        on={on}
        onEnd={props.onEnd}
        renderRow={(row) => <Row row={row} rules={props.rules} on={on === String(row.number)} onOpen={() => setOpen(row.number)} />}
      />
      {shown === undefined ? null : (
        <FindingDialog
          caseId={props.caseId}
          row={shown}
          rule={props.rules.find((rule) => rule.rule === shown.rule)}
          onClose={() => setOpen(null)}
        />
      )}
    </div>
  );
}

function Row(props: {
  readonly row: FindingRow;
  readonly rules: readonly ExposureRule[];
  readonly on: boolean;
  readonly onOpen: () => void;
}) {
  const w = useWords(exposureScreenWords);
  const { lang } = useLang();
  const { two } = useSay();
  const { row } = props;
  const rule = props.rules.find((each) => each.rule === row.rule);
  const reach = row.grants.map((grant) => grantText(grant, lang)).join(' / ');
  const title = rule === undefined ? row.rule : two(rule.title);
  const short = rule === undefined ? row.rule : two(rule.short);
  return (
    <button type="button" className="list-row exposure-grid exposure-row" data-on={props.on} aria-haspopup="dialog" onClick={props.onOpen}>
      <span className="area-tag">
        <Tag tone={STATE_TONES[row.state]}>{w.states[row.state]}</Tag>
      </span>
      <span className="area-sev small">{w.severities[row.severity]}</span>
      <span className="area-kind one-line small" title={title}>
        {short}
      </span>
      <span className="area-from one-line" title={[row.tenant, row.customer].filter(Boolean).join(' ')}>
        <bdi>{row.tenant ?? w.nobody}</bdi>
        {row.customer === null || row.customer === '' ? null : <bdi className="small quiet"> {row.customer}</bdi>}
      </span>
      <span className="lead exposure-where">
        <MarkSign mark={row.proof} word={w.proofIs[row.proof]} />
        <PathText path={row.path} />
      </span>
      <span className="area-owner one-line small quiet" title={reach}>
        {reach}
      </span>
    </button>
  );
}
