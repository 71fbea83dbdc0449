// SPDX-License-Identifier: Apache-2.0
import { useMay } from '../../journal/person.ts';
import { useWords } from '../../lang/lang.tsx';
import { paths } from '../../paths.ts';
import { settingsWords } from './words.ts';

/** The way to the contact for vulnerabilities. */
export function ContactLink() {
  const w = useWords(settingsWords).contact;
  if (!useMay('read')) return null;
  return (
    <section className="sheet stack" aria-label={w.title}>
      <h2>{w.title}</h2>
      <p>{w.lead}</p>
      <a href={paths.securityTxt}>{w.open}</a>
    </section>
  );
}
