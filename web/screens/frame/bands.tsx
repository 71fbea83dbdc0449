// SPDX-License-Identifier: Apache-2.0
import { useCasePart } from '../../api/cases.ts';
import { useTroubles } from '../../api/desk-health.ts';
import { useMay } from '../../journal/person.ts';
import { common } from '../../lang/common.ts';
import { useSay, useWords } from '../../lang/lang.tsx';
import { paths } from '../../paths.ts';
import { frameWords } from './words.ts';

/** Over every page of a case that is rehearsed; it cannot be closed. */
export function ExerciseBand({ path }: { readonly path: string }) {
  const caseId = /^\/cases\/(C-\d{4}-\d{4,9})(?:\/|$)/.exec(path)?.[1];
  return caseId === undefined ? null : <BandOf caseId={caseId} />;
}

function BandOf({ caseId }: { readonly caseId: string }) {
  const w = useWords(frameWords);
  const leads = useMay('lead');
  const exercise = (useCasePart(caseId, 'exercise') ?? null) as { readonly runId: string; readonly state: string } | null;
  if (exercise === null) return null;
  return (
    <div className="band band-exercise" role="status">
      {w.exercise} {exercise.state === 'ended' ? <a href={paths.wash(exercise.runId)}>{w.exerciseWash}</a> : null}
      {leads && exercise.state !== 'ended' ? <a href={paths.run(exercise.runId)}>{w.exerciseRun}</a> : null}
    </div>
  );
}

/** On every screen while something that the desk rests on is not well: what it is, and on opening it what is safe and what to do. */
export function TroubleBand() {
  const w = useWords(frameWords);
  const c = useWords(common);
  const say = useSay();
  const troubles = useTroubles().data?.troubles ?? [];
  return (
    <div role="status" aria-label={w.troubles}>
      {troubles.map(({ name, is, what, safe, next, since }) => (
        <details key={name} className="band band-trouble">
          <summary className={is === 'bad' ? 'must' : undefined}>
            <span aria-hidden="true">▲ </span>
            {say.two(what)} <time dateTime={since}>{say.time(since)}</time>
          </summary>
          <p>
            <span className="small quiet">{c.safe}</span> {say.two(safe)}
          </p>
          <p>
            <span className="small quiet">{c.next}</span> {say.two(next)}
          </p>
        </details>
      ))}
    </div>
  );
}
