// SPDX-License-Identifier: Apache-2.0
// Real or exercise is decided by one module, `src/outbox/passing.ts`. Whoever lets something out asks it what may pass, and
// hears no reason: what people do is the same in both.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
const sources = execFileSync('git', ['ls-files', '-co', '--exclude-standard', 'src'], { cwd: root, encoding: 'utf8' })
  .split('\n')
  .filter((file) => /[.]ts$/.test(file) && !/[.]test[.]ts$/.test(file) && existsSync(join(root, file)));

const codeOf = (text: string): string => text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/(?<!:)\/\/.*$/gm, '');

/** Ways by which a file could ask whether a case is an exercise. */
const ASKS_OF_A_CASE =
  /\.rosterOf\b|\bexercises\.cases\b|\bparts(?:\??\.exercise\b|(?:\?\.)?\[['"`]exercise)|\bexercise\s*(?:\}|,[^{}]*\})\s*=\s*\w[\w.?]*parts\b/;
/** The same of its entries. */
const ASKS_OF_ENTRIES = /===\s*'exercise\.started'|'exercise\.started'\s*===|startsWith\('exercise/;
/** Ways by which a file could ask whether the desk is one to practise on. */
const ASKS_OF_THE_DESK = /\bMATOI_MODE\b/;
/** What stands between asking and not: the mode as it was handed in. */
const ACTS_ON_IT = /\bdeps\.mode\b|\bmode\s*[!=]==\s*'(?:practice|real)'|\bmodeOf\([^)]*\)\s*[!=]==/;

const those = (pattern: RegExp): readonly string[] =>
  sources.filter((file) => pattern.test(codeOf(readFileSync(join(root, file), 'utf8')))).toSorted();
const outsideOfItsPart = (files: readonly string[]) => files.filter((file) => !file.startsWith('src/exercise/'));

describe('conventions/mode', () => {
  it('whether a case is an exercise is asked by one module', () => {
    expect(outsideOfItsPart(those(ASKS_OF_A_CASE))).toEqual(['src/outbox/passing.ts']);
  });

  it('entries tell it to what folds and measures them, and to nobody else', () => {
    expect(outsideOfItsPart(those(ASKS_OF_ENTRIES))).toEqual([
      'src/case/fold/exercise.ts',
      'src/case/measures/case-time.ts',
      'src/case/measures/measures.ts',
      'src/case/measures/reached.ts',
    ]);
  });

  it('the setting is read by one file, and the same module alone decides by what it says', () => {
    expect(those(ASKS_OF_THE_DESK)).toEqual(['src/wiring/base/mode.ts', 'src/wiring/base/settings.ts']);
    expect(those(ACTS_ON_IT)).toEqual(['src/outbox/passing.ts']);
  });

  it.each([
    ['const roster = await deps.exercises.rosterOf(given.stream);', ASKS_OF_A_CASE],
    ['uncounted: exercises.cases,', ASKS_OF_A_CASE],
    ['if (view.parts.exercise !== null) return;', ASKS_OF_A_CASE],
    ['const { exercise } = view.parts;', ASKS_OF_A_CASE],
    ["view.parts['exercise'] === null", ASKS_OF_A_CASE],
    ["entries.some(({ kind }) => kind === 'exercise.started')", ASKS_OF_ENTRIES],
    ["settingsOf(base.env).MATOI_MODE === 'practice'", ASKS_OF_THE_DESK],
    ["if (deps.mode === 'practice') return;", ACTS_ON_IT],
    ["if (modeOf(env) === 'practice') return;", ACTS_ON_IT],
    ["mode === 'real' ? send() : null", ACTS_ON_IT],
  ])('would notice: %s', (planted, pattern) => {
    expect(pattern.test(codeOf(planted))).toBe(true);
  });

  it.each([
    '// view.parts.exercise is not asked here',
    'const exercise = start(parts);',
    '{ mode: modeOf(base.env) }',
    'file.mode & 0o777',
    "case 'exercise.started':",
  ])('and lets pass: %s', (good) => {
    const patterns = [ASKS_OF_A_CASE, ASKS_OF_ENTRIES, ASKS_OF_THE_DESK, ACTS_ON_IT];
    expect(patterns.some((pattern) => pattern.test(codeOf(good)))).toBe(false);
  });
});
