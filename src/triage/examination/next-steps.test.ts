// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { incidentKinds } from '../../case/entry/triage.ts';
import { intents } from '../intent/intent-rule.ts';
import { consequencesOf } from '../kind/consequences.ts';
import { nextSteps } from './next-steps.ts';
import { questionsFor } from './question.ts';

const rest = { matches: [], inventoryKnown: false, links: true, attachments: true, readable: false } as const;
const claim = (kind: 'program' | 'url', value: string) =>
  ({ kind, value, version: null, start: 0, end: value.length, quote: value }) as unknown as Parameters<typeof questionsFor>[0][number];

describe('triage/examination/next-steps', () => {
  it('asks for nothing twice, whatever the words and the kinds of a report are', () => {
    for (const intent of intents)
      for (const first of incidentKinds)
        for (const second of incidentKinds) {
          const steps = nextSteps({
            ...rest,
            follows: consequencesOf([...new Set([first, second])], 'mail'),
            intent,
            vague: true,
            namesScripts: false,
          });
          expect(new Set(steps.map(({ id }) => id)).size).toBe(steps.length);
          expect(steps.filter(({ text }) => /\bpay\b/i.test(text.en)).length, `${intent} ${first} ${second}`).toBeLessThanOrEqual(1);
        }
  });

  it('speaks of CGI, Perl and PHP only where the report does', () => {
    const said = (namesScripts: boolean) =>
      JSON.stringify([
        nextSteps({ ...rest, follows: consequencesOf(['weakness-claimed'], 'mail'), intent: 'unclear', vague: true, namesScripts }),
        questionsFor(namesScripts ? [claim('program', 'CGI')] : [claim('url', 'https://www.corp.example/')]),
      ]);

    expect(said(false)).not.toMatch(/CGI|Perl|PHP/);
    expect(said(true).match(/CGI・Perl・PHP/g)).toHaveLength(2);
    expect(said(true).match(/every CGI, Perl and PHP program/g)).toHaveLength(2);
  });
});
