// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/** Address of a screen, as the web's routes write it ('/cases/$caseId'), and its files. The build writes it; see web/first-view.ts. */
const screensSchema = z.record(z.string(), z.array(z.string().regex(/^\/assets\/[\w.~-]+[.]js$/)));

/**
 * Links that make the browser fetch the files of the screen at this address beside the first script, not after it has run: on a
 * slow line each round trip is seconds. Nothing where the build says nothing; the screen then fetches them itself.
 */
export async function screenLinks(webFolder: string, path: string): Promise<string> {
  const text = await readFile(join(webFolder, 'screens.json'), 'utf8').catch(() => '{}');
  const screens = screensSchema.safeParse(JSON.parse(text));
  if (!screens.success) return '';
  const parts = path.split('/');
  const [pattern] = Object.keys(screens.data)
    .filter((one) => fits(one.split('/'), parts))
    .toSorted((a, b) => a.split('$').length - b.split('$').length);
  return (pattern === undefined ? [] : (screens.data[pattern] ?? []))
    .map((file) => `<link rel="modulepreload" crossorigin href="${file}">`)
    .join('');
}

function fits(pattern: readonly string[], parts: readonly string[]): boolean {
  return pattern.length === parts.length && pattern.every((one, at) => one === parts[at] || (one.startsWith('$') && parts[at] !== ''));
}
