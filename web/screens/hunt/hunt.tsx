// SPDX-License-Identifier: Apache-2.0
import './hunt.css';
import { useParams, useSearch } from '@tanstack/react-router';
import { huntPageWords } from './words.ts';
import { useWords } from '../../lang/lang.tsx';
import { Forbidden } from '../../components/states.tsx';
import { useMay } from '../../journal/person.ts';
import { StandingReady } from '../../journal/standing-ready.tsx';
import { huntViews, paths } from '../../paths.ts';
import type { HuntView } from '../../paths.ts';
import { AttackersView } from './network/attackers-view.tsx';
import { BeaconList } from './network/beacon-list.tsx';
import { ClaimView } from './claim/claim-view.tsx';
import { DataOutView } from './network/data-out-view.tsx';
import type { HuntSearch } from './pieces/hunt-search.ts';
import { LogsPanel } from './logs/logs-panel.tsx';
import { OthersView } from './network/others-view.tsx';
import { RareView } from './network/rare-view.tsx';
import { RawLinesPlace } from './pieces/raw-lines.tsx';
import { RulesView } from './rules/rules-view.tsx';
import { SightingsView } from './sightings/sightings-view.tsx';
import { StandingView } from './standing/standing-view.tsx';
import { ViewTabs } from './view-tabs.tsx';

/** The questions of one case to the organisation's own logs. The address names the question, so that Back and a link work. */
export function Hunt() {
  const w = useWords(huntPageWords);
  const allowed = useMay('read');
  const params: { caseId?: string; view?: string } = useParams({ strict: false });
  const search: HuntSearch = useSearch({ strict: false });
  if (!allowed) return <Forbidden />;
  const caseId = params.caseId ?? '';
  const view = huntViews.find((one) => one === params.view) ?? 'claim';
  return (
    <div className="page hunt">
      <div className="page-head">
        <div>
          <a className="small mono" href={paths.case(caseId)}>
            {caseId}
          </a>
          <h1>{w.title}</h1>
          <p className="quiet">{w.lead}</p>
        </div>
      </div>
      <StandingReady caseId={caseId} to="hunt" />
      <ViewTabs caseId={caseId} view={view} />
      <RawLinesPlace>
        <Shown caseId={caseId} view={view} search={search} />
      </RawLinesPlace>
    </div>
  );
}

function Shown({ caseId, view, search }: { readonly caseId: string; readonly view: HuntView; readonly search: HuntSearch }) {
  const key = JSON.stringify(search);
  switch (view) {
    case 'claim':
      return <ClaimView key={key} caseId={caseId} search={search} />;
    case 'sightings':
      return <SightingsView key={key} caseId={caseId} search={search} />;
    case 'others':
      return <OthersView caseId={caseId} />;
    case 'standing':
      return <StandingView caseId={caseId} search={search} />;
    case 'rules':
      return <RulesView key={key} caseId={caseId} search={search} />;
    case 'attackers':
      return <AttackersView key={key} caseId={caseId} search={search} />;
    case 'rare':
      return <RareView key={key} caseId={caseId} search={search} />;
    case 'beacons':
      return <BeaconList caseId={caseId} />;
    case 'data-out':
      return <DataOutView key={key} caseId={caseId} search={search} />;
    default:
      return <LogsPanel caseId={caseId} />;
  }
}
