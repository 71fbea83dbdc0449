// SPDX-License-Identifier: Apache-2.0
import type { CaseRow } from '../../../src/case/contract.ts';
import type { Copies, ReportRow } from '../../../src/intake/contract.ts';
import { eventually } from '../../support/eventually.ts';
import { sendMails } from '../support/mail-house.ts';
import type { House } from './house.ts';
import { reactToMail } from './staff.ts';
import { DESK_MAIL, SENDER, wordings } from './world.ts';

/** The mail reaches the role mailbox and 124 people in different wordings; the desk opens one case and pages whoever is on duty. */
export async function takeIn(house: House): Promise<string> {
  const { mail, people, truths, handler, run } = house;
  const texts = wordings(house.sendersPage.url);
  const first = texts[0] ?? { subject: '', text: '' };
  run.say({ ja: 'メールが届く', en: 'the mail arrives' });
  await sendMails(mail.port, [{ from: SENDER, to: DESK_MAIL, ...first }]);
  const caseId = await eventually(async () => {
    const { items } = await handler.get<{ items: CaseRow[] }>('/api/v1/cases');
    const [found] = items;
    if (found === undefined) throw new Error('no case yet');
    return found.id;
  });
  await sendMails(
    mail.port,
    people.map(({ mail: to }, at) => ({ from: SENDER, to, ...(texts[at % texts.length] ?? first) })),
  );
  await reactToMail(mail, people, async (who) => void (await fetch(`${house.sendersPage.url}?for=${who.mail}`)));
  const passedOn = people.filter((who) => who.passesOn).length;
  const reports = () => handler.get<{ items: ReportRow[] }>('/api/v1/reports?standing=case');
  await eventually(async () => {
    if ((await reports()).items.length < passedOn + 1) throw new Error('mails are still coming in');
  }, 60_000);
  await foldCopies(house, caseId, passedOn);
  const { items } = await handler.get<{ items: CaseRow[] }>('/api/v1/cases');
  const taken = (await reports()).items;
  truths.note(
    '届いた社員の数',
    'staff whom the mail reached',
    'mail',
    mail.mails.filter((one) => one.from === SENDER && one.to !== DESK_MAIL).length,
    people.length,
  );
  truths.note(
    'デスクに来た写し（本人と転送）',
    'copies that came to the desk',
    'mail',
    mail.mails.filter(({ to }) => to === DESK_MAIL).length,
    taken.length,
  );
  truths.note('違う文面でも事案は一つ', 'one case for all wordings', 'plan', 1, items.filter((one) => one.state === 'open').length);
  await handler.post(`/api/v1/cases/${caseId}/triage-kinds`, { kinds: ['weakness-claimed'], reason: '' });
  await handler.press(caseId, { do: 'name-owner', personId: handler.personId });
  return caseId;
}

/** Each colleague who passed it on opened a case; one press makes them one. */
async function foldCopies({ handler, screens, run }: House, caseId: string, passedOn: number): Promise<void> {
  const path = `/api/v1/cases/${caseId}/copies`;
  await eventually(async () => {
    const { items } = await handler.get<Copies>(path);
    if (items.length < passedOn) throw new Error(`${items.length} of ${passedOn} copies are known as such`);
  }, 60_000);
  const reason = '社員が同じメールを転送した';
  if (screens === null) return void (await handler.post(path, { reason }));
  const { items } = await handler.get<{ items: ReportRow[] }>('/api/v1/reports?standing=case');
  const reportId = items.find((one) => one.caseId === caseId)?.reportId ?? '';
  await screens.as(handler, run.lang, `/triage/${reportId}`, 'copies', async (page) => {
    const take = page.getByRole('button', { name: run.lang === 'ja' ? /この事案にまとめる/ : /^Take all/ });
    await take.first().click();
    await page.getByRole('dialog').getByRole('textbox').fill(reason);
    await page
      .getByRole('dialog')
      .getByRole('button', { name: run.lang === 'ja' ? /この事案にまとめる/ : /^Take all/ })
      .click();
    await take.first().waitFor({ state: 'detached' });
  });
}
