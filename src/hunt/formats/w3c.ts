// SPDX-License-Identifier: Apache-2.0
// W3C extended log format (IIS, many proxies), bound by #Fields. Its times are UTC by its own definition.
import { text } from '../sql.ts';
import type { Format, Plan } from './format.ts';
import { sectionsOf } from './sections.ts';
import { localText, NO_TIME } from './time.ts';
import { columnExpressions } from './typed.ts';

const FIELDS: Readonly<Record<string, string>> = {
  'c-ip': 'source.ip',
  'cs-username': 'user.name',
  'cs-method': 'http.request.method',
  'cs-host': 'url.domain',
  'cs-version': 'http.version',
  'sc-status': 'http.response.status_code',
  'sc-bytes': 'http.response.body.bytes',
  'cs-bytes': 'http.request.body.bytes',
  'cs(User-Agent)': 'user_agent.original',
  'cs(Referer)': 'http.request.referrer',
  's-ip': 'destination.ip',
  's-port': 'destination.port',
  'r-ip': 'destination.ip',
  'r-host': 'url.domain',
  'cs-uri': 'url.original',
};

export const w3cFormat: Format = {
  id: 'w3c',
  test: (line) => /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2} \S/.test(line),
  header: (line) => /^#(Software|Version|Date|Fields|Start-Date|End-Date|Remark):/.test(line),
  plans(sample) {
    return sectionsOf(sample, (text) => (text.startsWith('#Fields:') ? text.slice('#Fields:'.length).trim() : null)).map(({ key, when }) =>
      planOf(key.split(/\s+/), when),
    );
  },
};

function planOf(names: readonly string[], when: string | null): Plan {
  const cell = (name: string) =>
    names.includes(name) ? `if(w[${names.indexOf(name) + 1}] = '-', '', w[${names.indexOf(name) + 1}])` : null;
  // IIS writes blanks of these two as plus signs.
  const value = (name: string) => {
    const sql = cell(name);
    return sql !== null && (name === 'cs(User-Agent)' || name === 'cs(Referer)') ? `replaceAll(${sql}, '+', ' ')` : sql;
  };
  const stem = cell('cs-uri-stem');
  const query = cell('cs-uri-query');
  const rest = names.filter((name) => FIELDS[name] === undefined && !['date', 'time', 'cs-uri-stem', 'cs-uri-query'].includes(name));
  const extra = rest.map((name) => `${text(name)}, ${cell(name) ?? `''`}`).join(', ');
  const stamp = `concat(${cell('date') ?? `''`}, ' ', ${cell('time') ?? `''`})`;
  return {
    table: 'web',
    ...(when === null ? {} : { when }),
    dataset: 'w3c.access',
    steps: [
      ['w', `splitByRegexp('[ \\\\t]+', l)`],
      ['t', localText(stamp, { declared: 'UTC', year: 1970 })],
    ],
    reject: `if(l = '', 'blank', if(startsWith(l, '#'), 'header', if(length(w) != ${names.length}, 'number of columns differs from #Fields', if(t = ${NO_TIME}, 'no time stamp', ''))))`,
    columns: {
      '@timestamp': 't',
      'event.time_origin': `'line'`,
      'event.timezone': `'UTC'`,
      ...columnExpressions('web', FIELDS, value),
      ...(stem === null ? {} : { 'url.original': query === null ? stem : `if(${query} = '', ${stem}, concat(${stem}, '?', ${query}))` }),
      ...(extra === '' ? {} : { extra: `mapFilter((k, v) -> v != '', map(${extra}))` }),
    },
  };
}
