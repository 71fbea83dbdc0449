// SPDX-License-Identifier: Apache-2.0
// Records that services export either as CSV with a heading or as one JSON object a line, with the same names in both.
// A service is described by data: which names say what, and what its operations mean.
import { columnsOf } from '../../engine/schema.ts';
import type { Table } from '../../engine/schema.ts';
import { text } from '../../engine/sql.ts';
import { cellsOf, cellsSql, separatorOf, wholeCells } from '../read/cells.ts';
import type { Format, Plan, Sample, TimeZoneChoice } from '../read/format.ts';
import { objectOf } from '../read/json-lines.ts';
import { timeColumns, timeReject, timeSteps } from '../read/time.ts';
import { firstOf, plainJson, VALID_JSON } from '../read/typed.ts';

/** Names of one thing, the first that is there counts; in JSON a dot goes into an object. */
export type Names = readonly string[];

export type RecordSpec = {
  readonly id: string;
  readonly table?: Table;
  /** `event.dataset`, or an expression for it by the values. */
  readonly dataset: string;
  readonly datasetBy?: (value: (names: Names) => string) => string;
  /** A record is of this service when one of these groups stands in it whole. */
  readonly marks: readonly Names[];
  /** A cell of the CSV that holds the record as JSON: names are then looked for in it, and in the other cells. */
  readonly inner?: string;
  readonly time: Names;
  /** What the service's times are in when they do not say it; null: they are the exporter's own. */
  readonly zone: 'UTC' | null;
  /** Exports of its portal show times by the settings of whoever exports: there a declared zone counts more. */
  readonly shown?: true;
  readonly fields: Readonly<Record<string, Names>>;
  /** What takes more than a name: expressions over `value`, and over `document`, the record as JSON ('' in a CSV without one). */
  readonly more?: (value: (names: Names) => string) => Readonly<Record<string, string>>;
  /** What rules look for under a name that this record writes in another way. */
  readonly also?: (value: (names: Names) => string) => Readonly<Record<string, string>>;
  /** Objects in the JSON whose keys are kept one by one, under their own names. */
  readonly objects?: readonly (readonly string[])[];
  /** Lists of `{Name, Value}` in the JSON whose pairs are kept one by one, as `Parameters.ForwardTo`. */
  readonly lists?: readonly { readonly name: string; readonly key: string; readonly value: string }[];
};

type Heading = { readonly names: readonly string[]; readonly separator: ReturnType<typeof separatorOf>; readonly line: number };

const MARK = '\u00ef\u00bb\u00bf';

function textOf(latin: string): string {
  return new TextDecoder().decode(Uint8Array.from(latin.replace(MARK, ''), (char) => char.charCodeAt(0)));
}

/** PowerShell writes the type of what it exports in a line of its own before the heading. */
function headingOf(sample: Sample): Heading | null {
  const at = sample.lines[0]?.replace(MARK, '').startsWith('#TYPE') === true ? 1 : 0;
  const line = textOf(sample.lines[at] ?? '');
  const separator = separatorOf(line);
  const names = cellsOf(line, separator);
  return names === null || names.length < 2 ? null : { names: names.map((name) => name.trim()), separator, line: at + 1 };
}

function hasPath(object: unknown, path: string): boolean {
  if (typeof object !== 'object' || object === null) return false;
  if (path in object) return true;
  const [first = '', ...rest] = path.split('.');
  return rest.length > 0 && hasPath((object as Record<string, unknown>)[first], rest.join('.'));
}

/** A format of records that come as JSON, a line each, or as a CSV export of the same fields. */
export function recordFormat(spec: RecordSpec): Format {
  const isHeading = (names: readonly string[]) =>
    (spec.inner !== undefined && names.includes(spec.inner)) || spec.marks.some((group) => group.every((name) => names.includes(name)));
  const isRecord = (line: string) => {
    const object = objectOf(line);
    return object !== null && spec.marks.some((group) => group.every((name) => hasPath(object, name)));
  };
  return {
    id: spec.id,
    quotes: true,
    test: (line) => isRecord(line) || (!line.startsWith('{') && /[,;\t]/.test(line)),
    stamps(sample) {
      const records = sample.lines.map(objectOf).filter((record) => record !== null);
      if (records.length > 0)
        return records.flatMap((record) => spec.time.map((name) => record[name]).filter((time) => typeof time === 'string'));
      const heading = headingOf(sample);
      const at = heading?.names.findIndex((name) => spec.time.includes(name)) ?? -1;
      return heading === null || at === -1
        ? []
        : sample.lines.slice(heading.line).map((line) => cellsOf(textOf(line), heading.separator)?.[at] ?? '');
    },
    plans(sample, zone) {
      if (sample.lines.some(isRecord)) return [jsonPlan(spec, zone)];
      const heading = headingOf(sample);
      return heading === null || !isHeading(heading.names) ? [] : [csvPlan(spec, heading, zone)];
    },
  };
}

function isShown(spec: RecordSpec, zone: TimeZoneChoice): boolean {
  return spec.shown === true && zone.declared !== null;
}

function timesOf(spec: RecordSpec, zone: TimeZoneChoice): TimeZoneChoice {
  return spec.zone === null || isShown(spec, zone) ? zone : { ...zone, declared: spec.zone };
}

