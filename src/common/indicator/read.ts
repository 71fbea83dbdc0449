// SPDX-License-Identifier: Apache-2.0
// Lists of indicators in whatever form they come, found by content: STIX, MISP, OTX, ThreatFox, JSON lines, OpenIOC, cells
// with or without headings, one thing a line, and sentences in Japanese and English.
import { readCsv } from '../csv.ts';
import { readJson } from './json.ts';
import { readOpenIoc } from './openioc.ts';
import { readLine } from './prose.ts';
import { sink } from './reading.ts';
import type { ListSink, Reading } from './reading.ts';
import { headingOf, readRow } from './table.ts';

/**
 * What is read, and all that is not with its reason. `now` (ISO 8601) decides what has expired; null: expiry is not
 * judged. `strict`: a line in which an address may be half a range is left out as a whole, because what is read is
 * stopped and not only looked for.
 */
export function readIndicatorList(text: string, now: string | null, strict = false): Reading {
  const clean = text.replace(/^\uFEFF/, '');
  const at = now === null ? null : Date.parse(now);
  const into = sink();
  const json = /^\s*[[{]/.test(clean) ? parsed(clean) : undefined;
  if (json !== undefined) {
    readJson(json, at, into.at(0));
    return nothingLost(clean, into);
  }
  if (/<IndicatorItem\b/.test(clean)) {
    readOpenIoc(clean, into.at(0));
    return into.reading();
  }
  const lines = clean.split(/\r\n|\n|\r/);
  const first = lines.findIndex((line) => line.trim() !== '' && !line.trimStart().startsWith('#'));
  const heading = first < 0 ? null : headingOf(lines[first] ?? '');
  const remark = heading === null && first > 0 ? headingOf((lines[first - 1] ?? '').replace(/^\s*#+\s*/, '')) : null;
  const names = heading ?? remark;
  if (names !== null) {
    const before = heading === null ? first : first + 1;
    for (const { line, cells } of readCsv(clean, names.separator))
      if (line > before && cells[0]?.trimStart().startsWith('#') !== true) readRow(cells, names, at, into.at(line));
    return into.reading();
  }
  const defanged = lines.some((line) => DEFANGED.test(line));
  for (const [index, raw] of lines.entries()) {
    const object = /^\s*\{/.test(raw) ? parsed(raw) : undefined;
    if (object !== undefined) readJson(object, at, into.at(index + 1));
    else readLine(raw, (note) => into.at(index + 1, note), { strict, defanged });
  }
  return into.reading();
}

/** Marks by which a text keeps its readers from opening what it names. */
const DEFANGED = /\bhxxps?\b|\[\.\]|\(\.\)|\[dot\]|\[:\]/i;

/** JSON in which nothing was recognised is said to be so: an empty list is no answer. */
function nothingLost(text: string, into: ListSink): Reading {
  const reading = into.reading();
  if (reading.indicators.length === 0 && reading.refused.length === 0 && !/^\s*(?:\[\s*\]|\{\s*\})\s*$/.test(text))
    into.at(0).leave(text.slice(0, 200), 'form');
  return into.reading();
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
