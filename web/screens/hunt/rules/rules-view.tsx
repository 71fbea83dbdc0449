// SPDX-License-Identifier: Apache-2.0
import { Explained } from '../../../components/explained.tsx';
import { useQueryClient } from '@tanstack/react-query';
import { askRuleHits, useRuleHits, useRules } from '../../../api/hunt/rules.ts';
import { huntRuleWords } from './words.ts';
import { useWords } from '../../../lang/lang.tsx';
import { Pending } from '../../../components/states.tsx';
import type { HuntSearch } from '../pieces/hunt-search.ts';
import { askedIn, PeriodQuestion } from '../pieces/period-question.tsx';
import { RuleHits } from './rule-hits.tsx';
import { RuleFiles } from './rule-files.tsx';
import { Answered } from '../pieces/answered.tsx';

/** The desk's rules, and what they find in the logs. */
export function RulesView({ caseId, search }: { readonly caseId: string; readonly search: HuntSearch }) {
  const w = useWords(huntRuleWords);
  const client = useQueryClient();
  const list = useRules();
  const usable = list.data?.usable ?? 0;
  const asked = usable === 0 ? null : askedIn(search);
  const answer = useRuleHits(list.data?.digest ?? '', asked);
  if (list.data === undefined) return <Pending on={list} lines={8} />;
  return (
    <div className="stack" style={{ gap: 24 }}>
      <p className="hunt-sentence">
        <Explained text={w.lead} />
      </p>
      <RuleFiles list={list.data} />
      {usable === 0 ? null : (
        <PeriodQuestion caseId={caseId} view="rules" asked={asked} word={w.ask} record={(period) => askRuleHits(client, caseId, period)} />
      )}
      {asked === null ? null : (
        <Answered answer={answer} running={w.running(usable)}>
          {(found) => <RuleHits caseId={caseId} asked={asked} answer={found} listed={list.data.refused} />}
        </Answered>
      )}
    </div>
  );
}
