// SPDX-License-Identifier: Apache-2.0

import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReadinessWire } from '../../../../src/containment/register/register.contract.ts';
import { readinessKey, useService } from '../../../api/readiness.ts';
import { useWords } from '../../../lang/lang.tsx';
import { Pending } from '../../../components/states.tsx';
import { useMay } from '../../../journal/person.ts';
import { Decide } from './decide.tsx';
import { RemoveService } from './remove-service.tsx';
import { ServiceForm } from './service-form.tsx';
import { serviceWords } from './words.ts';
import { Dialog } from '../../../components/dialog.tsx';

type Tab = 'decide' | 'edit' | 'remove';

/** One service: stop or keep, what it is, taking it out. `serviceId` null: a new one. */
export function ServiceDialog(props: {
  readonly serviceId: string | null;
  readonly use: ReadinessWire['use'][number] | null;
  readonly counted: boolean;
  readonly onClose: () => void;
}) {
  const s = useWords(serviceWords);
  const mayWork = useMay('work');
  const client = useQueryClient();
  const [tab, setTab] = useState<Tab>('decide');
  const found = useService(props.serviceId);
  const done = () => {
    void client.invalidateQueries({ queryKey: readinessKey });
    props.onClose();
  };
  const title = props.serviceId === null ? s.add : (found.data?.name ?? props.serviceId);
  return (
    <Dialog onClose={props.onClose} title={title} size="lg">
      {props.serviceId === null ? (
        <ServiceForm service={null} onDone={done} />
      ) : found.data === undefined ? (
        <Pending on={found} lines={6} />
      ) : (
        <div className="stack">
          <div className="actions" role="group" aria-label={title}>
            {(mayWork ? (['decide', 'edit', 'remove'] as const) : (['decide'] as const)).map((one) => (
              <button key={one} type="button" className="pill" aria-pressed={tab === one} onClick={() => setTab(one)}>
                {s.tabsOne[one]}
              </button>
            ))}
          </div>
          {tab === 'decide' ? (
            <Decide key={found.data.version} service={found.data} use={props.use} counted={props.counted} onDone={done} />
          ) : tab === 'edit' ? (
            <ServiceForm key={found.data.version} service={found.data} onDone={done} />
          ) : (
            <RemoveService service={found.data} onDone={done} />
          )}
        </div>
      )}
    </Dialog>
  );
}
