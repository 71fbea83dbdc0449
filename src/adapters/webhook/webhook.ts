// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import type { FetchOutside } from '../../common/fetch-outside.port.ts';
import type { Answer, Carrier } from '../../outbox/carrier.port.ts';
import { signatureHeaders } from './signature.ts';
import type { WebhookTarget } from './targets.ts';
import { composeFor, headersFor, saidIn, tookIt } from './templates.ts';

const TIMEOUT = 8000;
const LONGEST_ANSWER = 4000;
const INSIDE = 'the address leads into the own network: name such a chat by MATOI_WEBHOOK_<NAME>, or allow its range by MATOI_CHATS_INSIDE';

/** Posts to the webhook of a name, in the shape of the service behind it; what was composed goes byte for byte. */
export function webhookCarrier(
  webhooksNow: () => Promise<ReadonlyMap<string, WebhookTarget>>,
  fetchOutside: FetchOutside,
  /** Ranges of the own network that a chat set on a screen may lie in all the same. */
  inside: readonly string[] = [],
): Carrier {
  return {
    channel: 'webhook',
    state: async () =>
      (await webhooksNow()).size === 0
        ? { is: 'not-set-up', why: { ja: 'Webhook が設定されていません', en: 'No webhook is set up' } }
        : { is: 'ready', from: 'desk@desk.invalid' },
    async compose({ to, text }) {
      const target = (await webhooksNow()).get(to);
      return new TextEncoder().encode(target === undefined ? text : composeFor(target, saidIn(text)));
    },
    async send({ content, bytes }) {
      const target = (await webhooksNow()).get(content.to);
      if (target === undefined || bytes === null) return { is: 'not-set-up', answer: `no webhook named ${content.to} is set up` };
      return post(fetchOutside, target, bytes, content.headers ?? {}, inside);
    },
  };
}

async function post(
  fetchOutside: FetchOutside,
  target: WebhookTarget,
  bytes: Uint8Array,
  headers: Readonly<Record<string, string>>,
  inside: readonly string[],
): Promise<Answer> {
  const { kind, token, ofOperator } = target;
  const id = headers['idempotency-key'] ?? createHash('sha256').update(bytes).digest('hex');
  const signed = kind === 'json' && token !== null ? signatureHeaders(token, id, Date.now(), bytes) : {};
  try {
    const answer = await fetchOutside(target.url, {
      method: 'POST',
      headers: { ...headersFor(target), ...headers, ...signed },
      body: bytes,
      signal: AbortSignal.timeout(TIMEOUT),
      ...(ofOperator ? {} : { onlyOutsideBut: inside }),
    });
    const { status } = answer;
    const { took, said } = tookIt(target.kind, status, withoutSecrets(await startOf(answer), target));
    if (took) return { is: 'taken', answer: said };
    const passing = status >= 500 || status === 408 || status === 429;
    return { is: passing ? 'later' : 'refused', answer: said };
  } catch (cause) {
    if ((cause as Error).name === 'InsideError') return { is: 'refused', answer: INSIDE };
    // Within the time nobody answered: the other side may have it.
    const late = (cause as Error).name === 'TimeoutError';
    return { is: late ? 'unknown' : 'later', answer: withoutSecrets(whyOf(cause), target).slice(0, 300) };
  }
}

function whyOf(cause: unknown): string {
  const inner = (cause as { cause?: { code?: string } }).cause?.code;
  return `${String(cause)}${inner === undefined ? '' : ` (${inner})`}`;
}

/** A server or a proxy may repeat what it was asked. */
function withoutSecrets(text: string, { url, token }: WebhookTarget): string {
  const { pathname, search } = new URL(url);
  const secrets = [token ?? '', search, pathname].filter((one) => one.length > 5);
  return secrets.reduce((all, secret) => all.replaceAll(secret, '…'), text);
}

async function startOf(answer: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of answer.body ?? []) {
    parts.push(part);
    size += part.length;
    if (size > LONGEST_ANSWER) break;
  }
  return Buffer.concat(parts).subarray(0, LONGEST_ANSWER).toString('utf8').replaceAll(/\p{C}/gu, ' ');
}
