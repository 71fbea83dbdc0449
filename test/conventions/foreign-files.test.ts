// SPDX-License-Identifier: Apache-2.0
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { chainsTo, valueImports } from '../support/value-imports.ts';
import type { Imported } from '../support/value-imports.ts';

const root = join(import.meta.dirname, '..', '..');
const sources = execFileSync('git', ['ls-files', '-co', '--exclude-standard', 'src/*.ts'], { cwd: root, encoding: 'utf8' })
  .split('\n')
  .filter((file) => file !== '' && !file.endsWith('.test.ts'));
const shown = (file: string): string => file.replace(`${root}/`, '');

/** What takes a foreign text to pieces: tables by our own reader, every other form by a package. */
const PACKAGES = [
  'yaml',
  'fast-xml-parser',
  'postal-mime',
  'ical.js',
  'unpdf',
  'fflate',
  'tar-stream',
  '@kenjiuno/msgreader',
  '@secvisogram/csaf-validator-lib',
  'sanitize-html',
  'jpeg-js',
  'qr',
  'xz-decompress',
  'unbzip2-stream',
];
const parses = ({ from, names }: Imported): boolean =>
  PACKAGES.some((name) => from === name || from.startsWith(`${name}/`)) ||
  (from.endsWith('/src/common/csv.ts') && /\b(?:readCsv|csvRecords)\b|\*/.test(names));

/** A port whose answer says what stands in bytes that it is given, and gives it at once: it could not ask a thread. */
function answersAtOnce(source: string): readonly string[] {
  return [...source.matchAll(/^export type (\w+) = \(([^)]*\b(?:Uint8Array|Buffer)\b[^)]*)\) =>\s*([^;]+);/gm)].flatMap(
    ([, name = '', , answer = '']) => (/\bPromise</.test(answer) ? [] : [name]),
  );
}

/** Ports that may answer at once, each with its reason. */
const AT_ONCE: Readonly<Record<string, string>> = {
  MailReader: 'it is the reader itself, handed to what runs in the thread of mails',
  SplitMails: 'one linear look for the lines between mails; each mail is then read in its thread',
  UnpackRules: 'a zip of at most some megabytes, whose unpacked size is limited before a byte is unpacked',
};

describe('conventions/foreign-files', () => {
  it('no route reads a foreign file or list itself: what takes it to pieces is never loaded beside the routes', () => {
    const routes = sources.filter((file) => /(?:^|[./])routes\.ts$/.test(file));
    const chains = routes.flatMap((file) => chainsTo(join(root, file), parses)).map((chain) => chain.map(shown).join(' > '));

    expect(routes.length).toBeGreaterThan(40);
    expect(chains).toEqual([]);
  });

  it('every reader that a route names stands in its module under that name, and takes something to pieces', () => {
    const named = sources.flatMap((file) => {
      const text = readFileSync(join(root, file), 'utf8');
      return [...text.matchAll(/readerOf<typeof (\w+)(?:<\w+>)?>\(\s*new URL\('([^']+)', import\.meta\.url\),\s*'(\w+)',?\s*\)/g)].map(
        ([, type = '', module = '', name = '']) => ({ file, type, name, module: join(root, file, '..', module) }),
      );
    });
    const wrong = named.filter(
      ({ type, name, module }) =>
        type !== name ||
        !new RegExp(`^export (?:async )?(?:function|const) ${name}\\b`, 'm').test(readFileSync(module, 'utf8')) ||
        !(valueImports(module).some(parses) || chainsTo(module, parses).length > 0),
    );

    expect(named.length).toBeGreaterThan(7);
    expect(wrong.map(({ file, name }) => `${file} ${name}`)).toEqual([]);
  });

  it('a port that is given bytes answers later, so that a thread can read them', () => {
    const ports = sources.filter((file) => file.endsWith('.port.ts'));
    const atOnce = ports.flatMap((file) => answersAtOnce(readFileSync(join(root, file), 'utf8')));

    expect(atOnce.toSorted()).toEqual(Object.keys(AT_ONCE).toSorted());
  });

  it('a planted reader beside a route is found', () => {
    const planted = valueImports(
      '/a/src/x/x.routes.ts',
      "import { readCsv } from '../common/csv.ts';\nimport type { csvRecords } from '../common/csv.ts';\nimport { parse } from 'yaml';\n",
    );

    expect(planted.map((one) => [shown(one.from), parses(one)])).toEqual([
      ['/a/src/common/csv.ts', true],
      ['yaml', true],
    ]);
    expect(answersAtOnce('export type ReadX = (name: string, bytes: Uint8Array) => string;')).toEqual(['ReadX']);
  });
});
