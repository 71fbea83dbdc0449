// SPDX-License-Identifier: Apache-2.0
import type { StatementDesk } from '../../../src/disclosure/release/release.contract.ts';
import type { StatementDraft } from '../../../src/disclosure/contract.ts';
import type { Reply } from '../../../src/triage/reply/reply.contract.ts';
import { eventually } from '../../support/eventually.ts';
import { sendMails } from '../support/mail-house.ts';
import type { House } from './house.ts';
import { DESK_MAIL, DOMAIN, SENDER } from './world.ts';

const BODY = 'info@jpcert.example';

/** The reply is let go by a named person, the sender kept from everybody else, the consulted body hears what came of it, and the public is told. */
export async function tellOthers(house: House, caseId: string): Promise<void> {
  const { run } = house;
  run.say({ ja: '差出人に返事をする', en: 'answering the sender' });
  await reply(house, caseId);
  run.say({ ja: '差出人を職員から遮る', en: 'keeping the sender from the staff' });
  await refuseSender(house, caseId);
  await feedBack(house, caseId);
  run.say({ ja: '公表する', en: 'publishing' });
  await publish(house, caseId);
}

async function firstReport({ stage }: House, caseId: string): Promise<string> {
  return Object.keys(((await stage.sheet(caseId)).parts['triage'] as { examined: object }).examined)[0] ?? '';
}

async function reply(house: House, caseId: string): Promise<void> {
  const { mail, handler, manager, truths, run, screens } = house;
  const path = `/api/v1/cases/${caseId}/triage-replies`;
  const reportId = await firstReport(house, caseId);
  const held = await handler.post<Reply>(path, { reportId, template: 'receipt', to: SENDER, lang: 'ja' });
  const out = () => mail.mails.filter(({ from, to }) => from === DESK_MAIL && to === SENDER).length;
  if (run.plant === 'reply-past-the-desk')
    await sendMails(mail.port, [{ from: DESK_MAIL, to: SENDER, subject: 'Re', text: 'ありがとうございます' }]);
  const { is } = await handler.post<{ is: string }>(`${path}/${held.replyId}/send`).catch(() => ({ is: 'refused' }));
  truths.note('承認前は送れない', 'nothing leaves before the release', 'mail', out() === 0 ? 'refused' : 'sent', is);
  if (screens === null) await manager.post(`${path}/${held.replyId}/release`, { digest: held.digest, overrides: [] });
  else
    await screens.as(manager, run.lang, `/triage/${reportId}/reply`, 'reply', async (page) => {
      await page
        .getByRole('button', { name: run.lang === 'ja' ? /この文面で承認する|自分の名前で承認/ : /Release/ })
        .first()
        .click();
    });
  await eventually(() => (out() > 0 ? Promise.resolve() : Promise.reject(new Error('the reply has not left'))));
  const replies = await eventually(async () => {
    const seen = (await handler.get<{ replies: Reply[] }>(path)).replies;
    if (seen.every(({ state }) => state !== 'sent')) throw new Error('the desk has not noted that it left');
    return seen;
  });
  truths.note(
    '差出人に出た返事',
    'replies that reached the sender',
    'mail',
    out(),
    replies.filter((one) => one.to === SENDER && one.state === 'sent').length,
  );
  truths.note(
    '承認した人',
    'who released it',
    'plan',
    manager.name,
    replies.find((one) => one.replyId === held.replyId)?.releasedBy ?? 'nobody',
  );
}

