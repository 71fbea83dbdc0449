// SPDX-License-Identifier: Apache-2.0
// What a stranger typed into the public form comes back with every refusal, on a page of the form's own language.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { routesOfEveryPart } from '../support/every-part.ts';
import { serveDesk } from '../support/served-desk.ts';
import type { ServedDesk } from '../support/served-desk.ts';

const TYPED = {
  subject: '会員ページ "><script>1</script>',
  text: '</textarea><b>一行目\n二行目',
  name: "O'Hara",
  contact: 'a@example.com',
};

/** The values of the fields as a browser would read them from the page. */
function fieldsOf(page: string): Record<string, string> {
  const plain = (text: string) =>
    text.replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code))).replaceAll('\r\n', '\n');
  const inputs = [...page.matchAll(/<input [^>]*?name="(\w+)"[^>]*? value="([^"]*)"/g)].map((hit) => [hit[1], plain(hit[2] ?? '')]);
  const area = /<textarea [^>]*name="(\w+)"[^>]*>([^<]*)<\/textarea>/.exec(page);
  return Object.fromEntries([...inputs, ...(area === null ? [] : [[area[1], plain(area[2] ?? '')]])]) as Record<string, string>;
}

describe('integration/form-refused', () => {
  const held: { desk?: ServedDesk } = {};
  const url = () => (held.desk as ServedDesk).url;
  let address = 0;

  beforeAll(async () => {
    held.desk = await serveDesk({ routes: routesOfEveryPart, trustedProxies: ['127.0.0.1'] });
  });
  afterAll(() => held.desk?.close());
  beforeEach(() => {
    address += 1;
  });

  async function send(lang: 'ja' | 'en', typed: Record<string, string>, fileBytes: readonly number[] = [], accept = 'text/html') {
    const form = new FormData();
    for (const [name, value] of Object.entries(typed)) form.append(name, value);
    fileBytes.forEach((bytes, index) => form.append('files', new Blob([new Uint8Array(bytes)]), `${index}.bin`));
    const answer = await fetch(`${url()}/report?lang=${lang}`, {
      method: 'POST',
      body: form,
      headers: { accept, 'x-forwarded-for': `192.0.2.${address}` },
    });
    return { status: answer.status, type: answer.headers.get('content-type'), headers: answer.headers, text: await answer.text() };
  }

  async function untilLimited(send: () => Promise<{ readonly status: number }>): Promise<void> {
    for (let sent = 0; sent < 6; sent += 1) expect((await send()).status).toBe(200);
  }

  it.each([
    ['ja', '1分ほど待って、もう一度「この内容を送る」を押してください。'],
    ['en', 'Wait a minute, then press “Send this report” again.'],
  ] as const)('too many in a minute (%s): the form once more, filled in and inert', async (lang, said) => {
    await untilLimited(() => send(lang, TYPED));
    const refused = await send(lang, TYPED, [2_000_000]);

    expect([refused.status, refused.type]).toEqual([429, 'text/html; charset=utf-8']);
    expect(refused.text).toContain(`lang="${lang}"`);
    expect(refused.text).toContain(said);
    expect(fieldsOf(refused.text)).toMatchObject(TYPED);
    expect(refused.text).not.toMatch(/<script|<b>|\son\w+=/);
    expect(refused.headers.get('retry-after')).toMatch(/^\d+$/);
  });

  it('a file beyond the limit, or too many of them: the text is still there', async () => {
    for (const files of [[10_000_001], [1, 1, 1, 1, 1, 1]]) {
      const refused = await send('ja', TYPED, files);
      expect(refused.status).toBe(413);
      expect(refused.text).toContain('添付ファイルは、もう一度選んでください。');
      expect(fieldsOf(refused.text)).toMatchObject(TYPED);
    }
  });

  it('something missing: what is there stays', async () => {
    const back = await send('en', { ...TYPED, subject: ' ' });
    expect(back.text).toContain('Nothing has been sent yet. Files must be chosen again.');
    expect(fieldsOf(back.text)).toMatchObject({ ...TYPED, subject: '' });
  });

  it('a program is told in problem+json', async () => {
    await untilLimited(() => send('ja', TYPED, [], 'application/json'));
    const refused = await send('ja', TYPED, [], 'application/json');
    expect([refused.status, (JSON.parse(refused.text) as { code: string }).code]).toEqual([429, 'too-many']);
  });
});
