// SPDX-License-Identifier: Apache-2.0
import { reportAddress } from '../../api/public/disclosure.ts';
import { useWords } from '../../lang/lang.tsx';
import { paths } from '../../paths.ts';
import { disclosureWords } from './words.ts';

/** The case on paper and as files: made when asked for, from the entries alone, and sent nowhere. */
export function Papers({ caseId, lang }: { readonly caseId: string; readonly lang: 'ja' | 'en' }) {
  const w = useWords(disclosureWords);
  return (
    <section className="stack">
      <h2>{w.papersTitle}</h2>
      <p>
        {w.formsLead} <a href={paths.reportForms(caseId)}>{w.formsLink}</a>
      </p>
      <p>{w.reportLead}</p>
      <div className="row" style={{ gap: '8px 16px', flexWrap: 'wrap' }}>
        {(['pdf', 'html', 'md'] as const).map((form) => (
          <a key={form} className="chip" href={reportAddress(caseId, form, lang)}>
            {w.reportAs[form]}
          </a>
        ))}
      </div>
    </section>
  );
}
