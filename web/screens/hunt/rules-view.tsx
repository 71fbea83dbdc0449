// SPDX-License-Identifier: Apache-2.0
import { useQueryClient } from '@tanstack/react-query';
import { askRuleHits, useRuleHits, useRules } from '../../api/hunt-rules.ts';
import { huntRuleWords } from '../../i18n/hunt-rules.ts';
import { useWords } from '../../i18n/lang.tsx';
import { Failed, Loading } from '../../i18n/told.tsx';
import type { HuntSearch } from './hunt-search.ts';
import { askedIn, PeriodQuestion } from './period-question.tsx';
import { RuleHits } from './rule-hits.tsx';
import { RuleFiles } from './rule-files.tsx';
import { Answered } from './answered.tsx';

/** The desk's rules, and what they find in the logs. */
export function RulesView({ caseId, search }: { readonly caseId: string; readonly search: HuntSearch }) {
  const w = useWords(huntRuleWords);
  const client = useQueryClient();
  const list = useRules();
  const usable = list.data?.usable ?? 0;
  const asked = usable === 0 ? null : askedIn(search);
  const answer = useRuleHits(list.data?.digest ?? '', asked);
  if (list.data === undefined)
    return list.error === null ? <Loading lines={8} /> : <Failed error={list.error} retry={() => void list.refetch()} />;
  return (
    <div className="stack" style={{ gap: 24 }}>
      <p className="hunt-sentence">{w.lead}</p>
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
