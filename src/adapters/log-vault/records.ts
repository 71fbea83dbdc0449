// SPDX-License-Identifier: Apache-2.0
// Exports that are no lines: an array of JSON objects, Windows events as XML, a CSV whose cells hold line ends. What is
// read is a copy beside the file as it came, with one record a line.
import { open } from 'node:fs/promises';
import { unpacked } from './packing/packed.ts';
import type { Packing } from './packing/packed.ts';
import { eventOfXml } from './windows/windows-event.ts';
import { viewerHeading, viewerRecord } from './windows/event-viewer-csv.ts';

export type RecordShape = 'json' | 'xml' | 'viewer-csv';

/** One record may not be larger: what is, is cut off there and read as a broken line. */
const MOST = 16 << 20;
/** Keys under which services put a list of records into one object. */
const LISTS = new Set(['value', 'Records', 'records', 'items', 'results', 'activities', 'entries', 'hits']);

/** Null: the file is lines already. `sample`: its first lines, bytes as Latin-1. */
export function recordShape(sample: readonly string[]): RecordShape | null {
  const first = (sample.find((line) => line.trim() !== '') ?? '').replace(/^\u00ef\u00bb\u00bf/, '').trimStart();
  const head = sample
    .slice(0, 40)
    .join('\n')
    .replace(/^\u00ef\u00bb\u00bf/, '')
    .trimStart();
  if (/^\[\s*\{/.test(head)) return 'json';
  if (/^(?:<\?xml[^>]*>\s*)?<(?:Events|Event)[\s>]/.test(head)) return 'xml';
  if (head.startsWith('{') && (sample.length === 1 ? isObject(first) && isList(first) : fewObjects(sample))) return 'json';
  return viewerHeading(sample[0] ?? '') !== null ? 'viewer-csv' : null;
}

/** Most lines are no object by themselves: a first line that broke off does not make a file of lines one document. */
function fewObjects(sample: readonly string[]): boolean {
  const lines = sample.slice(0, 40);
  return !isObject(lines[0] ?? '') && lines.filter(isObject).length * 2 < lines.length;
}

function isObject(line: string): boolean {
  try {
    return typeof JSON.parse(line) === 'object';
  } catch {
    return false;
  }
}

/** One object around a list of them, in one line. */
function isList(line: string): boolean {
  const object = JSON.parse(line) as Readonly<Record<string, unknown>>;
  return Object.entries(object).some(
    ([key, value]) => LISTS.has(key) && Array.isArray(value) && value.every((one) => typeof one === 'object'),
  );
}

/** Writes the records of a file, one a line, in UTF-8. */
export async function writeRecords(from: string, packing: Packing, shape: RecordShape, to: string): Promise<void> {
  const out = await open(to, 'w', 0o600);
  const take = shape === 'json' ? jsonRecords() : shape === 'xml' ? xmlRecords() : csvRecords();
  const decoder = new TextDecoder();
  try {
    for await (const chunk of unpacked(from, packing) as AsyncIterable<Buffer>) {
      const lines = take(decoder.decode(chunk, { stream: true }));
      if (lines.length > 0) await out.write(`${lines.join('\n')}\n`);
    }
    const rest = [...take(decoder.decode()), ...take(null)];
    if (rest.length > 0) await out.write(`${rest.join('\n')}\n`);
  } finally {
    await out.close();
  }
}

type Take = (text: string | null) => readonly string[];

/**
 * Objects of an array, of a list inside one object, or one after the other. Line ends between them are left out;
 * inside a text JSON has none.
 */
function jsonRecords(): Take {
  let depth = 0;
  let inText = false;
  let escaped = false;
  /** The depth at which a record begins: 0 (one object after the other), 1 (an array), 2 (a list in an object). */
  let level = 0;
  let record = '';
  let key = '';
  let word = '';
  return (text) => {
    const done: string[] = [];
    if (text === null) return record.trim() === '' ? [] : [record];
    for (const char of text) {
      if (inText) {
        if (escaped) escaped = false;
        else if (char === '\\') escaped = true;
        else if (char === '"') {
          inText = false;
          key = word;
        }
        if (word.length < 40 && char !== '"') word += char;
      } else if (char === '"') {
        inText = true;
        word = '';
      } else if (char === '[' && depth === 0) level = 1;
      else if (char === '[' && depth === 1 && level === 0 && LISTS.has(key)) {
        // The object is only a wrapping: what was read of it is no record.
        level = 2;
        record = '';
      }
      if (depth > level || (depth === level && char === '{')) {
        if (record.length < MOST && (inText || (char !== '\n' && char !== '\r'))) record += char;
      }
      if (inText) continue;
      if (char === '{' || char === '[') depth += 1;
      else if (char === '}' || char === ']') {
        depth -= 1;
        if (char === '}' && depth === level && record !== '') {
          done.push(record);
          record = '';
        }
        if (depth === 1 && level === 2 && char === ']') level = 3;
      }
    }
    return done;
  };
}

function xmlRecords(): Take {
  let rest = '';
  return (text) => {
    if (text === null) return /<Event[\s>]/.test(rest) ? [JSON.stringify({ broken: rest.slice(0, 1000) })] : [];
    rest += text;
    const done: string[] = [];
    for (let end = rest.indexOf('</Event>'); end !== -1; end = rest.indexOf('</Event>')) {
      const start = rest.search(/<Event[\s>]/);
      if (start !== -1 && start < end) done.push(JSON.stringify(eventOfXml(rest.slice(start, end + '</Event>'.length))));
      rest = rest.slice(end + '</Event>'.length);
    }
    if (rest.length > MOST) rest = rest.slice(-MOST);
    return done;
  };
}

/** Cells as spreadsheets write them, with line ends inside quotes; each row becomes an object. */
function csvRecords(): Take {
  let rest = '';
  let heading: readonly string[] | null = null;
  return (text) => {
    rest += text ?? '';
    const done: string[] = [];
    for (let end = rowEnd(rest, text === null); end !== -1; end = rowEnd(rest, text === null)) {
      const row = rest.slice(0, end).replace(/\r$/, '');
      rest = rest.slice(end + 1);
      if (heading === null) heading = viewerHeading(row);
      else if (row.trim() !== '') done.push(JSON.stringify(viewerRecord(heading, row)));
      if (rest === '') break;
    }
    if (rest.length > MOST) {
      // A quote that nothing closes: what it swallowed is one broken line.
      done.push(JSON.stringify({ broken: rest.slice(0, 1000) }));
      rest = '';
    }
    return done;
  };
}

/** Where a row ends outside of quotes; -1 when it is not there yet. */
function rowEnd(text: string, last: boolean): number {
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at];
    if (char === '"') quoted = !quoted;
    else if (char === '\n' && !quoted) return at;
  }
  return last && text !== '' ? text.length : -1;
}
