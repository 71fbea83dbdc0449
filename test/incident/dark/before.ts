// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { MAILBOX_ACCOUNT } from '../../support/mailbox-server.ts';
import { changeMail, MAIL_SETTINGS, mailboxPort, rotaPlan } from './company.ts';
import type { Company } from './company.ts';
import { BODIES, ROTA, SECOND_MAIL, SERVICES, SUPERIORS, turns } from './world.ts';

const DAYS = 14;
const LOG_PAGES = 6;
const ROWS_A_PAGE = 20;
/** Nobody has the day that the paper gives them. */
const LATER = [ROTA[1].id, ROTA[2].id, ROTA[0].id] as const;

/** The paper in the safe: who has the duty after whom, as a reader of it finds, from when on. */
export type Kit = { readonly printedAt: number; readonly inTurn: readonly string[] };

/** What was made ready while everything worked: a second way out and in, and the paper. */
export async function before(company: Company): Promise<Kit> {
  const { run, director, second, own, truths, elsewhere } = company;
  run.say({ ja: '備える：予備の送信サーバーと受信メールボックス、紙一式', en: 'made ready: second relay and mailbox, the paper kit' });
  const clear = { tls: 'none', host: '127.0.0.1' };
  await changeMail(director, 'PUT', '/out/second', {
    server: { ...clear, port: elsewhere.port, signIn: { kind: 'none' }, from: SECOND_MAIL },
  });
  await changeMail(director, 'PUT', '/in/second', {
    server: {
      ...clear,
      port: mailboxPort(second),
      signIn: { kind: 'password', account: MAILBOX_ACCOUNT.user },
      folder: 'INBOX',
      junk: 'none',
    },
    secrets: { password: MAILBOX_ACCOUNT.password },
  });
  const [to = ''] = (await director.get<{ ownAddresses: readonly string[] }>(MAIL_SETTINGS)).ownAddresses;
  const sent = await director.post<{ mails: readonly { is: string }[] }>(`${MAIL_SETTINGS}/tests`, { to });
  truths.note(
    'ふだんは自社のメールサーバーから出る',
    'on other days mail leaves by the own server',
    'mail',
    `${own.mails.filter((mail) => mail.to === to).length} taken, 0 by the second`,
    `${sent.mails.filter((mail) => mail.is === 'taken').length} taken, ${second.mails.length} by the second`,
  );
  return printKit(company);
}

async function printKit(company: Company): Promise<Kit> {
  const { stage, run, truths, director } = company;
  const file = join(stage.folder, 'kit.pdf');
  const printedAt = stage.now();
  await stage.command(['kit', file, '--days', String(DAYS), '--log-pages', String(LOG_PAGES), '--lang', run.lang]);
  if (run.plant === 'kit-out-of-date') await director.put('/api/v1/duty/plan', { plan: rotaPlan([...LATER]), confirmed: true });
  const text = readPdf(file);
  const note = (ja: string, en: string, expected: number, found: number) => truths.note(ja, en, 'paper', expected, found);
  const said = text
    .split('\n')
    .flatMap((line) => ROTA.filter((one) => new RegExp(String.raw`\d\d:\d\d\s.*\d\d:\d\d\s+${rowOf(one)}`).test(line)).map(({ id }) => id));
  const expected = turns(printedAt, DAYS).map(({ id }) => id);
  note(
    '当番 14 日分の名前と電話が順に載る',
    'names and telephones of 14 days of duty, in order',
    expected.length,
    expected.filter((id, turn) => said[turn] === id).length,
  );
  note('余分な当番の行はない', 'no row of the rota too many', expected.length, said.length);
  const has = (one: string) => text.includes(one);
  note('報告する上司の電話', 'telephones of the superiors', 2, SUPERIORS.filter((one) => new RegExp(rowOf(one)).test(text)).length);
  note(
    '社外の連絡先の電話と契約番号',
    'telephones and contracts of bodies outside',
    BODIES.length,
    BODIES.filter(({ telephone, contract, name }) => has(telephone) && has(contract) && has(name[run.lang])).length,
  );
  note(
    '止めるもの・止めないものと宛先',
    'what to stop and to keep, and where',
    SERVICES.length,
    SERVICES.filter(({ name, range }) => has(name) && has(range)).length,
  );
  note('最初の一時間の紙', 'the sheet of the first hour', 1, Number(has({ ja: '最初の 1 時間', en: 'The first hour' }[run.lang])));
  const numbered = Array.from(
    { length: LOG_PAGES * ROWS_A_PAGE },
    (_, row) => `${Math.floor(row / ROWS_A_PAGE) + 1}-${(row % ROWS_A_PAGE) + 1}`,
  );
  const cells = new Set(text.split(/\s+/));
  note('記録用紙の番号付きの行', 'numbered rows of log pages', numbered.length, numbered.filter((one) => cells.has(one)).length);
  const forms = { ja: ['電話メモ', '判断の記録', '証拠の受け渡し'], en: ['Call note', 'Decision', 'Evidence hand-over'] }[run.lang];
  note('書き込む用紙', 'forms to write on', 3, forms.filter(has).length);
  return { printedAt, inTurn: said };
}

function rowOf({ name, telephone }: { readonly name: string; readonly telephone: string }): string {
  return `${name.replaceAll(' ', String.raw`\s*`)}\\s+${telephone}`;
}

/** What a reader of PDF other than the desk finds in it. */
function readPdf(file: string): string {
  return spawnSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8', maxBuffer: 64_000_000 }).stdout.normalize('NFKC');
}
