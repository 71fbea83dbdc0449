// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { draftSchema } from '../../src/disclosure/contract.ts';
import { statementDeskSchema } from '../../src/disclosure/release/release.contract.ts';
import type { StatementDesk } from '../../src/disclosure/release/release.contract.ts';
import type { CaseId } from '../../src/journal/stream.ts';
import type { Visitor } from '../support/browser-like.ts';
import { routesOfEveryPart } from '../support/every-part.ts';
import { signedIn } from '../support/role-visitors.ts';
import { serveDesk } from '../support/served-desk.ts';
import type { ServedDesk } from '../support/served-desk.ts';

const actor = { type: 'person' as const, id: 'p1', name: '佐藤' };
const two = (ja: string, en: string) => ({ ja, en });

/** A statement over HTTP: drafted from the case, filled in, frozen, approved by a second person, public without a sign-in. */
describe('story/statements', () => {
  let desk: ServedDesk;
  let caseId: CaseId;
  let writer: Visitor;
  let second: Visitor;
  const at = (path: string) => `/api/v1/cases/${caseId}/statements${path}`;
  const order = async (who: Visitor, body: Record<string, unknown>) => {
    const answer = await who.post(at(''), body);
    return answer.status === 200 ? statementDeskSchema.parse(answer.json) : (answer.json as { code: string }).code;
  };
  const stands = async (who: Visitor, body: Record<string, unknown>): Promise<StatementDesk> => {
    const done = await order(who, body);
    if (typeof done === 'string') throw new Error(done);
    return done;
  };
  const outside = (path: string) => fetch(desk.url + path, { redirect: 'manual' });

  beforeAll(async () => {
    desk = await serveDesk({ routes: routesOfEveryPart });
    await desk.database.pool.query("update organisation set name_ja = '架空運輸', name_en = 'Kaku Transport'");
    writer = await signedIn(desk, ['responder'], 'writer');
    second = await signedIn(desk, ['manager'], 'second');
    const opened = await desk.journal.write((writing) =>
      writing.openCase(actor, () => [
        { kind: 'case.opened', body: { title: '社内だけの件名', reportId: null } },
        { kind: 'triage.kinds-set', body: { kinds: ['ransomware'], reason: '' } },
      ]),
    );
    caseId = opened.caseId;
  });
  afterAll(() => desk.close());

  it('names what is missing, takes it in, and refuses what may not be typed', async () => {
    const bare = draftSchema.parse((await writer.get(at('/draft?stage=first&lang=ja'))).json);
    expect(bare.missing.map(({ item }) => item)).toEqual(['requests', 'contact', 'next', 'version']);
    expect(await order(writer, { do: 'prepare', stage: 'first' })).toBe('disclosure.items-missing');

    const typed = await writer.post(at('/fields'), { fields: { cause: two('約1,200名分です', 'about 1,200') } });
    expect([typed.status, (typed.json as { code: string }).code]).toEqual([422, 'disclosure.typed-text']);
    const filled = await writer.post(at('/fields'), {
      fields: {
        requests: [two('不審なメールを開かないでください', 'Do not open suspicious mails')],
        'contact.telephone': '03-5555-0142',
        'contact.how-told': two('書面でお知らせします', 'By letter'),
        'press.telephone': '03-5555-0199',
        'next.at': new Date(Date.parse(desk.clock.now()) + 86_400_000).toISOString(),
      },
    });
    expect(filled.status).toBe(200);
    const ready = draftSchema.parse((await writer.get(at('/draft?stage=first&lang=en'))).json);
    expect(ready.missing).toEqual([]);
    expect(ready.text).toContain('Report 1, under investigation: a ransomware attack on our systems');
  });

  it('is public only after another person approved it and somebody published it', async () => {
    const prepared = await stands(writer, { do: 'prepare', stage: 'first' });
    const { statementId, blob } = prepared.statements.at(-1) ?? { statementId: '', blob: '' };
    const page = `/statements/${caseId}/1`;
    expect((await outside(page)).status).toBe(404);
    expect(await order(writer, { do: 'approve', statementId, blob })).toBe('disclosure.second-person');
    await stands(second, { do: 'approve', statementId, blob });
    expect((await outside(page)).status).toBe(404);
    expect(await order(second, { do: 'publish', statementId, blob })).toBe('disclosure.too-early');

    await stands(writer, { do: 'told', whom: 'staff', at: desk.clock.now(), how: '朝礼' });
    await stands(second, { do: 'publish', statementId, blob });
    const shown = await outside(`${page}?lang=ja`);
    const html = await shown.text();
    expect([shown.status, shown.headers.get('content-type'), shown.headers.get('set-cookie')]).toEqual([
      200,
      'text/html; charset=utf-8',
      null,
    ]);
    expect(html).toContain('【第1報・調査中】当社のシステムへのランサムウェア攻撃について');
    expect(html).toContain(blob);
    expect(html).not.toMatch(/<script|社内だけの件名/);
    const paper = await outside(`${page}/pdf?lang=ja`);
    expect([paper.status, paper.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    expect(new TextDecoder('latin1').decode(await paper.arrayBuffer()).slice(0, 5)).toBe('%PDF-');
    expect(shown.headers.get('content-security-policy')).not.toContain('script-src');
  });

  it('is succeeded and never edited; the old address says so, the feed has both', async () => {
    const before = await (await outside(`/statements/${caseId}/1?lang=en`)).text();
    desk.clock.forward(3_600_000);
    await desk.journal.write((writing) =>
      writing.append({
        stream: caseId,
        actor,
        drafts: [{ kind: 'obligation.answered', body: { answers: { persons: 42 } } }],
      }),
    );
    const prepared = await stands(writer, { do: 'prepare', stage: 'second' });
    const { statementId, blob } = prepared.statements.at(-1) ?? { statementId: '', blob: '' };
    await stands(second, { do: 'approve', statementId, blob });
    await stands(second, { do: 'publish', statementId, blob, reason: '' });

    const after = await (await outside(`/statements/${caseId}/1?lang=en`)).text();
    expect(after).toContain(`<p class="banner"><a href="/statements/${caseId}/2?lang=en">Report 2 has been published since`);
    expect(after.replace(/<p class="banner">.*?<\/p>/, '')).toBe(before);
    desk.clock.forward(60_000);
    const feed = await outside('/statements/feed.atom?lang=ja');
    const xml = await feed.text();
    expect(feed.headers.get('content-type')).toBe('application/atom+xml; charset=utf-8');
    expect(xml.match(/<entry>/g)).toHaveLength(2);
    expect(xml).toContain('対象となる方の数：調査中 から 42 へ（理由：調査で分かったため）');
    const list = await (await outside('/statements?lang=ja')).text();
    expect(list.indexOf('【第2報')).toBeLessThan(list.indexOf('【第1報'));
    expect(desk.reported).toEqual([]);
  });

  it('thanks by name who agreed, until they take it back; a folder has the same page', async () => {
    const feedback = `/api/v1/cases/${caseId}/feedback`;
    const page = async (lang: string) => (await outside(`/thanks?lang=${lang}`)).text();
    expect(await page('ja')).toContain('まだ掲載している方はいません');
    expect(await (await outside('/statements?lang=ja')).text()).not.toContain('/thanks');

    const agreed = { do: 'agree', name: '調べた人 <b>', link: 'https://researcher.example/', reportId: null, how: '返信で承諾' };
    expect((await signedIn(desk, ['auditor'], 'looker').then((who) => who.post(feedback, agreed))).status).toBe(403);
    const done = await writer.post(feedback, agreed);
    expect(done.status).toBe(200);
    desk.clock.forward(60_000);
    expect(await page('ja')).toContain(
      '<a href="https://researcher.example/" rel="nofollow ugc noopener noreferrer">調べた人 &lt;b&gt; 様</a>',
    );
    expect(await page('en')).not.toMatch(/<b>|返信で承諾|社内だけの件名/);
    expect(await (await outside('/statements?lang=en')).text()).toContain('<a href="/thanks?lang=en">');

    const { creditId } = (done.json as { credits: { creditId: string }[] }).credits[0] ?? { creditId: '' };
    expect((await second.post(feedback, { do: 'withdraw', creditId, reason: '本人の希望' })).status).toBe(200);
    desk.clock.forward(60_000);
    expect(await page('ja')).toContain('まだ掲載している方はいません');
  });

  it('fills the common form from the case, says what is open, and waits for a person to decide on sharing', async () => {
    const form = (path = '?lang=ja') => writer.get(`/api/v1/cases/${caseId}/forms/ransomware${path}`);
    const sheet = (await form()).json as { version: { ja: string }; open: number; consent: { decided: unknown } };
    expect([sheet.version.ja.includes('2025年5月28日'), sheet.open > 0, sheet.consent.decided]).toEqual([true, true, null]);
    const text = await form('/file?as=txt&lang=ja');
    expect([text.status, text.headers.get('content-disposition')?.startsWith('attachment')]).toEqual([200, true]);
    expect(text.text).toContain('42');
    expect(text.text).toContain('調査中');
    expect((await form('/file?as=txt&lang=ja&era=true')).text).toMatch(/令和\d+年/);

    const consent = { form: 'ransomware', given: true, reason: '経営会議で決めた' };
    expect((await writer.post(`/api/v1/cases/${caseId}/forms/consent`, consent)).status).toBe(200);
    expect(((await form()).json as typeof sheet).consent.decided).toMatchObject({ given: true, reason: '経営会議で決めた' });
    const { rows } = await desk.database.pool.query('select count(*)::int as n from outbox');
    expect(rows).toEqual([{ n: 0 }]);
  });
});
