// SPDX-License-Identifier: Apache-2.0
import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { CaseSheet } from '../../../src/case/contract.ts';
import { directoryText } from '../../../src/organisation/outside/draft-words.contract.ts';
import { useDutyNow } from '../../api/duty.ts';
import { useOutside } from '../../api/settings/outside.ts';
import { useMay } from '../../journal/person.ts';
import { useCommand } from '../../journal/use-command.ts';
import { timelineWords } from '../../journal/words/timeline.ts';
import { useLang, useSay, useWords } from '../../lang/lang.tsx';
import { useWho } from '../../journal/who.ts';
import { paths } from '../../paths.ts';

const RESULTS = ['reached', 'no-answer', 'call-back'] as const;

type Body = {
  readonly id: string;
  readonly name: { readonly ja: string; readonly en: string };
  readonly telephone: string;
  readonly isDraft: boolean;
  readonly facts: readonly (readonly [string, string])[];
};

/** The directory, and those contacts of the rota that are not in it; a body with a number stands before one without. */
function useBodies(): readonly Body[] {
  const { lang } = useLang();
  const t = useWords(timelineWords);
  const outside = useOutside().data?.bodies ?? [];
  const externals = useDutyNow().data?.externals ?? [];
  const known = new Set(outside.map((one) => one.name.ja));
  const bodies: Body[] = [
    ...outside.map((one) => ({
      id: one.bodyId,
      name: one.name,
      telephone: one.telephone,
      isDraft: !one.confirmed,
      facts: [
        [t.callContract, one.contract] as const,
        [t.callSay, directoryText(one.say, lang)] as const,
        [t.callNeeds, directoryText(one.needs, lang)] as const,
      ].filter(([, value]) => value !== ''),
    })),
    ...externals
      .filter((one) => !known.has(one.name.ja))
      .map((one) => ({ id: `rota.${one.id}`, name: one.name, telephone: one.telephone, isDraft: false, facts: [] })),
  ];
  return bodies.toSorted((a, b) => Number(a.telephone === '') - Number(b.telephone === ''));
}

/** Bodies outside with their telephone numbers; what came of a call is one press, and becomes an entry of the case. */
export function Calls({ sheet }: { readonly sheet: CaseSheet }) {
  const t = useWords(timelineWords);
  const mayWork = useMay('work');
  const bodies = useBodies();
  const [back, setBack] = useState('');
  const run = useCommand(sheet.id, sheet.seq, () => setBack(''));
  if (!mayWork || sheet.state === 'closed' || bodies.length === 0) return null;
  const called = (one: Body) => sheet.calls.some((call) => call.whom === one.name.ja);
  const unknown = bodies.filter((one) => one.telephone === '' && !called(one));
  const listed = (some: readonly Body[]) => (
    <ul className="plain-list stack">
      {some.map((one) => (
        <li key={one.id}>
          <OneBody
            body={one}
            sheet={sheet}
            onResult={(result) =>
              run.mutate({
                do: 'log-call',
                // One name for one body, in whatever language it is looked at.
                whom: one.name.ja,
                telephone: one.telephone,
                result,
                callBackAt: result === 'call-back' && back !== '' ? new Date(back).toISOString() : null,
                note: '',
              })
            }
          />
        </li>
      ))}
    </ul>
  );
  return (
    <details className="sheet no-print">
      <summary>{t.callTitle}</summary>
      <p>
        <a href={paths.outside}>{t.callDirectory}</a>
      </p>
      <TextInput
        label={t.callBackAt}
        type="datetime-local"
        value={back}
        onChange={(event) => setBack(event.currentTarget.value)}
        style={{ maxWidth: 280 }}
      />
      {listed(bodies.filter((one) => one.telephone !== '' || called(one)))}
      {unknown.length === 0 ? null : (
        <details>
          <summary>{t.callUnknowns(unknown.length)}</summary>
          {listed(unknown)}
        </details>
      )}
    </details>
  );
}

function OneBody(props: { readonly body: Body; readonly sheet: CaseSheet; readonly onResult: (result: (typeof RESULTS)[number]) => void }) {
  const t = useWords(timelineWords);
  const say = useSay();
  const who = useWho();
  const { body, sheet } = props;
  const shown = say.two(body.name);
  const last = sheet.calls.find((call) => call.whom === body.name.ja);
  return (
    <div className="row">
      <span>
        {shown}{' '}
        {body.telephone === '' ? (
          <span className="quiet small">{t.callUnknown}</span>
        ) : (
          <a href={`tel:${body.telephone}`}>{body.telephone}</a>
        )}{' '}
        {body.isDraft ? <span className="quiet small">{t.callDraft}</span> : null}
      </span>
      {last === undefined ? null : <span className="small quiet">{t.callLast(t.calls[last.result], who(last.by), say.time(last.at))}</span>}
      <span className="actions">
        {RESULTS.map((result) => (
          <Button key={result} size="compact-sm" aria-label={`${shown}: ${t.calls[result]}`} onClick={() => props.onResult(result)}>
            {t.calls[result]}
          </Button>
        ))}
      </span>
      {body.facts.length === 0 ? null : (
        <details className="small" style={{ flexBasis: '100%' }}>
          <summary>{t.callSay}</summary>
          {body.facts.map(([label, value]) => (
            <p key={label}>
              <span className="quiet">{label}:</span> {value}
            </p>
          ))}
        </details>
      )}
    </div>
  );
}
