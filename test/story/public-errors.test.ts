// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { routesOfEveryPart } from '../support/every-part.ts';
import { serveDesk } from '../support/served-desk.ts';
import type { ServedDesk } from '../support/served-desk.ts';

/** Pages that people without a session open by a link: staff, whoever is paged, customers. */
const OPENED = ['/page/forged~x~1~y', '/staff/forged', '/notice/forged', '/ask/forged', '/asked/forged'];

/** What is wrong with the answer to a broken link: a person reads it, woken at night or in front of customers. */
function faultsOf(type: string, text: string, lang: 'ja' | 'en'): readonly string[] {
  return [
    ...(type.startsWith('text/html') ? [] : ['no page']),
    ...(/urn:matoi|"status":|\{"/.test(text) ? ['codes'] : []),
    ...(text.includes(`<html lang="${lang}"`) ? [] : ['another language']),
    ...(lang === 'ja' && !/[ぁ-ん]/.test(text.replaceAll(/<[^>]*>/g, '')) ? ['no Japanese'] : []),
    ...(text.replaceAll(/<style[^>]*>.*?<\/style>|<[^>]*>/gs, '').trim().length > 40 ? [] : ['says nothing']),
  ];
}

describe('story/public-errors', () => {
  const held: { desk?: ServedDesk } = {};
  beforeAll(async () => {
    held.desk = await serveDesk({ routes: routesOfEveryPart });
  });
  afterAll(() => held.desk?.close());

  it.each(OPENED)('%s answers a broken link by a page in the reader’s language', async (path) => {
    for (const lang of ['ja', 'en'] as const) {
      const headers = { accept: 'text/html,*/*;q=0.8', 'accept-language': lang };
      const answer = await fetch(new URL(path, held.desk?.url), { headers, redirect: 'manual' });
      expect(answer.status, path).toBeGreaterThanOrEqual(400);
      expect(faultsOf(answer.headers.get('content-type') ?? '', await answer.text(), lang), `${path} ${lang}`).toEqual([]);
    }
  });

  it('finds a planted answer of codes, one in another language and an empty one', () => {
    expect(faultsOf('application/json', '{"type":"urn:matoi:problem:page.link-forged","status":404}', 'ja')).toEqual(
      expect.arrayContaining(['no page', 'codes', 'another language']),
    );
    expect(faultsOf('text/html', `<html lang="en"><body>${'The link does not work. '.repeat(4)}</body></html>`, 'ja')).toEqual([
      'another language',
      'no Japanese',
    ]);
    expect(faultsOf('text/html', '<html lang="en"></html>', 'en')).toEqual(['says nothing']);
  });
});
