// SPDX-License-Identifier: Apache-2.0
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import type { CaseSheet } from '../../../src/case/contract.ts';
import { useCase, useCasePart, useEntries } from '../../api/cases.ts';
import { caseWords } from '../../journal/words/cases.ts';
import { timelineWords } from '../../journal/words/timeline.ts';
import { watchWords } from '../../journal/words/watch.ts';
import { common, scales } from '../../lang/common.ts';
import { useLang, useSay, useWords } from '../../lang/lang.tsx';
import { Forbidden, Pending } from '../../components/states.tsx';
import { When } from '../../components/when.tsx';
import { JudgementLists } from '../../journal/judgement.tsx';
import { useMay } from '../../journal/person.ts';
import { StandingReady } from '../../journal/standing-ready.tsx';
import { Timeline } from '../../journal/timeline.tsx';
import { paths } from '../../paths.ts';
import { Strip } from '../../ui/strip.tsx';
import { problemOf } from '../../api/fetch/problem.ts';
import { Calls } from './calls.tsx';
import { CaseHeader } from './case-header.tsx';
import { ClosedCircle } from './closed-circle.tsx';
import { EraseTool } from './erase-tool.tsx';
import { Guests } from './guests/guests.tsx';
import { LogRetention } from './log-retention.tsx';
import { NextActions } from './next-actions.tsx';

import { PageDuty } from './page-duty.tsx';
import { ReportUp } from './report-up.tsx';
import { StationPanel } from './station-panel.tsx';
import { useMemo, useState } from 'react';
import { z } from 'zod';
import { useLeft } from '../../journal/deadline.tsx';
import { useDutyNames } from '../../journal/duty-names.ts';
import { NamesContext } from '../../journal/entry-view.tsx';
import { NoteEntry } from './typed-rows.tsx';

/** A time to keep; one that has passed is said to be late while the station is not done. */
function Due({ at, done }: { readonly at: string; readonly done: boolean }) {
  const w = useWords(watchWords);
  const left = useLeft();
  const isLate = !done && left(at) === w.over;
  return (
    <>
      <When at={at} />
      {isLate ? (
        <>
          {' '}
          <span className="must">
            <span aria-hidden="true">▲ </span>
            {w.over}
          </span>
        </>
      ) : null}
    </>
  );
}

/** The situation room: strip, next three, the three lists, the timeline. The address names the open station, so Back works. */
export function SituationRoom() {
  const allowed = useMay('read');
  const { caseId = '' }: { caseId?: string } = useParams({ strict: false });
  const sheet = useCase(caseId);
  if (!allowed) return <Forbidden />;
  if (sheet.data === undefined) {
    return (
      <div className="page">
        {sheet.error !== null && problemOf(sheet.error).code === 'journal.closed-circle' ? (
          <ClosedCircle caseId={caseId} error={sheet.error} />
        ) : (
          <Pending on={sheet} lines={10} />
        )}
      </div>
    );
  }
  return <Room sheet={sheet.data} />;
}

function Room({ sheet }: { readonly sheet: CaseSheet }) {
  const w = useWords(caseWords);
  const c = useWords(common);
  const s = useWords(scales);
  const say = useSay();
  const navigate = useNavigate();
  const search: { station?: string } = useSearch({ strict: false });
  const open = sheet.stations.find((one) => one.station === search.station) ?? null;
  const show = (station: string | null) =>
    void navigate({ to: paths.case(sheet.id), search: station === null ? {} : { station }, resetScroll: false });
  return (
    <div className="page room">
      <CaseHeader sheet={sheet} />
      <Strip
        label={w.strip}
        open={open?.station ?? null}
        onOpen={show}
        stations={sheet.stations.map((one) => ({
          id: one.station,
          name: s.station[one.station],
          state: one.state,
          word: say.two(one.word),
          figure: one.number === null ? null : { value: String(one.number.value), unit: say.two(one.number.unit) },
          deadline: one.deadline === null ? null : <Due at={one.deadline} done={one.state === 'done'} />,
          struck: one.struck,
          owner: one.owner,
        }))}
      />
      <ReportUp sheet={sheet} />
      <div className="room-cols">
        <div className="stack" style={{ gap: 24 }}>
          {open === null ? null : <StationPanel sheet={sheet} station={open} onClose={() => show(null)} closeWord={c.close} />}
          <NextActions sheet={sheet} />
          <StandingReady caseId={sheet.id} to="audience" />
          <PageDuty sheet={sheet} />
          <LogRetention sheet={sheet} />
          <Calls sheet={sheet} />
          <Guests sheet={sheet} />
          <section className="stack" aria-label={w.judgement}>
            <h2>{w.judgement}</h2>
            <JudgementLists sheet={sheet} />
          </section>
        </div>
        <CaseTimeline sheet={sheet} />
      </div>
    </div>
  );
}

const titled = z.object({ items: z.array(z.object({ itemId: z.string(), titles: z.object({ ja: z.string(), en: z.string() }) })) });

/** What people call the ids of this case: titles of tasks, names of people. */
function useNamesOf(sheet: CaseSheet): (id: string) => string {
  const people = useDutyNames();
  const { lang } = useLang();
  const work = useCasePart(sheet.id, 'remediation');
  return useMemo(() => {
    const items = new Map((titled.safeParse(work).data?.items ?? []).map(({ itemId, titles }) => [itemId, titles[lang]]));
    return (id) => items.get(id) ?? people(id);
  }, [work, people, lang]);
}

function CaseTimeline({ sheet }: { readonly sheet: CaseSheet }) {
  const mayWork = useMay('work');
  const mayErase = useMay('erase');
  const entries = useEntries(sheet.id);
  const nameOf = useNamesOf(sheet);
  const t = useWords(timelineWords);
  // A button at every entry would stand in everybody's way for what is done once a year.
  const [erasing, setErasing] = useState(false);
  if (entries.data === undefined) return <Pending on={entries} />;
  return (
    <NamesContext value={nameOf}>
      <Timeline
        entries={entries.data}
        note={mayWork ? <NoteEntry caseId={sheet.id} seq={sheet.seq} /> : null}
        renderTools={(entry) => (erasing && entry.body !== null ? <EraseTool caseId={sheet.id} seq={sheet.seq} entry={entry} /> : null)}
      />
      {mayErase ? (
        <div className="actions no-print">
          <button type="button" className="quiet-button" aria-pressed={erasing} onClick={() => setErasing(!erasing)}>
            {erasing ? t.eraseDone : t.eraseSome}
          </button>
        </div>
      ) : null}
    </NamesContext>
  );
}
