// SPDX-License-Identifier: Apache-2.0
import { spawn } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { locateEngine } from '../../src/adapters/chdb/locate.ts';
import { readYaml } from '../../src/adapters/log-yaml/yaml.ts';
import { compileAll } from '../../src/hunt/sigma/compile.ts';
import { readRules } from '../../src/hunt/sigma/read.ts';
import { unwrap } from '../../src/kernel/result.ts';

const root = resolve(import.meta.dirname, '../..');
const specification = resolve(root, '../shared/data/sigma/specification');
const engineAbsent = locateEngine(process.env) === null;
const specificationAbsent = !existsSync(specification);

/** Runs the proof as it stands; an empty folder leaves only the rules that it makes up itself. */
function prove(...args: readonly string[]): Promise<{ code: number | null; figures: Record<string, number> }> {
  const child = spawn(process.execPath, [join(root, 'test/prove/sigma.ts'), ...args], { stdio: ['ignore', 'pipe', 'ignore'] });
  const out: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  return new Promise((done) => {
    child.once('close', (code) =>
      done({ code, figures: JSON.parse(Buffer.concat(out).toString('utf8') || '{}') as Record<string, number> }),
    );
  });
}

const proofName = engineAbsent ? 'hunt/sigma proof (skipped: chdb is not installed in engines/chdb)' : 'hunt/sigma proof';
describe.skipIf(engineAbsent)(proofName, () => {
  it.each([
    ['rules made for the proof', join(root, 'fixtures/hunt')],
    ['these and the public rules, where they lie beside the repository', resolve(root, '../shared/data/sigma/rules')],
  ])('compiled SQL and the interpreter agree on 5,000 rows: %s', async (_, rules) => {
    const { code, figures } = await prove('5000', '7', rules);

    expect(figures).toMatchObject({ rows: 5000, differences: 0 });
    expect([code, (figures['hits'] ?? 0) > 0, (figures['comparisons'] ?? 0) > 5000]).toEqual([0, true, true]);
  });
});

const kinds = [
  ['rules', 'sigma-detection-rule-schema.json'],
  ['correlation', 'sigma-correlation-rules-schema.json'],
  ['filter', 'sigma-filters-schema.json'],
] as const;
const schemaName = specificationAbsent ? 'hunt/sigma schema (skipped: ../shared/data/sigma/specification is absent)' : 'hunt/sigma schema';
describe.skipIf(specificationAbsent)(schemaName, () => {
  const documents = (file: string) => unwrap(readYaml(readFileSync(file, 'utf8'))) as Record<string, unknown>[];
  const validator = (schema: string) => {
    const ajv = new Ajv2020({ strict: false, allErrors: true });
    addFormats.default(ajv);
    return ajv.compile({
      ...(JSON.parse(readFileSync(join(specification, 'json-schema', schema), 'utf8')) as object),
      $schema: 'https://json-schema.org/draft/2020-12/schema',
    });
  };

  it.each(kinds)('what the specification holds to be valid %s is valid, and a broken copy is not', (folder, schema) => {
    const valid = validator(schema);
    const files = globSync(join(specification, 'tests/schema', folder, '*.yml')).toSorted();
    expect(files.length).toBeGreaterThan(0);
    for (const file of files)
      for (const document of documents(file)) {
        expect([file, valid(document), valid.errors]).toEqual([file, true, null]);
        const { title: _, ...untitled } = document;
        expect(valid(untitled)).toBe(false);
      }
  });

  it('each of them compiles or carries a reason, and the detection rules never a fault of form', () => {
    const files = globSync(join(specification, 'tests/schema/*/*.yml')).toSorted();
    const lines = compileAll(files.flatMap((file) => readRules(file, readFileSync(file, 'utf8'), readYaml)));
    expect(lines.length).toBeGreaterThanOrEqual(files.length);
    for (const line of lines) expect('compiled' in line || line.reason.en.length > 0).toBe(true);
  });
});

describe('hunt/sigma forms', () => {
  const rule = (detection: string) =>
    `title: a\nid: 6b1ad7d2-3c8a-4d7e-9d5e-0c6a2f4b7e11\nlogsource:\n  category: webserver\ndetection:\n${detection}`;
  it.each([
    ['no condition', rule('  a:\n    cs-method: GET')],
    ['an unknown name', rule('  a:\n    cs-method: GET\n  condition: b')],
    ['an open bracket', rule('  a:\n    cs-method: GET\n  condition: (a')],
    ['an unknown modifier', rule('  a:\n    cs-method|nothing: GET\n  condition: a')],
    ['a look-around', rule("  a:\n    cs-uri|re: '(?<=a)b'\n  condition: a")],
    ['no mapping', 'just a line'],
  ])('refuses %s by name', (_, text) => {
    const [line] = compileAll(readRules('own.yml', text, readYaml));
    expect(line !== undefined && 'reason' in line ? line.reason.en : 'compiled').not.toMatch(/^(compiled)?$/);
  });
  it('compiles its sound form', () => {
    const [line] = compileAll(readRules('own.yml', rule('  a:\n    cs-method: GET\n  condition: a'), readYaml));
    expect(line).toHaveProperty('compiled');
  });
});
