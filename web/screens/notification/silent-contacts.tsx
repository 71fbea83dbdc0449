// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core';
import { useSilentContacts } from '../../api/notification/customers.ts';
import { Pending } from '../../components/states.tsx';
import { When } from '../../components/when.tsx';
import { useWords } from '../../lang/lang.tsx';
import { Tag } from '../../ui/tag.tsx';
import type { Switching } from './switch-dialog.tsx';
import { customerWords } from './words.ts';

/** Every contact that is switched off or dead, with how many customers it concerns. */
export function SilentContacts({ onSwitch }: { readonly onSwitch: ((what: Switching) => void) | null }) {
  const w = useWords(customerWords);
  const silent = useSilentContacts();
  return (
    <section className="stack">
      <h2>{w.silentTitle}</h2>
      {silent.data === undefined ? (
        <Pending on={silent} lines={2} />
      ) : silent.data.items.length === 0 ? (
        <p className="quiet">{w.silentNone}</p>
      ) : (
        <>
          <p>{w.silentLead}</p>
          <ul className="stack">
            {silent.data.items.map(({ contactId, value, is, why, by, at, customers, some }) => (
              <li key={contactId}>
                <strong>{value}</strong> <Tag tone={is === 'dead' ? 'act' : 'line'}>{w.is[is]}</Tag>{' '}
                <span className="small">
                  {why} · {by ?? w.server} · <When at={at} />
                </span>
                <div className="small quiet">
                  {w.named(customers)}
                  {some.length === 0 ? '' : `: ${some.join(', ')}`}
                </div>
                {onSwitch === null ? null : (
                  <Button size="compact-sm" onClick={() => onSwitch({ contactId, value, on: true })}>
                    {w.switchOn}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
