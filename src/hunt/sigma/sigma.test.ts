// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { compileAll } from './compile.ts';
import { necessaryLiterals } from './literals.ts';
import { parseSigma } from './parse.ts';
import { readRules } from './read.ts';
import { piecesOf } from './value.ts';

const rule = (detection: Record<string, unknown>, logsource: Record<string, string> = { category: 'webserver' }) => ({
  title: 't',
  id: 'i',
  logsource,
  detection,
});
const compiled = (detection: Record<string, unknown>) => {
  const [line] = compileAll([{ file: 'f', place: 0, document: parseSigma(rule(detection)) }]);
  if (line === undefined || !('compiled' in line)) throw new Error('did not compile');
  return line.compiled;
};

describe('hunt/sigma', () => {
  it('reads escapes as the specification lists them', () => {
    expect(piecesOf(String.raw`a\b`)).toEqual([{ plain: String.raw`a\b` }]);
    expect(piecesOf(String.raw`a\*b`)).toEqual([{ plain: 'a*b' }]);
    expect(piecesOf(String.raw`a\\*`)).toEqual([{ plain: 'a\\' }, { wild: '*' }]);
    expect(piecesOf(String.raw`\\\\`)).toEqual([{ plain: '\\\\' }]);
  });

  it('gives not, and, or their usual order', () => {
    const { test } = compiled({
      a: { 'cs-method': 'GET' },
      b: { 'cs-method': 'PUT' },
      c: { 'cs-method': 'X' },
      condition: 'a or not b and c',
    });
    expect(test).toContain(
      "(lower(`http.request.method`) = 'get' OR (NOT (lower(`http.request.method`) = 'put') AND lower(`http.request.method`) = 'x'))",
    );
  });

  it.each([
    ['look-around', { s: { 'c-uri|re': '(?=x)' }, condition: 's' }, 'look-around'],
    ['back-reference', { s: { 'c-uri|re': String.raw`(a)\1` }, condition: 's' }, 'back-reference'],
    ['unknown modifier', { s: { 'c-uri|sideways': 'x' }, condition: 's' }, 'sideways'],
    ['missing selection', { s: { 'c-uri': 'x' }, condition: 's and t' }, '"t"'],
    ['an aggregation that Sigma 2 has not', { s: { 'c-uri': 'x' }, condition: 's | near t' }, '"near t"'],
    ['a minimum', { s: { 'c-uri': 'x' }, condition: 's | min(sc-bytes) by src_ip > 5' }, 'no counterpart'],
    ['placeholder', { s: { 'c-uri|expand': '%hosts%' }, condition: 's' }, '%hosts%'],
    ['bad range', { s: { 'src_ip|cidr': '10.0.0.0/99' }, condition: 's' }, 'network range'],
  ])('refuses %s by name', (_, detection, reason) => {
    const read = (): unknown => parseSigma(rule(detection));
    expect(read).toThrow(reason);
  });

  it('writes hostile values as inert text', () => {
    const { sql } = compiled({ s: { 'c-useragent': `x') OR 1=1 -- \\` }, condition: 's' });
    expect(sql).toContain(String.raw`'x\') or 1=1 -- \\'`);
  });

  it('names literals only where one of them must stand', () => {
    const expression = (detection: Record<string, unknown>) => {
      const document = parseSigma(rule(detection));
      return document.kind === 'rule' ? necessaryLiterals(document.expression) : null;
    };
    expect(expression({ s: { 'c-uri|contains': ['evil', 'wicked'] }, condition: 's' })).toEqual([
      { field: 'c-uri', text: 'evil' },
      { field: 'c-uri', text: 'wicked' },
    ]);
    expect(expression({ s: { 'c-uri|contains': ['evil', 'x'] }, condition: 's' })).toBeNull();
    expect(expression({ s: { 'c-uri|contains': 'evil' }, condition: 'not s' })).toBeNull();
    expect(expression({ s: { 'c-uri|contains': 'evil', 'sc-status': 200 }, condition: 's' })).toEqual([{ field: 'c-uri', text: 'evil' }]);
  });

  it('compiles every type of correlation over its rules', () => {
    const base = { file: 'b', place: 0, document: parseSigma({ ...rule({ s: { 'sc-status': 401 }, condition: 's' }), name: 'failed' }) };
    for (const type of ['event_count', 'value_count', 'temporal', 'temporal_ordered', 'value_sum', 'value_avg', 'value_percentile']) {
      const correlation = {
        title: type,
        correlation: { type, rules: ['failed'], 'group-by': ['src_ip'], timespan: '5m', condition: { gte: 10, field: 'cs-uri-stem' } },
      };
      const lines = compileAll([base, { file: 'c', place: 0, document: parseSigma(correlation) }]);
      expect(lines.every((line) => 'compiled' in line)).toBe(true);
    }
  });

  it('reads the old way to count as the correlation that it means', () => {
    const [line] = compileAll([
      {
        file: 'f',
        place: 0,
        document: parseSigma(
          rule({ s: { 'sc-status': 401 }, timeframe: '5m', condition: 's | count(cs-uri-stem) by src_ip, cs-host >= 7' }),
        ),
      },
    ]);
    const made = line !== undefined && 'compiled' in line && line.compiled.made.of === 'correlation' ? line.compiled.made.document : null;

    expect(made).toMatchObject({
      type: 'value_count',
      groupBy: ['src_ip', 'cs-host'],
      seconds: 300,
      condition: { field: 'cs-uri-stem', bounds: [{ by: 'gte', value: 7 }] },
    });
  });

  describe('a filter', () => {
    const filter = (logsource: Record<string, string>, rules: unknown) => ({
      file: 'filter',
      place: 0,
      document: parseSigma({ title: 'f', logsource, filter: { rules, sel: { 'cs-method': 'HEAD' }, condition: 'not sel' } }),
    });
    const plain = { file: 'f', place: 0, document: parseSigma(rule({ s: { 'cs-method': 'GET' }, condition: 's' })) };
    const testWith = (logsource: Record<string, string>, rules: unknown) => {
      const line = compileAll([plain, filter(logsource, rules)]).find((one) => one.file === 'f');
      return line !== undefined && 'compiled' in line ? line.compiled.test : '';
    };
    it.each<readonly [string, Record<string, string>, unknown, boolean]>([
      ['narrows any rule of its log source', { category: 'webserver' }, 'any', true],
      ['narrows a rule that it names', { category: 'webserver' }, ['i'], true],
      ['leaves rules of other categories alone', { category: 'process_creation', product: 'windows' }, 'any', false],
      ['leaves rules of fewer words alone', { category: 'webserver', product: 'apache' }, 'any', false],
      ['leaves rules alone that it does not name', { category: 'webserver' }, ['other'], false],
      ['that names no rule narrows none', { category: 'webserver' }, undefined, false],
    ])('%s', (_, logsource, rules, narrows) => {
      expect(testWith(logsource, rules).includes('head')).toBe(narrows);
    });
    it('without a log source is refused', () => {
      expect(() => filter({}, 'any')).toThrow('without a log source');
    });
  });

  it.each([
    ['a name that is no rule of it', { type: 'temporal', rules: ['i'], timespan: '5m', condition: 'i and not other' }, '"other"'],
    ['a condition of names with a count', { type: 'event_count', rules: ['i'], timespan: '5m', condition: 'i' }, 'temporal'],
    ['a bracket left open', { type: 'temporal', rules: ['i'], timespan: '5m', condition: '(i' }, 'not closed'],
  ])('refuses a correlation with %s', (_, correlation, reason) => {
    expect(() => parseSigma({ title: 'c', correlation })).toThrow(reason);
  });

  it('takes hostile names and depths as what they are', () => {
    expect(compiled({ s: { constructor: 'x', __proto__x: 'y' }, condition: 's' }).test).toContain("extra['constructor']");
    const lines = compileAll([
      { file: 'deep', place: 0, document: parseSigma(rule({ s: { 'cs-method': 'GET' }, condition: 's' })) },
      {
        file: 'c',
        place: 0,
        document: parseSigma({
          title: 'c',
          correlation: {
            type: 'event_count',
            rules: ['i'],
            timespan: '5m',
            aliases: { a: 5 },
            'group-by': ['constructor'],
            condition: { gte: 1 },
          },
        }),
      },
    ]);
    expect(lines.every((line) => 'compiled' in line)).toBe(true);
    const bound = { type: 'event_count', rules: ['i'], timespan: '5m', condition: { gte: 'many' } };
    expect(() => parseSigma({ title: 'c', correlation: bound })).toThrow('not a number');
  });

  it('stops at a condition nested without end, with a reason', () => {
    const depth = 200_000;
    const condition = `${'('.repeat(depth)}s${')'.repeat(depth)}`;
    const [line] = readRules('deep.yml', '', () => ({ ok: true, value: [rule({ s: { 'cs-method': 'GET' }, condition })] }));

    expect(line !== undefined && 'reason' in line ? line.reason.en : '').toBe('nested too deeply');
  });

  it('walks a pattern full of stars once', () => {
    const names = Object.fromEntries(Array.from({ length: 50 }, (_, at) => [`${'a'.repeat(400)}${at}`, { 'cs-method': 'GET' }]));
    const condition = `1 of ${'*a'.repeat(40)}*z`;

    expect(() => parseSigma(rule({ ...names, condition }))).toThrow('nothing in the rule matches');
    expect(compiled({ sel_one: { 'cs-method': 'GET' }, other: { 'cs-method': 'PUT' }, condition: '1 of sel_*' }).test).not.toContain('put');
    expect(compiled({ sel_one: { 'cs-method': 'GET' }, xsel: { 'cs-method': 'PUT' }, condition: 'all of *sel*' }).test).toContain('put');
  });
});
