// SPDX-License-Identifier: Apache-2.0
import './hunt.css';
import { useWords } from '../../lang/lang.tsx';
import { logsWords } from './logs/words.ts';
import { Forbidden } from '../../components/states.tsx';
import { useMay } from '../../journal/person.ts';
import { LogsPanel } from './logs/logs-panel.tsx';
import { RawLinesPlace } from './pieces/raw-lines.tsx';

/** The logs of the whole desk, with or without a case. */
export function Logs() {
  const w = useWords(logsWords);
  const allowed = useMay('read');
  if (!allowed) return <Forbidden />;
  return (
    <div className="page hunt">
      <div className="page-head">
        <div>
          <h1>{w.title}</h1>
          <p className="quiet">{w.lead}</p>
        </div>
      </div>
      <RawLinesPlace>
        <LogsPanel caseId={null} />
      </RawLinesPlace>
    </div>
  );
}
