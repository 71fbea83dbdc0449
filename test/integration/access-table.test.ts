// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { roles } from '../../src/edge/role.ts';
import type { Access } from '../../src/edge/route.ts';
import type { Visitor } from '../support/browser-like.ts';
import { visitor } from '../support/browser-like.ts';
import { routesOfEveryPart } from '../support/every-part.ts';
import { signedIn } from '../support/role-visitors.ts';
import { serveDesk } from '../support/served-desk.ts';
import type { ServedDesk } from '../support/served-desk.ts';

/** Open to everybody, by intention: a new one must be added here by hand. */
const PUBLIC = [
  'GET /.well-known/csaf/:first',
  'GET /.well-known/csaf/:first/:second',
  'GET /.well-known/csaf/:first/:second/:third',
  'GET /.well-known/security.txt',
  'GET /api/auth/get-session',
  'GET /api/auth/passkey/generate-authenticate-options',
  'GET /api/auth/sso/callback/:providerId',
  'GET /api/v1/session',
  'GET /api/v1/this-desk/:nonce',
  'GET /ask/:caseKey',
  'GET /asked/:token',
  'GET /duty/feed/:token',
  'GET /guest/:token',
  'GET /healthz',
  'GET /invited/:token',
  'GET /letter',
  'GET /notice/:token',
  'GET /page/:token',
  'GET /readyz',
  'GET /report',
  'GET /report/style.css',
  'GET /staff/:token',
  'GET /statements',
  'GET /statements/:caseId/:number',
  'GET /statements/:caseId/:number/pdf',
  'GET /statements/feed.atom',
  'GET /thanks',
  'GET /unsubscribe/:token',
  'POST /api/auth/passkey/verify-authentication',
  'POST /api/auth/sign-in/email',
  'POST /api/auth/sign-in/sso',
  'POST /api/auth/sign-out',
  'POST /api/auth/two-factor/verify-backup-code',
  'POST /api/auth/two-factor/verify-totp',
  'POST /api/v1/setup',
  'POST /ask/:caseKey',
  'POST /asked/:token',
  'POST /invited/:token',
  'POST /letter',
  'POST /notice/:token',
  'POST /page/:token',
  'POST /page/:token/own',
  'POST /page/:token/pass-on',
  'POST /report',
  'POST /staff/:token',
  'POST /unsubscribe/:token',
];

/** POST or PATCH for anybody signed in: a calculation, one's own language, telephone, calendar addresses, answer and votes; the round itself asks whose it is. */
const CHANGE_NOTHING_OF_OTHERS = [
  'DELETE /api/v1/duty/feeds',
  'PATCH /api/v1/session',
  'POST /api/v1/clocks/compute',
  'POST /api/v1/duty/push',
  'POST /api/v1/exercise/rounds/:roundId',
  'POST /api/v1/exercise/runs/:runId/wash',
  'POST /api/v1/security-txt/check',
  'PUT /api/v1/exercise/rounds/:roundId/draft',
];

const callers = ['anonymous', ...roles, 'machine:staff'] as const;
type CallerName = (typeof callers)[number];

