// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import type { FetchOutside } from '../../common/fetch-outside.port.ts';
import type { TokenSignIn } from '../../common/mail-server.ts';
import { refusalOf, TokenRefused } from './token-refused.ts';
import { tokenRequest } from './token-request.ts';

export type AccessTokens = {
  /** An access token that is good for a while yet. Rejects with TokenRefused alone. */
  readonly tokenFor: (signIn: TokenSignIn) => Promise<string>;
  /** The server did not take the token: the next one is asked for anew. */
  readonly forget: (signIn: TokenSignIn) => void;
};

const TIMEOUT = 10_000;
const LONGEST_ANSWER = 64_000;
/** Renewed when less than this is left, in milliseconds, or less than half of its life. */
const BEFORE_END = 300_000;
/** What a server that says no lifetime is believed (RFC 6749 §5.1 only recommends it). */
const UNSAID_SECONDS = 300;
/** A refusal is repeated without asking for so long, in milliseconds: a queue of mails is no storm on the token server. */
const KEEP_REFUSAL = 30_000;
const KEEP_PASSING = 5_000;

type Kept = {
  token: { readonly text: string; readonly renewAt: number; readonly endsAt: number } | null;
  refusal: { readonly is: TokenRefused; readonly until: number } | null;
  asking: Promise<string> | null;
};

/**
 * Access tokens for mail servers (XOAUTH2), kept in memory alone. For each way of signing in there is one renewal at a
 * time, before the old token ends; where renewing fails the old one serves until it does. `now`: milliseconds since 1970.
 */
export function accessTokens({ fetchOutside, now }: { readonly fetchOutside: FetchOutside; readonly now: () => number }): AccessTokens {
  const all = new Map<string, Kept>();
  const keptOf = (signIn: TokenSignIn): Kept => {
    const key = createHash('sha256').update(JSON.stringify(signIn)).digest('base64');
    const kept = all.get(key) ?? { token: null, refusal: null, asking: null };
    all.set(key, kept);
    return kept;
  };

  async function renew(signIn: TokenSignIn, kept: Kept): Promise<string> {
    const begun = now();
    try {
      const { token, seconds } = await ask(fetchOutside, signIn, begun);
      const life = seconds * 1000;
      kept.token = { text: token, renewAt: begun + Math.max(life - BEFORE_END, life / 2), endsAt: begun + life };
      kept.refusal = null;
      return token;
    } catch (cause) {
      const is = cause instanceof TokenRefused ? cause : new TokenRefused('unexpected', String(cause));
      kept.refusal = { is, until: now() + (is.passing ? KEEP_PASSING : KEEP_REFUSAL) };
      if (kept.token !== null && kept.token.endsAt > now()) return kept.token.text;
      throw is;
    } finally {
      kept.asking = null;
    }
  }

  return {
    async tokenFor(signIn) {
      const kept = keptOf(signIn);
      const { token, refusal } = kept;
      if (token !== null && token.renewAt > now()) return token.text;
      if (refusal !== null && refusal.until > now()) {
        if (token !== null && token.endsAt > now()) return token.text;
        throw refusal.is;
      }
      kept.asking ??= renew(signIn, kept);
      return kept.asking;
    },
    forget(signIn) {
      keptOf(signIn).token = null;
    },
  };
}

async function ask(
  fetchOutside: FetchOutside,
  signIn: TokenSignIn,
  now: number,
): Promise<{ readonly token: string; readonly seconds: number }> {
  const { url, form } = tokenRequest(signIn, now);
  const { status, body } = await posted(fetchOutside, url, new URLSearchParams(form).toString());
  const { access_token: token, expires_in: expires, error, error_description: description } = body;
  // A token goes into one line of the mail protocols (RFC 6750 §2.1).
  if (status === 200 && typeof token === 'string' && /^[A-Za-z0-9._~+/=-]{1,16000}$/.test(token)) {
    const seconds = Number(expires);
    return { token, seconds: Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, 86_400) : UNSAID_SECONDS };
  }
  throw refusalOf(signIn.kind, status, typeof error === 'string' ? error : '', typeof description === 'string' ? description : '');
}

type Body = Readonly<Record<string, unknown>>;

async function posted(fetchOutside: FetchOutside, url: string, form: string): Promise<{ readonly status: number; readonly body: Body }> {
  try {
    const answer = await fetchOutside(url, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
      body: form,
      signal: AbortSignal.timeout(TIMEOUT),
    });
    return { status: answer.status, body: jsonIn(await textOf(answer)) };
  } catch (cause) {
    const { cause: inner, name, message } = cause as { cause?: { code?: string; message?: string }; name?: string; message?: string };
    const why = name === 'TimeoutError' ? 'no answer within ten seconds' : (inner?.code ?? inner?.message ?? message ?? '');
    throw new TokenRefused('unreachable', `${new URL(url).host} ${why}`.trim(), { cause });
  }
}

async function textOf(answer: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of answer.body ?? []) {
    size += part.length;
    if (size > LONGEST_ANSWER) break;
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function jsonIn(text: string): Body {
  try {
    const read: unknown = JSON.parse(text);
    return typeof read === 'object' && read !== null ? (read as Body) : {};
  } catch {
    return {};
  }
}
