// SPDX-License-Identifier: Apache-2.0
// A second reading of correlations, written apart from the compiler: for each event it counts by hand what lies in the
// timespan that ends with it. Slow and plain on purpose.
import { interpret } from './sigma-interpreter.ts';
import type { Row } from './sigma-interpreter.ts';

type Raw = Record<string, unknown>;
type Event = { readonly line: number; readonly at: number; readonly who: string; readonly value: string; readonly rule: string };

const bases: readonly Raw[] = [
  { title: 'lost', name: 'lost', id: 'lost', logsource: { category: 'webserver' }, detection: { s: { 'sc-status': 404 }, condition: 's' } },
  { title: 'put', name: 'put', id: 'put', logsource: { category: 'webserver' }, detection: { s: { 'cs-method': 'PUT' }, condition: 's' } },
  { title: 'good', name: 'good', id: 'good', logsource: { category: 'webserver' }, detection: { s: { 'sc-status': 200 }, condition: 's' } },
];
const of = (title: string, correlation: Raw): Raw => ({
  title,
  id: title,
  correlation: { timespan: '90s', 'group-by': ['src_ip'], ...correlation },
});
const correlations: readonly Raw[] = [
  of('many', { type: 'event_count', rules: ['lost'], condition: { gte: 4 } }),
  of('few', { type: 'event_count', rules: ['lost', 'put'], condition: { gt: 1, lt: 4 } }),
  of('all', { type: 'event_count', rules: ['lost'], 'group-by': [], condition: { eq: 7 } }),
  of('kinds', { type: 'value_count', rules: ['lost'], condition: { field: 'cs-method', gte: 3 } }),
  of('sum', { type: 'value_sum', rules: ['good'], condition: { field: 'dst_port', gt: 1500 } }),
  of('mean', { type: 'value_avg', rules: ['good'], condition: { field: 'sc-bytes', lte: 200 } }),
  of('both', { type: 'temporal', rules: ['lost', 'put'] }),
  of('two of', { type: 'temporal', rules: ['lost', 'put', 'good'], condition: { gte: 2 } }),
  of('without', { type: 'temporal', rules: ['lost', 'put'], condition: 'lost and not put' }),
  of('either', { type: 'temporal', rules: ['lost', 'put', 'good'], condition: '(lost or put) and not (good and put)' }),
];
/** The same way to count as Sigma 1 wrote it, and what it means. */
const piped: readonly Raw[] = [
  {
    title: 'old',
    id: 'old',
    logsource: { category: 'webserver' },
    detection: { s: { 'sc-status': 404 }, timeframe: '90s', condition: 's | count() by src_ip > 3' },
  },
];

export const correlated = { bases, correlations, piped };

/** Lines at which a correlation is met. */
export function correlationHits(document: Raw, rows: readonly Row[], placed: (rule: Raw, row: Row) => boolean): ReadonlySet<number> {
  if (document['correlation'] === undefined) {
    const detection = { s: (document['detection'] as Raw)['s'], condition: 's' };
    const rule = { ...document, detection, name: 'old' };
    return hitsOf(
      { type: 'event_count', rules: ['old'], timespan: '90s', 'group-by': ['src_ip'], condition: { gt: 3 } },
      [rule],
      rows,
      placed,
    );
  }
  return hitsOf(document['correlation'] as Raw, bases, rows, placed);
}

function hitsOf(
  correlation: Raw,
  rules: readonly Raw[],
  rows: readonly Row[],
  placed: (rule: Raw, row: Row) => boolean,
): ReadonlySet<number> {
  const names = correlation['rules'] as string[];
  const groups = correlation['group-by'] as string[];
  const span = Number.parseInt(correlation['timespan'] as string, 10);
  const condition = (correlation['condition'] ?? {}) as Raw | string;
  const events: Event[] = [];
  for (const name of names) {
    const rule = rules.find((one) => one['name'] === name);
    if (rule === undefined) continue;
    for (const [line, row] of rows.entries()) {
      const who = groups.length === 0 ? 'all' : (row.texts['source.ip'] ?? '');
      if (who === '' || !placed(rule, row) || !interpret(rule, row)) continue;
      const field = typeof condition === 'string' ? undefined : condition['field'];
      const value =
        field === undefined
          ? ''
          : field === 'cs-method'
            ? (row.texts['http.request.method'] ?? '')
            : String(row.numbers[field === 'dst_port' ? 'destination.port' : 'http.response.body.bytes'] ?? 0);
      events.push({ line, at: row.at ?? 0, who, value, rule: name });
    }
  }
  const hits = new Set<number>();
  for (const event of events) {
    const mine = events.filter((one) => one.who === event.who);
    const before = mine.filter((one) => one.at <= event.at && one.at >= event.at - span);
    const around = mine.filter((one) => Math.abs(one.at - event.at) <= span);
    if (met(correlation, names, condition, before, around)) hits.add(event.line);
  }
  return hits;
}

function met(
  correlation: Raw,
  names: readonly string[],
  condition: Raw | string,
  before: readonly Event[],
  around: readonly Event[],
): boolean {
  const is = (name: string) => before.some((one) => one.rule === name);
  const near = (name: string) => around.some((one) => one.rule === name);
  if (condition === 'lost and not put') return is('lost') && !near('put');
  if (condition === '(lost or put) and not (good and put)') return (is('lost') || is('put')) && !(near('good') && near('put'));
  const bounds = condition as Raw;
  const numbers = before.map((one) => Number(one.value));
  const sum = numbers.reduce((total, one) => total + one, 0);
  const measure = {
    event_count: before.length,
    value_count: new Set(before.map((one) => one.value).filter((one) => one !== '')).size,
    value_sum: sum,
    value_avg: numbers.length === 0 ? 0 : sum / numbers.length,
    temporal: new Set(before.map((one) => one.rule)).size,
  }[correlation['type'] as string] as number;
  if (Object.keys(bounds).every((key) => key === 'field')) return measure >= names.length;
  const holds: Record<string, (bound: number) => boolean> = {
    gt: (bound) => measure > bound,
    gte: (bound) => measure >= bound,
    lt: (bound) => measure < bound,
    lte: (bound) => measure <= bound,
    eq: (bound) => measure === bound,
  };
  return Object.entries(bounds).every(([key, bound]) => key === 'field' || holds[key]?.(Number(bound)) === true);
}
