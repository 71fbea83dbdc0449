// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Draft } from '../../../src/containment/register/register.contract.ts';
import { addService, readinessKey, useDraft, useReadiness } from '../../api/readiness.ts';
import { useWords } from '../../lang/lang.tsx';
import { Failed, Pending } from '../../components/states.tsx';
import { useMay } from '../../journal/person.ts';
import { paths } from '../../paths.ts';
import { EmptyState } from '../../ui/states.tsx';
import { Tag } from '../../ui/tag.tsx';
import { Rows } from '../../ui/rows/virtual-rows.tsx';
import { FromLogs } from './traffic/from-logs.tsx';
import { recordWords } from './record-words.ts';
import { readyWords } from './words.ts';

type Proposal = Draft['proposals'][number];
const many = (count: number): string => count.toLocaleString('en-US');
const share = (value: number): string => `${Math.round(value * 1000) / 10} %`;

/** What recorded traffic proposes for the inventory. Taking one over decides nothing. */
export function DraftList() {
  const w = useWords(readyWords);
  const r = useWords(recordWords);
  const ready = useReadiness();
  const hasTraffic = ready.data !== undefined && ready.data.traffic !== null;
  const draft = useDraft(hasTraffic);
  // Taken ones stay in sight until the page is left: the list must not jump under the hand.
  const [kept, setKept] = useState<Draft | null>(null);
  if (kept === null && draft.data !== undefined) setKept(draft.data);
  if (ready.data !== undefined && ready.data.traffic === null)
    return (
      <div className="stack">
        <EmptyState title={w.trafficNone}>
          <span>{r.needTraffic}</span>
          <Button component="a" variant="filled" href={paths.readiness('traffic')}>
            {w.go.traffic}
          </Button>
        </EmptyState>
        <FromLogs />
      </div>
    );
  const shown = kept ?? draft.data;
  if (shown === undefined) return <Pending on={draft} lines={8} working={w.working} />;
  return (
    <div className="stack" style={{ gap: 16 }}>
      <p style={{ maxWidth: '60em' }}>{r.draftLead}</p>
      <p className="small">
        {r.draftFrom(shown.days, share(shown.unnamedShare))} {shown.enough ? '' : r.draftShort}{' '}
        {shown.known === 0 ? '' : r.draftKnown(shown.known)} {shown.attackers === 0 ? '' : r.draftAttackers(shown.attackers)}
      </p>
      {shown.proposals.length === 0 ? (
        <EmptyState title={r.draftNone} />
      ) : (
        <div className="list">
          <div className="list-row draft-grid list-head" aria-hidden="true">
            {Object.values(r.draftHead).map((name) => (
              <span key={name}>{name}</span>
            ))}
          </div>
          <Rows
            items={shown.proposals}
            idOf={(one) => one.name}
            height={52}
            renderRow={(one) => <OneProposal one={one} traffic={ready.data?.traffic?.trafficId ?? ''} />}
          />
        </div>
      )}
    </div>
  );
}

function OneProposal({ one, traffic }: { readonly one: Proposal; readonly traffic: string }) {
  const w = useWords(readyWords);
  const r = useWords(recordWords);
  const mayWork = useMay('work');
  const client = useQueryClient();
  const take = useMutation({
    mutationFn: () =>
      addService({
        name: one.name,
        kind: one.flags.includes('dependency') ? 'dependency' : 'service',
        names: one.patterns.join('\n'),
        // Shared addresses belong to others too: there the name says who is meant.
        ranges: one.patterns.length > 0 && one.flags.includes('shared-address') ? '' : one.addresses.join('\n'),
        ports: one.ports,
        owner: one.departments.length === 1 ? (one.departments[0] ?? '') : '',
        priority: one.priority,
        carrier: one.flags.includes('carrier'),
        source: `traffic ${traffic}`,
      }),
    onSuccess: () => void client.invalidateQueries({ queryKey: readinessKey }),
  });
  return (
    <div className="list-row draft-grid">
      <span className="lead">
        {one.name}
        <span className="small quiet mono" style={{ display: 'block' }}>
          {one.ports}
        </span>
      </span>
      <span className="small">
        {w.people(one.users)} <span className="quiet">{one.departments.slice(0, 4).join(' · ')}</span>
      </span>
      <span className="small">{r.rhythm(one.days, many(one.flows))}</span>
      <span className="chips">
        {one.patterns.length === 0 ? <Tag tone="act">{r.nameless}</Tag> : null}
        {one.flags.map((flag) => (
          <Tag key={flag}>{r.flags[flag]}</Tag>
        ))}
      </span>
      <span>
        {take.isSuccess ? (
          <span role="status" className="small">
            {r.takenWord}
          </span>
        ) : mayWork ? (
          <Button size="compact-sm" loading={take.isPending} onClick={() => take.mutate()} aria-label={r.takeName(one.name)}>
            {r.take}
          </Button>
        ) : null}
        {take.error === null ? null : <Failed error={take.error} />}
      </span>
    </div>
  );
}
