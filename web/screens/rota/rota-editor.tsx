// SPDX-License-Identifier: Apache-2.0
import { Button, TextInput } from '@mantine/core';
import { useRouter } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { z } from 'zod';
import { useDutyChanged, useDutyPlan } from '../../api/duty.ts';
import { usePeople } from '../../api/organisation.ts';
import { useSay, useWords } from '../../lang/lang.tsx';
import { useWho } from '../../journal/who.ts';
import { editorWords } from './words.ts';
import { deviceZone } from '../../lang/time.ts';
import { Forbidden, Pending } from '../../components/states.tsx';
import { useMay } from '../../journal/person.ts';
import { paths } from '../../paths.ts';
import { useDraft } from '../../ui/draft.ts';
import { AwayPart, ChangesPart } from './exceptions-part.tsx';
import { Externals, PagingPart } from './paging-part.tsx';
import { PeoplePart } from './people-part.tsx';
import { starterPlan } from './plan-edit.ts';
import type { Plan } from './plan-edit.ts';
import { PublishPart } from './publish-part.tsx';
import { ReportUpPart } from './report-up-part.tsx';
import { RostersPart } from './rosters-part.tsx';
import { TablePart } from './table-part.tsx';
import { tableWords } from './table-words.ts';

/** Changes the rota. What is typed stays on this device until it is published; nothing is in force before that. */
export function RotaEditor() {
  const allowed = useMay('release');
  const stored = useDutyPlan(allowed);
  const people = usePeople();
  const [today] = useState(() => new Date().toLocaleDateString('sv-SE'));
  if (!allowed) return <Forbidden />;
  if (stored.data === undefined || people.data === undefined)
    return (
      <div className="page">
        <Pending on={[stored, people]} lines={8} />
      </div>
    );
  const { version, plan, by, at } = stored.data;
  return <Editor version={version} inForce={plan} first={plan ?? starterPlan(people.data, deviceZone(), today)} by={by} at={at} />;
}

const draftSchema = z.object({ version: z.number(), plan: z.custom<Plan>((value) => typeof value === 'object' && value !== null) });

function readDraft(text: string): z.infer<typeof draftSchema> | null {
  try {
    return draftSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

function Editor(props: {
  readonly version: number;
  readonly inForce: Plan | null;
  readonly first: Plan;
  readonly by: string;
  readonly at: string;
}) {
  const w = useWords(editorWords);
  const t = useWords(tableWords);
  const say = useSay();
  const who = useWho();
  const router = useRouter();
  const changed = useDutyChanged();
  const [text, setText, clear] = useDraft('duty.plan');
  const draft = useMemo(() => readDraft(text), [text]);
  const plan = draft?.plan ?? props.first;
  const version = draft?.version ?? props.version;
  const fresh = props.inForce === null;
  const onChange = (to: Plan) => setText(JSON.stringify({ version, plan: to }));
  return (
    <div className="page" style={{ maxWidth: 1000 }}>
      <div>
        <a href={paths.duty}>{w.back}</a>
        <h1>{props.inForce === null ? w.titleNew : w.title}</h1>
        <p className="small quiet">{props.inForce === null ? w.starter : w.inForce(props.version, who(props.by), say.time(props.at))}</p>
      </div>
      {draft === null ? null : (
        <div className="row" role="status">
          <span>{draft.version === props.version ? w.unpublished : w.overtaken(draft.version, props.version)}</span>
          <Button size="compact-sm" onClick={clear}>
            {w.discard}
          </Button>
        </div>
      )}
      <div className="field-pair">
        <TextInput label={w.zone} value={plan.zone} onChange={(event) => onChange({ ...plan, zone: event.currentTarget.value })} />
        <TextInput
          label={w.country}
          maxLength={2}
          value={plan.country}
          onChange={(event) => onChange({ ...plan, country: event.currentTarget.value.toUpperCase() })}
        />
      </div>
      <Part title={w.people} open={fresh} count={plan.people.length}>
        <PeoplePart plan={plan} onChange={onChange} />
      </Part>
      <Part title={w.rosters} open={fresh} count={plan.rosters.length}>
        <RostersPart plan={plan} onChange={onChange} />
      </Part>
      <Part title={w.changes} open={!fresh} count={plan.overrides.length + plan.swaps.length}>
        <ChangesPart plan={plan} onChange={onChange} />
      </Part>
      <Part title={w.away} open={false} count={plan.absences.length + plan.closures.length}>
        <AwayPart plan={plan} onChange={onChange} canImport={draft === null && props.inForce !== null} />
      </Part>
      {props.inForce === null ? null : (
        <Part title={t.title} open={false} count={plan.overrides.filter((row) => row.id.startsWith('table-')).length}>
          <TablePart plan={props.inForce} canTake={draft === null} />
        </Part>
      )}
      <Part title={w.paging} open={false} count={plan.policies.length}>
        <PagingPart plan={plan} onChange={onChange} />
      </Part>
      <Part title={w.reportUp} open={false} count={plan.reportUp?.levels.length ?? 0}>
        <ReportUpPart plan={plan} onChange={onChange} />
      </Part>
      <Part title={w.externals} open={false} count={plan.externals.length}>
        <Externals plan={plan} onChange={onChange} />
      </Part>
      <PublishPart
        plan={plan}
        inForce={props.inForce}
        version={version}
        onChange={onChange}
        onPublished={() => {
          clear();
          changed();
          router.history.push(paths.duty);
        }}
      />
    </div>
  );
}

/** One part of the rota, folded away until it is wanted: on a telephone the whole would be a very long page. */
function Part(props: { readonly title: string; readonly open: boolean; readonly count: number; readonly children: ReactNode }) {
  const w = useWords(editorWords);
  return (
    <details className="part" open={props.open}>
      <summary>
        <b>{props.title}</b> <span className="quiet small">{w.count(props.count)}</span>
      </summary>
      <div className="stack">{props.children}</div>
    </details>
  );
}
