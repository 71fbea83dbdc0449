// SPDX-License-Identifier: Apache-2.0
import type { ReportUpWire, Who } from '../../../src/duty/contract.ts';
import { visitor } from '../../support/browser-like.ts';
import { eventually } from '../../support/eventually.ts';
import type { HouseMail } from '../support/mail-house.ts';
import { sendMails } from '../support/mail-house.ts';
import { PASSWORD, taken } from '../support/stage.ts';
import type { Kit } from './before.ts';
import { changeMail } from './company.ts';
import type { Company } from './company.ts';
import { BODIES, DOMAIN, onDutyAt, PRIVATE_DOMAIN, ROTA, SECOND_MAIL, turns } from './world.ts';

const DAY = 86_400_000;

const WHY = '自社のメールサーバーに届かない';
const SUBJECT = '自社のメール・名前解決・サインイン・公式サイトが止まった';

/** Mail, names, sign-in and public site end at once; the desk is a machine of its own, reached by its number. */
export async function goDark(company: Company): Promise<number> {
  const { run, cables, names, truths, siteUrl } = company;
  run.say({ ja: 'メール、名前解決、サインイン、公式サイトが止まる', en: 'mail, names, sign-in and public site go down' });
  for (const cable of Object.values(cables)) await cable.pull();
  await names.stop();
  const alive = [
    await cables.smtp.answers(),
    await cables.imap.answers(),
    await names.answers(),
    await cables.provider.answers(),
    await fetch(siteUrl).then(
      () => true,
      () => false,
    ),
  ].filter(Boolean).length;
  truths.note('応答する自前のサーバー', 'own servers that answer', 'visitor', 0, alive);
  return company.stage.now();
}

/** Nobody comes in by the provider; whoever has a password of the desk does. */
export async function signIn(company: Company): Promise<void> {
  const { stage, truths, screens, run, director } = company;
  const guest = visitor(stage.url);
  const begun = await guest.post('/api/auth/sign-in/sso', { providerId: 'keycloak', callbackURL: '/' });
  const url = (begun.json as { url?: string } | null)?.url ?? '';
  const led =
    url !== '' &&
    (await fetch(url, { redirect: 'manual' }).then(
      () => true,
      () => false,
    ));
  truths.note('提供者でのサインインはできない', 'nobody signs in by the provider', 'visitor', false, led);
  const own = visitor(stage.url);
  await own.post('/api/auth/sign-in/email', { email: `takahashi@${DOMAIN}`, password: PASSWORD });
  const { person } = taken<{ person: { name: string } | null }>(await own.get('/api/v1/session'));
  truths.note('デスクのパスワードで入れる', 'the password of the desk lets in', 'plan', '高橋 健', person?.name ?? 'nobody');
  if (screens !== null) await screens.as({ ...director, visitor: guest }, run.lang, '/sign-in', 'dark-sign-in', () => Promise.resolve());
}

/** The call of somebody who noticed becomes a case; whoever the paper names is the one on duty, and the page cannot leave yet. */
export async function callByPaper(company: Company, { printedAt, inTurn }: Kit): Promise<string> {
  const { director, stage, truths, own, second, run } = company;
  await stage.forward(6);
  const noted = { channel: 'telephone', subject: SUBJECT, from: '総務部', happenedAt: null, text: `${SUBJECT}。端末から名前が引けない。` };
  const { caseId } = await director.post<{ caseId: string }>('/api/v1/reports/by-hand', noted);
  await director.post(`/api/v1/cases/${caseId}/triage-kinds`, { kinds: ['outage'], reason: '' });
  await director.press(caseId, { do: 'name-owner', personId: director.personId });
  const onPaper = ROTA.find(({ id }) => id === inTurn[turns(printedAt, (stage.now() - printedAt) / DAY).length - 1])?.name ?? 'nobody';
  const { rosters } = await director.get<Who>('/api/v1/duty/now');
  truths.note(
    '紙の当番がデスクの当番と同じ',
    'the duty of the desk is that of the paper',
    'paper',
    onPaper,
    rosters[0]?.person?.name ?? 'nobody',
  );
  run.say({ ja: '呼び出しはまだ出られない', en: 'the page cannot leave yet' });
  const before = own.mails.length;
  await director.post('/api/v1/duty/pages', { caseId, subject: SUBJECT });
  await stage.forward(1);
  const sent = (await stage.entries(caseId)).filter(({ kind }) => kind === 'page.sent').length;
  truths.note(
    '止まっている間に出たと言う呼び出し',
    'pages said to have left while all is down',
    'mail',
    own.mails.length - before + pagesIn(second.mails).length,
    sent,
  );
  return caseId;
}

