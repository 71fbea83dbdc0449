// SPDX-License-Identifier: Apache-2.0
import type { CaseRow } from '../../../src/case/contract.ts';
import type { ReportUpWire, Who } from '../../../src/duty/contract.ts';
import type { ReportRow } from '../../../src/intake/contract.ts';
import { eventually } from '../../support/eventually.ts';
import { sendMails } from '../support/mail-house.ts';
import type { Office } from './office.ts';
import { CALL, DESK_MAIL, DOMAIN, vendorsMail, VENDOR } from './world.ts';

const DAY = 86_400_000;

/** A call on a Saturday: written down, whoever has the duty is paged, the mail that follows comes into the same case, and it goes up. */
export async function firstCall(office: Office): Promise<string> {
  const { first, onDuty, run } = office;
  run.say({ ja: '土曜の朝、監視会社から電話', en: 'Saturday morning, the monitoring firm calls' });
  const noted = { channel: 'telephone', subject: CALL.subject, from: '監視センター', happenedAt: null, text: CALL.text };
  const { caseId } = await first.post<{ caseId: string }>('/api/v1/reports/by-hand', noted);
  await page(office, caseId);
  await takeMail(office, caseId);
  await onDuty.post(`/api/v1/cases/${caseId}/triage-kinds`, { kinds: ['compromise-seen'], reason: '' });
  await onDuty.press(caseId, { do: 'name-owner', personId: onDuty.personId });
  await reportUp(office, caseId);
  return caseId;
}

async function page(office: Office, caseId: string): Promise<void> {
  const { first, stage, truths, world } = office;
  const who = await first.get<Who>('/api/v1/duty/now');
  truths.note('土曜日の当番', 'who has the duty on Saturday', 'plan', '田中 凛', who.rosters[0]?.person?.name ?? 'nobody');
  const monday = new Date(world.saturday + 2 * DAY + DAY / 2).toISOString();
  const then = await first.get<Who>(`/api/v1/duty/now?at=${monday}`);
  truths.note('月曜日は何の日か', 'what kind of day Monday is', 'law', 'holiday', then.day.kind);
  truths.note('月曜日の当番', 'who has the duty on Monday', 'plan', '田中 凛', then.rosters[0]?.person?.name ?? 'nobody');
  await stage.forward(2);
  await first.post('/api/v1/duty/pages', { caseId, subject: CALL.subject });
  const link = await linkOf(office, 'tanaka').catch(() => '');
  truths.note('呼び出しのメールが届いた人', 'whom the page reached by mail', 'mail', 'tanaka', pagedIn(office));
  await stage.forward(4);
  await press(office, link === '' ? await linkOf(office, 'sato') : link, '受け取りました。対応します', 'page');
}

function pagedIn({ mail }: Office): string {
  const mails = mail.mails.filter(({ text }) => /http:\/\/\S+\/page\/\S+/.test(text));
  return [...new Set(mails.map(({ to }) => to.split('@')[0]))].join(' ');
}

/** The newest signed page that was mailed to them. */
export function linkOf({ mail }: Office, who: string): Promise<string> {
  return eventually(() => {
    const text = mail.mails.findLast(({ to }) => to === `${who}@${DOMAIN}`)?.text ?? '';
    const link = /http:\/\/\S+\/page\/\S+/.exec(text)?.[0];
    return link === undefined ? Promise.reject(new Error(`no page for ${who} yet`)) : Promise.resolve(link);
  }, 8000);
}

async function press({ screens }: Office, link: string, button: string, name: string): Promise<void> {
  if (screens === null) return void (await fetch(link, { method: 'POST', redirect: 'manual' }));
  await screens.phone(link, 'ja', name, async (sheet) => {
    await sheet.getByRole('button', { name: button }).click();
    await sheet.getByRole('button', { name: button }).waitFor({ state: 'detached' });
  });
}

/** What was announced on the telephone arrives by mail. One press puts it where it belongs; nothing of it is typed. */
async function takeMail(office: Office, caseId: string): Promise<void> {
  const { mail, onDuty, run, truths, world, stage } = office;
  run.say({ ja: '予告されたメールが届き、同じ事案に入れる', en: 'the mail that was announced arrives and goes into the same case' });
  await stage.forward(5);
  if (run.plant !== 'mail-lost') await sendMails(mail.port, [{ from: VENDOR, to: DESK_MAIL, ...vendorsMail(world) }]);
  const arrived = () =>
    eventually(async () => {
      const { items } = await onDuty.get<{ items: ReportRow[] }>('/api/v1/reports');
      const found = items.find(({ from }) => from.includes(VENDOR));
      if (found === undefined) throw new Error('the mail is not there yet');
      return found;
    }, 10_000);
  const report = await arrived().catch(() => null);
  if (report !== null && report.caseId !== caseId)
    await onDuty.post(`/api/v1/reports/${report.reportId}/move`, { toCase: caseId, reason: '電話で予告された、宛先を知らせるメール' });
  const { items } = await onDuty.get<{ items: CaseRow[] }>('/api/v1/cases');
  truths.note('電話とメールで一つの事案', 'one case for call and mail', 'plan', 1, items.filter(({ state }) => state === 'open').length);
  const wanted = [world.names.known, '203.0.113.66'];
  const looked = await stage
    .until(caseId, 'what the mail names is looked for', (sheet) => wanted.every((value) => lookedFor(sheet).includes(value)))
    .then(lookedFor)
    .catch(() => []);
  truths.note(
    'メールの無害化された宛先を、打ち直さずに探している',
    'the defanged destinations are looked for without being typed',
    'mail',
    wanted.toSorted().join(' '),
    [...looked]
      .map(String)
      .toSorted((a, b) => (a < b ? -1 : 1))
      .join(' '),
  );
}

function lookedFor(sheet: { readonly findings: readonly { to: string; value: string; is: string }[] }): readonly string[] {
  return sheet.findings.filter((one) => one.to === 'hunt' && one.is === 'taken').map(({ value }) => value);
}

async function reportUp(office: Office, caseId: string): Promise<void> {
  const { onDuty, mail, stage, truths, run } = office;
  run.say({ ja: '上に報告する。課長は出ない', en: 'reporting upwards; the first superior does not answer' });
  const path = `/api/v1/cases/${caseId}/report-up`;
  await onDuty.post(path);
  await linkOf(office, 'kacho');
  await stage.forward(15);
  const link = await linkOf(office, 'bucho');
  if (run.plant !== 'nobody-takes-the-report') await press(office, link, '報告を受けました', 'superior');
  const { informed } = await onDuty.get<ReportUpWire>(path);
  const told = ['kacho', 'bucho'].filter((who) => mail.mails.some(({ to }) => to === `${who}@${DOMAIN}`)).length;
  truths.note('報告が出た上司の段', 'levels to whom the report went', 'mail', told, 2);
  truths.note('受け止めた上司', 'the superior who took it', 'plan', '部長 森', informed.map(({ name }) => name).join(' '));
}
