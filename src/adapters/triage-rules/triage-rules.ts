// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

/** The rule files of the desk, in order of name, as raw values; triage itself says what a rule is. */
export function rawIntentRules(folder = fileURLToPath(new URL('../../triage/intent/rules/', import.meta.url))): readonly unknown[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .toSorted()
    .flatMap((name) => {
      const rules: unknown = parse(readFileSync(`${folder}/${name}`, 'utf8'));
      if (!Array.isArray(rules)) throw new Error(`${name} is not a list of rules`);
      return rules as unknown[];
    });
}

/** The rules by which a report's kinds are read, in order of name, as raw values. */
export function rawKindRules(): readonly unknown[] {
  return rawIntentRules(fileURLToPath(new URL('../../triage/kind/rules/', import.meta.url)));
}
