// SPDX-License-Identifier: Apache-2.0
import { useState } from 'react';
import type { z } from 'zod';
import type { changeRowSchema, RunRow } from '../../../src/exposure/contract.ts';
import { useExposure, useRunChanges, useRuns } from '../../api/exposure.ts';
import { exposureScreenWords } from './words.ts';
import { useLang, useSay, useWords } from '../../lang/lang.tsx';
import { Pending } from '../../components/states.tsx';
import { When } from '../../components/when.tsx';
import { paths } from '../../paths.ts';
import { FactList } from '../../ui/fact-list.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { Tag } from '../../ui/tag.tsx';
import { Rows } from '../../ui/rows/virtual-rows.tsx';
import { PathText } from './path-text.tsx';
import { STATE_TONES } from './state-tones.ts';

type Change = z.infer<typeof changeRowSchema>;

/** One run beside the one before it: scope and counts first, then every exposure whose state moved. */
export function RunChanges({ caseId, runId }: { readonly caseId: string; readonly runId: string }) {
  const w = useWords(exposureScreenWords);
  const runs = useRuns(caseId);
  const changes = useRunChanges(caseId, runId);
  if (runs.data === undefined || changes.data === undefined) return <Pending on={[runs, changes]} lines={8} />;
  const at = runs.data.items.findIndex((run) => run.runId === runId);
  const run = runs.data.items[at];
  const before = runs.data.items[at + 1];
  return (
    <section className="stack" aria-label={w.against}>
      <a className="small" href={paths.exposure(caseId, 'runs')}>
        {w.runsBack}
      </a>
      {run === undefined ? null : <Scopes run={run} before={before} />}
      <h2>{w.against}</h2>
      {changes.data.changes.length === 0 ? <EmptyState title={w.noChanges} /> : <Changes caseId={caseId} changes={changes.data.changes} />}
    </section>
  );
}

function Scopes({ run, before }: { readonly run: RunRow; readonly before: RunRow | undefined }) {
  const w = useWords(exposureScreenWords);
  const { lang } = useLang();
  const { two } = useSay();
  const line = (each: RunRow) => (
    <>
      <When at={each.at} /> · {w.runFindings(each.findings.toLocaleString(lang))} · {w.status[each.status]} ·{' '}
      <bdi className="mono">{each.root}</bdi>
    </>
  );
  const other = before !== undefined && (before.root !== run.root || before.only !== run.only);
  return (
    <div className="sheet stack">
      <FactList
        facts={[
          { name: w.thisRun, value: line(run) },
          { name: w.previous, value: before === undefined ? w.first : line(before) },
        ]}
      />
      {run.reasons.map((reason) => (
        <p key={reason.code + reason.en} className="small">
          {two(reason)}
        </p>
      ))}
      {run.status === 'incomplete' ? <p className="exposure-caution">{w.incompleteFix}</p> : null}
      {other ? <p className="exposure-caution">{w.otherScope}</p> : null}
    </div>
  );
}

const turn = (change: Change) => `${change.before ?? '-'} ${change.after}`;

function Changes({ caseId, changes }: { readonly caseId: string; readonly changes: readonly Change[] }) {
  const w = useWords(exposureScreenWords);
  const { lang } = useLang();
  const [only, setOnly] = useState<string | null>(null);
  const turns = Map.groupBy(changes, turn);
  const shown = only === null ? changes : (turns.get(only) ?? []);
  return (
    <>
      <div className="filters no-print">
        <button type="button" className="pill" aria-pressed={only === null} onClick={() => setOnly(null)}>
          {w.anyState} {changes.length.toLocaleString(lang)}
        </button>
        {[...turns].map(([key, [first, ...rest]]) =>
          first === undefined ? null : (
            <button key={key} type="button" className="pill" aria-pressed={only === key} onClick={() => setOnly(key)}>
              {first.before === null ? w.notSeen : w.states[first.before]} → {w.states[first.after]}{' '}
              {(rest.length + 1).toLocaleString(lang)}
            </button>
          ),
        )}
      </div>
      <div className="list">
        <Rows
          items={shown}
          idOf={(change) => `${change.rule} ${change.pathBytes}`}
          height={33}
          renderRow={(change) => <ChangeRow caseId={caseId} change={change} />}
        />
      </div>
    </>
  );
}

function ChangeRow({ caseId, change }: { readonly caseId: string; readonly change: Change }) {
  const w = useWords(exposureScreenWords);
  const { two } = useSay();
  const rule = useExposure(caseId).data?.rules.find((each) => each.rule === change.rule);
  const title = rule === undefined ? change.rule : two(rule.title);
  const short = rule === undefined ? change.rule : two(rule.short);
  return (
    <div className="list-row exposure-changes-grid">
      <span className="area-tag">
        <span className="small quiet">{change.before === null ? w.notSeen : w.states[change.before]} → </span>
        <Tag tone={STATE_TONES[change.after]}>{w.states[change.after]}</Tag>
      </span>
      <span className="area-kind one-line small" title={title}>
        {short}
      </span>
      <span className="area-from one-line">
        {change.tenant === null ? w.nobody : <a href={paths.exposureTenant(caseId, change.tenant)}>{change.tenant}</a>}
      </span>
      <span className="lead exposure-where">
        <PathText path={change.path} />
      </span>
    </div>
  );
}
