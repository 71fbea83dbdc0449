// SPDX-License-Identifier: Apache-2.0
import { text } from '../../engine/sql.ts';
import type { Format, Plan } from '../read/format.ts';
import { keysOf, objectOf } from '../read/json-lines.ts';
import { isoText, NO_TIME } from '../read/time.ts';
import { columnTexts, epochMicros, extraOfJson, firstOf, jsonValue, VALID_JSON } from '../read/typed.ts';
import { needsOf, pathFromKeys, zeekPath } from './zeek-fields.ts';

/** Names that only Zeek gives: `ts` alone says nothing, many programs write it. */
const MARKS = new Set(
  `uid uids fuid fuids id.orig_h id_orig_h ts_delta software_type peer_descr suppress_for pkts_dropped port_proto
  certificate.serial certificate.subject certificate.version failed_service conn_state`.split(/\s+/),
);
/** Logs of Zeek that name no connection, by keys that stand together there. */
const TOGETHER: readonly (readonly string[])[] = [
  ['name', 'notice', 'peer'],
  ['peer', 'mem'],
  ['peer', 'gaps'],
  ['level', 'message', 'location'],
  ['node', 'filter', 'init'],
  ['id', 'machine', 'os'],
  ['operation', 'src_mac', 'dst_mac'],
  ['fingerprint', 'certificate.sig_alg'],
];

function looksLikeZeek(object: Readonly<Record<string, unknown>>): boolean {
  const keys = Object.keys(object);
  if (typeof object['_path'] === 'string') return true;
  if (keys.length === 1) return keys[0] === 'name';
  if (!('ts' in object) || 'event_type' in object || 'logger' in object) return false;
  const { id } = object;
  if (typeof id === 'object' && id !== null && 'orig_h' in id) return true;
  if (keys.length === 2) return 'host' in object;
  return keys.some((key) => MARKS.has(key)) || TOGETHER.some((all) => all.every((key) => key in object));
}

/** `id.orig_h` may be one key, or `id_orig_h` (where dots are not allowed), or an object in an object. */
function valueIn(keys: ReadonlySet<string>): (field: string) => string {
  return (field) => {
    if (!field.includes('.')) return jsonValue(field);
    const [outer = '', ...inner] = field.split('.');
    const forms = [
      ...(keys.has(field) ? [jsonValue(field)] : []),
      ...(keys.has(field.replaceAll('.', '_')) ? [jsonValue(field.replaceAll('.', '_'))] : []),
      ...(keys.has(outer) ? [jsonValue(outer, ...inner)] : []),
    ];
    return forms.length === 0 ? jsonValue(field) : firstOf(...forms);
  };
}

function planOf(path: string, when: string | null, keys: ReadonlySet<string>): Plan {
  const { table, fields } = zeekPath(path);
  const ts = `JSONExtractRaw(l, 'ts')`;
  const named = Object.keys(fields).flatMap((field) => [field, field.replaceAll('.', '_')]);
  return {
    table,
    dataset: `zeek.${path.replace(/[^A-Za-z0-9_]/g, '_')}`,
    ...(when === null ? {} : { when }),
    steps: [
      ['valid', VALID_JSON],
      ['ts', `if(valid, ${ts}, '')`],
      ['t', `if(startsWith(ts, '"'), ${isoText('JSONExtractString(ts)')}, ${epochMicros('ts')})`],
    ],
    reject: `multiIf(l = '', 'blank', NOT valid, 'not a JSON object', ts != '' AND t = ${NO_TIME}, 'ts cannot be read', '')`,
    columns: {
      '@timestamp': 't',
      'event.time_origin': `multiIf(ts = '', 'none', t < toDateTime64(100000000, 6, 'UTC'), 'relative', 'line')`,
      'event.timezone': `if(ts = '', '', 'UTC')`,
      extra: extraOfJson(['ts', '_path', '_write_ts', ...named]),
    },
    texts: columnTexts(table, fields, valueIn(keys)),
    needs: needsOf(path),
  };
}

export const zeekJsonFormat: Format = {
  id: 'zeek-json',
  test(line) {
    const object = objectOf(line);
    return object !== null && looksLikeZeek(object);
  },
  plans(sample) {
    const paths = new Set<string>();
    const keys = new Set<string>();
    for (const line of sample.lines) {
      for (const key of keysOf(line) ?? []) keys.add(key);
      const path = /"_path"\s*:\s*"([A-Za-z0-9_]+)"/.exec(line)?.[1];
      if (path !== undefined) paths.add(path);
    }
    if (paths.size === 0) return [planOf(pathFromKeys(keys, sample.fileName), null, keys)];
    // Several kinds in one stream: each kind its own plan, and one for what the sample did not show.
    const main = [...paths].filter((path) => zeekPath(path).table !== 'event');
    const only = main[0];
    if (paths.size === 1 && only !== undefined) return [planOf(only, null, keys)];
    if (paths.size === 1) return [planOf([...paths][0] ?? 'unknown', null, keys)];
    const said = `JSONExtractString(l, '_path')`;
    return [
      ...main.map((path) => planOf(path, `${said} = ${text(path)}`, keys)),
      { ...planOf('unknown', `${said} NOT IN (${[...main, ''].map(text).join(',')}) OR ${said} = ''`, keys), dataset: 'zeek' },
    ];
  },
};
