// SPDX-License-Identifier: Apache-2.0
import { parseAllDocuments } from 'yaml';
import type { ReadYaml } from '../../hunt/sigma/yaml.port.ts';
import { err, ok } from '../../kernel/result.ts';

/**
 * All documents of a YAML 1.2 text (core schema) without empty ones; the parser's first message where it cannot be read. At
 * most 100 uses of an alias, so that nothing explodes.
 */
export const readYaml: ReadYaml = (text) => {
  const documents = parseAllDocuments(text, { schema: 'core', prettyErrors: true });
  if (!Array.isArray(documents)) return ok([]);
  const values: unknown[] = [];
  for (const document of documents) {
    const first = document.errors[0];
    if (first !== undefined) return err(first.message);
    try {
      values.push(document.toJS({ maxAliasCount: 100 }));
    } catch (error) {
      return err(error instanceof Error ? error.message : String(error));
    }
  }
  return ok(values.filter((value) => value !== null));
};
