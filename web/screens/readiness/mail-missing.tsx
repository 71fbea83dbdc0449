// SPDX-License-Identifier: Apache-2.0
import { useMailMissing } from '../../api/settings/mail.ts';
import { Failed } from '../../components/states.tsx';
import { useMay } from '../../journal/person.ts';
import { useWords } from '../../lang/lang.tsx';
import { paths } from '../../paths.ts';
import { mailMissingWords } from './mail-missing-words.ts';

/** What of mail and of the public address is not set up: before it happens, not when the first page should leave. */
export function MailMissing() {
  const w = useWords(mailMissingWords);
  const found = useMailMissing(useMay('read'));
  const maySet = useMay('administer');
  if (found.error !== null) return <Failed error={found.error} />;
  if (found.data === undefined || (found.data.missing.length === 0 && !found.data.practice)) return null;
  return (
    <section className="sheet stack" aria-label={w.title}>
      <h2>{w.title}</h2>
      <ul>
        {found.data.practice ? <li>{w.practice}</li> : null}
        {found.data.missing.map((what) => (
          <li key={what}>{w.missing[what]}</li>
        ))}
      </ul>
      {maySet ? <a href={paths.mail}>{w.open}</a> : <span className="small quiet">{w.ask}</span>}
    </section>
  );
}
