// SPDX-License-Identifier: Apache-2.0
// By file and by name: the library's presets hold tests that open connections (6.3.6, 6.3.7).
import * as mandatory from '@secvisogram/csaf-validator-lib/mandatoryTests.js';
import * as optional from '@secvisogram/csaf-validator-lib/optionalTests.js';
import * as schema from '@secvisogram/csaf-validator-lib/schemaTests.js';
import type { CsafChecked, TestFinding } from '../../disclosure/advisory/check.port.ts';
import { missingRevision, prohibitedCategory } from './house-rules.ts';

type Found = { readonly instancePath?: string; readonly message?: string };
type Result = { readonly isValid?: boolean; readonly errors?: readonly Found[]; readonly warnings?: readonly Found[] };
type Test = (document: unknown) => Result | Promise<Result>;

/** Bytes; the largest published advisories have some megabytes. */
const MOST_BYTES = 32_000_000;
const MOST_FINDINGS = 1000;

const numbers = (section: string, count: number): readonly string[] => Array.from({ length: count }, (_, at) => `${section}.${at + 1}`);
const MANDATORY = [...numbers('6.1', 33).filter((test) => test !== '6.1.27'), ...numbers('6.1.27', 11)];
const OPTIONAL = numbers('6.2', 20);
const OWN: Readonly<Record<string, Test>> = {
  '6.1.21': (document) => ({ errors: missingRevision(document as Readonly<Record<string, unknown>>) }),
  '6.1.26': (document) => ({ errors: prohibitedCategory(document as Readonly<Record<string, unknown>>) }),
};

/** A reader for a thread of its own: the schema, all mandatory and all optional tests of CSAF 2.0. */
export async function checkCsaf(bytes: Uint8Array): Promise<CsafChecked> {
  if (bytes.length > MOST_BYTES) return { is: 'unreadable', why: 'too-large' };
  const document = parsed(bytes);
  if (document === undefined) return { is: 'unreadable', why: 'not-json' };
  if (!hasDocument(document)) return { is: 'unreadable', why: 'not-csaf' };
  if (versionOf(document) !== '2.0') return { is: 'unreadable', why: 'not-csaf-2.0' };
  const untested: string[] = [];
  const all = async (tests: readonly (readonly [string, Test])[]): Promise<readonly TestFinding[]> => {
    const found: TestFinding[] = [];
    for (const [test, run] of tests) {
      const here = await findings(test, run, document);
      if (here === null) untested.push(test);
      else found.push(...here);
    }
    return found.slice(0, MOST_FINDINGS);
  };
  const failed = await all([
    ['schema', named(schema, 'csaf_2_0')],
    ...MANDATORY.map((test) => [test, OWN[test] ?? named(mandatory, nameOf('mandatory', test))] as const),
  ]);
  const warned = await all(OPTIONAL.map((test) => [test, named(optional, nameOf('optional', test))] as const));
  return { is: 'checked', failed, warned, untested };
}

const nameOf = (group: string, test: string): string => `${group}Test_${test.replaceAll('.', '_')}`;

function named(tests: Readonly<Record<string, Test>>, name: string): Test {
  const test = tests[name];
  if (test === undefined) throw new Error(`the validator has no ${name}`);
  return test;
}

/** Null where the test cannot bear the document's shape: what it would have found, nobody knows. */
async function findings(test: string, run: Test, document: unknown): Promise<readonly TestFinding[] | null> {
  try {
    const { isValid, errors = [], warnings = [] } = await run(document);
    const found = [...errors, ...warnings].map(({ instancePath, message }) => ({ test, path: instancePath ?? '', what: message ?? '' }));
    return isValid === false && found.length === 0 ? [{ test, path: '', what: '' }] : found;
  } catch {
    return null;
  }
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

type Document = { readonly document: { readonly csaf_version?: unknown } };

/** All that makes JSON a CSAF document of some version, however faulty: an object `document` at its root. */
function hasDocument(value: unknown): value is Document {
  const inner = isObject(value) ? value['document'] : null;
  return isObject(inner);
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function versionOf({ document }: Document): unknown {
  return document.csaf_version ?? '2.0';
}
