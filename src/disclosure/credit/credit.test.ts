// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { openWorld, worlds } from '../../../test/support/statement-worlds.ts';
import type { World } from '../../../test/support/statement-worlds.ts';
import type { CaseId } from '../../journal/stream.ts';
import { thanksHtml } from '../page/html.ts';
import { onDesk } from '../page/on-desk.ts';
import { creditLine, orderCredit, publicCredits } from './credit.ts';
import { feedbackOf } from './feedback.ts';

const person = { type: 'person', id: 'P-0001', name: '佐藤花子' } as const;
const named = (name: string) => worlds.find((world) => world.name === name) as World;
const agree = { do: 'agree', name: '山田 <b>太郎</b>', link: 'https://example.org/yamada', reportId: 'R-1', how: '返信で承諾' } as const;
const two = { ja: '例示運輸', en: 'Example Transport' };

async function feedback(deps: Awaited<ReturnType<typeof openWorld>>['deps'], caseId: CaseId, lang: 'ja' | 'en' = 'ja') {
  const view = await deps.journal.view(caseId);
  if (view === null) throw new Error('no case');
  return feedbackOf(deps, view, lang);
}

describe('disclosure/credit', () => {
  it('names nobody in public until a named person writes down that they agreed, and nobody after they took it back', async () => {
    const { deps, caseId } = await openWorld(named('compromise with a log gap'));
    expect(await publicCredits(deps)).toEqual([]);
    for (const nobody of [{ type: 'person', id: 'console:root', name: 'console:root' } as const, { type: 'machine', name: 'key' } as const])
      expect(await orderCredit(deps, nobody, caseId, agree)).toMatchObject({ error: { code: 'disclosure.needs-a-person' } });
    expect(await orderCredit(deps, person, caseId, { ...agree, reportId: 'R-9' })).toMatchObject({
      error: { code: 'disclosure.no-such-credit' },
    });

    expect((await orderCredit(deps, person, caseId, agree)).ok).toBe(true);
    expect(await publicCredits(deps)).toEqual([{ name: agree.name, link: agree.link, month: '2026-12' }]);
    const { credits } = await feedback(deps, caseId);
    expect(credits).toMatchObject([{ how: '返信で承諾', by: '佐藤花子', reportId: 'R-1' }]);

    const creditId = credits[0]?.creditId ?? '';
    await orderCredit(deps, person, caseId, { do: 'withdraw', creditId, reason: '本人の希望' });
    expect(await publicCredits(deps)).toEqual([]);
    expect(await orderCredit(deps, person, caseId, { do: 'withdraw', creditId, reason: 'もう一度' })).toMatchObject({
      error: { code: 'disclosure.no-such-credit' },
    });
  });

  it('thanks nobody in public for what was only rehearsed', async () => {
    const { deps, caseId } = await openWorld(named('compromise with a log gap'));
    await orderCredit(deps, person, caseId, agree);
    const rehearsed = {
      ...deps,
      passing: { ...deps.passing, of: async () => ({ ...(await deps.passing.of(caseId)), public: false, marked: true }) },
    };
    expect(await publicCredits(rehearsed)).toEqual([]);
    expect(await publicCredits(deps)).toHaveLength(1);
  });

  it('shows a page without markup of theirs, without the case and without a script, in both languages', () => {
    const rows = [{ text: creditLine(agree).ja, link: agree.link, month: '2026-12' }];
    for (const lang of ['ja', 'en'] as const) {
      const html = thanksHtml(rows, two, lang, onDesk);
      expect(html).toContain('山田 &lt;b&gt;太郎&lt;/b&gt; 様');
      expect(html).toContain('rel="nofollow ugc noopener noreferrer"');
      expect(html).not.toMatch(/<script|C-20|<b>/);
      expect(thanksHtml([], two, lang, onDesk)).toContain(lang === 'ja' ? 'まだ掲載している方はいません' : 'Nobody is named here yet');
    }
  });

  it('drafts what became of it for whoever told us and whoever was asked, each with what they may read', async () => {
    const { deps, caseId } = await openWorld(named('account taken over, cause held back'));
    await deps.journal.write((writing) =>
      writing.append({
        stream: caseId,
        actor: person,
        drafts: [{ kind: 'case.called', body: { whom: '相談先センター', telephone: '', result: 'reached', callBackAt: null, note: '' } }],
      }),
    );
    const { drafts } = await feedback(deps, caseId);
    const [reporter, body, authority] = drafts;
    expect(drafts.map(({ kind, to }) => [kind, to])).toEqual([
      ['reporter', '通報者 <a@provider.example>'],
      ['body', '相談先センター'],
      ['authority', expect.stringContaining('速報')],
    ]);
    expect(reporter?.text).not.toContain('認証の設定の隙');
    expect(reporter?.text).toContain('お返事がなければ載せません');
    expect(reporter?.subject).not.toContain(caseId);
    expect(body?.text).toContain('認証の設定の隙が使われました');
    expect(authority?.text).not.toContain('謝辞');
    const english = (await feedback(deps, caseId, 'en')).drafts;
    expect(english.map(({ text }) => text.split('\n').length)).toEqual(drafts.map(({ text }) => text.split('\n').length));
    for (const { text } of english) expect(text.replaceAll('例示運輸株式会社', '')).not.toMatch(/[\u3040-\u30ff]/);
  });
});
