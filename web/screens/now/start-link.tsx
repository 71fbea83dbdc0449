// SPDX-License-Identifier: Apache-2.0
import { useSetUpState } from '../../api/kit.ts';
import { useWords } from '../../lang/lang.tsx';
import { paths } from '../../paths.ts';
import { startLinkWords } from './start-words.ts';

/** The way to the first hour, while anything of it is still to be done. */
export function StartLink() {
  const w = useWords(startLinkWords);
  const { data } = useSetUpState();
  const done = data?.steps.filter(({ is }) => is === 'done').length ?? 0;
  if (data === undefined || done === data.steps.length) return null;
  return (
    <section className="sheet stack no-print" aria-label={w.title}>
      <h2>{w.title}</h2>
      <p>{w.progress(done, data.steps.length)}</p>
      <div className="row">
        <a href={`${paths.readiness('start')}#try`}>{w.try}</a>
        <a href={paths.readiness('start')}>{w.setUp}</a>
      </div>
    </section>
  );
}
