// SPDX-License-Identifier: Apache-2.0
import { useParams } from '@tanstack/react-router';
import { useReport } from '../../api/reports.ts';
import { useWords } from '../../lang/lang.tsx';
import { reportWords } from '../../journal/words/reports.ts';
import { Forbidden, Pending } from '../../components/states.tsx';
import { useMay } from '../../journal/person.ts';
import { paths } from '../../paths.ts';
import { MailView } from './mail-view.tsx';
import { ReportJudgement } from './report-judgement.tsx';
import { ReportState } from './report-state.tsx';

/** Mail left, judgement right. */
export function Report() {
  const w = useWords(reportWords);
  const allowed = useMay('read');
  const { reportId = '' }: { reportId?: string } = useParams({ strict: false });
  const report = useReport(reportId);
  if (!allowed) return <Forbidden />;
  if (report.data === undefined) {
    return <div className="page">{<Pending on={report} lines={10} />}</div>;
  }
  const sheet = report.data;
  return (
    <div className="page">
      <div className="page-head">
        <div>
          <div className="small">
            <a href={paths.reports}>{w.title}</a> <span className="quiet mono">{sheet.reportId}</span>
          </div>
          <h1>{sheet.subject === '' ? w.noSubject : sheet.subject}</h1>
        </div>
      </div>
      <ReportState sheet={sheet} />
      <div className="mail">
        <MailView sheet={sheet} />
        <ReportJudgement sheet={sheet} />
      </div>
    </div>
  );
}
