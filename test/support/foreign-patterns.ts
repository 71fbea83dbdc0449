// SPDX-License-Identifier: Apache-2.0
// Every regular expression of the product that meets text from outside: those written in these folders, and those kept as data.
import { readdirSync, readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import { parse } from 'acorn';
import { rawIntentRules } from '../../src/adapters/triage-rules/triage-rules.ts';
import { numberPatterns } from '../../src/triage/claim/number-claims.ts';
import { productPatterns } from '../../src/triage/claim/product-claims.ts';
import { parseRules } from '../../src/triage/intent/intent-rule.ts';

export type ForeignPattern = {
  readonly where: string;
  readonly pattern: RegExp;
  /** It meets the folded text, in which blanks do not pile up. */
  readonly folded: boolean;
};

const ROOT = join(import.meta.dirname, '../../src');
const READERS = /^(common|intake|triage|adapters\/(mime|html|imap|smtp|mail-authentication|advisories|documents|inventory-files|ical))\//;
/** What these look at is folded before. */
const FOLDED = /^triage\/(?:claim\/|text\/refang)/;

export function foreignPatterns(): readonly ForeignPattern[] {
  const written = (readdirSync(ROOT, { recursive: true }) as string[])
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => READERS.test(file) && file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .flatMap((file) =>
      literalsOf(readFileSync(join(ROOT, file), 'utf8')).map((pattern) => ({ where: file, pattern, folded: FOLDED.test(file) })),
    );
  const rules = parseRules(rawIntentRules()).flatMap((rule) =>
    [...rule.any, ...rule.also, ...rule.unless].map((pattern) => ({ where: `rule ${rule.id}`, pattern, folded: true })),
  );
  const built = [...numberPatterns, ...productPatterns].map((pattern) => ({ where: 'claim', pattern, folded: true }));
  return [...written, ...built, ...rules];
}

function literalsOf(source: string): readonly RegExp[] {
  const found: RegExp[] = [];
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(visit);
    else if (typeof node === 'object' && node !== null) {
      const regex = (node as { regex?: { pattern: string; flags: string } }).regex;
      if (regex !== undefined) found.push(new RegExp(regex.pattern, regex.flags));
      else Object.values(node).forEach(visit);
    }
  };
  visit(parse(stripTypeScriptTypes(source), { ecmaVersion: 'latest', sourceType: 'module' }));
  return found;
}