function extraOf(spec: RecordSpec, document: string): string {
  const all = `mapFilter((k, v) -> v != '', mapFromArrays(arrayMap(x -> x.1, JSONExtractKeysAndValuesRaw(${document})), arrayMap(x -> ${plainJson('x.2')}, JSONExtractKeysAndValuesRaw(${document}))))`;
  const opened = (spec.objects ?? []).reduce((map, path) => {
    const pairs = `JSONExtractKeysAndValuesRaw(${document}, ${path.map(text).join(', ')})`;
    return `mapUpdate(CAST(${map} AS Map(String, String)), CAST(mapFilter((k, v) -> v != '', mapFromArrays(arrayMap(x -> x.1, ${pairs}), arrayMap(x -> ${plainJson('x.2')}, ${pairs}))) AS Map(String, String)))`;
  }, all);
  return (spec.lists ?? []).reduce((map, { name, key, value }) => {
    const list = `JSONExtractArrayRaw(${document}, ${text(name)})`;
    const pairs = `mapFromArrays(arrayMap(x -> concat(${text(`${name}.`)}, JSONExtractString(x, ${text(key)})), ${list}), arrayMap(x -> ${plainJson(`JSONExtractRaw(x, ${text(value)})`)}, ${list}))`;
    return `mapUpdate(CAST(${map} AS Map(String, String)), CAST(${pairs} AS Map(String, String)))`;
  }, opened);
}

/**
 * `flat` is a map of all that the record says, by name. A name with a dot may be such a key, or lead into the document.
 * Each thing that is asked for becomes a step of its own, so that what is used twice is not written out twice.
 */
function planOf(spec: RecordSpec, zone: TimeZoneChoice, before: Plan['steps'], refused: string): Plan {
  const table = spec.table ?? 'event';
  const types = columnsOf(table);
  const asked = new Map<string, string>();
  const steps: (readonly [string, string])[] = [...before];
  const value = (names: Names): string => {
    const key = names.join('\n');
    const known = asked.get(key);
    if (known !== undefined) return known;
    const made = `value_${asked.size + 1}`;
    asked.set(key, made);
    const one = (name: string) => [
      `flat[${text(name)}]`,
      ...(name.includes('.') ? [plainJson(`JSONExtractRaw(document, ${name.split('.').map(text).join(', ')})`)] : []),
    ];
    steps.push([made, firstOf(...names.flatMap(one))]);
    return made;
  };
  const texts = {
    ...Object.fromEntries(
      Object.entries(spec.fields).flatMap(([name, names]) => (types[name] === undefined ? [] : [[name, value(names)]])),
    ),
    ...spec.more?.(value),
  };
  const dataset = spec.datasetBy?.(value);
  const also = Object.entries(spec.also?.(value) ?? {}).map(([name, sql]) => `${text(name)}, ${sql}`);
  const said = value(spec.time);
  const iso = `match(${said}, '^[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9:.]+$')`;
  const time = timeSteps(isShown(spec, zone) ? `if(${iso}, concat(${said}, 'Z'), ${said})` : said, timesOf(spec, zone));
  return {
    table,
    dataset: spec.dataset,
    steps: [...steps, ...time],
    reject: `multiIf(l = '', 'blank', ${refused}, ${timeReject})`,
    columns: {
      ...timeColumns,
      // The service says its zone by its documentation: that counts as said in the line.
      ...(spec.zone === null || isShown(spec, zone) ? {} : { 'event.time_origin': `replaceRegexpOne(origin, '^declared', 'line')` }),
      ...(dataset === undefined ? {} : { 'event.dataset': dataset }),
      extra: also.length === 0 ? 'flat' : `mapUpdate(CAST(flat AS Map(String, String)), map(${also.join(', ')}))`,
    },
    texts,
  };
}

function jsonPlan(spec: RecordSpec, zone: TimeZoneChoice): Plan {
  const steps: Plan['steps'] = [
    ['valid', VALID_JSON],
    ['document', 'l'],
    ['flat', extraOf(spec, 'document')],
  ];
  return planOf(
    spec,
    zone,
    steps,
    `NOT valid, 'not a JSON object', flat['broken'] != '' AND length(flat) = 1, 'the record could not be read (what is wrong stands in the line)'`,
  );
}

function csvPlan(spec: RecordSpec, { names, separator, line }: Heading, zone: TimeZoneChoice): Plan {
  const cell = (name: string) => `w[${names.indexOf(name) + 1}]`;
  const inner = spec.inner !== undefined && names.includes(spec.inner) ? cell(spec.inner) : null;
  const rest = names.filter((name) => name !== '' && name !== spec.inner);
  const cells = `mapFilter((k, v) -> v != '', map(${rest.map((name) => `${text(name)}, ${cell(name)}`).join(', ')}))`;
  const flat =
    inner === null ? cells : `mapUpdate(CAST(${cells} AS Map(String, String)), CAST(${extraOf(spec, 'document')} AS Map(String, String)))`;
  const refused = `n <= ${line}, 'header', NOT ${wholeCells('l', separator)}, 'a quote stands inside a cell', length(w) != ${names.length}, 'number of cells differs from the heading'${inner === null ? '' : `, NOT isValidJSON(document), 'the record is no JSON object'`}`;
  const steps: Plan['steps'] = [
    ['w', cellsSql('l', separator)],
    ['document', inner ?? `''`],
    ['flat', flat],
  ];
  return planOf(spec, zone, steps, refused);
}
