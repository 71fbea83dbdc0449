// SPDX-License-Identifier: Apache-2.0
import type { HeldWire } from '../../../../src/hunt/address-use/address-use.contract.ts';
import { huntWhoWords } from './who-words.ts';
import { useSay, useWords } from '../../../lang/lang.tsx';

type Holder = HeldWire['holders'][number];

/** Which computer an address was, with the time for which the record holds. Nothing where there are no records at all. */
export function Who({ held }: { readonly held: HeldWire | null }) {
  const w = useWords(huntWhoWords);
  if (held === null) return null;
  const [first, ...rest] = held.holders;
  if (first === undefined || held.is === 'unknown') return <span className="who quiet">○ {w.who.unknown}</span>;
  if (held.is === 'disputed')
    return (
      <details className="who">
        <summary>○ {w.who.disputed(held.holders.length)}</summary>
        <HolderList holders={held.holders} />
      </details>
    );
  return (
    <span className="who">
      <OneHolder one={first} />
      {rest.length === 0 ? null : (
        <details>
          <summary>{w.who.later(rest.length)}</summary>
          <HolderList holders={rest} />
        </details>
      )}
    </span>
  );
}

function HolderList({ holders }: { readonly holders: readonly Holder[] }) {
  return (
    <ul className="plain-list">
      {holders.map((one) => (
        <li key={`${one.mac} ${one.computer} ${one.from}`}>
          <OneHolder one={one} />
        </li>
      ))}
    </ul>
  );
}

function OneHolder({ one }: { readonly one: Holder }) {
  const w = useWords(huntWhoWords);
  const say = useSay();
  const named = [one.computer === '' ? one.mac : one.computer, one.user, one.department].filter((part) => part !== '');
  const time =
    one.from === null && one.until === null
      ? w.who.openBoth
      : w.who.between(one.from === null ? w.who.openFrom : say.time(one.from), one.until === null ? w.who.openUntil : say.time(one.until));
  return (
    <span title={one.mac === '' ? undefined : one.mac}>
      <bdi>{named.length === 0 ? w.who.noName : named.join(' · ')}</bdi> <span className="quiet">{time}</span>
    </span>
  );
}

/** An address and who had it, as one cell of a table. */
export function Address({ ip, held }: { readonly ip: string; readonly held: HeldWire | null }) {
  return (
    <>
      <span className="mono">{ip}</span>
      <Who held={held} />
    </>
  );
}
