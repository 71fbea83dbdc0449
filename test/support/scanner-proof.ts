// SPDX-License-Identifier: Apache-2.0
// Machines open every link of many mails in every way that they have; only a person's press may count.
import type { Browser } from 'playwright-core';
import { createNoticeStore } from '../../src/adapters/postgres/notification/notice-store.ts';
import { importList } from '../../src/notification/audience/import-list.ts';
import { importCustomers } from '../../src/notification/customer/import-customers.ts';
import { readTable } from '../../src/notification/table/read-table.ts';
import { contactIdOf } from '../../src/notification/contact/contact.ts';
import { noticeIdOf } from '../../src/notification/notice/notice.ts';
import { moves } from '../../src/notification/state/moves.ts';
import { makeNoticeLink } from '../../src/notification/page/link.ts';
import { endpoints } from '../../src/notification/page/page.contract.ts';
import { inquiryDeps } from '../../src/wiring/notification.ts';
import type { ServedDesk } from './served-desk.ts';

const actor = { type: 'person' as const, id: 'p1', name: '佐藤' };
const whole = { leaveOut: new Set<number>(), lang: 'ja' } as const;
const file = (lines: readonly string[]) => ({ name: 'f.csv', bytes: new TextEncoder().encode(`${lines.join('\n')}\n`) });
const number = (at: number) => `C-${String(at).padStart(4, '0')}`;

/** A desk with a notice that a server took for each of `mails` customers, and the address in each mail. */
export async function noticeOut(desk: ServedDesk, mails: number) {
  const deps = inquiryDeps(desk.base, desk);
  const notices = createNoticeStore(desk.database, moves);
  const { caseId } = await desk.journal.write((writing) =>
    writing.openCase(actor, () => [{ kind: 'case.opened', body: { title: 'レンタルサーバー', reportId: null } }]),
  );
  const all = Array.from({ length: mails }, (_, at) => at);
  await importCustomers(
    deps,
    actor,
    file(['顧客番号,顧客名,代表アドレス', ...all.map((at) => `${number(at)},顧客${at},c${at}@example.jp`)]),
    whole,
    readTable,
  );
  await importList(
    deps,
    actor,
    caseId,
    file(['顧客番号,場所,内容,対処', ...all.map((at) => `${number(at)},/srv/${at}/x,読める,直す`)]),
    whole,
    readTable,
  );
  const noticeId = noticeIdOf(caseId);
  const at = desk.clock.now();
  const contactOf = (one: number) => contactIdOf(desk.base.hash, 'mail', `c${one}@example.jp`);
  const messages = all.map((one) => ({
    noticeId,
    contactId: contactOf(one),
    wave: 1,
    caseId,
    canary: false,
    rung: 'role' as const,
    address: `c${one}@example.jp`,
    domain: 'example.jp',
    lang: 'ja' as const,
    customers: [number(one)],
    token: `${noticeId}-${one}`,
    messageId: null,
    digest: '',
    state: 'drafted' as const,
    answer: '',
    askedAt: null,
    changedAt: at,
  }));
  const standings = all.map((one) => ({
    noticeId,
    customerId: number(one),
    caseId,
    name: `顧客${one}`,
    contactId: contactOf(one),
    state: 'drafted' as const,
    changedAt: at,
  }));
  await desk.journal.write(async (writing) => {
    await notices.save(writing.tx, messages, standings);
    for (const event of ['approve', 'queue', 'claim', 'hand-over'] as const)
      await notices.happen(
        writing.tx,
        noticeId,
        messages.map(({ contactId }) => ({ event, detail: '', contactId, wave: 1 })),
        { by: 'test', at },
      );
  });
  const signer = await deps.signer();
  const links = all.map(
    (one) =>
      desk.url +
      endpoints.noticePage.at({ token: makeNoticeLink(signer, { noticeId, customerId: number(one), contactId: contactOf(one) }, at) }),
  );
  const told = async () => (await notices.standings(noticeId)).filter((one) => one.state === 'handed-over').length;
  const stateOf = async (one: number) => (await notices.standing(noticeId, number(one)))?.state;
  const entries = async () =>
    Number((await desk.database.pool.query('select count(*) as n from journal_entry where stream = $1', [caseId])).rows[0].n);
  return { links, told, stateOf, entries, noticeId, caseId, number };
}

