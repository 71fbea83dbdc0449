// SPDX-License-Identifier: Apache-2.0
import { Button, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { checkSecurityTxt } from '../../../api/public/security-txt.ts';
import { Failed } from '../../../components/states.tsx';
import { useSay, useWords } from '../../../lang/lang.tsx';
import { Tag } from '../../../ui/tag.tsx';
import { contactWords } from './contact-words.ts';

/** The file of somebody else, pasted: what is missing, past or too far ahead, and what was not looked at. */
export function CheckAnother() {
  const w = useWords(contactWords);
  const say = useSay();
  const [text, setText] = useState('');
  const check = useMutation({ mutationFn: () => checkSecurityTxt(text) });
  const found = check.data;
  return (
    <section className="sheet stack no-print">
      <h2>{w.checkTitle}</h2>
      <p>{w.checkLead}</p>
      <Textarea
        label={w.text}
        autosize
        minRows={4}
        maxRows={16}
        maxLength={200_000}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {check.error === null ? null : <Failed error={check.error} />}
      <div className="actions">
        <Button loading={check.isPending} disabled={text.trim() === ''} onClick={() => check.mutate()}>
          {w.check}
        </Button>
      </div>
      {found === undefined ? null : (
        <div className="stack" role="status">
          <div>
            <Tag tone={found.valid ? 'verified' : 'act'}>{found.valid ? w.good : w.bad(found.findings.length)}</Tag>
          </div>
          <ul>
            {found.findings.map(({ is, field, text: finding }) => (
              <li key={`${is} ${field} ${finding.en}`}>{say.two(finding)}</li>
            ))}
          </ul>
          <p className="small quiet">
            {w.notChecked}: {found.notChecked.map(({ why }) => say.two(why)).join(' · ')}
          </p>
        </div>
      )}
    </section>
  );
}
