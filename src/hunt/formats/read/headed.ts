// SPDX-License-Identifier: Apache-2.0
// Formats whose lines say their time in front, in the usual ways, and then one thing that one expression describes.
import type { Table } from '../../engine/schema.ts';
import { text } from '../../engine/sql.ts';
import type { Format } from './format.ts';
import { afterTime, headSteps } from './syslog.ts';
import { timeColumns, timeReject } from './time.ts';

export type Headed = {
  readonly id: string;
  readonly table: Table;
  readonly dataset: string;
  /** What each line holds once (see Plan). */
  readonly once?: string;
  /** Over what stands behind the time; its groups are `g[1]`, `g[2]`, … in the columns. The same in RE2 and JavaScript. */
  readonly pattern: string;
  readonly texts: Readonly<Record<string, string>>;
  readonly columns?: Readonly<Record<string, string>>;
  readonly needs?: readonly string[];
};

/** A format whose lines are a syslog head and a text of one pattern; the pattern is RE2, as the engine runs it. */
export function headed(one: Headed): Format {
  const expression = new RegExp(one.pattern);
  return {
    id: one.id,
    test: (line) => expression.test(afterTime(line)),
    plans: (_sample, zone) => [
      {
        table: one.table,
        dataset: one.dataset,
        ...(one.once === undefined ? {} : { once: one.once }),
        steps: [...headSteps(zone), ['g', `extractGroups(m, ${text(one.pattern)})`]],
        reject: `multiIf(l = '', 'blank', empty(g), 'not a line of this format', ${timeReject})`,
        columns: { ...timeColumns, ...one.columns },
        texts: one.texts,
        ...(one.needs === undefined ? {} : { needs: one.needs }),
      },
    ],
  };
}

/** Both ends of a connection: what a packet filter must say. */
export const ENDS = ['source.ip', 'destination.ip'] as const;
