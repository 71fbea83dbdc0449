// SPDX-License-Identifier: Apache-2.0
import type { Clock } from '../../kernel/instant.ts';
import type { HashBytes } from '../../kernel/sha256.ts';
import type { PeopleStore } from '../people-store.port.ts';
import type { Trail } from './trail.ts';
import { watchFactors } from './watch-factors.ts';
import { parseAddress } from '../person.ts';
import { createAttempts } from './attempts.ts';
import type { Attempt, Attempts, Patience } from './attempts.ts';

/** The pages of signing in, as this guard knows them. */
export type Pages = {
  readonly handle: (request: Request) => Promise<Response>;
  /** Who is signed in; null: nobody. */
  readonly signedIn: (headers: Headers) => Promise<{ readonly personId: string; readonly mustChangePassword: boolean } | null>;
  /** Who gave the right password (or came by a provider) and is asked for a code; null: nobody. */
  readonly asked: (headers: Headers) => Promise<string | null>;
};

export type GuardDeps = {
  readonly pages: Pages;
  readonly people: Pick<PeopleStore, 'byAddress' | 'dropFactorsSinceOneTime' | 'factors'>;
  readonly trail: Trail;
  readonly clock: Clock;
  readonly hash: HashBytes;
  /** Header in which the server gives the caller's address. */
  readonly addressHeader: string;
};

const PASSWORDS: Patience = { free: 5, first: 1000, most: 60_000, forget: 3_600_000 };
/** Six digits are few, and only who has the password comes so far: the wait grows longer. */
const CODES: Patience = { free: 5, first: 2000, most: 900_000, forget: 86_400_000 };
/** A code is refused this long after it was taken: its own half minute and one on each side. */
const CODE_MILLIS = 120_000;

/** Pages that ask a signed-in person for the password again. */
const ASK_PASSWORD: ReadonlySet<string> = new Set([
  '/change-password',
  '/two-factor/enable',
  '/two-factor/disable',
  '/two-factor/get-totp-uri',
  '/two-factor/generate-backup-codes',
]);
const ASK_CODE: ReadonlySet<string> = new Set(['/two-factor/verify-totp', '/two-factor/verify-backup-code']);

/**
 * Stands before the pages of signing in: a growing wait for each account after failures (never a lock, and none of
 * others' making at an address from which the person has come in before), a code that works once (RFC 6238 §5.2), a
 * change of password that ends all other sessions, and nothing kept that was registered under a one-time password.
 * Counts are kept in memory; a restart forgets them. Who came in, who was refused and what opens the desk for whom goes
 * into the desk's chain before the answer does: a session that could not be written down is not handed out.
 */
