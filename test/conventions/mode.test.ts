// SPDX-License-Identifier: Apache-2.0
// Real or exercise is asked where something would leave, and nowhere else: what people do is the same in both.
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
  /\.rosterOf\s*\(|\bparts(?:\??\.exercise\b|(?:\?\.)?\[['"`]exercise)|\bexercise\s*(?:\}|,[^{}]*\})\s*=\s*\w[\w.?]*parts\b/;
/** Ways by which a file could ask whether the desk is one to practise on. */
const ASKS_OF_THE_DESK = /\bMATOI_MODE\b/;
/** What stands between asking and not: the mode as it was handed in. */
const ACTS_ON_IT = /\bdeps\.mode\b|\bmode\s*===\s*'(?:practice|real)'/;

const those = (pattern: RegExp): readonly string[] =>
  sources.filter((file) => pattern.test(codeOf(readFileSync(join(root, file), 'utf8')))).toSorted();

describe('conventions/mode', () => {
  it('whether a case is an exercise is asked at the doors alone: to people, to devices, to the public, to paper, and by what marks a statement', () => {
    expect(those(ASKS_OF_A_CASE)).toEqual([
      'src/containment/apply/apply-plan.ts',
      'src/disclosure/page/public-statements.ts',
      'src/disclosure/statement/gather.ts',
      'src/outbox/gate.ts',
      'src/wiring/exercise/marked-printer.ts',
    ]);
  });

  it('the setting is read by one file, and the gate alone holds back by what it says', () => {
    expect(those(ASKS_OF_THE_DESK)).toEqual(['src/wiring/base/mode.ts', 'src/wiring/base/settings.ts']);
    expect(those(ACTS_ON_IT)).toEqual(['src/outbox/gate.ts']);
  });

  it.each([
    ['const roster = await deps.exercises.rosterOf(given.stream);', ASKS_OF_A_CASE],
    ['if (view.parts.exercise !== null) return;', ASKS_OF_A_CASE],
    ['const { exercise } = view.parts;', ASKS_OF_A_CASE],
    ["view.parts['exercise'] === null", ASKS_OF_A_CASE],
    ["settingsOf(base.env).MATOI_MODE === 'practice'", ASKS_OF_THE_DESK],
    ["if (deps.mode === 'practice') return;", ACTS_ON_IT],
    ["mode === 'real' ? send() : null", ACTS_ON_IT],
  ])('would notice: %s', (planted, pattern) => {
    expect(pattern.test(codeOf(planted))).toBe(true);
  });

  it.each([
    '// view.parts.exercise is not asked here',
    'const exercise = start(parts);',
    '{ mode: modeOf(base.env) }',
    'file.mode & 0o777',
  ])('and lets pass: %s', (good) => {
    expect([ASKS_OF_A_CASE, ASKS_OF_THE_DESK, ACTS_ON_IT].some((pattern) => pattern.test(codeOf(good)))).toBe(false);
  });
});
