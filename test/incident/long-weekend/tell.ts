// SPDX-License-Identifier: Apache-2.0
import type { StatementDraft } from '../../../src/disclosure/contract.ts';
import type { StatementDesk } from '../../../src/disclosure/release/release.contract.ts';
import type { ClockList, OpenClocks } from '../../../src/obligation/contract.ts';
import type { Office } from './office.ts';
import { KEPT } from './world.ts';

const DAY = 86_400_000;
const OTHER = { ja: 'en', en: 'ja' } as const;
const PRESSES = {
  ja: { approve: '読んだこの内容を承認する', publish: 'この内容を公表する', page: '公開ページ' },
  en: { approve: 'Approve what I have read here', publish: 'Publish this', page: 'Public page' },
} as const;

/** The legal clock starts from what the case knows; a body outside is called; the first report says what was looked at and what was not. */
export async function startClocks(office: Office, caseId: string): Promise<void> {
  const { stage, manager, run, truths, world } = office;
  run.say({ ja: '法令の期限を動かし、関係機関に電話する', en: 'starting the legal clock, calling a body outside' });
  const path = `/api/v1/cases/${caseId}/clocks`;
  const answers = { japaneseBusiness: true, publicBody: false, personalDataTouched: true, wrongfulPurpose: true };
  await manager.post(path, { do: 'answer', answers });
  const knownAt = (await stage.sheet(caseId)).findings.find(({ to, kind }) => to === 'clocks' && kind === 'knownAt')?.value ?? '';
  const [first] = await stage.entries(caseId);
  truths.note('知った日時は最初の電話', 'known since the first call', 'plan', first?.at.slice(0, 16) ?? '', knownAt.slice(0, 16));
  const because = { decidedBy: manager.name, reason: '個人データが漏れたおそれを知った', evidence: [] };
  if (run.plant !== 'clock-not-started')
    await manager.post(path, {
      do: 'open',
      clockId: 'ppc',
      rule: 'appi.preliminary',
      facts: { knownAt, wrongfulPurpose: true },
      ...because,
    });
  const { clocks } = await manager.get<ClockList>(path);
  const limit = new Date(world.saturday + 5 * DAY - 1000).toISOString();
  truths.note('個人情報保護法の速報の期限', 'deadline of the preliminary report (APPI)', 'law', limit, clocks[0]?.deadline ?? 'none');
  const running = await manager.get<OpenClocks>('/api/v1/clocks/open');
  truths.note(
    '動いている期限が全体の一覧に出る',
    'it stands in the list over all cases',
    'plan',
    1,
    running.clocks.filter((one) => one.caseId === caseId).length,
  );
  await manager.press(caseId, {
    do: 'log-call',
    whom: 'JPCERT/CC',
    telephone: '03-0000-0000',
    result: 'reached',
    callBackAt: null,
    note: '指令サーバーについて相談した',
  });
}

export async function publish(office: Office, caseId: string): Promise<void> {
  const { stage, onDuty, manager, run, truths, screens } = office;
  run.say({ ja: '第一報を、調べた範囲とともに公表する', en: 'publishing the first report with what was looked at' });
  const path = `/api/v1/cases/${caseId}/statements`;
  const fields = {
    requests: [{ ja: '当社を名乗る不審なメールにご注意ください', en: 'Beware of suspicious mails in our name' }],
    'contact.telephone': '03-5555-0142',
    'contact.how-told': { ja: '対象の方が分かりしだい、書面でお知らせします', en: 'Whoever is concerned is told by letter once known' },
    'press.telephone': '03-5555-0199',
    'next.at': new Date(stage.now() + 2 * DAY).toISOString(),
  };
  const drafted = async (leak: string) => {
    await onDuty.post(`${path}/fields`, { fields: { ...fields, leak }, reason: '第一報のため' });
    return onDuty.get<StatementDraft>(`${path}/draft?stage=first&lang=ja`);
  };
  const bare = await drafted('not-confirmed');
  truths.note(
    '「流出は確認されていない」とは書けない',
    '“no leak is confirmed” cannot be said',
    'plan',
    true,
    bare.missing.some(({ wants }) => wants.includes('leak')),
  );
  const draft = await drafted('traces');
  if (draft.missing.length > 0)
    throw new Error(`missing: ${draft.missing.map(({ item, wants }) => `${item} ${wants.join('/')}`).join(', ')}`);
  const prepared = await onDuty.post<StatementDesk>(path, { do: 'prepare', stage: 'first' });
  const { statementId = '', blob = '' } = prepared.statements.at(-1) ?? {};
  const read = async () => fetch(`${stage.url}/statements/${caseId}/1?lang=ja`);
  truths.note('承認前の公表文は外から見えない', 'unseen outside before the release', 'visitor', (await read()).status, 404);
  const told = { do: 'told', whom: 'staff', at: new Date(stage.now()).toISOString(), how: '緊急連絡網で全社員に' };
  await onDuty.post(path, told);
  if (screens === null) {
    await manager.post(path, { do: 'approve', statementId, blob });
    await manager.post(path, { do: 'publish', statementId, blob, reason: '連休中の問い合わせに備える' });
  } else
    await screens.as(manager, OTHER[run.lang], `/cases/${caseId}/public`, 'publish', async (page) => {
      const words = PRESSES[OTHER[run.lang]];
      await page.getByRole('button', { name: words.approve }).click();
      await page.getByRole('button', { name: words.publish }).click();
      await page.getByRole('dialog').getByRole('textbox').fill('連休中の問い合わせに備える');
      await page.getByRole('dialog').getByRole('button', { name: words.publish }).click();
      await page.getByRole('link', { name: words.page }).waitFor();
    });
  const seen = await read();
  const text = await seen.text();
  truths.note('第一報が外から読める', 'the first report can be read outside', 'visitor', seen.status, 200);
  truths.note(
    '分かっていることと範囲を言っている',
    'it says what is known and how far',
    'visitor',
    true,
    /外部へ出た可能性を示す記録/.test(text),
  );
  const kept = Number(/継続するもの (\d+) 件/.exec(text)?.[1] ?? -1);
  truths.note('残した業務の数を公表文が言う', 'it says how many services were kept', 'computer', KEPT.length, kept);
  const names = Object.values(office.world.names).filter((name) => text.includes(name)).length;
  truths.note(
    '公表文に宛先や端末の名前がない',
    'it names no server and no computer',
    'visitor',
    0,
    names + office.world.infected.filter((ip) => text.includes(ip)).length,
  );
}