describe('integration/access-table', () => {
  const held: { desk?: ServedDesk; visitors: Map<CallerName, Visitor>; machineKey: string } = { visitors: new Map(), machineKey: '' };
  const desk = () => held.desk as ServedDesk;

  beforeAll(async () => {
    held.desk = await serveDesk({ routes: routesOfEveryPart, trustedProxies: ['127.0.0.1'], limits: { eventBeatMillis: 60_000 } });
    held.visitors.set('anonymous', visitor(desk().url));
    for (const role of roles) held.visitors.set(role, await signedIn(desk(), [role]));
    const made = await held.visitors.get('administrator')?.post('/api/v1/machine-keys', { name: 'table', roles: ['staff'] });
    held.machineKey = (made?.json as { key: string } | undefined)?.key ?? '';
    held.visitors.set('machine:staff', visitor(desk().url));
  });
  afterAll(() => held.desk?.close());

  it('lists every address that the server answers', () => {
    const mounted = desk()
      .server.app.printRoutes({ commonPrefix: false })
      .match(/\((GET|POST|PUT|PATCH|DELETE)[^)]*\)/g);

    // printRoutes folds several methods of one address into one line.
    const methods = (mounted ?? []).flatMap((line) => line.slice(1, -1).split(', '));
    const inTable = desk().server.table.length;
    expect(methods.filter((method) => method !== 'HEAD' && method !== 'OPTIONS').length).toBe(inTable);
  });

  it('opens to everybody only what is meant to be', () => {
    const open = desk().server.table.filter((one) => one.access === 'public');

    expect(open.map((one) => `${one.method} ${one.path}`).toSorted()).toEqual(PUBLIC.filter((one) => isMounted(desk(), one)));
  });

  it('lets an auditor change nothing but their own sign-in', () => {
    const changes = desk().server.table.filter((one) => one.method !== 'GET' && one.path.startsWith('/api/v1/'));
    const forAuditor = changes.filter((one) => Array.isArray(one.access) && one.access.includes('auditor'));
    const forAll = changes.filter((one) => one.access === 'signed-in').map((one) => `${one.method} ${one.path}`);

    expect(forAuditor).toEqual([]);
    expect(forAll.toSorted()).toEqual(CHANGE_NOTHING_OF_OTHERS.filter((one) => isMounted(desk(), one)));
  });

  it('answers each caller on each route as the table says', { timeout: 300_000 }, async () => {
    const wrong: string[] = [];
    let cells = 0;
    for (const { method, path, access } of inOrder(desk())) {
      for (const caller of callers) {
        const seen = await verdict(desk(), held, caller, method, path);
        const expected = mayCall(path, access, caller);
        cells += 1;
        if (seen !== expected) wrong.push(`${caller} ${method} ${path}: ${seen}, the table says ${expected}`);
      }
    }

    expect(wrong).toEqual([]);
    expect(cells).toBe(desk().server.table.length * callers.length);
    expect(desk().reported).toEqual([]);
  });
});

/** Sign-out ends the caller's session, so it comes last. */
function inOrder(desk: ServedDesk) {
  const isLast = new Set(['/api/auth/sign-out']);
  return desk.server.table.toSorted((a, b) => Number(isLast.has(a.path)) - Number(isLast.has(b.path)));
}

function isMounted(desk: ServedDesk, name: string): boolean {
  return desk.server.table.some((one) => `${one.method} ${one.path}` === name);
}

type Verdict = 'allowed' | 'limited' | 'not-signed-in' | 'not-permitted';

function mayCall(path: string, access: Access, caller: CallerName): Verdict {
  if (access === 'public') return 'allowed';
  if (caller === 'anonymous') return 'not-signed-in';
  // A machine has no sign-in of its own to look after.
  if (caller === 'machine:staff' && path.startsWith('/api/auth/')) return 'not-permitted';
  if (access === 'signed-in') return 'allowed';
  const role = caller === 'machine:staff' ? 'staff' : caller;
  return access.includes(role) ? 'allowed' : 'not-permitted';
}

/** What the server really says over HTTP. Anything but a refusal of the caller counts as allowed (404, 422, 428 …). */
async function verdict(
  desk: ServedDesk,
  held: { readonly visitors: Map<CallerName, Visitor>; readonly machineKey: string },
  caller: CallerName,
  method: string,
  path: string,
): Promise<Verdict> {
  const cookies = held.visitors.get(caller)?.cookies ?? new Map<string, string>();
  const stop = new AbortController();
  const response = await fetch(desk.url + filled(path), {
    method,
    redirect: 'manual',
    signal: stop.signal,
    headers: {
      origin: desk.url,
      // An address for each caller, so that no limit answers in place of the access.
      'x-forwarded-for': `192.0.2.${callers.indexOf(caller) + 1}`,
      cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      ...(caller === 'machine:staff' ? { 'x-api-key': held.machineKey } : {}),
      ...(method === 'GET' ? {} : { 'content-type': 'application/json' }),
    },
    ...(method === 'GET' ? {} : { body: '{}' }),
  });
  if (response.headers.get('content-type')?.startsWith('text/event-stream') === true) {
    stop.abort();
    return 'allowed';
  }
  const text = await response.text();
  if (response.status === 429) return 'limited';
  if (response.status !== 401 && response.status !== 403) return 'allowed';
  const { code } = JSON.parse(text) as { code: string };
  if (code === 'not-signed-in') return 'not-signed-in';
  return code === 'not-permitted' ? 'not-permitted' : 'allowed';
}

/** Names that exist nowhere: the access is judged before the case is looked for. */
function filled(path: string): string {
  return path
    .replace(':caseId', 'C-2026-9999')
    .replace(':personId', 'P-9999')
    .replace(':sha256', '0'.repeat(64))
    .replaceAll(/:[A-Za-z]+/g, 'nothing');
}
