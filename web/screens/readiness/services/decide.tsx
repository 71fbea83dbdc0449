// SPDX-License-Identifier: Apache-2.0
import { Button, NativeSelect, Radio, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { z } from 'zod';
import { decisions } from '../../../../src/containment/register/register.contract.ts';
import type { ReadinessWire, serviceSchema } from '../../../../src/containment/register/register.contract.ts';
import { decideService } from '../../../api/readiness.ts';
import { useSay, useWords } from '../../../lang/lang.tsx';
import { useWho } from '../../../journal/who.ts';
import { Failed } from '../../../components/states.tsx';
import { useMay } from '../../../journal/person.ts';
import { useDraft } from '../../../ui/draft.ts';
import { serviceWords } from './words.ts';
import { readyWords } from '../words.ts';

type Service = z.output<typeof serviceSchema>;
const PRIORITIES = [1, 2, 3, 4, 5] as const;

/** Stop or keep, by a named person, with what the traffic says beside it. */
export function Decide(props: {
  readonly service: Service;
  readonly use: ReadinessWire['use'][number] | null;
  readonly counted: boolean;
  readonly onDone: () => void;
}) {
  const w = useWords(readyWords);
  const s = useWords(serviceWords);
  const say = useSay();
  const who = useWho();
  const mayDecide = useMay('release');
  const { service, use } = props;
  const [is, setIs] = useState<Service['decision']['is']>(service.decision.is);
  const [priority, setPriority] = useState(service.priority);
  const [reason, setReason, clear] = useDraft(`service.${service.id}`);
  const save = useMutation({
    mutationFn: () => decideService(service.id, service.version, { is, priority, reason: reason.trim() }),
    onSuccess: () => {
      clear();
      props.onDone();
    },
  });
  const { decision } = service;
  return (
    <div className="stack">
      <p>
        <strong>
          {decision.is === 'undecided'
            ? s.nowOpen
            : s.nowIs(
                s.decisions[decision.is],
                s.decidedBy(decision.by === null ? '?' : who(decision.by), decision.on === null ? '?' : dayOf(decision.on, say.time)),
              )}
        </strong>
      </p>
      {use === null ? (
        props.counted ? (
          <p className="small">{s.usedNot}</p>
        ) : null
      ) : (
        <div className="small">
          <p>{s.used(use.users, use.flows.toLocaleString('en-US'))}</p>
          <p className="quiet">
            {s.byDepartment}
            {w.colon}
            {use.departments.map((one) => `${one.department === '' ? w.noDepartment : one.department} ${one.users}`).join(' · ')}
          </p>
        </div>
      )}
      {mayDecide ? (
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault();
            save.mutate();
          }}
        >
          <Radio.Group
            label={s.tabsOne.decide}
            value={is}
            onChange={(value) => setIs(decisions.find((one) => one === value) ?? 'undecided')}
          >
            <div className="row" style={{ gap: '8px 18px', paddingTop: 6 }}>
              {decisions.map((one) => (
                <Radio key={one} value={one} label={s.decisions[one]} />
              ))}
            </div>
          </Radio.Group>
          <NativeSelect
            label={s.fields.priority}
            value={String(priority)}
            data={PRIORITIES.map((one) => ({ value: String(one), label: s.priorities[one] }))}
            onChange={(event) => setPriority(PRIORITIES.find((one) => String(one) === event.currentTarget.value) ?? 3)}
          />
          <Textarea
            label={s.reason}
            required
            autosize
            minRows={2}
            maxLength={2000}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <p className="small quiet">{s.decideLead}</p>
          {save.error === null ? null : <Failed error={save.error} />}
          <div className="actions">
            <Button
              type="submit"
              variant="filled"
              loading={save.isPending}
              disabled={reason.trim() === '' || (is === 'undecided' && decision.is === 'undecided')}
            >
              {s.record}
            </Button>
          </div>
        </form>
      ) : (
        <p className="small quiet">{s.decideNotYou}</p>
      )}
    </div>
  );
}

/** A decision from a table has a day only; one made here has a time. */
function dayOf(on: string, time: (iso: string) => string): string {
  return /^\d{4}-\d{2}-\d{2}$/.test(on) ? on : time(on);
}