/** The desk is still to hear from him; staff are not. The mail server's own words are the proof. */
async function refuseSender(house: House, caseId: string): Promise<void> {
  const { mail, handler, administrator, manager, truths, people, run } = house;
  const path = `/api/v1/cases/${caseId}/account-measures`;
  await handler.post(path, { object: SENDER, provider: 'other', acts: ['block-sender'] });
  type Measures = { measures: { measureId: string; act: string; state: string }[] };
  const measure = async () => (await handler.get<Measures>(path)).measures.find(({ act }) => act === 'block-sender');
  const id = (await measure())?.measureId ?? '';
  await manager.post(`${path}/${id}/release`, { reason: '職員への直接の働きかけを止める' });
  if (run.plant !== 'sender-still-taken') mail.refuse(SENDER, [DESK_MAIL]);
  await administrator.post(`${path}/${id}/done`);
  const [answer = ''] = await sendMails(mail.port, [
    { from: SENDER, to: people[0]?.mail ?? '', subject: 'まだですか', text: '返事をください' },
  ]);
  await administrator.post(`${path}/${id}/reread`, { text: mail.log.slice(-3).join('\n') });
  truths.note(
    '差出人は職員に届かない',
    'the sender no longer reaches staff',
    'sender',
    'refused by the server, confirmed by the desk',
    `${answer.startsWith('554 ') ? 'refused' : 'taken'} by the server, ${(await measure())?.state} by the desk`,
  );
  const [toDesk = ''] = await sendMails(mail.port, [{ from: SENDER, to: DESK_MAIL, subject: '追伸', text: '対応ありがとうございます。' }]);
  truths.note('窓口へは届く', 'the desk still hears from him', 'sender', true, toDesk.startsWith('250'));
}

async function feedBack(house: House, caseId: string): Promise<void> {
  const { mail, handler, manager, truths } = house;
  const reportId = await firstReport(house, caseId);
  const owed = { reportId, whom: 'JPCERT/CC', kind: 'feedback-owed', what: '相談した CGI の結果を知らせる', dueAt: null };
  const { promiseId } = await handler.post<{ promiseId: string }>(`/api/v1/cases/${caseId}/triage-promises`, owed);
  const text = '先日ご相談した件は、当社の問い合わせフォームで再現し、修正を終えました。ご助言に感謝します。';
  const made = { reportId, template: 'own', to: BODY, lang: 'ja', subject: 'ご相談の件の結果', text };
  const path = `/api/v1/cases/${caseId}/triage-replies`;
  const held = await handler.post<Reply>(path, made);
  const overrides = held.findings.map(({ kind }) => ({ kind, reason: '相談先に結果を伝えるため' }));
  await manager.post(`${path}/${held.replyId}/release`, { digest: held.digest, overrides });
  const came = () => mail.mails.filter(({ to }) => to === BODY);
  await eventually(() => (came().length > 0 ? Promise.resolve() : Promise.reject(new Error('no feedback yet'))));
  await handler.post(`/api/v1/cases/${caseId}/triage-promises/${promiseId}/kept`);
  const { promises } = (await house.stage.sheet(caseId)).parts['triage'] as { promises: Record<string, { kept: boolean }> };
  truths.note(
    '相談先に結果を知らせた',
    'the consulted body heard the result',
    'mail',
    came().length === 1,
    promises[promiseId]?.kept ?? false,
  );
}

async function publish(house: House, caseId: string): Promise<void> {
  const { stage, handler, manager, truths } = house;
  const path = `/api/v1/cases/${caseId}/statements`;
  const fields = {
    requests: [{ ja: '当社を名乗る不審なメールにご注意ください', en: 'Beware of suspicious mails in our name' }],
    'contact.telephone': '03-5555-0142',
    'contact.how-told': { ja: '該当する方には書面でお知らせします', en: 'Whoever is concerned is told by letter' },
    'press.telephone': '03-5555-0199',
    'next.at': new Date(stage.now() + 86_400_000).toISOString(),
  };
  await handler.post(`${path}/fields`, { fields });
  const draft = await handler.get<StatementDraft>(`${path}/draft?stage=first&lang=ja`);
  if (draft.missing.length > 0)
    throw new Error(`missing: ${draft.missing.map(({ item, wants }) => `${item} ${wants.join('/')}`).join(', ')}`);
  const prepared = await handler.post<StatementDesk>(path, { do: 'prepare', stage: 'first' });
  const { statementId = '', blob = '' } = prepared.statements.at(-1) ?? {};
  const seen = async () => (await fetch(`${stage.url}/statements/${caseId}/1?lang=ja`)).status;
  truths.note('承認前の公表文は外から見えない', 'unseen outside before the release', 'visitor', await seen(), 404);
  await handler.post(path, { do: 'told', whom: 'staff', at: new Date(stage.now()).toISOString(), how: `${DOMAIN} の全職員にメールで` });
  await manager.post(path, { do: 'approve', statementId, blob });
  await manager.post(path, { do: 'publish', statementId, blob, reason: '問い合わせに備える' });
  truths.note('公表文が外から読める', 'the statement can be read outside', 'visitor', await seen(), 200);
}
