// SPDX-License-Identifier: Apache-2.0
import { Checkbox, NativeSelect } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { formFiles, formIds } from '../../../../src/disclosure/form/form.contract.ts';
import type { FilledFormSheet } from '../../../../src/disclosure/form/form.contract.ts';
import { formAddress, useForm } from '../../../api/public/report-forms.ts';
import type { FormId, FormShown } from '../../../api/public/report-forms.ts';
import { Forbidden, Pending } from '../../../components/states.tsx';
import { useMay } from '../../../journal/person.ts';
import { useLang, useSay, useWords } from '../../../lang/lang.tsx';
import { paths } from '../../../paths.ts';
import { Tag } from '../../../ui/tag.tsx';
import { Consent } from './consent.tsx';
import { FormFields } from './form-fields.tsx';
import { formWords } from './form-words.ts';

/** A report form of the case: what the record fills, what a person types, who decided that it may be shared. */
export function Forms() {
  const { caseId = '' }: { caseId?: string } = useParams({ strict: false });
  const w = useWords(formWords);
  const { lang } = useLang();
  const works = useMay('work');
  const reads = useMay('read');
  const [chosen, setChosen] = useState<Partial<FormShown>>({});
  const shown: FormShown = { form: 'ransomware', lang, era: false, ...chosen };
  const sheet = useForm(caseId, shown);
  if (!reads) return <Forbidden />;
  return (
    <div className="page">
      <div>
        <div className="small">
          <a href={paths.case(caseId)}>{caseId}</a> · <a href={paths.statements(caseId)}>{w.back}</a>
        </div>
        <h1>{w.title}</h1>
      </div>
      <p>{w.lead}</p>
      <div className="row no-print" style={{ gap: '8px 16px', flexWrap: 'wrap', alignItems: 'end' }}>
        <NativeSelect
          label={w.form}
          value={shown.form}
          data={formIds.map((value) => ({ value, label: w.forms[value] }))}
          onChange={(event) => setChosen({ ...chosen, form: event.currentTarget.value as FormId })}
        />
        <NativeSelect
          label={w.lang}
          value={shown.lang}
          data={[
            { value: 'ja', label: w.inJapanese },
            { value: 'en', label: w.inEnglish },
          ]}
          onChange={(event) => setChosen({ ...chosen, lang: event.currentTarget.value as FormShown['lang'] })}
        />
        <Checkbox label={w.era} checked={shown.era} onChange={(event) => setChosen({ ...chosen, era: event.currentTarget.checked })} />
      </div>
      {sheet.data === undefined ? (
        <Pending on={sheet} lines={12} />
      ) : (
        <>
          <Sheet caseId={caseId} shown={shown} sheet={sheet.data} />
          {sheet.data.consent === null ? null : <Consent caseId={caseId} consent={sheet.data.consent} works={works} />}
          {works && sheet.data.fields.length > 0 ? <FormFields key={shown.form} caseId={caseId} fields={sheet.data.fields} /> : null}
        </>
      )}
    </div>
  );
}

function Sheet({ caseId, shown, sheet }: { readonly caseId: string; readonly shown: FormShown; readonly sheet: FilledFormSheet }) {
  const w = useWords(formWords);
  const say = useSay();
  return (
    <section className="sheet stack">
      <h2>{say.two(sheet.name)}</h2>
      <div className="small">
        {w.version}: {say.two(sheet.version)}
      </div>
      <p className="small">
        <strong>{w.note}</strong>: {say.two(sheet.note)}
      </p>
      <div>
        <Tag tone={sheet.open === 0 ? 'verified' : 'act'}>{sheet.open === 0 ? w.none : w.open(sheet.open)}</Tag>
      </div>
      <div className="row no-print" style={{ gap: '8px 16px', flexWrap: 'wrap' }} role="group" aria-label={w.files}>
        {formFiles.map((as) => (
          <a key={as} className="chip" href={formAddress(caseId, shown, as)}>
            {w.as[as]}
          </a>
        ))}
      </div>
      {sheet.sections.map(({ name, items }, at) => (
        <section key={name.ja} className="stack">
          <h3>
            {at + 1}. {say.two(name)}
          </h3>
          <dl className="stack" style={{ margin: 0 }}>
            {items.map((item) => (
              <div key={item.number}>
                <dt>
                  {item.number} <strong>{say.two(item.name)}</strong>{' '}
                  {item.ground === 'to-be-confirmed' ? <span className="small quiet">({w.toConfirm})</span> : null}{' '}
                  {item.state === 'filled' ? null : <Tag tone="line">{w.states[item.state]}</Tag>}
                </dt>
                <dd lang={shown.lang} style={{ margin: '0 0 0 1.5em', whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
                  {item.lines.join('\n')}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </section>
  );
}
