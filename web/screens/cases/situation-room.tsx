// SPDX-License-Identifier: Apache-2.0
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import type { CaseSheet } from '../../../src/journal/contract.ts';
import { useCase, useEntries } from '../../api/cases.ts';
import { caseWords } from '../../i18n/cases.ts';
import { common, scales } from '../../i18n/common.ts';
import { useSay, useWords } from '../../i18n/lang.tsx';
import { Failed, Forbidden, Loading, When } from '../../i18n/told.tsx';
import { JudgementLists } from '../../journal/judgement.tsx';
import { useMay } from '../../journal/person.ts';
import { Timeline } from '../../journal/timeline.tsx';
import { paths } from '../../paths.ts';
import { Strip } from '../../ui/strip.tsx';
import { CaseHeader } from './case-header.tsx';
import { EraseTool } from './erase-tool.tsx';
import { NextActions } from './next-actions.tsx';
import { NoteForm } from './note-form.tsx';
import { StationPanel } from './station-panel.tsx';

/** The situation room: strip, next three, the three lists, the timeline. The address names the open station, so Back works. */
export function SituationRoom() {
  const allowed = useMay('read');
  const { caseId = '' }: { caseId?: string } = useParams({ strict: false });
  const sheet = useCase(caseId);
  if (!allowed) return <Forbidden />;
  if (sheet.data === undefined) {
    return (
      <div className="page">
        {sheet.error === null ? <Loading lines={10} /> : <Failed error={sheet.error} retry={() => void sheet.refetch()} />}
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
          deadline: one.deadline === null ? null : <When at={one.deadline} />,
          struck: one.struck,
        }))}
      />
      <div className="room-cols">
        <div className="stack" style={{ gap: 24 }}>
          {open === null ? null : <StationPanel sheet={sheet} station={open} onClose={() => show(null)} closeWord={c.close} />}
          <NextActions sheet={sheet} />
          <section className="stack" aria-label={w.judgement}>
            <h2>{w.judgement}</h2>
            <JudgementLists judgement={sheet.judgement} caseId={sheet.id} />
          </section>
        </div>
        <CaseTimeline sheet={sheet} />
      </div>
    </div>
  );
}

function CaseTimeline({ sheet }: { readonly sheet: CaseSheet }) {
  const mayWork = useMay('work');
  const mayErase = useMay('erase');
  const entries = useEntries(sheet.id);
  if (entries.data === undefined)
    return entries.error === null ? <Loading /> : <Failed error={entries.error} retry={() => void entries.refetch()} />;
  return (
    <Timeline
      entries={entries.data}
      note={mayWork ? <NoteForm caseId={sheet.id} seq={sheet.seq} /> : null}
      renderTools={(entry) => (mayErase && entry.body !== null ? <EraseTool caseId={sheet.id} seq={sheet.seq} entry={entry} /> : null)}
    />
  );
}
