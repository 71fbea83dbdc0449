// SPDX-License-Identifier: Apache-2.0
import { NativeSelect } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { readers } from '../../../src/disclosure/release/release.contract.ts';
import { useDraft, useStatements } from '../../api/public/disclosure.ts';
import type { Shown } from '../../api/public/disclosure.ts';
import { Forbidden, Pending } from '../../components/states.tsx';
import { useMay } from '../../journal/person.ts';
import { useLang, useSay, useWords } from '../../lang/lang.tsx';
import { paths } from '../../paths.ts';
import { Tag } from '../../ui/tag.tsx';
import { Advisories } from './advisories.tsx';
import { Feedback } from './credit/feedback.tsx';
import { Fields } from './fields.tsx';
import { Frozen } from './frozen.tsx';
import { MarkedText } from './marked-text.tsx';
import { Order } from './order.tsx';
import { Papers } from './papers.tsx';
import { Prepare } from './prepare.tsx';
import { Questions } from './questions.tsx';
import { disclosureWords } from './words.ts';
import { Yardstick } from './yardstick.tsx';

/** The publication of a case: what the record lets it say, what is missing, who reads it before it leaves, who is told first. */
export function Statements() {
  const { caseId = '' }: { caseId?: string } = useParams({ strict: false });
  const w = useWords(disclosureWords);
  const { lang } = useLang();
  const works = useMay('work');
  const reads = useMay('read');
  const desk = useStatements(caseId);
  const [chosen, setChosen] = useState<Partial<Shown>>({});
  if (!reads) return <Forbidden />;
  const anyPublic = desk.data?.statements.some((one) => one.published !== null) === true;
  const shown: Shown = { stage: anyPublic ? 'second' : 'first', reader: 'customers', lang, ...chosen };
  return (
    <div className="page">
      <div>
        <div className="small">
          <a href={paths.case(caseId)}>{caseId}</a>
        </div>
        <h1>{w.title}</h1>
      </div>
      <p>{w.lead}</p>
      {desk.data === undefined ? (
        <Pending on={desk} lines={8} />
      ) : (
        <>
          <Frozen caseId={caseId} desk={desk.data} works={works} shown={shown} />
          <Choice shown={shown} onChoose={(one) => setChosen({ ...chosen, ...one })} />
          <Draft caseId={caseId} shown={shown} works={works} />
          {works ? <Fields caseId={caseId} shown={shown} /> : null}
          <Order caseId={caseId} desk={desk.data} works={works} />
          <Yardstick of={desk.data.yardstick} />
          <Questions caseId={caseId} lang={shown.lang} />
          <Advisories caseId={caseId} />
          <Feedback caseId={caseId} lang={shown.lang} works={works} />
          <Papers caseId={caseId} lang={shown.lang} />
        </>
      )}
    </div>
  );
}

const STAGES = ['first', 'second', 'final'] as const;

function Choice({ shown, onChoose }: { readonly shown: Shown; readonly onChoose: (one: Partial<Shown>) => void }) {
  const w = useWords(disclosureWords);
  return (
    <div className="row" style={{ gap: '8px 16px', flexWrap: 'wrap' }}>
      <NativeSelect
        label={w.stage}
        value={shown.stage}
        data={STAGES.map((value) => ({ value, label: w.stages[value] }))}
        onChange={(event) => onChoose({ stage: event.currentTarget.value as Shown['stage'] })}
      />
      <NativeSelect
        label={w.reader}
        value={shown.reader}
        data={readers.map((value) => ({ value, label: w.readers[value] }))}
        onChange={(event) => onChoose({ reader: event.currentTarget.value as Shown['reader'] })}
      />
      <NativeSelect
        label={w.lang}
        value={shown.lang}
        data={[
          { value: 'ja', label: w.inJapanese },
          { value: 'en', label: w.inEnglish },
        ]}
        onChange={(event) => onChoose({ lang: event.currentTarget.value as Shown['lang'] })}
      />
    </div>
  );
}

function Draft({ caseId, shown, works }: { readonly caseId: string; readonly shown: Shown; readonly works: boolean }) {
  const w = useWords(disclosureWords);
  const say = useSay();
  const draft = useDraft(caseId, shown);
  if (draft.data === undefined) return <Pending on={draft} lines={10} />;
  const { text, spans, missing, held, at } = draft.data;
  return (
    <section className="sheet stack">
      <h2>{w.draftTitle}</h2>
      <div className="small quiet">{w.draftAt(say.time(at))}</div>
      {missing.length === 0 ? (
        <div>
          <Tag tone="verified">{w.missingNone}</Tag>
        </div>
      ) : (
        <div className="stack">
          <Tag tone="act">{w.missing(missing.length)}</Tag>
          <ul>
            {missing.map(({ item, name, why }) => (
              <li key={item}>
                <strong>{say.two(name)}</strong>: {why.map((one) => say.two(one)).join(' · ')}
              </li>
            ))}
          </ul>
        </div>
      )}
      <MarkedText text={text} spans={spans} />
      <div className="small quiet">{w.figures}</div>
      {held.length === 0 ? null : (
        <div className="small quiet" style={{ overflowWrap: 'anywhere' }}>
          {w.held}: {held.join(', ')}
        </div>
      )}
      {works ? <Prepare caseId={caseId} stage={shown.stage} ready={missing.length === 0} /> : null}
    </section>
  );
}
