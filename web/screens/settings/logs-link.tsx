// SPDX-License-Identifier: Apache-2.0
import { useWords } from '../../lang/lang.tsx';
import { useMay } from '../../journal/person.ts';
import { paths } from '../../paths.ts';
import { settingsWords } from './words.ts';

/** Logs are brought in before anything happens; this is where somebody looks for that. */
export function LogsLink() {
  const w = useWords(settingsWords).logs;
  if (!useMay('read')) return null;
  return (
    <section className="sheet stack" aria-label={w.title}>
      <h2>{w.title}</h2>
      <p>{w.lead}</p>
      <a href={paths.logs}>{w.open}</a>
    </section>
  );
}
