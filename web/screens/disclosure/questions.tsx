// SPDX-License-Identifier: Apache-2.0
import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { askers } from '../../../src/disclosure/release/release.contract.ts';
import type { QuestionSheet } from '../../../src/disclosure/release/release.contract.ts';
import { questionsAddress, useQuestions } from '../../api/public/disclosure.ts';
import { Pending } from '../../components/states.tsx';
import { useWords } from '../../lang/lang.tsx';
import { Tag } from '../../ui/tag.tsx';
import { MarkedText } from './marked-text.tsx';
import { disclosureWords } from './words.ts';

/** What will be asked, with what may be answered from the same snapshot. */
export function Questions({ caseId, lang }: { readonly caseId: string; readonly lang: 'ja' | 'en' }) {
  const w = useWords(disclosureWords);
  const [asker, setAsker] = useState<QuestionSheet['asker']>('press');
  const sheet = useQuestions(caseId, asker, lang);
  return (
    <section className="stack">
      <h2>{w.questionsTitle}</h2>
      <div>
        <NativeSelect
          label={w.asker}
          value={asker}
          data={askers.map((value) => ({ value, label: w.askers[value] }))}
          onChange={(event) => setAsker(event.currentTarget.value as QuestionSheet['asker'])}
        />
        <a className="chip" href={questionsAddress(caseId, asker, lang)}>
          {w.questionsPdf}
        </a>
      </div>
      {sheet.data === undefined ? (
        <Pending on={sheet} lines={6} />
      ) : (
        sheet.data.answers.map(({ id, question, is, text, spans }) => (
          <div key={id} className="stack" style={{ gap: 2 }}>
            <strong>{question}</strong>
            <div>
              <Tag tone={is === 'answer' ? 'verified' : 'line'}>{w.answerIs[is]}</Tag>
            </div>
            <MarkedText text={text} spans={spans} />
          </div>
        ))
      )}
    </section>
  );
}
