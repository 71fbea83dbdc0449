// SPDX-License-Identifier: Apache-2.0
import { useSay, useWords } from '../lang/lang.tsx';
import { watchWords } from './words/watch.ts';
import { Tag } from '../ui/tag.tsx';

const HOUR = 3_600_000;

/** How long until a deadline, always rounded down: never more time than there is. */
export function useLeft(): (deadline: string) => string {
  const w = useWords(watchWords);
  return (deadline) => {
    const left = Date.parse(deadline) - Date.now();
    if (left < 0) return w.over;
    if (left < HOUR) return w.minutesLeft(String(Math.floor(left / 60_000)));
    if (left < 72 * HOUR) return w.hoursLeft(String(Math.floor(left / HOUR)));
    return w.daysLeft(String(Math.floor(left / (24 * HOUR))));
  };
}

export type Light = 'none' | 'green' | 'amber' | 'red';

/** A deadline with what is left of it; vermilion only when a person must act now. */
export function Deadline({ at, light }: { readonly at: string; readonly light: Light }) {
  const say = useSay();
  const left = useLeft();
  return (
    <span className="row" style={{ gap: 6 }}>
      <time dateTime={at}>{say.time(at)}</time>
      <Tag tone={light === 'red' ? 'act' : 'line'}>{left(at)}</Tag>
    </span>
  );
}

/** A telephone number that a telephone can dial. `short`: where there is little room only the sign is shown. */
export function Telephone({ number, label, short = false }: { readonly number: string; readonly label: string; readonly short?: boolean }) {
  if (number === '') return null;
  return (
    <a className="telephone" href={`tel:${number.replaceAll(/[^+\d]/g, '')}`} aria-label={`${label} ${number}`}>
      <span aria-hidden="true">☎ </span>
      {short ? <span className="wide-only">{number}</span> : number}
    </a>
  );
}
