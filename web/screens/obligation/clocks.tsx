// SPDX-License-Identifier: Apache-2.0
import { halfOf } from '../../../src/kernel/half-of.contract.ts';
import { Button } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { ClockList } from '../../../src/obligation/contract.ts';
import { useClockRules, useClocks } from '../../api/clocks.ts';
import type { RuleWire } from '../../api/clocks.ts';
import { clockWords } from './words.ts';
import { useLang, useSay, useWords } from '../../lang/lang.tsx';
import { Forbidden, Pending } from '../../components/states.tsx';
import { Deadline } from '../../journal/deadline.tsx';
import { useMay } from '../../journal/person.ts';
import { StandingReady } from '../../journal/standing-ready.tsx';
import { paths } from '../../paths.ts';
import { Tag } from '../../ui/tag.tsx';
import { ClockCard, toneOf } from './clock-card.tsx';
import { FactsDialog } from './facts-dialog.tsx';
import { Questions } from './questions.tsx';

/** A case's legal clocks: deadlines first, then what is proposed, then the questions behind the proposals. */
export function Clocks() {
  const w = useWords(clockWords);
  const say = useSay();
  const allowed = useMay('read');
  const { caseId = '' }: { caseId?: string } = useParams({ strict: false });
  const list = useClocks(caseId);
  const rules = useClockRules();
  if (!allowed) return <Forbidden />;
  if (list.data === undefined || rules.data === undefined)
    return (
      <div className="page">
        <Pending on={[list, rules]} lines={8} />
      </div>
    );
  const { clocks } = list.data;
  return (
    <div className="page">
      <div>
        <a href={paths.case(caseId)}>{caseId}</a>
        <h1>{w.title}</h1>
        <p className="small">{say.two(list.data.notLegalAdvice)}</p>
      </div>
      {clocks.length === 0 ? (
        <p className="quiet">{w.none}</p>
      ) : (
        <ol className="clock-strip" aria-label={w.strip}>
          {clocks.map((clock) => (
            <li key={clock.clockId} data-light={clock.light} data-state={clock.state}>
              <div>{say.two(clock.name)}</div>
              <Tag tone={toneOf(clock)}>{w.states[clock.state]}</Tag>
              <div className="small">
                {clock.deadline === null ? (
                  w.noDate
                ) : clock.state === 'running' ? (
                  <Deadline at={clock.deadline} light={clock.light} />
                ) : (
                  say.time(clock.deadline)
                )}
              </div>
            </li>
          ))}
        </ol>
      )}
      <StandingReady caseId={caseId} to="clocks" />
      {clocks.map((clock) => (
        <ClockCard key={clock.clockId} list={list.data} clock={clock} rule={rules.data.rules.find((rule) => rule.id === clock.rule)} />
      ))}
      <Proposals list={list.data} rules={rules.data.rules} questions={rules.data.questions} />
      <details className="sheet small">
        <summary>{w.notCovered}</summary>
        <ul>
          {list.data.notCovered.map((one) => (
            <li key={one.en}>{say.two(one)}</li>
          ))}
        </ul>
      </details>
      <Questions list={list.data} words={rules.data.questions} />
    </div>
  );
}

type ProposalProps = {
  readonly list: ClockList;
  readonly rules: readonly RuleWire[];
  readonly questions: Readonly<Record<string, { readonly ja: string; readonly en: string }>>;
};

/** So many proposals are read at a glance; the others wait behind a line. Those that apply come first. */
const FOLD_AFTER = 4;

function Proposals(props: ProposalProps) {
  const w = useWords(clockWords);
  const [opening, setOpening] = useState<RuleWire | null>(null);
  const { list } = props;
  const left = list.proposals.filter((one) => !list.clocks.some((clock) => clock.rule === one.rule));
  const asked = left.filter((one) => one.is !== 'not-proposed').toSorted((a, b) => (a.is === b.is ? 0 : a.is === 'proposed' ? -1 : 1));
  const rest = asked.slice(FOLD_AFTER);
  if (left.length === 0) return null;
  return (
    <section className="sheet stack" aria-label={w.proposals}>
      <h2>{w.proposals}</h2>
      {asked.slice(0, FOLD_AFTER).map((one) => (
        <OneProposal key={one.rule} one={one} {...props} onOpen={setOpening} />
      ))}
      {rest.length === 0 ? null : (
        <details>
          <summary>{w.moreProposals(rest.length)}</summary>
          <div className="stack">
            {rest.map((one) => (
              <OneProposal key={one.rule} one={one} {...props} onOpen={setOpening} />
            ))}
          </div>
        </details>
      )}
      {left.length === asked.length ? null : (
        <details>
          <summary className="quiet small">{w.notProposed(left.length - asked.length)}</summary>
          <div className="stack">
            {left
              .filter((one) => one.is === 'not-proposed')
              .map((one) => (
                <OneProposal key={one.rule} one={one} {...props} onOpen={setOpening} />
              ))}
          </div>
        </details>
      )}
      {opening === null ? null : <FactsDialog list={list} rule={opening} clockId={null} onClose={() => setOpening(null)} />}
    </section>
  );
}

function OneProposal(props: ProposalProps & { readonly one: ClockList['proposals'][number]; readonly onOpen: (rule: RuleWire) => void }) {
  const w = useWords(clockWords);
  const { lang } = useLang();
  const say = useSay();
  const mayWork = useMay('work');
  const { one, questions } = props;
  const rule = props.rules.find((other) => other.id === one.rule);
  if (rule === undefined) return null;
  return (
    <div className="stack" style={{ gap: 4 }}>
      <div className="row">
        <b>{say.two(rule.name)}</b>
        <Tag tone={one.is === 'proposed' ? 'act' : 'line'}>{w.isProposed[one.is]}</Tag>
      </div>
      <div className="small">{say.two(one.why)}</div>
      <div className="small quiet">
        {halfOf(rule.basis.law, lang)} {halfOf(rule.basis.article, lang)}
      </div>
      {one.missing.length === 0 ? null : (
        <div className="small quiet">
          {w.missing}
          {one.missing.map((name) => (questions[name] === undefined ? name : say.two(questions[name]))).join(' / ')}
        </div>
      )}
      {mayWork ? (
        <div className="actions no-print">
          <Button size="compact-sm" aria-label={w.startOf(say.two(rule.name))} onClick={() => props.onOpen(rule)}>
            {w.start}
          </Button>
        </div>
      ) : null}
    </div>
  );
}
