// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';

/** The value of an option that is JSON, or `@FILE` whose content is; undefined where it is neither. The caller parses its shape. */
export async function readJsonArgument(text: string): Promise<unknown> {
  try {
    return JSON.parse(text.startsWith('@') ? await readFile(text.slice(1), 'utf8') : text) as unknown;
  } catch {
    return undefined;
  }
}