export type ScannerPlant = 'get-acknowledges' | null;

/** Every link by GET, HEAD and prefetch, and by a browser that runs scripts and follows what it finds; then one person. */
export async function proveScanner(
  desk: ServedDesk,
  browser: Browser | null,
  mails: number,
  plant: ((link: string) => Promise<void>) | null = null,
) {
  const faults: string[] = [];
  const out = await noticeOut(desk, mails);
  const before = await out.entries();
  let largest = 0;
  for (const [at, link] of out.links.entries()) {
    const from = { 'x-forwarded-for': addressOf(at) };
    const got = await fetch(link, { headers: { 'user-agent': '', ...from } });
    const text = await got.text();
    largest = Math.max(largest, Buffer.byteLength(text));
    if (got.status !== 200 || /<script/i.test(text)) faults.push(`${link} answers ${got.status} or runs a script`);
    await fetch(link, { method: 'HEAD', headers: from });
    await fetch(link, { headers: { purpose: 'prefetch', 'sec-purpose': 'prefetch;prerender', ...from } }).then((answer) => answer.text());
    if (plant !== null) await plant(link);
  }
  if (browser !== null) await scanWith(browser, out.links);
  const counted = mails - (await out.told());
  if (counted > 0) faults.push(`${counted} of ${mails} stand as having noticed although nobody pressed`);
  if ((await out.entries()) !== before) faults.push('opening links wrote entries');
  if (largest >= 30_000) faults.push(`a page has ${largest} bytes`);

  // A machine that sends the form the moment it has it, then a person who takes a minute.
  const [first = '', second = ''] = out.links;
  await press(first, 'done');
  if ((await out.told()) !== mails) faults.push('a form that was sent at once counted');
  desk.clock.forward(60_000);
  const shown = await fetch(second).then((answer) => answer.text());
  desk.clock.forward(20_000);
  await press(second, 'started', shown);
  await press(second, 'started', shown);
  const human = mails - (await out.told());
  if (human !== 1 || (await out.stateOf(1)) !== 'acknowledged') faults.push(`one person pressed and ${human} are counted`);
  return { mails, counted, human, largest, faults };
}

/** Each recipient's machine stands somewhere else: the limit by address is not what keeps scanners from counting. */
function addressOf(at: number): string {
  return `198.18.${Math.floor(at / 250)}.${(at % 250) + 1}`;
}

/** Sends the form of the page as a browser does. */
export async function press(link: string, answer: string, page: string | null = null, said = ''): Promise<string> {
  const text = page === null ? await (await fetch(link)).text() : page;
  const nonce = /name="nonce" value="([^"]+)"/.exec(text)?.[1] ?? '';
  const got = await fetch(link, { method: 'POST', body: new URLSearchParams({ nonce, answer, said }) });
  return got.text();
}

/** A scanner as mail gateways run them: renders, runs scripts, moves the mouse, follows every link of the page. */
async function scanWith(browser: Browser, links: readonly string[]): Promise<void> {
  const context = await browser.newContext();
  const page = await context.newPage();
  for (const [at, link] of links.entries()) {
    await page.setExtraHTTPHeaders({ 'x-forwarded-for': addressOf(at) });
    await page.goto(link);
    const found = await page.evaluate(() => [...document.querySelectorAll('a[href]')].map((one) => (one as HTMLAnchorElement).href));
    await page.mouse.move(100, 200);
    for (const one of found) await page.goto(one);
  }
  await context.close();
}
