// SPDX-License-Identifier: Apache-2.0
import { useCasePart } from '../../api/cases.ts';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { z } from 'zod';
import type { CaseSheet } from '../../../src/case/contract.ts';
import { caseWords } from '../../journal/words/cases.ts';
import { scales } from '../../lang/common.ts';
import { useSay, useWords } from '../../lang/lang.tsx';
import { useMay } from '../../journal/person.ts';
import { ReasonDialog } from '../../components/reason-dialog.tsx';
import { reportLink } from '../../journal/cards/links.ts';
import { paths } from '../../paths.ts';
import { EvidenceChip } from '../../ui/evidence-chip.tsx';
import { useCommand } from '../../journal/use-command.ts';

type Station = CaseSheet['stations'][number];

/** One station, beside the timeline. Stations whose part is not there yet say so. */
export function StationPanel(props: {
  readonly sheet: CaseSheet;
  readonly station: Station;
  readonly onClose: () => void;
  readonly closeWord: string;
}) {
  const w = useWords(caseWords);
  const s = useWords(scales);
  const { two } = useSay();
  const mayWork = useMay('work');
  const [asking, setAsking] = useState(false);
  const { sheet, station } = props;
  const run = useCommand(sheet.id, sheet.seq, () => setAsking(false));
  const name = s.station[station.station];
  const struck = station.struck !== null;
  return (
    <section className="sheet stack" aria-label={name}>
      <div className="spread">
        <h2>{name}</h2>
        <Button size="compact-sm" variant="subtle" onClick={props.onClose}>
          {props.closeWord}
        </Button>
      </div>
      <p>{station.struck ?? two(station.word)}</p>
      {station.station === 'report' ? <CaseReports sheet={sheet} /> : null}
      {station.station === 'truth' || station.station === 'spread' ? <a href={paths.hunt(sheet.id)}>{w.openHunt}</a> : null}
      {station.station === 'spread' || station.station === 'fix' ? <ExposureLink sheet={sheet} /> : null}
      {station.station === 'fix' ? (
        <div className="row" style={{ gap: '4px 16px' }}>
          <a href={paths.board(sheet.id)}>{w.toBoard}</a>
          <a href={paths.notes(sheet.id)}>{w.toNotes}</a>
          <a href={`${paths.measures}?case=${encodeURIComponent(sheet.id)}`}>{w.toMeasures}</a>
        </div>
      ) : null}
      {station.station === 'customers' ? <a href={paths.audience(sheet.id)}>{w.toAudience}</a> : null}
      {station.station === 'public' ? (
        <div className="row" style={{ gap: '4px 16px' }}>
          <a href={paths.statements(sheet.id)}>{w.toStatements}</a>
          <a href={paths.clocks(sheet.id)}>{w.toClocks}</a>
        </div>
      ) : null}
      {station.station === 'containment' ? (
        <a href={paths.containment(sheet.id)}>{station.number === null ? w.toContainment : w.open}</a>
      ) : null}
      {station.station !== 'report' && station.station !== 'containment' && station.number === null && !struck ? (
        <p className="quiet">{w.stationLater}</p>
      ) : null}
      {mayWork && sheet.state === 'open' ? (
        <div className="actions no-print">
          <Button size="compact-sm" onClick={() => setAsking(true)}>
            {struck ? w.restore : w.strike}
          </Button>
        </div>
      ) : null}
      {asking ? (
        <ReasonDialog
          title={struck ? w.restoreTitle(name) : w.strikeTitle(name)}
          draft={`case.${sheet.id}.station.${station.station}`}
          confirm={struck ? w.restore : w.strike}
          pending={run.isPending}
          error={run.error}
          onClose={() => setAsking(false)}
          onConfirm={(reason, clear) =>
            run.mutate({ do: struck ? 'restore-station' : 'strike-station', station: station.station, reason }, { onSuccess: clear })
          }
        />
      ) : null}
    </section>
  );
}

const exposureView = z.object({ runs: z.number() });

/** Where the audit between tenants has run, its screens stand behind these two stations. */
function ExposureLink({ sheet }: { readonly sheet: CaseSheet }) {
  const w = useWords(caseWords);
  const view = exposureView.safeParse(useCasePart(sheet.id, 'exposure'));
  if (!view.success || view.data.runs === 0) return null;
  return <a href={paths.exposure(sheet.id)}>{w.toExposure}</a>;
}

const intakeView = z.object({ reports: z.array(z.object({ reportId: z.string(), subject: z.string(), from: z.string() })) });

function CaseReports({ sheet }: { readonly sheet: CaseSheet }) {
  const w = useWords(caseWords);
  const view = intakeView.safeParse(useCasePart(sheet.id, 'intake'));
  if (!view.success || view.data.reports.length === 0) return null;
  return (
    <div className="stack" style={{ gap: 6 }}>
      <h3>{w.stationReports}</h3>
      {view.data.reports.map((report) => (
        <div key={report.reportId} className="row">
          <EvidenceChip chip={reportLink(report.reportId)} />
          <span>{report.subject}</span>
          <span className="quiet small">{report.from}</span>
        </div>
      ))}
    </div>
  );
}
