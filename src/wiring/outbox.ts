// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { mailCarrier } from '../adapters/mail-out/carrier.ts';
import type { MailOutNow } from '../adapters/mail-out/connection.ts';
import type { DkimKey } from '../adapters/mail-out/dkim.ts';
import { fetchOutside } from '../adapters/outside-http/fetch-outside.ts';
import { createPlanStore } from '../adapters/postgres/duty-store.ts';
import { passingOf, practises } from './exercise/passing.ts';
import { createOutboxStore } from '../adapters/postgres/outbox-store.ts';
import { webhooksFrom } from '../adapters/webhook/targets.ts';
import { webhookCarrier } from '../adapters/webhook/webhook.ts';
import { openVapidKeys, pushCarrier } from '../adapters/webpush/webpush.ts';
import type { Ways } from '../duty/rota/ways.port.ts';
import type { Bilingual } from '../kernel/bilingual.ts';
import type { Carrier } from '../outbox/carrier.port.ts';
import { createGate } from '../outbox/gate.ts';
import type { Gate } from '../outbox/gate.ts';
import { trustedProxies } from '../server/trusted-proxies.ts';
import { noticeSettled, replySettled } from '../triage/reply/outcomes.ts';
import { atTheEnd, repeatingService } from './base/repeating-service.ts';
import type { Base, OpenState, Wired } from './base/base.ts';
import { mailSetupOf } from './base/mail-setup.ts';
import type { MailSetup } from './base/mail-setup.ts';
import { publicAddress } from './base/public-address.ts';
import { mailThreads } from './threads/mail-threads.ts';
import { wireChatsWith } from './mail/chats.ts';
import { mailDeps, wireMailSettings } from './mail/mail.ts';
import { settingsOf } from './base/settings.ts';
import { perOpened } from './base/per-opened.ts';

const TICK = 500;

const gates = perOpened((opened, base: Base) => gateWith(base, opened, carriersOfDesk(opened, base)));

/** The one gate of an open desk; every part puts what leaves through this one. */
export function gateOf(base: Base, opened: OpenState): Gate {
  return gates(opened, base);
}

/** How mail goes out and comes in, set on a screen: a test mail passes the same gate. */
export function wireMail(base: Base): Wired {
  return wireMailSettings(base, { gate: (opened) => gateOf(base, opened), openMail: mailThreads(base).openMail });
}

/** The chats that are set up, and a test of each through the same gate. */
export function wireChats(base: Base): Wired {
  const around = { gate: (opened: OpenState) => gateOf(base, opened), openMail: mailThreads(base).openMail };
  return wireChatsWith(base, (opened) => mailDeps(base, opened, around));
}

function carriersOf(base: Base, opened: OpenState): readonly Carrier[] {
  const contact = settingsOf(base.env).MATOI_PUSH_CONTACT;
  const keys = openVapidKeys(base.dataFolder);
  // A failure shows itself at the first push.
  keys.catch(() => undefined);
  return [
    mailCarrier(mailSetupOf(opened, base).outgoing, dkimOf(base.env)),
    webhookCarrier(mailSetupOf(opened, base).webhooks, fetchOutside, insideOf(base.env)),
    pushCarrier(() => keys, contact, createPlanStore(opened.database)),
  ];
}

/** Ranges of the own network in which a chat set on the screen may lie. */
function insideOf(env: Base['env']): readonly string[] {
  const read = trustedProxies(settingsOf(env).MATOI_CHATS_INSIDE ?? undefined);
  return read.ok ? read.proxies : [];
}

/** The key of our own signature, read once; a file that cannot be read stops the desk rather than let mails go unsigned. */
function dkimOf(env: Base['env']): DkimKey | null {
  const { MATOI_DKIM_KEY: file, MATOI_DKIM_DOMAIN: domain, MATOI_DKIM_SELECTOR: selector } = settingsOf(env);
  return file === null || domain === null ? null : { pem: readFileSync(file, 'utf8'), domain, selector };
}

/** The carriers of a desk, for lanes of their own beside the gate. */
export const carriersOfDesk = perOpened((opened: OpenState, base: Base) => carriersOf(base, opened));

/** Why nothing leaves by a channel on this desk as it is set up, and the webhooks that it knows. `setup` null: by the environment alone. */
export async function closedWays({ env }: Pick<Base, 'env'>, setup: MailSetup | null): Promise<Pick<Ways, 'closed' | 'webhooks'>> {
  const webhooks = (await setup?.webhooks()) ?? webhooksFrom(env);
  if (practises(env)) return { closed: { mail: practice, webhook: practice, 'web-push': practice }, webhooks: [...webhooks.keys()] };
  const contact = settingsOf(env).MATOI_PUSH_CONTACT;
  const carriers = [
    mailCarrier(setup?.outgoing ?? outgoingOfEnvironment(env)),
    webhookCarrier(() => Promise.resolve(webhooks), fetchOutside),
    pushCarrier(() => Promise.reject(new Error('nothing is sent here')), contact, nobodySubscribed),
  ];
  const closed: { -readonly [channel in keyof Ways['closed']]: Ways['closed'][channel] } = {};
  for (const carrier of carriers) {
    const state = await carrier.state();
    if (state.is === 'not-set-up') closed[carrier.channel] = state.why;
  }
  if (!secureForBrowsers(setup?.publicUrl() ?? publicAddress(env).url)) closed['web-push'] ??= noHttps;
  return { closed, webhooks: [...webhooks.keys()] };
}

const practice: Bilingual = { ja: '練習モードのため何も出ない', en: 'practice mode: nothing leaves' };
const notInEnvironment: Bilingual = {
  ja: '環境変数にメールを送る設定がなく、画面での設定はここでは見ていません',
  en: 'Outgoing mail is not set up by the environment; what is set on the screen is not looked at here',
};
const noHttps: Bilingual = {
  ja: 'ブラウザ通知は https（MATOI_URL）で開いたデスクでだけ使える',
  en: 'browsers take notifications only of a desk opened by https (MATOI_URL)',
};
const nobodySubscribed = { subscriptions: () => Promise.resolve([]), unsubscribe: () => Promise.resolve() };

/** Push needs a secure context: https, or this very machine (W3C Secure Contexts §3.1). */
function secureForBrowsers(url: URL): boolean {
  return url.protocol === 'https:' || ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
}

/** A gate with carriers of one's own; tests listen at the other end. */
export function gateWith(base: Base, opened: OpenState, carriers: readonly Carrier[]): Gate {
  return createGate({
    journal: opened.journal,
    store: createOutboxStore(opened.database),
    carriers,
    clock: base.clock,
    hash: base.hash,
    passing: passingOf(base, opened),
    listeners: { 'staff-notice': noticeSettled, reply: replySettled },
  });
}

/** MATOI_SMTP_URL and MATOI_MAIL_FROM (the role address), where the desk's own settings are not opened. */
function outgoingOfEnvironment(env: Base['env']): MailOutNow {
  const { MATOI_SMTP_URL: url, MATOI_MAIL_FROM: from } = settingsOf(env);
  return () => Promise.resolve(url === null || from === null ? { unusable: notInEnvironment } : { url: url.href, from });
}

/** The gate with its carriers, and the beat that hands over what was released. */
export function wireOutbox(base: Base): Wired {
  return {
    services: (opened) => {
      const gate = gateOf(base, opened);
      // The gate itself is every server's: what a screen lets out on the spot passes it too.
      return [repeatingService('outbox', TICK, () => gate.tick()), atTheEnd('gate', () => gate.close())];
    },
  };
}
