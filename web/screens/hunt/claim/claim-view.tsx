// SPDX-License-Identifier: Apache-2.0
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { askClaim, useClaim } from '../../../api/hunt/hunt.ts';
import type { ClaimAsked } from '../../../api/hunt/hunt.ts';
import { huntWords } from '../../../journal/words/hunt.ts';
import { reachWords } from '../reach-words.ts';
import { huntPageWords } from '../words.ts';
import { useLang, useWords } from '../../../lang/lang.tsx';
import { deviceZone } from '../../../lang/time.ts';
import { Failed } from '../../../components/states.tsx';
import { useMay } from '../../../journal/person.ts';
import { paths } from '../../../paths.ts';
import { FromReport, useAskedBefore, useNamed } from '../pieces/from-report.tsx';
import type { HuntSearch } from '../pieces/hunt-search.ts';
import { daysOf, PeriodFields, periodOf } from '../pieces/period-fields.tsx';
import { VerdictView } from './verdict-view.tsx';
import { Answered } from '../pieces/answered.tsx';

/** One claim about a path: the question, then its verdict. */
export function ClaimView({ caseId, search }: { readonly caseId: string; readonly search: HuntSearch }) {
  const w = useWords(huntPageWords);
  const named = useNamed(caseId);
  const mayWork = useMay('work');
  const asked: ClaimAsked | null =
    search.path === undefined || search.path === ''
      ? null
      : {
          kind: search.kind === 'attacked' ? 'attacked' : 'requested',
          path: search.path,
          host: search.host ?? '',
          log: search.log ?? '',
          since: search.since ?? null,
          until: search.until ?? null,
        };
  const answer = useClaim(asked);
  const first = named.find((one) => one.kind === 'path')?.value ?? '';
  return (
    <div className="stack" style={{ gap: 24 }}>
      <FromReport caseId={caseId} named={named} />
      {mayWork ? <Question key={asked?.path ?? first} caseId={caseId} asked={asked} suggested={first} /> : null}
      <Earlier caseId={caseId} />
      {asked === null ? null : (
        <Answered answer={answer} running={w.asking}>
          {(found) => <VerdictView caseId={caseId} asked={asked} answer={found} />}
        </Answered>
      )}
    </div>
  );
}

function Question(props: { readonly caseId: string; readonly asked: ClaimAsked | null; readonly suggested: string }) {
  const w = useWords(huntPageWords);
  const t = useWords(huntWords);
  const client = useQueryClient();
  const navigate = useNavigate();
  const reach = useWords(reachWords);
  const [kind, setKind] = useState<ClaimAsked['kind']>(props.asked?.kind ?? 'attacked');
  const [path, setPath] = useState(props.asked?.path ?? props.suggested);
  const [host, setHost] = useState(props.asked?.host ?? '');
  const [log, setLog] = useState(props.asked?.log ?? '');
  const [days, setDays] = useState(() => daysOf(props.asked ?? { since: null, until: null }));
  const asking = useMutation({
    mutationFn: async () => {
      const asked: ClaimAsked = { kind, path: path.trim(), host: host.trim(), log: log.trim(), ...periodOf(days) };
      await askClaim(client, props.caseId, asked);
      return asked;
    },
    onSuccess: (asked) => void navigate({ href: paths.hunt(props.caseId, 'claim', { ...asked }), resetScroll: false }),
  });
  return (
    <form
      className="stack no-print"
      aria-label={w.question}
      onSubmit={(event) => {
        event.preventDefault();
        asking.mutate();
      }}
    >
      <div className="hunt-form">
        <NativeSelect
          className="whole"
          label={w.kind}
          value={kind}
          data={(['attacked', 'requested'] as const).map((one) => ({ value: one, label: t.claims[one] }))}
          onChange={(event) => setKind(event.currentTarget.value === 'attacked' ? 'attacked' : 'requested')}
        />
        <TextInput
          className="whole"
          label={w.path}
          placeholder={w.pathHint}
          required
          maxLength={4000}
          value={path}
          onChange={(event) => setPath(event.currentTarget.value)}
        />
        <TextInput
          label={reach.server}
          placeholder={reach.serverHint}
          maxLength={2000}
          value={host}
          onChange={(event) => setHost(event.currentTarget.value)}
        />
        <TextInput
          label={reach.ownLog}
          placeholder={reach.ownLogHint}
          maxLength={4000}
          value={log}
          onChange={(event) => setLog(event.currentTarget.value)}
        />
        <PeriodFields days={days} onChange={setDays} />
      </div>
      <div className="row">
        <Button type="submit" variant="filled" loading={asking.isPending}>
          {w.ask}
        </Button>
        <span className="small quiet">{w.dateZone(deviceZone())}</span>
      </div>
      {asking.error === null ? null : <Failed error={asking.error} />}
    </form>
  );
}

/** What was asked in this case already; each leads to its answer over the logs as they are now. */
function Earlier({ caseId }: { readonly caseId: string }) {
  const w = useWords(huntPageWords);
  const t = useWords(huntWords);
  const { lang } = useLang();
  const before = useAskedBefore(caseId);
  if (before.length === 0) return null;
  return (
    <details className="small" open={before.length < 4}>
      <summary>
        {w.earlier} <span className="quiet">{before.length}</span>
      </summary>
      <ul>
        {before.map((one) => (
          <li key={one.seq}>
            <a className="mono" href={paths.hunt(caseId, 'claim', asSearch(one.claim))}>
              {one.claim.path}
            </a>{' '}
            {t.claims[one.claim.kind]} — {t.verdicts[one.verdict]}{' '}
            <span className="quiet">
              {t.requests} {one.requests.toLocaleString(lang)}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}

function asSearch({ hosts, logs, ...claim }: ReturnType<typeof useAskedBefore>[number]['claim']) {
  return { ...claim, host: (hosts ?? []).join(' '), log: (logs ?? []).join(' ') };
}
