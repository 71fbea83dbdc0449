// SPDX-License-Identifier: Apache-2.0
// Typed at the door: each format gives the text of its columns, and here each becomes what its column says it is. A
// row whose client or status is not of its type is no row: the line is kept as a reject with its reason.
import { columnsOf } from '../../engine/schema.ts';
import { text } from '../../engine/sql.ts';
import { address, host } from './address.ts';
import type { Plan } from './format.ts';

type Door = Pick<Plan, 'steps' | 'reject' | 'columns'>;

/** Empty, and the dash that most logs write for nothing. */
const nothing = (sql: string) => `${sql} IN ('', '-')`;

/**
 * The plan with its texts judged and typed. Texts of any column may be '' or `-` (nothing there), but for those the plan
 * needs. An address that is none, of another column than the client's, is kept under its column's name in `extra`; so is
 * a number that is none, and a dash where a line does not say how much was sent: that is another thing than nothing sent.
 */
export function atTheDoor(plan: Pick<Plan, 'table' | 'texts' | 'needs' | 'steps' | 'reject' | 'columns'>): Door {
  if (plan.texts === undefined) return { steps: plan.steps, reject: plan.reject, columns: plan.columns };
  const types = columnsOf(plan.table);
  const steps: (readonly [string, string])[] = [...plan.steps, ['read_as', plan.reject]];
  const columns: Record<string, string> = { ...plan.columns };
  const wrong: [when: string, why: string][] = [];
  const odd: string[] = [];
  for (const [at, [name, sql]] of Object.entries(plan.texts).entries()) {
    const [said, made] = [`said_${at}`, `made_${at}`];
    const type = types[name];
    if (type === undefined) continue;
    steps.push([said, sql]);
    if (name.endsWith('.ip')) {
      steps.push([made, address(said)]);
      if (name === 'destination.ip' && plan.needs?.includes(name) === true)
        wrong.push([`${made} = '' AND NOT ${nothing(said)}`, 'destination is not an address']);
      else if (name === 'source.ip') wrong.push([`${made} = '' AND NOT ${nothing(said)}`, 'client is not an address']);
      else odd.push(`if(${made} = '' AND NOT ${nothing(said)}, ${said}, '')`, text(name));
      columns[name] = made;
    } else if (name.endsWith('.domain')) {
      steps.push([made, host(said)]);
      columns[name] = made;
    } else if (name === 'http.response.status_code') {
      wrong.push([`NOT ${nothing(said)} AND NOT match(${said}, '^[0-9]{1,3}$')`, 'status is not a number']);
      columns[name] = `toUInt16OrZero(${said})`;
    } else {
      columns[name] = asType(type, said);
      if (SENT.has(name)) odd.push(`if(match(${said}, '^[0-9]+$'), '', if(${said} = '', '-', ${said}))`, text(name));
      else if (type.startsWith('UInt')) odd.push(`if(${nothing(said)} OR match(${said}, '^[0-9]+$'), '', ${said})`, text(name));
    }
    if (plan.needs?.includes(name) === true) wrong.push([nothing(said), `no ${NEEDED[name] ?? name}`]);
  }
  const extra = columns['extra'] ?? 'map()';
  if (odd.length > 0) {
    const pairs = odd.flatMap((sql, at) => (at % 2 === 0 ? [`${odd[at + 1]}, ${sql}`] : []));
    columns['extra'] = `mapUpdate(CAST(${extra} AS Map(String, String)), mapFilter((k, v) -> v != '', map(${pairs.join(', ')})))`;
  }
  const reject =
    wrong.length === 0
      ? 'read_as'
      : `multiIf(read_as != '', read_as, ${wrong.map(([when, why]) => `${when}, ${text(why)}`).join(', ')}, '')`;
  return { steps, reject, columns };
}

/** What adds up to an upper bound of what went out: a line that does not say it must not count as nothing. */
const SENT: ReadonlySet<string> = new Set(['source.bytes', 'http.request.body.bytes']);

const NEEDED: Readonly<Record<string, string>> = {
  'source.ip': 'client address',
  'destination.ip': 'destination address',
  'dns.question.name': 'name asked for',
};

/** A text expression as the column's type. */
export function asType(type: string, sql: string): string {
  if (type.startsWith('UInt16')) return `toUInt16OrZero(${sql})`;
  if (type.startsWith('UInt64')) return `toUInt64OrZero(${sql})`;
  if (type === 'Float64') return `toFloat64OrZero(${sql})`;
  return sql;
}
