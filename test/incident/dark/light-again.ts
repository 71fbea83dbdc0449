// SPDX-License-Identifier: Apache-2.0
import type { EntryWire } from '../../../src/case/contract.ts';
import { eventually } from '../../support/eventually.ts';
import { sendMails } from '../support/mail-house.ts';
import type { HouseMail } from '../support/mail-house.ts';
import { changeMail, MAIL_SETTINGS } from './company.ts';
import type { Company } from './company.ts';
import { DESK_MAIL } from './world.ts';

const HOUR = 3_600_000;

/** A day later everything answers again: the first way is taken up, and nothing that left comes a second time. */
export async function lightAgain(company: Company, caseId: string, darkAt: number): Promise<void> {
  const { stage, cables, names, run, director, truths, own, second } = company;
  run.say({ ja: '24 時間後、復旧する', en: 'after 24 hours everything is back' });
  await stage.forward(Math.ceil((darkAt + 24 * HOUR - stage.now()) / 60_000));
  truths.note('止まっていた時間（時間）', 'hours in the dark', 'plan', 24, Math.round((stage.now() - darkAt) / HOUR));
  for (const cable of Object.values(cables)) await cable.putBack();
  await names.start();
  const before = own.mails.length;
  await changeMail(director, 'POST', '/switch', { direction: 'out', place: 'first', reason: '自社のメールサーバーが戻った' });
  await changeMail(director, 'POST', '/switch', { direction: 'in', place: 'first', reason: '自社のメールボックスが戻った' });
  const [to = ''] = (await director.get<{ ownAddresses: readonly string[] }>(MAIL_SETTINGS)).ownAddresses;
  await director.post(`${MAIL_SETTINGS}/tests`, { to });
  truths.note(
    'また自社のサーバーから出る',
    'mail leaves by the own server again',
    'mail',
    1,
    own.mails.slice(before).filter((mail) => mail.to === to).length,
  );
  const late = 'customer@buyer.example';
  await sendMails(own.port, [
    { from: late, to: DESK_MAIL, subject: '昨日から届かなかったメール', text: '送信側で一日待ってから届きました。' },
  ]);
  const reports = async () =>
    (await director.get<{ items: { from: string }[] }>('/api/v1/reports')).items.filter(({ from }) => from.includes(late));
  await eventually(async () => {
    if ((await reports()).length === 0) throw new Error('not in yet');
  }, 20_000).catch(() => undefined);
  truths.note('相手の側で待っていたメールが入る', 'mail that waited at its sender comes in', 'mail', 1, (await reports()).length);
  if (run.plant === 'second-copy') await sendAgain(company);
  const ids = [...own.mails, ...second.mails].filter(isOurs).map((mail) => `${messageIdOf(mail)} ${mail.to}`);
  truths.note('二度届いたメール', 'mails that came twice', 'second', 0, ids.length - new Set(ids).size);
  company.lines.push(lateness(await stage.entries(caseId), darkAt));
}

/** A hand that sends what it finds in the queue of the second server once more. */
async function sendAgain({ second, own }: Company): Promise<void> {
  const found = second.mails.find(isOurs);
  if (found !== undefined) await sendMails(own.port, [{ ...found, messageId: messageIdOf(found) }]);
}

function isOurs({ raw }: HouseMail): boolean {
  return /^Message-ID: <m\./im.test(raw);
}

function messageIdOf({ raw }: HouseMail): string {
  return /^Message-ID:\s*(<[^>]+>)/im.exec(raw)?.[1] ?? '';
}

/** What came late, by the desk's clock: minutes from when it was wanted until a server took it. */
function lateness(entries: readonly EntryWire[], darkAt: number) {
  const minutes = (from: number, to: number) => Math.round((to - from) / 60_000);
  const timeOf = (fits: (entry: EntryWire) => boolean) => Date.parse(entries.find(fits)?.at ?? '');
  const page = entries.find(({ kind, body }) => kind === 'page.triggered' && body?.['purpose'] !== 'report-up');
  const sent = timeOf(({ kind, body }) => kind === 'page.sent' && body?.['pageId'] === page?.body?.['pageId']);
  const [called, told] = [Date.parse(page?.at ?? ''), timeOf(({ kind }) => kind === 'statement.published')];
  return {
    ja: `遅れ：呼び出しのメールは ${minutes(called, sent)} 分待って予備から出た。第一報は暗転から ${minutes(darkAt, told)} 分。電話と紙は待たなかった`,
    en: `late: the page by mail waited ${minutes(called, sent)} minutes and left by the second relay; first report ${minutes(darkAt, told)} minutes after the lights went out; telephone and paper did not wait`,
  };
}
