// SPDX-License-Identifier: Apache-2.0
import { useCasePart } from '../../api/cases.ts';
import { useMay } from '../../journal/person.ts';
import { useWords } from '../../lang/lang.tsx';
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
