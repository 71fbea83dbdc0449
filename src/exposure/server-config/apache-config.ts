// SPDX-License-Identifier: Apache-2.0
import { joined, pathOfBytes } from '../path/bytes.ts';
import type { BytePath } from '../path/bytes.ts';
import type { ConfigFiles } from './config-files.port.ts';
import { expand } from './config-glob.ts';

export type RunsAs = { readonly user: string; readonly group: string | null };
/** `unread`: files that an Include names and that could not be read; what stands in them is not known. */
export type ConfigRead = { readonly runs: readonly RunsAs[]; readonly unread: readonly BytePath[] };

const DEEPEST = 32;
const MOST_FILES = 20_000;
const RUNS = new Set(['suexecusergroup', 'ruidgid', 'assignuserid']);

type Macro = { readonly names: readonly string[]; readonly lines: readonly string[] };
type Reading = {
  readonly files: ConfigFiles;
  serverRoot: string | null;
  readonly defined: Map<string, string>;
  readonly macros: Map<string, Macro>;
  readonly runs: RunsAs[];
  readonly unread: BytePath[];
  read: number;
};

/**
 * Under whom CGIs run: `SuexecUserGroup`, mod_ruid2's `RUidGid`, mpm-itk's `AssignUserID`, through Include, Define and
 * mod_macro. What stands in <IfModule>, <IfDefine> or <If> counts as if it were in force: this asks who may be running.
 */
export function readApache(files: ConfigFiles, path: BytePath, serverRoot: BytePath | null): ConfigRead {
  const reading: Reading = { files, serverRoot, defined: new Map(), macros: new Map(), runs: [], unread: [], read: 0 };
  readFile(reading, path, 0, true);
  return { runs: reading.runs, unread: reading.unread };
}

function readFile(reading: Reading, path: BytePath, depth: number, mustBe: boolean): void {
  const inside = depth === 0 ? null : reading.files.list(path);
  if (inside !== null) {
    // A directory stands for every file below it.
    if (depth < DEEPEST) for (const name of inside) readFile(reading, joined(path, name), depth + 1, mustBe);
    return;
  }
  const bytes = reading.read < MOST_FILES && depth < DEEPEST ? reading.files.read(path) : null;
  reading.read += 1;
  if (bytes === null) {
    if (mustBe) reading.unread.push(path);
    return;
  }
  readLines(reading, linesOf(pathOfBytes(bytes)), depth);
}

/** A backslash at the end carries a line on; `#` begins a comment only at the start of a line. */
function linesOf(text: string): readonly string[] {
  return text
    .replace(/\\\r?\n/g, ' ')
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
}

function readLines(reading: Reading, lines: readonly string[], depth: number): void {
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] as string;
    const opened = /^<Macro\s+(.*?)>?$/i.exec(line);
    if (opened === null) {
      directive(reading, line, depth);
      continue;
    }
    const body: string[] = [];
    for (at += 1; at < lines.length && !/^<\/Macro>/i.test(lines[at] as string); at++) body.push(lines[at] as string);
    const [name, ...names] = wordsOf(opened[1] ?? '');
    if (name !== undefined) reading.macros.set(name.toLowerCase(), { names, lines: body });
  }
}

function directive(reading: Reading, line: string, depth: number): void {
  const [name, ...given] = wordsOf(line);
  const args = given.map((word) => word.replace(/\$\{([^}]+)\}/g, (whole, known: string) => reading.defined.get(known) ?? whole));
  const [first, second] = args;
  const word = (name ?? '').toLowerCase();
  if (word === 'use') use(reading, args, depth);
  else if (first === undefined) return;
  else if (word === 'define') reading.defined.set(first, second ?? '');
  else if (word === 'undefine') reading.defined.delete(first);
  else if (word === 'serverroot') reading.serverRoot = first;
  else if (word === 'include' || word === 'includeoptional') include(reading, first, depth, word === 'include');
  else if (RUNS.has(word)) reading.runs.push({ user: first.replace(/^#/, ''), group: second?.replace(/^#/, '') || null });
}

function include(reading: Reading, given: string, depth: number, mustBe: boolean): void {
  const path = given.startsWith('/') ? given : joined(reading.serverRoot ?? '/', given);
  const found = expand(reading.files, path);
  if (found.length === 0 && mustBe) reading.unread.push(path as BytePath);
  for (const each of found) readFile(reading, each, depth + 1, mustBe && !/[*?[]/.test(path));
}

/** Longer parameter names first, as mod_macro does, so that `$user` does not eat the beginning of `$username`. */
function use(reading: Reading, [name, ...values]: readonly string[], depth: number): void {
  const macro = reading.macros.get((name ?? '').toLowerCase());
  if (macro === undefined || depth >= DEEPEST || reading.read >= MOST_FILES) return;
  reading.read += 1;
  const pairs = macro.names.map((each, at) => [each, values[at] ?? ''] as const).toSorted((a, b) => b[0].length - a[0].length);
  const filled = macro.lines.map((line) =>
    pairs.reduce((text, [each, value]) => (each === '' ? text : text.replaceAll(each, () => value)), line),
  );
  readLines(reading, filled, depth + 1);
}

/** Words of a directive: bare, or in double or single quotes with `\` before a quote. */
function wordsOf(line: string): readonly string[] {
  return [...line.matchAll(/"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|(\S+)/g)].map(
    ([, double, single, bare]) => bare ?? (double ?? single ?? '').replace(/\\(["'\\])/g, '$1'),
  );
}
