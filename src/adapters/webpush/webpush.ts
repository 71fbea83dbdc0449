// SPDX-License-Identifier: Apache-2.0
import { mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import webpush from 'web-push';
import type { PlanStore, PushSubscription } from '../../duty/rota/plan-store.port.ts';
import type { Answer, Carrier } from '../../outbox/carrier.port.ts';

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

/** Sends to every browser that the person has subscribed; a subscription that is gone is forgotten. `subject` null: no contact is set. */
export function pushCarrier(
  keysOnce: () => Promise<VapidKeys>,
  subject: string | null,
  plans: Pick<PlanStore, 'subscriptions' | 'unsubscribe'>,
): Carrier {
  return {
    channel: 'web-push',
    state: () =>
      Promise.resolve(
        subject === null
          ? { is: 'not-set-up', why: { ja: 'ブラウザ通知の連絡先が設定されていません', en: 'No contact for browser pushes is set up' } }
          : { is: 'ready', from: 'desk@desk.invalid' },
      ),
    compose: ({ text }) => Promise.resolve(new TextEncoder().encode(text)),
    async send({ content, bytes }) {
      if (subject === null || bytes === null) return { is: 'not-set-up', answer: 'no contact for browser pushes is set up' };
      const subscriptions = await plans.subscriptions(content.to);
      if (subscriptions.length === 0) return { is: 'not-set-up', answer: 'no browser is subscribed' };
      const keys = await keysOnce();
      const payload = Buffer.from(bytes).toString('utf8');
      const answers = await Promise.all(subscriptions.map((subscription) => push(keys, subject, plans, subscription, payload)));
      return answers.find((one) => one.is === 'taken') ?? answers.find((one) => one.is === 'later') ?? (answers[0] as Answer);
    },
  };
}

async function push(
  keys: VapidKeys,
  subject: string,
  plans: Pick<PlanStore, 'unsubscribe'>,
  { endpoint, p256dh, auth }: PushSubscription,
  payload: string,
): Promise<Answer> {
  try {
    await webpush.sendNotification({ endpoint, keys: { p256dh, auth } }, payload, {
      vapidDetails: { subject, ...keys },
      TTL: 600,
      urgency: 'high',
      timeout: 8000,
    });
    return { is: 'taken', answer: 'taken by the push service' };
  } catch (cause) {
    const status = (cause as { statusCode?: number }).statusCode ?? 0;
    if (status === 404 || status === 410) {
      await plans.unsubscribe(endpoint);
      return { is: 'refused', answer: 'the browser’s subscription is gone' };
    }
    return {
      is: status >= 400 && status < 500 && status !== 429 ? 'refused' : 'later',
      answer: `${status} ${String(cause).slice(0, 200)}`,
    };
  }
}
