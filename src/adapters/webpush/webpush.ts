// SPDX-License-Identifier: Apache-2.0
import { mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import webpush from 'web-push';
import type { PageChannel, SendOutcome } from '../../duty/channel.port.ts';
import type { PlanStore, PushSubscription } from '../../duty/plan-store.port.ts';

export type VapidKeys = { readonly publicKey: string; readonly privateKey: string };

/** Our own keys (RFC 8292), made once and kept in a file of mode 0600: no account at any push company. */
export async function openVapidKeys(dataFolder: string): Promise<VapidKeys> {
  const path = join(dataFolder, 'vapid.json');
  await mkdir(dataFolder, { recursive: true, mode: 0o700 });
  const fresh = await open(path, 'wx', 0o600).catch(() => null);
  if (fresh !== null) {
    await fresh.writeFile(JSON.stringify(webpush.generateVAPIDKeys()));
    await fresh.sync();
    await fresh.close();
  }
  return JSON.parse(await readFile(path, 'utf8')) as VapidKeys;
}

/** Sends to every browser that the person has subscribed; a subscription that is gone is forgotten. */
export function pushChannel(keys: VapidKeys, subject: string, plans: Pick<PlanStore, 'subscriptions' | 'unsubscribe'>): PageChannel {
  return {
    channel: 'web-push',
    async send({ key, to, subject: title, link, lang }) {
      const subscriptions = await plans.subscriptions(to.id);
      if (subscriptions.length === 0) return { is: 'never', why: 'no browser is subscribed' };
      const payload = JSON.stringify({ title: title[lang], link, key });
      const outcomes = await Promise.all(subscriptions.map((subscription) => push(keys, subject, plans, subscription, payload)));
      return (
        outcomes.find((outcome) => outcome.is === 'sent') ??
        outcomes.find((outcome) => outcome.is === 'later') ??
        (outcomes[0] as SendOutcome)
      );
    },
  };
}

async function push(
  keys: VapidKeys,
  subject: string,
  plans: Pick<PlanStore, 'unsubscribe'>,
  { endpoint, p256dh, auth }: PushSubscription,
  payload: string,
): Promise<SendOutcome> {
  try {
    await webpush.sendNotification({ endpoint, keys: { p256dh, auth } }, payload, {
      vapidDetails: { subject, ...keys },
      TTL: 600,
      urgency: 'high',
      timeout: 8000,
    });
    return { is: 'sent' };
  } catch (cause) {
    const status = (cause as { statusCode?: number }).statusCode ?? 0;
    if (status === 404 || status === 410) {
      await plans.unsubscribe(endpoint);
      return { is: 'never', why: 'the browser’s subscription is gone' };
    }
    return { is: status >= 400 && status < 500 && status !== 429 ? 'never' : 'later', why: `${status} ${String(cause).slice(0, 200)}` };
  }
}
