// SPDX-License-Identifier: Apache-2.0
import { useMay } from '../../journal/person.ts';
import { useWords } from '../../lang/lang.tsx';
import { paths } from '../../paths.ts';
import { settingsWords } from './words.ts';

/** The way to where mail and the public address are set; administrators alone go there. */
export function MailLink() {
  const w = useWords(settingsWords).mail;
  if (!useMay('administer')) return null;
  return (
    <section className="sheet stack" aria-label={w.title}>
      <h2>{w.title}</h2>
      <p>{w.lead}</p>
      <a href={paths.mail}>{w.open}</a>
    </section>
  );
}
