// SPDX-License-Identifier: Apache-2.0
import type { ReadYaml } from './yaml.port.ts';
import type { Read } from './compile.ts';
import { parseSigma } from './parse.ts';
import type { Placeholders } from './parse.ts';
import { TOO_DEEP, Unsupported } from './rule.ts';

const NOTHING = { ja: 'ファイルに何も書かれていない', en: 'no document in the file' };
const notYaml = (why: string) => ({ ja: `YAML として読めない：${why}`, en: `not YAML: ${why}` });

/** A file may hold several documents; `action: global` (Sigma 1) sets fields for those that follow. */
export function readRules(file: string, text: string, readYaml: ReadYaml, placeholders: Placeholders = {}): readonly Read[] {
  const documents = orTooDeep(() => readYaml(text));
  if (documents === null) return [{ file, place: 0, id: '', title: '', reason: TOO_DEEP }];
  if (!documents.ok) return [{ file, place: 0, id: '', title: '', reason: notYaml(documents.error) }];
  if (documents.value.length === 0) return [{ file, place: 0, id: '', title: '', reason: NOTHING }];
  let global: object = {};
  return documents.value.flatMap((document, place): Read[] => {
    if (isRecord(document) && document['action'] === 'global') {
      global = document;
      return [];
    }
    const whole = isRecord(document) ? { ...global, ...document } : document;
    try {
      return [{ file, place, document: parseSigma(whole, placeholders) }];
    } catch (error) {
      if (!(error instanceof Unsupported) && !(error instanceof RangeError)) throw error;
      const record = isRecord(whole) ? whole : {};
      return [
        { file, place, id: word(record['id']), title: word(record['title']), reason: error instanceof Unsupported ? error.why : TOO_DEEP },
      ];
    }
  });
}

function orTooDeep<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function word(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
