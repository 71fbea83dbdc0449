// SPDX-License-Identifier: Apache-2.0
import type { ReadYaml } from '../yaml.port.ts';
import type { Read } from './compile.ts';
import { parseSigma } from './parse.ts';
import type { Placeholders } from './parse.ts';
import { Unsupported } from './rule.ts';

/** A file may hold several documents; `action: global` (Sigma 1) sets fields for those that follow. */
export function readRules(file: string, text: string, readYaml: ReadYaml, placeholders: Placeholders = {}): readonly Read[] {
  const documents = readYaml(text);
  if (!documents.ok) return [{ file, id: '', title: '', reason: `not YAML: ${documents.error}` }];
  if (documents.value.length === 0) return [{ file, id: '', title: '', reason: 'no document in the file' }];
  let global: object = {};
  return documents.value.flatMap((document): Read[] => {
    if (isRecord(document) && document['action'] === 'global') {
      global = document;
      return [];
    }
    const whole = isRecord(document) ? { ...global, ...document } : document;
    try {
      return [{ file, document: parseSigma(whole, placeholders) }];
    } catch (error) {
      if (!(error instanceof Unsupported)) throw error;
      const record = isRecord(whole) ? whole : {};
      return [{ file, id: word(record['id']), title: word(record['title']), reason: error.message }];
    }
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function word(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
