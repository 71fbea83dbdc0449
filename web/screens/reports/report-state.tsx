// SPDX-License-Identifier: Apache-2.0
import type { ReportSheet } from '../../../src/intake/contract.ts';
import { scales } from '../../lang/common.ts';
import { useWords } from '../../lang/lang.tsx';
import { reportWords } from '../../journal/words/reports.ts';
import { paths } from '../../paths.ts';
import { Tag } from '../../ui/tag.tsx';
import { toneOf } from './report-rows.tsx';

/** State, kind and case, and the warning that comes before everything else: do not reply yet. */
export function ReportState({ sheet }: { readonly sheet: ReportSheet }) {
  const w = useWords(reportWords);
  const s = useWords(scales);
  return (
    <>
      <div className="row">
        <Tag tone={toneOf(sheet)}>{s.reportState[sheet.state]}</Tag>
        <Tag>{s.reportKind[sheet.kind]}</Tag>
        {sheet.caseId === null ? (
          <span className="quiet">{w.noCase}</span>
        ) : (
          <a href={paths.case(sheet.caseId)}>
            {w.case} {sheet.caseId}
          </a>
        )}
      </div>
      {sheet.state === 'new' && sheet.kind === 'report' ? <p className="error-three">{w.replyWarning}</p> : null}
    </>
  );
}