export function guardPages(deps: GuardDeps): (request: Request) => Promise<Response> {
  const now = (): number => Date.parse(deps.clock.now());
  const passwords = createAttempts(PASSWORDS, now);
  const codes = createAttempts(CODES, now);
  const usedCodes = new Map<string, number>();
  const knownPlaces = new Map<string, number>();
  const { pages, trail } = deps;
  const addressOf = (request: Request): string => request.headers.get(deps.addressHeader) ?? '';
  const factors = watchFactors(deps);

  /** An unknown name counts by its digest, so that it behaves as a known one and is kept nowhere. */
  async function accountOf(typed: unknown): Promise<string> {
    const address = typeof typed === 'string' ? parseAddress(typed) : null;
    const personId = address === null ? undefined : (await deps.people.byAddress([address])).get(address);
    return personId ?? `?${deps.hash(address ?? '')}`;
  }

  function placeOf(account: string, request: Request): string {
    return `${account}\n${addressOf(request)}`;
  }

  function remember(account: string, request: Request): void {
    if (knownPlaces.size > 10_000) knownPlaces.delete(knownPlaces.keys().next().value ?? '');
    knownPlaces.set(placeOf(account, request), now());
  }

  async function signIn(request: Request): Promise<Response> {
    const { email } = await bodyOf(request);
    const account = await accountOf(email);
    const place = placeOf(account, request);
    return limited(passwords, knownPlaces.has(place) ? place : account, async () => {
      const response = await pages.handle(request);
      if (response.status === 401) await trail.refused(account.startsWith('?') ? null : account, 'password', addressOf(request));
      const personId = await personIn(response);
      if (personId === null) return response;
      await trail.signedIn(personId, 'password', addressOf(request));
      remember(account, request);
      return response;
    });
  }

  async function code(request: Request, path: string): Promise<Response> {
    const before = await pages.signedIn(request.headers);
    const personId = before?.personId ?? (await pages.asked(request.headers));
    if (personId === null) return pages.handle(request);
    const how = path === '/two-factor/verify-totp' ? 'code' : 'backup-code';
    const given = path === '/two-factor/verify-totp' ? `${personId}\n${String((await bodyOf(request))['code']).trim()}` : null;
    return limited(codes, personId, async () => {
      if (given !== null && !take(given)) return refusal(401, 'CODE_USED');
      const response = before === null ? await pages.handle(request) : await factors(request, path, before.personId, pages.handle);
      if (given !== null && !response.ok) usedCodes.delete(given);
      if (response.status === 401) await trail.refused(personId, how, addressOf(request));
      if (before === null && (await personIn(response)) !== null) {
        await trail.signedIn(personId, how, addressOf(request));
        remember(personId, request);
      }
      return response;
    });
  }

  /** false: the code was taken a moment ago. It is taken before it is looked at, so that two at once are one. */
  function take(given: string): boolean {
    for (const [old, at] of usedCodes) if (now() - at > CODE_MILLIS) usedCodes.delete(old);
    if (usedCodes.has(given)) return false;
    usedCodes.set(given, now());
    return true;
  }

  async function withPassword(request: Request, path: string): Promise<Response> {
    const who = await pages.signedIn(request.headers);
    if (who === null) return pages.handle(request);
    return limited(passwords, `own\n${who.personId}`, async () => {
      if (path !== '/change-password') return factors(request, path, who.personId, pages.handle);
      if (who.mustChangePassword) await deps.people.dropFactorsSinceOneTime(who.personId);
      return factors(await endingOtherSessions(request), path, who.personId, pages.handle);
    });
  }

  /** By a passkey or a provider: who it was is known only afterwards. */
  async function other(request: Request, how: 'passkey' | 'provider'): Promise<Response> {
    const response = await pages.handle(request);
    const personId = await personIn(response);
    if (personId !== null) await trail.signedIn(personId, how, addressOf(request));
    else if (how === 'passkey' ? !response.ok : /[?&]error=/.test(response.headers.get('location') ?? ''))
      await trail.refused(null, how, addressOf(request));
    return response;
  }

  async function leaving(request: Request, what: 'own' | 'others'): Promise<Response> {
    const who = await pages.signedIn(request.headers);
    const response = await pages.handle(request);
    if (who !== null && response.ok) await trail.signedOut(who.personId, what);
    return response;
  }

  async function ownFactors(request: Request, path: string): Promise<Response> {
    const who = await pages.signedIn(request.headers);
    return who === null ? pages.handle(request) : factors(request, path, who.personId, pages.handle);
  }

  /** The person whose session the answer hands out; null: none. */
  async function personIn(response: Response): Promise<string | null> {
    const line = response.headers.getSetCookie().findLast((one) => /session_token=/.test(one));
    if (line === undefined || !/session_token=[^;]/.test(line) || /max-age=0(;|$)/i.test(line)) return null;
    return (await pages.signedIn(new Headers({ cookie: line.split(';')[0] ?? '' })))?.personId ?? null;
  }

  return async (request) => {
    const path = new URL(request.url).pathname.replace(/^\/api\/auth/, '');
    if (path === '/sign-in/email') return signIn(request);
    if (ASK_CODE.has(path)) return code(request, path);
    if (ASK_PASSWORD.has(path)) return withPassword(request, path);
    if (path === '/passkey/verify-authentication') return other(request, 'passkey');
    if (path.startsWith('/sso/callback/')) return other(request, 'provider');
    if (path === '/sign-out') return leaving(request, 'own');
    if (path === '/revoke-other-sessions' || path === '/revoke-session') return leaving(request, 'others');
    if (path === '/passkey/verify-registration' || path === '/passkey/delete-passkey') return ownFactors(request, path);
    return pages.handle(request);
  };
}

/** Only a wrong password or code counts; what came to no verdict does not. */
async function limited(attempts: Attempts, key: string, work: () => Promise<Response>): Promise<Response> {
  const attempt = attempts.begin(key);
  if (typeof attempt === 'number') return waits(attempt);
  let response: Response | null = null;
  try {
    response = await work();
    return response;
  } finally {
    await settle(attempt, response);
  }
}

async function settle(attempt: Attempt, response: Response | null): Promise<void> {
  if (response?.ok === true) return attempt.ok();
  if (response === null || !(await isWrong(response))) attempt.undo();
}

async function isWrong(response: Response): Promise<boolean> {
  if (response.status === 401) return true;
  if (response.status !== 400) return false;
  const { code } = (await response
    .clone()
    .json()
    .catch(() => ({}))) as { code?: unknown };
  return code === 'INVALID_PASSWORD' || code === 'INVALID_CODE' || code === 'INVALID_BACKUP_CODE';
}

function waits(millis: number): Response {
  const seconds = Math.ceil(millis / 1000);
  return Response.json({ code: 'WAIT', seconds }, { status: 429, headers: { 'retry-after': String(seconds) } });
}

function refusal(status: number, code: string): Response {
  return Response.json({ code }, { status });
}

async function bodyOf(request: Request): Promise<Readonly<Record<string, unknown>>> {
  const body: unknown = await request
    .clone()
    .json()
    .catch(() => null);
  return typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
}

async function endingOtherSessions(request: Request): Promise<Request> {
  const headers = new Headers(request.headers);
  headers.delete('content-length');
  const body = JSON.stringify({ ...(await bodyOf(request)), revokeOtherSessions: true });
  return new Request(request.url, { method: request.method, headers, body });
}
