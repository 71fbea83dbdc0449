// SPDX-License-Identifier: Apache-2.0
import { useRuns } from '../../../api/runs.ts';
import { Pending } from '../../../components/states.tsx';
import { useSay, useWords } from '../../../lang/lang.tsx';
import { paths } from '../../../paths.ts';
import { Tag } from '../../../ui/tag.tsx';
import { runWords } from './words.ts';

/** Live exercises, for those who lead them. */
export function Runs() {
  const w = useWords(runWords);
  const say = useSay();
  const runs = useRuns(true);
  return (
    <section className="stack">
      <div className="spread">
        <h2>{w.title}</h2>
        <a href={paths.newRun}>{w.start}</a>
      </div>
      {runs.data === undefined ? <Pending on={runs} lines={2} /> : null}
      {runs.data?.items.length === 0 ? <p className="quiet">{w.none}</p> : null}
      <ul className="plain-list stack">
        {runs.data?.items.map((run) => (
          <li key={run.runId} className="row">
            <a href={paths.run(run.runId)}>
              {run.runId} {say.two(run.title)}
            </a>
            <Tag tone={run.state === 'running' ? 'act' : 'line'}>{w.states[run.state]}</Tag>
            <span className="small quiet">
              {say.time(run.startedAt)} · {run.facilitator}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