/** A named person switches to the second way, with the reason; what waited goes out by it, once. */
export async function switchOver(company: Company, caseId: string): Promise<void> {
  const { director, stage, truths, second, run, screens, own } = company;
  run.say({ ja: '予備の送信サーバーと受信メールボックスに切り替える', en: 'switching to the second relay and mailbox' });
  await stage.forward(22);
  const ownBefore = own.mails.length;
  if (run.plant === 'second-way-down') await company.elsewhere.pull();
  if (screens === null) await changeMail(director, 'POST', '/switch', { direction: 'out', place: 'second', reason: WHY });
  else
    await screens.as(director, run.lang, '/settings/mail', 'switch', async (page) => {
      const words = {
        ja: { group: '送信サーバー（予備）', go: '予備に切り替える' },
        en: { group: 'Outgoing server (second)', go: 'Switch to: second' },
      }[run.lang];
      const group = page.getByRole('group', { name: words.group });
      await group.getByRole('button', { name: words.go }).click();
      await page.getByRole('dialog').getByRole('textbox').fill(WHY);
      await page.getByRole('dialog').getByRole('button', { name: words.go }).click();
      await group.getByText(WHY).waitFor();
    });
  await changeMail(director, 'POST', '/switch', { direction: 'in', place: 'second', reason: WHY });
  await stage.forward(6);
  await eventually(async () => {
    const taken = pagesIn(second.mails).length;
    if (taken === 0) throw new Error('no page by the second relay yet');
    const sent = (await stage.entries(caseId)).filter(({ kind }) => kind === 'page.sent').length;
    if (sent !== taken) throw new Error(`the desk has noted ${sent} of ${taken} pages`);
  }, 20_000).catch(() => undefined);
  const pages = pagesIn(second.mails);
  const duty = onDutyAt(stage.now());
  truths.note(
    '予備から呼び出しが届いた人',
    'whom the page reached by the second relay',
    'second',
    `${duty.id}@${PRIVATE_DOMAIN}`,
    [...new Set(pages.map(({ to }) => to))].join(' '),
  );
  const noted = (await stage.entries(caseId)).filter(({ kind }) => kind === 'page.sent').length;
  truths.note('予備に渡った呼び出しの数', 'pages that the second relay took', 'second', pages.length, noted);
  truths.note('自社のサーバーからは何も出ていない', 'nothing left by the own server', 'mail', 0, own.mails.length - ownBefore);
  const { items } = await director.get<{ items: { kind: string; body: Record<string, unknown>; actor: { name: string } }[] }>(
    '/api/v1/desk/entries?limit=500',
  );
  const switched = items.filter(({ kind }) => kind === 'mail.server-switched');
  truths.note(
    '切り替えた人と理由が残る',
    'who switched, and why, is on record',
    'plan',
    `2 佐藤 美咲 ${WHY}`,
    `${switched.length} ${switched[0]?.actor.name} ${String(switched[0]?.body['reason'])}`,
  );
}

/** Whoever was paged takes it; it goes up, and is taken; a partner writes to the address at the other provider. */
export async function workOn(company: Company, caseId: string): Promise<void> {
  const { director, second, stage, truths, run } = company;
  const page = pagesIn(second.mails).find(({ to }) => to === `${onDutyAt(stage.now()).id}@${PRIVATE_DOMAIN}`);
  if (page !== undefined) await pressLink(company, page.text, '受け取りました。対応します', 'page');
  run.say({ ja: '上に報告する', en: 'reporting upwards' });
  const path = `/api/v1/cases/${caseId}/report-up`;
  await director.post(path);
  const up = () => second.mails.find(({ to }) => to === `kacho@${PRIVATE_DOMAIN}`);
  await eventually(() => (up() === undefined ? Promise.reject(new Error('no report yet')) : Promise.resolve()), 20_000).catch(
    () => undefined,
  );
  await pressLink(company, up()?.text ?? '', '報告を受けました', 'superior');
  const { informed } = await director.get<ReportUpWire>(path);
  truths.note(
    '予備で届いた報告を受け止めた上司',
    'the superior who took the report',
    'plan',
    '課長 花',
    informed.map(({ name }) => name).join(' '),
  );
  const [body] = BODIES;
  await director.press(caseId, {
    do: 'log-call',
    whom: body.name.ja,
    telephone: body.telephone,
    result: 'reached',
    callBackAt: null,
    note: '契約番号を伝えた',
  });
  const from = 'partner@trading.example';
  await sendMails(second.port, [
    { from, to: SECOND_MAIL, subject: '御社に届かないメールについて', text: '御社のアドレスに送れず、こちらにお送りします。' },
  ]);
  const came = () => director.get<{ items: { from: string }[] }>('/api/v1/reports');
  await eventually(async () => {
    if ((await came()).items.every((one) => !one.from.includes(from))) throw new Error('not in yet');
  }, 20_000).catch(() => undefined);
  truths.note(
    '予備の宛先に来たメールがデスクに入る',
    'mail to the second address comes in',
    'second',
    second.mails.filter(({ to }) => to === SECOND_MAIL).length,
    (await came()).items.filter((one) => one.from.includes(from)).length,
  );
}

async function pressLink({ screens }: Company, text: string, button: string, name: string): Promise<void> {
  const link = /http:\/\/\S+\/page\/\S+/.exec(text)?.[0];
  if (link === undefined) return;
  if (screens === null) return void (await fetch(link, { method: 'POST', redirect: 'manual' }));
  await screens.phone(link, 'ja', name, async (sheet) => {
    await sheet.getByRole('button', { name: button }).click();
    await sheet.getByRole('button', { name: button }).waitFor({ state: 'detached' });
  });
}

export function pagesIn(mails: readonly HouseMail[]): readonly HouseMail[] {
  return mails.filter(({ text }) => /http:\/\/\S+\/page\/\S+/.test(text));
}
