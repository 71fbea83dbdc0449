// SPDX-License-Identifier: Apache-2.0
import type { StatementDraft } from '../../../src/disclosure/contract.ts';
import type { StatementDesk } from '../../../src/disclosure/release/release.contract.ts';
import type { Provider } from './provider.ts';

const OTHER = { ja: 'en', en: 'ja' } as const;
const PRESSES = {
  ja: { approve: '読んだこの内容を承認する', publish: 'この内容を公表する', page: '公開ページ' },
  en: { approve: 'Approve what I have read here', publish: 'Publish this', page: 'Public page' },
} as const;
const NUMBERS = { first: 1, second: 2 } as const;

/** A statement is filled in, frozen, approved by another person and published; a visitor outside looks. */
export async function publish(provider: Provider, caseId: string, stage: 'first' | 'second'): Promise<void> {
  const { handler, manager, run, truths } = provider;
  run.say({
    ja: stage === 'first' ? '第一報を公表する' : '続報を公表する',
    en: stage === 'first' ? 'publishing the first report' : 'publishing a further report',
  });
  const path = `/api/v1/cases/${caseId}/statements`;
  const fields = {
    requests: [{ ja: 'お知らせした設定を直してください', en: 'Please mend the settings named in your notice' }],
    'contact.telephone': '03-5555-0142',
    'contact.how-told': { ja: '該当する契約者にはメールか書面でお知らせします', en: 'Customers concerned are told by mail or letter' },
    'press.telephone': '03-5555-0199',
    'next.at': new Date(provider.stage.now() + 14 * 86_400_000).toISOString(),
  };
  await handler.post(`${path}/fields`, { fields, reason: '公表のため' });
  const missingNow = async () => (await handler.get<StatementDraft>(`${path}/draft?stage=${stage}&lang=ja`)).missing;
  // A figure that differs from what was said before wants a reason.
  const changed = (await missingNow()).flatMap(({ wants }) =>
    wants.flatMap((want) => (want.startsWith('reasons.') ? [want.slice(8)] : [])),
  );
  const why = { ja: '契約者が直し、もう一度調べたため', en: 'Customers mended, and the host was audited again' };
  if (changed.length > 0)
    await handler.post(`${path}/fields`, {
      fields: { reasons: Object.fromEntries(changed.map((field) => [field, why])) },
      reason: '再点検の結果',
    });
  const missing = await missingNow();
  if (missing.length > 0) throw new Error(`missing: ${missing.map(({ item, wants }) => `${item} ${wants.join('/')}`).join(', ')}`);
  if (stage === 'first')
    await handler.post(path, { do: 'told', whom: 'staff', at: new Date(provider.stage.now()).toISOString(), how: '朝礼で' });
  const prepared = await handler.post<StatementDesk>(path, { do: 'prepare', stage });
  const { statementId = '', blob = '' } = prepared.statements.at(-1) ?? {};
  const { screens } = provider;
  if (screens === null || stage !== 'first') {
    await manager.post(path, { do: 'approve', statementId, blob });
    await manager.post(path, { do: 'publish', statementId, blob, reason: '契約者の対応を急ぐ' });
  } else
    await screens.as(manager, OTHER[run.lang], `/cases/${caseId}/public`, 'publish', async (page) => {
      const words = PRESSES[OTHER[run.lang]];
      await page.getByRole('button', { name: words.approve }).click();
      await page.getByRole('button', { name: words.publish }).click();
      await page.getByRole('dialog').getByRole('textbox').fill('契約者の対応を急ぐ');
      await page.getByRole('dialog').getByRole('button', { name: words.publish }).click();
      await page.getByRole('link', { name: words.page }).waitFor();
    });
  const seen = await fetch(`${provider.stage.url}/statements/${caseId}/${NUMBERS[stage]}?lang=ja`);
  truths.note(`第${NUMBERS[stage]}報が外から読める`, `report ${NUMBERS[stage]} can be read outside`, 'visitor', seen.status, 200);
}
