// SPDX-License-Identifier: Apache-2.0
import { text } from '../sql.ts';
import type { Format, Plan } from './format.ts';
import { keysOf } from './json-lines.ts';
import { isoText, NO_TIME } from './time.ts';
import { columnExpressions, epochMicros, extraOfJson, jsonValue } from './typed.ts';
import { pathFromKeys, zeekPath } from './zeek-fields.ts';

/** A line of Zeek's JSON has `ts` and speaks of an `id.orig_h`, or says its `_path`. */
function looksLikeZeek(keys: ReadonlySet<string>): boolean {
  return (
    keys.has('_path') ||
    (keys.has('ts') && (keys.has('uid') || keys.has('id.orig_h') || keys.size >= 2)) ||
    (keys.size === 1 && keys.has('name'))
  );
}

function planOf(path: string, when: string | null): Plan {
  const { table, fields } = zeekPath(path);
  const ts = `JSONExtractRaw(l, 'ts')`;
  return {
    table,
    dataset: `zeek.${path.replace(/[^A-Za-z0-9_]/g, '_')}`,
    ...(when === null ? {} : { when }),
    steps: [
      ['valid', "isValidJSON(l) AND startsWith(l, '{')"],
      ['ts', `if(valid, ${ts}, '')`],
      ['t', `if(startsWith(ts, '"'), ${isoText('JSONExtractString(ts)')}, ${epochMicros('ts')})`],
    ],
    reject: `if(l = '', 'blank', if(NOT valid, 'not a JSON object', if(ts != '' AND t = ${NO_TIME}, 'ts cannot be read', '')))`,
    columns: {
      '@timestamp': 't',
      'event.time_origin': `multiIf(ts = '', 'none', t < toDateTime64(100000000, 6, 'UTC'), 'relative', 'line')`,
      'event.timezone': `if(ts = '', '', 'UTC')`,
      ...columnExpressions(table, fields, jsonValue),
      extra: extraOfJson(['ts', '_path', '_write_ts', ...Object.keys(fields)]),
    },
  };
}

export const zeekJsonFormat: Format = {
  id: 'zeek-json',
  test(line) {
    const keys = keysOf(line);
    return keys !== null && looksLikeZeek(keys) && !keys.has('event_type');
  },
  plans(sample) {
    const paths = new Set<string>();
    const keys = new Set<string>();
    for (const line of sample.lines) {
      for (const key of keysOf(line) ?? []) keys.add(key);
      const path = /"_path"\s*:\s*"([A-Za-z0-9_]+)"/.exec(line)?.[1];
      if (path !== undefined) paths.add(path);
    }
    if (paths.size === 0) return [planOf(pathFromKeys(keys, sample.fileName), null)];
    // Several kinds in one stream: each kind its own plan, and one for what the sample did not show.
    const main = [...paths].filter((path) => zeekPath(path).table !== 'event');
    const only = main[0];
    if (paths.size === 1 && only !== undefined) return [planOf(only, null)];
    if (paths.size === 1) return [planOf([...paths][0] ?? 'unknown', null)];
    const said = `JSONExtractString(l, '_path')`;
    return [
      ...main.map((path) => planOf(path, `${said} = ${text(path)}`)),
      { ...planOf('unknown', `${said} NOT IN (${[...main, ''].map(text).join(',')}) OR ${said} = ''`), dataset: 'zeek' },
    ];
  },
};
