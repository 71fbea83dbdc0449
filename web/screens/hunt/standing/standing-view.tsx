// SPDX-License-Identifier: Apache-2.0
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useStanding } from '../../../api/hunt/standing.ts';
import { standingWords } from './words.ts';
import { useWords } from '../../../lang/lang.tsx';
import { Pending } from '../../../components/states.tsx';
import { useMay } from '../../../journal/person.ts';
import { AllowList } from './allow-list.tsx';
import type { Chosen } from './allow-list.tsx';
import { useNamed } from '../pieces/from-report.tsx';
import type { HuntSearch } from '../pieces/hunt-search.ts';
import { StandingAdd } from './standing-add.tsx';
import { StandingAnswer } from './standing-answer.tsx';
import { StandingList } from './standing-list.tsx';

/** What the case looks for by itself: the answer as it stands, what is looked for, and what is not because it is harmless. */
export function StandingView({ caseId, search }: { readonly caseId: string; readonly search: HuntSearch }) {
  const w = useWords(standingWords);
  const mayWork = useMay('work');
  const named = useNamed(caseId);
  const [harmless, setHarmless] = useState<Chosen | null>(null);
  const sheet = useStanding(caseId, '');
  return (
    <div className="stack" style={{ gap: 28 }}>
      <p className="quiet">{w.lead}</p>
      {sheet.data === undefined ? (
        <Pending on={sheet} lines={4} />
      ) : (
        <>
          <StandingAnswer caseId={caseId} sheet={sheet.data} />
          {mayWork ? (
            <AddFold open={sheet.data.total === 0 || search.indicators !== undefined}>
              <StandingAdd caseId={caseId} first={search.indicators ?? ''} named={named} />
            </AddFold>
          ) : null}
          <StandingList caseId={caseId} all={sheet.data} onHarmless={mayWork ? (value) => setHarmless({ value }) : null} />
        </>
      )}
      <AllowList chosen={harmless} />
    </div>
  );
}

/** Open at first where nothing is looked for yet; it stays as it is when that changes, so that what was told about the adding stays in sight. */
function AddFold({ open, children }: { readonly open: boolean; readonly children: ReactNode }) {
  const w = useWords(standingWords);
  const [first] = useState(open);
  return (
    <details className="fold no-print" open={first}>
      <summary>
        <h2>{w.addTitle}</h2>
      </summary>
      {children}
    </details>
  );
}
