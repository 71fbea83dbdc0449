// SPDX-License-Identifier: Apache-2.0
import type { PageChannel, PageMessage, SendOutcome } from '../../duty/channel.port.ts';

const TIMEOUT = 8000;

/** Names and addresses of webhooks that an administrator set: `MATOI_WEBHOOK_<NAME>=https://…` (name in lower case, `_` for `-`). */
export function webhooksFrom(env: Readonly<Record<string, string | undefined>>): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [name, value] of Object.entries(env)) {
    if (name.startsWith('MATOI_WEBHOOK_') && value && /^https?:\/\//.test(value)) {
      found.set(name.slice('MATOI_WEBHOOK_'.length).toLowerCase().replaceAll('_', '-'), value);
    }
  }
  return found;
}

/** Posts JSON that Slack, Mattermost and Teams incoming webhooks understand (`text`), with the rest beside it for programs. */
export function webhookChannel(webhooks: ReadonlyMap<string, string>): PageChannel {
  return {
    channel: 'webhook',
    async send(message) {
      const urls = message.to.webhooks.flatMap((name) => webhooks.get(name) ?? []);
      if (urls.length === 0) return { is: 'never', why: 'no webhook of that name is set up' };
      const outcomes = await Promise.all(urls.map((url) => post(url, message)));
      return outcomes.find((outcome) => outcome.is === 'later') ?? outcomes.find((outcome) => outcome.is === 'never') ?? { is: 'sent' };
    },
  };
}

async function post(url: string, message: PageMessage): Promise<SendOutcome> {
  const { key, pageId, subject, body, lang, link, to } = message;
  const text = `${subject[lang]}\n${body[lang]}`;
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': key },
      body: JSON.stringify({ text, key, pageId, person: to.id, link }),
      signal: AbortSignal.timeout(TIMEOUT),
      redirect: 'error',
    });
    await answer.body?.cancel();
    if (answer.ok) return { is: 'sent' };
    const final = answer.status >= 400 && answer.status < 500 && answer.status !== 408 && answer.status !== 429;
    return { is: final ? 'never' : 'later', why: `HTTP ${answer.status}` };
  } catch (cause) {
    return { is: 'later', why: String(cause).slice(0, 300) };
  }
}
