// SPDX-License-Identifier: Apache-2.0
import type { AudienceSheet, NoticeSheet } from '../../../src/notification/contract.ts';
import { eventually } from '../../support/eventually.ts';
import { taken } from '../support/stage.ts';
import type { Provider } from './provider.ts';
import { DESK_MAIL } from './provider.ts';

const APPROVE = { ja: 'この相手を承認する', en: 'Approve this audience' } as const;

/** Customers are told by mail: a copy to ourselves, a few first, then everybody, past dead addresses and no faster than the relay bears. */
export async function notify(provider: Provider, caseId: string): Promise<void> {
  const { handler, manager, run, truths, affected, customers, mail, stage, screens } = provider;
  run.say({ ja: '契約者に知らせる', en: 'telling the customers' });
  const left = run.plant === 'one-customer-left-out' ? affected[0]?.customerId : undefined;
  const lines = customers
    .filter(({ customerId }) => customerId !== left)
    .map(({ customerId, address }) => `${customerId},契約者 ${customerId},${customerId},${address},03-0000-0000,"100-0001 千代田区一丁目"`);
  const form = new FormData();
  form.append('file', new Blob([`顧客番号,顧客名,契約番号,代表アドレス,電話,住所\n${lines.join('\n')}\n`]), 'customers.csv');
  taken(await handler.visitor.call('POST', '/api/v1/customers/import', form));
  const audience = await handler.get<AudienceSheet>(`/api/v1/cases/${caseId}/audience`);
  truths.note('知らせる相手', 'customers to be told', 'plan', affected.length, audience.counts.customers);
  if (screens === null) await manager.post(`/api/v1/cases/${caseId}/audience/approval`, { digest: audience.digest });
  else
    await screens.as(manager, run.lang, `/cases/${caseId}/customers`, 'audience', async (page) => {
      const approve = page.getByRole('button', { name: APPROVE[run.lang], exact: true });
      await approve.click();
      await approve.waitFor({ state: 'detached' });
    });
  const path = `/api/v1/cases/${caseId}/notice`;
  const { text } = await handler.post<NoticeSheet>(`${path}/test`, {});
  await manager.post(`${path}/approval`, { audience: audience.digest, text, without: '手元の写しで読んだ' });
  for (const leg of ['canary', 'rest'] as const) await sendLeg(provider, path, leg);
  const asked = new Set(mail.log.filter((line) => line.includes('reject')).flatMap((line) => /to=<([^>]+)>/.exec(line)?.[1] ?? []));
  const dead = affected.filter((one) => one.dead);
  const alive = affected.filter((one) => !one.dead);
  const got = (address: string) => mail.mails.filter(({ from, to }) => from === DESK_MAIL && to === address).length;
  const sheet = await handler.get<NoticeSheet>(path);
  const inState = (...states: readonly string[]) =>
    sheet.customers.filter(({ state }) => states.includes(state)).reduce((sum, one) => sum + one.customers, 0);
  truths.note(
    '生きた宛先に、ちょうど一通ずつ',
    'exactly one mail for each living address',
    'mail',
    alive.length,
    alive.filter(({ address }) => got(address) === 1).length,
  );
  truths.note(
    '断られた宛先',
    'addresses that were refused',
    'mail',
    dead.filter(({ address }) => asked.has(address)).length,
    inState('bounced-hard'),
  );
  truths.note(
    '関わりのない契約者への誤送',
    'mails to customers who are not concerned',
    'mail',
    0,
    customers.filter((one) => !affected.includes(one) && got(one.address) > 0).length,
  );
  provider.lines.push({
    ja: `通知の状態: ${sheet.customers.map(({ state, customers: n }) => `${state} ${n}`).join('、')}`,
    en: `notices: ${sheet.customers.map(({ state, customers: n }) => `${state} ${n}`).join(', ')}`,
  });
  await stage.forward(60);
}

/** Released by a person, and by a person again each time that it stands still for dead addresses or for the day. */
async function sendLeg({ handler, manager, stage }: Provider, path: string, leg: 'canary' | 'rest'): Promise<void> {
  await manager.post(`${path}/release`, { leg });
  for (let days = 0; days < 15; days += 1) {
    const sheet = await eventually(async () => {
      const seen = await handler.get<NoticeSheet>(path);
      if (seen[leg]?.done !== true && seen.paused === null) throw new Error(`the ${leg} is leaving`);
      return seen;
    }, 60_000);
    if (sheet.paused === null) return;
    await stage.forward(24 * 60);
    await manager.post(`${path}/resume`, { reason: '宛先の誤りを確かめた', daily: true });
  }
  throw new Error(`the ${leg} does not end`);
}
