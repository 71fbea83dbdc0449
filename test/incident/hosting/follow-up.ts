// SPDX-License-Identifier: Apache-2.0
import { lstatSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import type { FollowSheet } from '../../../src/notification/follow/follow.contract.ts';
import type { InquiryAnswer } from '../../../src/notification/inquiry/inquiry.contract.ts';
import { auditOnce } from './audit.ts';
import type { Customer, Provider } from './provider.ts';
import { DESK_MAIL } from './provider.ts';

/** Customers act on their own files, the next audit sees what is left, letters go to those whom no mail reaches, and whoever asks is answered. */
export async function followUp(provider: Provider, caseId: string): Promise<void> {
  const { handler, run, truths, affected, stage, planted, lines } = provider;
  run.say({ ja: '契約者が直し、もう一度調べる', en: 'customers mend, the host is audited again' });
  const acting = affected.filter(({ dead, does }) => !dead && does === 'mends');
  const answered = await answer(provider, acting);
  if (run.plant !== 'answered-and-not-mended') for (const one of acting) mendFiles(provider, one);
  await stage.forward(24 * 60);
  const left = await auditOnce(provider, caseId);
  const mended = new Set(acting.map(({ tenant }) => tenant));
  const path = `/api/v1/cases/${caseId}/follow`;
  await handler.get<FollowSheet>(path);
  const follow = await untilChecked(handler, path);
  truths.note('対応を知らせた契約者', 'customers who said that it is done', 'plan', acting.length, answered);
  truths.note(
    '直ったと確かめた契約者',
    'customers verified',
    'file',
    affected.filter(({ tenant }) => isGone(provider, tenant)).length,
    follow.checked?.verified ?? -1,
  );
  const rest = planted.filter(({ tenant }) => tenant === null || !mended.has(tenant));
  const acted = new Set(planted.filter(({ tenant }) => tenant !== null && mended.has(tenant)).map(({ key }) => key));
  // A link to a file of somebody who mended leads nowhere now: what is left of those is not known beforehand.
  const own = (rule: string) => rule !== 'link-out' && rule !== 'hard-link-across';
  const stays = rest.filter(({ rule, path: at }) => own(rule) && isThere(at)).map(({ key }) => key);
  truths.note('直した契約者に残る露出', 'exposures left of customers who mended', 'file', 0, left.filter((key) => acted.has(key)).length);
  truths.note(
    '直さなかった契約者の露出',
    'exposures of customers who did not mend',
    'file',
    stays.length,
    left.filter((key) => stays.includes(key)).length,
  );
  lines.push({
    ja: `露出 ${planted.length} 件 → ${left.length} 件（直さなかった契約者の分 ${rest.length} 件）`,
    en: `${planted.length} exposures -> ${left.length} (${rest.length} of customers who did not act)`,
  });
  for (const lang of ['ja', 'en'] as const)
    await provider.screens?.as(handler, lang, `/cases/${caseId}/follow`, 'follow', () => Promise.resolve());
  await letters(provider, path);
  await inquiries(provider, caseId);
}

async function untilChecked(handler: Provider['handler'], path: string): Promise<FollowSheet> {
  for (let tries = 0; ; tries += 1) {
    const sheet = await handler.get<FollowSheet>(path);
    if (sheet.checked !== null || tries > 100) return sheet;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** Each opens the page in the mail from an address of their own, reads it for a minute and presses. */
async function answer({ mail, stage }: Provider, acting: readonly Customer[]): Promise<number> {
  const pages: { link: string; nonce: string; from: string }[] = [];
  for (const [at, { address }] of acting.entries()) {
    const text = mail.mails.find(({ from, to }) => from === DESK_MAIL && to === address)?.text ?? '';
    const link = /http:\/\/\S+\/notice\/[^\s<>"]+/.exec(text)?.[0] ?? '';
    // Who got no mail has nothing to press: the table of truths counts them as told by nobody.
    if (link === '') continue;
    const from = `127.0.${1 + Math.floor(at / 200)}.${1 + (at % 200)}`;
    const page = await ask(link, from, null);
    const form = [...page.matchAll(/name="nonce" value="([^"]+)"><input type="hidden" name="answer" value="done"/g)][0]?.[1];
    if (form === undefined) throw new Error(`${address} sees no button: ${page.slice(0, 300)}`);
    pages.push({ link, nonce: form, from });
  }
  await stage.forward(2);
  let done = 0;
  for (const { link, nonce, from } of pages)
    if (/<form/.test(await ask(link, from, new URLSearchParams({ nonce, answer: 'done', said: '' })))) done += 1;
  return done;
}

function ask(link: string, localAddress: string, form: URLSearchParams | null): Promise<string> {
  const body = form?.toString() ?? '';
  const headers = { origin: new URL(link).origin, 'accept-language': 'ja', 'content-type': 'application/x-www-form-urlencoded' };
  return new Promise((done, fail) => {
    const asked = request(link, { method: form === null ? 'GET' : 'POST', localAddress, headers }, (answered) => {
      const parts: Buffer[] = [];
      answered.on('data', (part: Buffer) => parts.push(part));
      answered.on('end', () => done(Buffer.concat(parts).toString('utf8')));
    });
    asked.on('error', fail);
    asked.end(body);
  });
}

/** A customer takes away what was found of theirs; shared things stay the provider's. */
function mendFiles({ planted }: Provider, { tenant }: Customer): void {
  for (const one of planted) if (one.tenant === tenant) rmSync(one.path, { recursive: true, force: true });
}

function isThere(path: Buffer): boolean {
  try {
    lstatSync(path);
    return true;
  } catch {
    return false;
  }
}

function isGone({ planted }: Provider, tenant: string): boolean {
  return planted.every((one) => one.tenant !== tenant || !isThere(one.path));
}

async function letters({ handler, stage, truths, affected }: Provider, path: string): Promise<void> {
  await handler.post(`${path}/plan`, { reminders: 1, everyDays: 2 });
  for (let day = 0; day < 3; day += 1) {
    await stage.forward(2 * 24 * 60);
    // Nobody waits on some days; that is said by a refusal.
    await handler.visitor.post(`${path}/advance`, {});
  }
  const { calls, callsInAll, toPrint } = await handler.get<FollowSheet>(path);
  const dead = affected.filter((one) => one.dead).map(({ customerId }) => customerId);
  const reachedOtherwise = dead.filter((customerId) => calls.some((one) => one.customerId === customerId)).length;
  truths.note(
    'メールの届かない契約者は電話か手紙へ',
    'customers without mail are on the call list or get a letter',
    'mail',
    true,
    reachedOtherwise + toPrint >= dead.length || callsInAll >= dead.length,
  );
}

async function inquiries({ handler, truths, customers, affected }: Provider, caseId: string): Promise<void> {
  const asked = customers.filter((_, at) => at % 3 === 0);
  let right = 0;
  for (const one of asked) {
    const { verdict } = await handler.post<InquiryAnswer>(`/api/v1/cases/${caseId}/inquiries`, {
      asked: one.customerId,
      caller: '契約者',
      reach: '03-0000-0000',
    });
    if ((verdict === 'affected' || verdict === 'no-longer') === affected.includes(one)) right += 1;
  }
  truths.note('「うちも？」への正しい答え', 'right answers to “me too?”', 'plan', asked.length, right);
}
