// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
const CONTRACT = /[/.]contract\.ts$/;
/** Where the pages of signing in are is one constant; adapters see ports only, so it stands in a port. */
const SIGN_IN = 'src/organisation/sign-in.port.ts';

/** Text between quotes that begins like an address of the API or of a public page: `'/api/v1/cases'`, `` `${base}/page/${token}` ``. */
const ADDRESS =
  /['"`](?:\$\{[^}]*(?:Url|Base|origin)\})?\/(?:api\/(?:v1|auth)\b|page\/|staff\/|duty\/feed\/)|['"`]\/report(?:['"`]|\/style)/;
const ROUTE = /\broute\(\{/;

/** Lines of a file, comments left out, that spell an address. */
function spelled(text: string): readonly string[] {
  return text.split('\n').filter((line) => !/^\s*(\/\/|\/?\*)/.test(line) && ADDRESS.test(line));
}

function sources(): readonly string[] {
  return ['src', 'web']
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file}`))
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file));
}

describe('conventions/addresses', () => {
  it('an address of the desk is spelled in a contract and nowhere else', () => {
    const outside = sources().filter((file) => !CONTRACT.test(file) && file !== SIGN_IN);
    const found = outside.flatMap((file) => spelled(readFileSync(join(root, file), 'utf8')).map((line) => `${file}: ${line.trim()}`));

    expect(found).toEqual([]);
  });

  it('would notice an address in a route, in the browser and in a link that leaves', () => {
    const planted = [
      "      path: '/api/v1/cases/:caseId',",
      '  return fetch(`/api/v1/cases/${caseId}`);',
      "  new URL('/api/auth/sign-in/email', deps.publicUrl)",
      '  const link = `${deps.baseUrl}/page/${token}`;',
      '<form action="/report/style.css">',
      "if (href === '/report') return;",
    ];

    expect(planted.map((line) => spelled(line).length)).toEqual(planted.map(() => 1));
  });

  it('takes no screen and no comment for an address', () => {
    expect(spelled(" * GET '/api/v1/cases' reads\n  reports: '/reports',\n  duty: '/duty',\n  if (url.startsWith('/api/'))")).toEqual([]);
  });

  it('no address stands twice in the contracts, and every route is made from its entry', async () => {
    const contracts = sources().filter((file) => CONTRACT.test(file));
    const lists = await Promise.all(
      contracts.map(async (file) => ((await import(join(root, file))) as { endpoints?: object }).endpoints ?? {}),
    );
    const addresses = lists.flatMap((list) => Object.values(list) as { method: string; path: string }[]);
    const names = addresses.map(({ method, path }) => `${method} ${path}`);

    expect(names.length).toBeGreaterThan(190);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    const byHand = sources().filter((file) => {
      const text = readFileSync(join(root, file), 'utf8');
      return ROUTE.test(text) && /^\s+(?:method|path): ['`]/m.test(text);
    });
    expect(byHand).toEqual([]);
  });
});
