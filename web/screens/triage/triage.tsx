// SPDX-License-Identifier: Apache-2.0
import { Tabs } from '@mantine/core';
import { useParams, useRouter } from '@tanstack/react-router';
import { useReport } from '../../api/reports.ts';
import { useWords } from '../../lang/lang.tsx';
import { reportWords } from '../../journal/words/reports.ts';
import { Forbidden, Pending } from '../../components/states.tsx';
import { useMay } from '../../journal/person.ts';
import { paths } from '../../paths.ts';
import { HeldReplies } from './held-replies.tsx';
import { SheetView } from './sheet-view.tsx';
import { StaffView } from './staff-view.tsx';
import { sheetWords } from './words.ts';

/** One report under triage: the sheet, the held reply, the staff. */
export function Triage() {
  const w = useWords(sheetWords);
  const r = useWords(reportWords);
  const router = useRouter();
  const allowed = useMay('read');
  const { reportId = '', tab = 'sheet' }: { reportId?: string; tab?: string } = useParams({ strict: false });
  const report = useReport(reportId);
  if (!allowed) return <Forbidden />;
  if (report.data === undefined) return <div className="page">{<Pending on={report} lines={10} />}</div>;
  const { caseId, subject, from } = report.data;
  return (
    <div className="page">
      <div className="page-head">
        <div>
          <div className="small">
            <a href={paths.reports}>{r.title}</a> <a href={paths.report(reportId)}>{reportId}</a>{' '}
            {caseId === null ? null : <a href={paths.case(caseId)}>{caseId}</a>}
          </div>
          <h1>{subject === '' ? r.noSubject : subject}</h1>
        </div>
      </div>
      {caseId === null ? (
        <p>{w.noCase}</p>
      ) : (
        <Tabs
          value={tab}
          onChange={(to) =>
            router.history.push(
              to === null || to === 'sheet' ? `/triage/${encodeURIComponent(reportId)}` : `/triage/${encodeURIComponent(reportId)}/${to}`,
            )
          }
          keepMounted={false}
        >
          <Tabs.List>
            <Tabs.Tab value="sheet">{w.sheet}</Tabs.Tab>
            <Tabs.Tab value="reply">{w.reply}</Tabs.Tab>
            <Tabs.Tab value="staff">{w.staff}</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="sheet" pt="md">
            <SheetView caseId={caseId} reportId={reportId} />
          </Tabs.Panel>
          <Tabs.Panel value="reply" pt="md">
            <HeldReplies caseId={caseId} reportId={reportId} from={from} />
          </Tabs.Panel>
          <Tabs.Panel value="staff" pt="md">
            <StaffView caseId={caseId} reportId={reportId} />
          </Tabs.Panel>
        </Tabs>
      )}
    </div>
  );
}
