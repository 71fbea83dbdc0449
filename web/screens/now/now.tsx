// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react';
import { useCases } from '../../api/cases.ts';
import { useDutyPages } from '../../api/duty.ts';
import { useReports } from '../../api/reports.ts';
import { caseWords } from '../../journal/words/cases.ts';
import { scales } from '../../lang/common.ts';
import { useSay, useWords } from '../../lang/lang.tsx';
import { nowWords } from './words.ts';
import { reportWords } from '../../journal/words/reports.ts';
import { Pending } from '../../components/states.tsx';
import { Age } from '../../components/when.tsx';
import { CaseRows } from '../../journal/case-rows.tsx';
import { useDutyNames } from '../../journal/duty-names.ts';
import { OwnShifts } from '../../journal/duty/own-shifts.tsx';
import { OpenPage, waitsForAnswer } from '../../journal/open-pages.tsx';
import { useMay } from '../../journal/person.ts';
import { waitsForPerson } from '../../journal/waits.ts';
import { paths } from '../../paths.ts';
import { EmptyState } from '../../ui/states.tsx';
import { Tag } from '../../ui/tag.tsx';
import { SpeakingApart, useSpeakingApart } from './apart.tsx';
import { AskedOfMe } from './asked.tsx';
import { BackupAge, BackupMissing, useBackupMissing } from './backup-card.tsx';
import { NextOverCases } from './next-over-cases.tsx';
import { ReadinessCard } from './readiness-card.tsx';
import { StartLink } from './start-link.tsx';
import { Today } from './today.tsx';

const ORDER = { now: 0, today: 1, unrated: 2, 'can-wait': 3 } as const;

/** What waits for a person, then the cases by urgency. */
export function Now() {
  const w = useWords(nowWords);
  const fresh = useReports({ state: 'new' });
  const cases = useCases({ state: 'open' });
  const pages = useDutyPages();
  const names = useDutyNames();
  const speaking = useSpeakingApart();
  const backupMissing = useBackupMissing();
  const allowed = useMay('read');
  if (!allowed)
    return (
      <Page>
        <AskedOfMe alone />
        <OwnShifts most={8} />
      </Page>
    );
  if (fresh.data === undefined || cases.data === undefined)
    return (
      <Page>
        <Pending on={[fresh, cases]} />
      </Page>
    );
  const unread = (fresh.data.pages[0]?.items ?? []).filter((row) => waitsForPerson(row.kind));
  const open = cases.data.pages.flatMap((page) => page.items);
  const calling = (pages.data?.pages ?? []).filter((page) => waitsForAnswer(page));
  // One card for one case, however often it was called for.
  const calls = [...Map.groupBy(calling, ({ caseId, pageId }) => caseId ?? pageId).values()];
  const unowned = open.filter((row) => row.owner === null);
  const sorted = open.toSorted((a, b) => ORDER[a.urgency] - ORDER[b.urgency] || (a.changedAt < b.changedAt ? 1 : -1));
  // On a desk without a case the way to begin stands above what is still empty.
  const first = open.length + unread.length === 0;
  return (
    <Page>
      <section className="stack" aria-label={w.waits}>
        <h2>{w.waits}</h2>
        {unread.length + unowned.length + calling.length + speaking.length === 0 && !backupMissing ? <Nothing /> : null}
        <AskedOfMe />
        {calls.slice(0, 5).map(([page, ...more]) =>
          page === undefined ? null : (
            <OpenPage key={page.pageId} page={page} names={names} folded>
              {more.length === 0 ? null : (
                <details className="small">
                  <summary>{w.moreOfCase(more.length)}</summary>
                  {more.map((one) => (
                    <OpenPage key={one.pageId} page={one} names={names} folded />
                  ))}
                </details>
              )}
            </OpenPage>
          ),
        )}
        {calls.length > 5 ? <a href={paths.duty}>{w.morePages(calls.slice(5).flat().length)}</a> : null}
        {unread.length === 0 ? null : <Unread rows={unread} />}
        <BackupMissing />
        <SpeakingApart rows={speaking} />
        {unowned.length === 0 ? null : <Unowned rows={unowned} />}
      </section>
      {first ? <StartLink /> : null}
      <NextOverCases />
      <Today />
      <section className="stack" aria-label={w.byUrgency}>
        <h2>{w.byUrgency}</h2>
        {sorted.length === 0 ? <p className="quiet">{w.noCases}</p> : <CaseRows rows={sorted.slice(0, 20)} on={null} />}
        {sorted.length > 20 ? <a href={paths.cases}>{w.all}</a> : null}
      </section>
      {first ? null : <StartLink />}
      <ReadinessCard />
      <BackupAge />
    </Page>
  );
}

function Page({ children }: { readonly children: ReactNode }) {
  const w = useWords(nowWords);
  return (
    <div className="page">
      <h1>{w.title}</h1>
      {children}
    </div>
  );
}

function Nothing() {
  const w = useWords(nowWords);
  const say = useSay();
  const last = useReports({}).data?.pages[0]?.items[0];
  return <EmptyState title={w.nothing}>{last === undefined ? w.noReport : w.lastReport(say.time(last.receivedAt))}</EmptyState>;
}

type ReportRows = NonNullable<ReturnType<typeof useReports>['data']>['pages'][number]['items'];
type Rows = NonNullable<ReturnType<typeof useCases>['data']>['pages'][number]['items'];

function Unread({ rows }: { readonly rows: ReportRows }) {
  const w = useWords(nowWords);
  const r = useWords(reportWords);
  const s = useWords(scales);
  return (
    <div className="sheet stack">
      <div className="spread">
        <h3>
          <Tag tone="act">{rows.length}</Tag> {w.unread}
        </h3>
        <a href={`${paths.reports}?state=new`}>{w.all}</a>
      </div>
      <div className="list">
        {rows.slice(0, 8).map((row) => (
          <a key={row.reportId} className="list-row waiting-grid" href={paths.report(row.reportId)} data-new="true">
            <span className="lead">
              {row.why?.startsWith('reply.') === true ? <Tag>{r.reply}</Tag> : null} {row.subject === '' ? r.noSubject : row.subject}
            </span>
            <span className="one-line quiet small">{row.from === '' ? r.noFrom : row.from}</span>
            <span className="small quiet">{s.channel[row.channel]}</span>
            <span className="small quiet num">
              <Age at={row.receivedAt} />
            </span>
          </a>
        ))}
      </div>
    </div>
  );
}

function Unowned({ rows }: { readonly rows: Rows }) {
  const w = useWords(nowWords);
  const c = useWords(caseWords);
  return (
    <div className="sheet stack">
      <h3>
        <Tag tone="act">{rows.length}</Tag> {w.unowned}
      </h3>
      <div className="list">
        {rows.slice(0, 8).map((row) => (
          <a key={row.id} className="list-row waiting-grid" href={paths.case(row.id)}>
            <span className="lead">{row.title}</span>
            <span className="small mono">{row.id}</span>
            <span className="small quiet">{c.noOwner}</span>
            <span className="small quiet num">
              <Age at={row.openedAt} />
            </span>
          </a>
        ))}
      </div>
    </div>
  );
}
