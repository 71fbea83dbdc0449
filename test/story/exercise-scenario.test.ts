// SPDX-License-Identifier: Apache-2.0
// A scenario as its author meets it: faults with line and suggestion, warnings of quality, and the round trip.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { scenarioYaml } from '../../src/adapters/scenario-yaml/scenario-yaml.ts';
import { checkScenario } from '../../src/exercise/scenario/faults.ts';
import type { Checked } from '../../src/exercise/scenario/faults.ts';
import { lintScenario } from '../../src/exercise/scenario/lint.ts';
import { scenarioJsonSchema } from '../../src/exercise/exchange/scenario.commands.ts';

const root = join(import.meta.dirname, '..', '..');
const folder = join(root, 'src', 'exercise', 'scenarios');
const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
const textOf = (name: string): string => readFileSync(join(folder, name), 'utf8');
const check = (text: string): Checked => {
  const read = scenarioYaml.read(text);
  if (!read.ok) throw new Error(read.error.detail);
  return checkScenario(read.value);
};

const GOOD = `format: matoi-scenario/1
id: small
title: t
about: a
duration: 2h
roles:
  - id: duty
    title: d
    fill: on-duty
injects:
  - id: one
    at: 0m
    channel: mail
    to: [duty]
    subject: s
    body: b
    expects: [{ id: seen, text: x, entry: case.rated }]
  - id: two
    at: 30m
    when: { met: one/seen }
    channel: phone
    to: [duty]
    subject: s
    body: b
`;

describe('story/exercise-scenario', () => {
  it('the small one is sound', () => {
    expect(check(GOOD).faults).toEqual([]);
  });

  it.each([
    ['an unknown key', ['channel: phone', 'chanel: phone'], 21, '「channel」のことですか。'],
    [
      'a missing role',
      ['to: [duty]\n    subject: s\n    body: b\n    expects', 'to: [dutty]\n    subject: s\n    body: b\n    expects'],
      14,
      '「duty」のことですか。',
    ],
    ['a time that is none', ['at: 30m', 'at: soon'], 19, '「1d 2h 30m」のように書いてください。'],
    ['times out of order', ['at: 0m', 'at: 45m'], 19, '時刻の順に並べてください。'],
    ['a condition on nothing', ['one/seen', 'one/sean'], 20, '「seen」のことですか。'],
    ['a kind of entry that there is not', ['entry: case.rated', 'entry: case.ratted'], 17, '「case.rated」のことですか。'],
    ['a channel that there is not', ['channel: phone', 'channel: phones'], 21, '「phone」のことですか。'],
  ])('refuses %s, with its line and what was meant', (_, [from = '', to = ''], line, suggestion) => {
    const { faults } = check(GOOD.replace(from, to));
    expect(faults.map((fault) => [fault.line, fault.suggestion?.ja ?? null])).toContainEqual([line, suggestion]);
  });

  it('refuses conditions that go round in a circle, and a key that stands twice', () => {
    const round = GOOD.replace('at: 0m', 'at: 0m\n    when: { all: [{ not: { fired: two } }] }');
    expect(check(round).faults.map(({ path }) => path)).toEqual(['injects.0.when', 'injects.1.when']);
    expect(scenarioYaml.read(`${GOOD}duration: 3h\n`)).toMatchObject({ ok: false, error: { line: 25 } });
  });

  it('refuses aliases that unfold without end, in linear time', () => {
    const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c,*c,*c]\n`;
    expect(scenarioYaml.read(bomb).ok).toBe(false);
  });

  it('warns of what makes it weak, and of nothing in those that come with the desk', () => {
    const { scenario } = check(GOOD);
    expect(scenario === null ? [] : lintScenario(scenario).map(({ code }) => code)).toEqual([
      'inject-without-expected-act',
      'no-false-trail',
      'no-absence',
      'no-outside-pressure',
      'no-decision-that-costs',
    ]);
    const close = check(
      `${GOOD.replace('at: 30m', 'at: 4m')}objectives:\n  - { id: o, text: o }\ndebrief: [What did you learn?]\n`,
    ).scenario;
    expect(close === null ? [] : lintScenario(close).map(({ code }) => code)).toEqual(
      expect.arrayContaining(['objective-without-inject', 'objective-without-metric', 'too-many-at-once', 'debrief-too-general']),
    );
  });

  it.each(files)('%s: sound, strong, in both languages, and the same after a round trip', (name) => {
    const checked = check(textOf(name));
    expect(checked.faults).toEqual([]);
    const { scenario } = checked;
    if (scenario === null) return;
    expect(scenario.id).toBe(name.replace('.yaml', ''));
    expect(lintScenario(scenario)).toEqual([]);
    expect(check(scenarioYaml.write(scenario)).scenario).toEqual(scenario);
    const texts = [scenario.title, scenario.about, ...scenario.injects.flatMap(({ subject, body }) => [subject, body])];
    expect(texts.filter((text) => typeof text === 'string')).toEqual([]);
  });

  it('the published schema is the one that is read by', () => {
    const published = JSON.parse(readFileSync(join(root, 'docs', 'scenario.schema.json'), 'utf8')) as unknown;
    expect(published).toEqual(JSON.parse(JSON.stringify(scenarioJsonSchema())));
  });
});
