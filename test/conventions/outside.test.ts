// SPDX-License-Identifier: Apache-2.0
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
const sources = execFileSync('git', ['ls-files', '-co', '--exclude-standard', 'src'], { cwd: root, encoding: 'utf8' })
  .split('\n')
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && existsSync(join(root, file)));

/** The one door, which obeys the proxies; and the log engine's own child, on a socket of this machine. */
const DOOR = 'src/adapters/outside-http/';
const OWN_CHILD = 'src/adapters/chdb/';

/** Ways by which a file could ask something of a server by HTTP by itself. */
function asksByItself(text: string): readonly string[] {
  const code = text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/^\s*\/\/.*$/gm, '');
  return [
    ...code.matchAll(/(?<![\w.$'"`/-])fetch\s*\(|(?:globalThis|global|window|self)\s*(?:\.\s*fetch\b|\[\s*['"]fetch)/g),
    ...code.matchAll(/typeof fetch\b|[=:,(]\s*fetch\s*[,;)}\n]/g),
    ...code.matchAll(/\b(?:WebSocket|EventSource|XMLHttpRequest)\s*\(/g),
    ...code.matchAll(/from '(?:undici|axios|got|node-fetch|ky)'/g),
    ...code.matchAll(/import (?!type)[^;]*\b(?:request|get|Agent)\b[^;]*from 'node:https?'|import (?!type)\* as \w+ from 'node:https?'/g),
  ].map((match) => match[0].trim());
}

describe('conventions/outside', () => {
  it('nobody but src/adapters/outside-http asks anything of a server outside by HTTP', () => {
    const byThemselves = sources
      .filter((file) => !file.startsWith(DOOR) && !file.startsWith(OWN_CHILD))
      .flatMap((file) => asksByItself(readFileSync(join(root, file), 'utf8')).map((found) => `${file}: ${found}`));

    expect(byThemselves).toEqual([]);
    expect(asksByItself(readFileSync(join(root, DOOR, 'fetch-outside.ts'), 'utf8'))).toEqual(['fetch(']);
  });

  it.each([
    "const answer = await fetch('https://a.example');",
    "const answer = await globalThis.fetch('https://a.example');",
    "const answer = await globalThis['fetch']('https://a.example');",
    'const ask = fetch;',
    'open({ fetch: fetch });',
    "import { request } from 'node:https';",
    "import * as https from 'node:https';",
    "import { fetch } from 'undici';",
    "new WebSocket('wss://a.example');",
  ])('would see: %s', (planted) => {
    expect(asksByItself(planted)).not.toEqual([]);
  });

  it.each([
    "await fetchOutside('https://a.example', { signal });",
    'await client.fetch(1);',
    "import { createServer } from 'node:http';",
    '// fetch(url) is not called here',
    'await prefetch(url);',
  ])('and lets pass: %s', (good) => {
    expect(asksByItself(good)).toEqual([]);
  });
});
