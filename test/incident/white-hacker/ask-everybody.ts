// SPDX-License-Identifier: Apache-2.0
import type { Census } from '../../../src/triage/reply/reply.contract.ts';
import type { ReportUpWire } from '../../../src/duty/contract.ts';
import { eventually } from '../../support/eventually.ts';
import type { House } from './house.ts';
import { answerDesk } from './staff.ts';
import { DESK_MAIL, SENDER } from './world.ts';

const RELEASE = { ja: '自分の名前で承認して送る', en: 'Release in my name and send' } as const;

/** Everybody is asked at once, and it goes up until somebody takes it. */
export async function askEverybody(house: House, caseId: string): Promise<void> {
  const { stage, mail, handler, truths, run, screens, people } = house;
  const [first] = Object.keys(((await stage.sheet(caseId)).parts['triage'] as { examined: object }).examined);
  const reportId = first ?? '';
  run.say({ ja: '社内に知らせ、全員に尋ねる', en: 'telling the staff and asking everybody' });
  const path = `/api/v1/cases/${caseId}/triage-notices`;
  const staffScreen = `/triage/${reportId}/staff`;
  if (screens === null) await handler.post(path, { reportId });
  else
    await screens.as(handler, run.lang, staffScreen, 'notice', async (page) => {
      await page.getByRole('button', { name: RELEASE[run.lang] }).click();
      await page.getByRole('table').waitFor();
    });
  const noticeId = await noticeOf(house, caseId);
  const toStaff = () => mail.mails.filter(({ from, to }) => from === DESK_MAIL && to.startsWith('staff')).length;
  await eventually(() => (toStaff() >= people.length ? Promise.resolve() : Promise.reject(new Error('notices are leaving'))), 60_000);
  const census = () => handler.get<Census>(`${path}/${noticeId}`);
  await eventually(async () => {
    if ((await census()).sending.waiting > 0) throw new Error('notices are being settled');
  });
  const besides = (await census()).people - people.length;
  truths.note(
    '知らせがサーバーに渡った職員',
    'staff for whom the mail server took the notice',
    'mail',
    toStaff(),
    (await census()).sending.handedOver - besides,
  );
  await answerDesk(mail, people, 'at-once');
  await reportUp(house, caseId);
}

/** Two hours later the silent are asked again, and whoever opened or replied is followed up. */
export async function askTheSilent(house: House, caseId: string): Promise<void> {
  const { stage, mail, handler, truths, people } = house;
  const noticeId = await noticeOf(house, caseId);
  const path = `/api/v1/cases/${caseId}/triage-notices`;
  const [reportId] = Object.keys(((await stage.sheet(caseId)).parts['triage'] as { examined: object }).examined);
  await remind(house, caseId, noticeId, `/triage/${reportId}/staff`);
  const after = await handler.get<Census>(`${path}/${noticeId}`);
  const replies = mail.mails.filter(({ from, to }) => to === SENDER && from.startsWith('staff')).length;
  truths.note('開いた人', 'people who opened it', 'sender', house.sendersPage.hits(), after.counts.opened);
  truths.note('返信した人', 'people who replied', 'mail', replies, after.counts.replied);
  const silent = people.filter(({ says }) => says === 'never').map(({ name }) => name);
  const named = after.rows.filter((row) => row.answer === null && row.name.startsWith('社員')).map((row) => row.name);
  truths.note('答えていない人の名前', 'names of those who are silent', 'plan', silent.join(' '), named.join(' '));
  for (const row of after.rows.filter((one) => one.answer === 'opened' || one.answer === 'replied'))
    await handler.post(`${path}/${noticeId}/followed-up`, {
      personId: row.personId,
      what: '端末とアカウントをシステム担当と一緒に見た。異常なし',
    });
  const open = (await stage.sheet(caseId)).next.filter((one) => one.id.startsWith('triage.follow.')).length;
  truths.note('まだ話を聞いていない人', 'people still to be followed up', 'plan', 0, open);
}

async function remind(house: House, caseId: string, noticeId: string, staffScreen: string): Promise<void> {
  const { stage, mail, handler, run, screens, people } = house;
  await stage.forward(120);
  run.say({ ja: '答えていない人に催促する', en: 'reminding the silent' });
  const before = mail.mails.length;
  if (screens === null) await handler.post(`/api/v1/cases/${caseId}/triage-notices/${noticeId}/remind`);
  else {
    const other = run.lang === 'ja' ? 'en' : 'ja';
    await screens.as(handler, other, staffScreen, 'reminder', async (page) => {
      await page.getByRole('button', { name: other === 'ja' ? /人に、自分の名前で催促する/ : /^Remind the \d+ who/ }).click();
      await page.getByText(other === 'ja' ? '最後の催促' : 'Last reminder').waitFor();
    });
  }
  const asked = people.filter(({ says }) => says !== 'at-once').map((who) => who.mail);
  const gone = () => mail.mails.slice(before).filter(({ from, to }) => from === DESK_MAIL && to.startsWith('staff'));
  await eventually(() => (gone().length >= asked.length ? Promise.resolve() : Promise.reject(new Error('reminders are leaving'))));
  house.truths.note(
    '催促が届いた相手は、黙っていた人だけ',
    'the reminder went to the silent alone',
    'mail',
    asked.toSorted().join(' '),
    gone()
      .map(({ to }) => to)
      .toSorted()
      .join(' '),
  );
  if (run.plant !== 'says-nothing-of-a-reply') await answerDesk(mail, people, 'when-reminded');
}

async function reportUp(house: House, caseId: string): Promise<void> {
  const { stage, mail, handler, run, screens } = house;
  run.say({ ja: '上に報告する。課長は答えない', en: 'reporting upwards; the first superior does not answer' });
  const path = `/api/v1/cases/${caseId}/report-up`;
  await handler.post(path);
  const linkOf = (who: string) =>
    eventually(() => {
      const text = mail.mails.findLast(({ to }) => to === `${who}@bluebird.example`)?.text ?? '';
      const link = /http:\/\/\S+\/page\/\S+/.exec(text)?.[0];
      return link === undefined ? Promise.reject(new Error(`no report for ${who} yet`)) : Promise.resolve(link);
    });
  await linkOf('kacho');
  await stage.forward(15);
  const link = await linkOf('bucho');
  if (screens === null) await fetch(link, { method: 'POST', redirect: 'manual' });
  else
    await screens.phone(link, 'ja', 'superior', async (page) => {
      await page.getByRole('button', { name: '報告を受けました' }).click();
      await page.getByText('報告を受けたことを記録しました。', { exact: false }).waitFor();
    });
  const { informed } = await handler.get<ReportUpWire>(path);
  const told = ['kacho', 'bucho'].filter((who) => mail.mails.some(({ to }) => to === `${who}@bluebird.example`)).length;
  house.truths.note('報告が出た上司の段', 'levels to whom the report went', 'mail', told, 2);
  house.truths.note('受け止めた上司', 'the superior who took it', 'plan', '部長 森', informed.map(({ name }) => name).join(' '));
}

async function noticeOf({ stage }: House, caseId: string): Promise<string> {
  const { parts } = await stage.until(
    caseId,
    'notice',
    (sheet) => Object.keys((sheet.parts['triage'] as { notices: object }).notices).length > 0,
  );
  return Object.keys((parts['triage'] as { notices: object }).notices)[0] ?? '';
}
