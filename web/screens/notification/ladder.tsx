// SPDX-License-Identifier: Apache-2.0
import type { CustomerRow } from '../../../src/notification/contract.ts';
import { useWords } from '../../lang/lang.tsx';
import { Tag } from '../../ui/tag.tsx';
import type { Switching } from './switch-dialog.tsx';
import { customerWords } from './words.ts';

/** The steps in their order; one that is not used says why. */
export function Ladder(props: { readonly steps: CustomerRow['ladder']; readonly onSwitch: ((what: Switching) => void) | null }) {
  const w = useWords(customerWords);
  const { steps, onSwitch } = props;
  return (
    <ol className="ladder">
      {steps.map(({ rung, contactId, value, is, why, unsubscribed }) => (
        <li key={contactId}>
          <span className="small quiet">{w.rungs[rung]}</span>{' '}
          {onSwitch === null ? (
            value
          ) : (
            <button type="button" className="name-button" onClick={() => onSwitch({ contactId, value, on: is !== 'open' })}>
              {value}
            </button>
          )}{' '}
          {is === 'open' ? null : (
            <>
              <Tag tone={is === 'dead' ? 'act' : 'line'}>{w.is[is]}</Tag> <span className="small quiet">{why}</span>
            </>
          )}
          {unsubscribed ? <Tag tone="line">{w.unsubscribed}</Tag> : null}
        </li>
      ))}
    </ol>
  );
}
