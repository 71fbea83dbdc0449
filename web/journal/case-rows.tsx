// SPDX-License-Identifier: Apache-2.0
import type { CaseRow } from '../../src/case/contract.ts';
import { caseWords } from './words/cases.ts';
import { scales } from '../lang/common.ts';
import { useWords } from '../lang/lang.tsx';
import { Age } from '../components/when.tsx';
import { paths } from '../paths.ts';
import { Tag } from '../ui/tag.tsx';
import type { Tone } from '../ui/tag.tsx';
import { Rows } from '../ui/rows/virtual-rows.tsx';

export const urgencyTone = { unrated: 'line', 'can-wait': 'line', today: 'line', now: 'act' } as const satisfies Record<
  CaseRow['urgency'],
  Tone
>;

export function CaseRows(props: {
  readonly rows: readonly CaseRow[];
  readonly on: string | null;
  readonly onEnd?: (() => void) | undefined;
}) {
  const w = useWords(caseWords);
  const s = useWords(scales);
  return (
    <div className="list">
      <div className="list-row cases-grid list-head" aria-hidden="true">
        <span>{w.columns.id}</span>
        <span>{w.columns.title}</span>
        <span>{w.columns.urgency}</span>
        <span>{w.columns.severity}</span>
        <span>{w.columns.tlp}</span>
        <span>{w.columns.owner}</span>
        <span className="num">{w.columns.age}</span>
      </div>
      <Rows
        items={props.rows}
        idOf={(row) => row.id}
        height={33}
        on={props.on}
        onEnd={props.onEnd}
        renderRow={(row) => (
          <a className="list-row cases-grid" href={paths.case(row.id)} data-on={props.on === row.id}>
            <span className="mono area-id">{row.id}</span>
            <span className="lead one-line">{row.title}</span>
            <span className="area-sev">
              {row.imported === null ? (
                <Tag tone={row.state === 'closed' ? 'plain' : urgencyTone[row.urgency]}>
                  {row.state === 'closed' ? s.caseState.closed : s.urgency[row.urgency]}
                </Tag>
              ) : (
                <Tag tone="plain">{w.importedTag}</Tag>
              )}
            </span>
            <span className="wide-only">{s.severity[row.severity]}</span>
            <span className="wide-only mono">{row.tlp}</span>
            <span className="area-owner one-line">{row.owner ?? <span className="quiet">{w.noOwner}</span>}</span>
            <span className="area-age num quiet small">
              <Age at={row.changedAt} />
            </span>
          </a>
        )}
      />
    </div>
  );
}
