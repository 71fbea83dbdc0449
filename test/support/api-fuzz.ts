// SPDX-License-Identifier: Apache-2.0
// Requests invented from the desk's own OpenAPI document, by every role and by nobody, on a desk with a case for some only.
// No answer may be a fault of the desk, open what the caller's role or circle does not, or speak of a case that is not theirs.
import { closedCircle } from '../../src/case/command/closed-circle.ts';
import { roles } from '../../src/edge/role.ts';
import type { Role } from '../../src/edge/role.ts';
import type { Access, RouteSpec } from '../../src/edge/route.ts';
import type { CaseId } from '../../src/journal/stream.ts';
import type { Base, OpenState } from '../../src/wiring/base/base.ts';
import { anything, placeFor, valueFor } from './api-values.ts';
import type { Known, Schema } from './api-values.ts';
import { visitor } from './browser-like.ts';
import type { Visitor } from './browser-like.ts';
import { routesOfEveryPart } from './every-part.ts';
import { seededRandom } from './random.ts';
import type { Random } from './random.ts';
import { addPersonWithPassword, signedIn } from './role-visitors.ts';
import { serveDesk } from './served-desk.ts';
import type { ServedDesk } from './served-desk.ts';

/** Words that stand in one case alone: in its title, its reasons, its note and its original. */
const SECRET = { RED: 'akaihimitsuzq', AMBER: 'kohakunohimitsuzq' } as const;
const RETRIES = 3;
/** How many requests that change nothing are under way at one time. */
const TOGETHER = 6;

export type Caller = {
  readonly name: string;
  readonly role: Role | null;
  readonly personId: string;
  readonly headers: Record<string, string>;
  readonly at: Visitor;
};

export type FuzzFigures = {
  readonly requests: number;
  readonly routes: number;
  /** Routes that did something at least once. */
  readonly answered: number;
  readonly byClass: Readonly<Record<string, number>>;
  /** Requests of somebody whom the table does not let in, all refused; and to a case that is closed to the caller. */
  readonly refusedByRole: number;
  readonly refusedByCircle: number;
  /** 503 by a name of docs/errors.md: something outside is missing, and the desk says what. */
  readonly missing: Readonly<Record<string, number>>;
  readonly faults: readonly string[];
};

type Place = { readonly name: string; readonly in: 'path' | 'query'; readonly schema: Schema };
type Operation = {
  readonly method: string;
  readonly path: string;
  readonly access: Access;
  readonly places: readonly Place[];
  readonly body: Schema | null;
  readonly upload: Schema | null;
};

export type FuzzDesk = {
  readonly desk: ServedDesk;
  readonly callers: readonly Caller[];
  readonly known: Known;
  readonly cases: Record<'RED' | 'AMBER', CaseId>;
};

/** A desk with every route, a caller of each kind, and a case for everybody who reads beside one for its owner alone. */
export async function openFuzzDesk(change: (spec: RouteSpec) => RouteSpec = (spec) => spec): Promise<FuzzDesk> {
  const desk = await serveDesk({
    routes: (opened: OpenState, base: Base) => routesOfEveryPart(opened, base).map(change),
    trustedProxies: ['127.0.0.1'],
    limits: { perMinute: 10_000_000, signInPerMinute: 10_000_000, eventBeatMillis: 60_000 },
  });
  const owner = await signedIn(desk, ['responder'], 'owner');
  const callers: Caller[] = [
    { name: 'anonymous', role: null, personId: '', headers: {}, at: visitor(desk.url) },
    { name: 'owner', role: 'responder', personId: owner.personId, headers: {}, at: owner },
  ];
  for (const role of roles) {
    const one = await signedIn(desk, [role]);
    callers.push({ name: role, role, personId: one.personId, headers: {}, at: one });
  }
  for (const role of ['staff', 'responder'] as const) {
    const made = await callers.find((one) => one.name === 'administrator')?.at.post('/api/v1/machine-keys', { name: role, roles: [role] });
    const key = (made?.json as { key: string } | undefined)?.key ?? '';
    callers.push({ name: `machine:${role}`, role, personId: '', headers: { 'x-api-key': key }, at: visitor(desk.url) });
  }
  // Whom requests may change; no caller's own roles are among them.
  const others = [await addPersonWithPassword(desk, ['staff'], 'decoy-a'), await addPersonWithPassword(desk, ['responder'], 'decoy-b')];
  const made = new Map<'RED' | 'AMBER', { caseId: CaseId; sha: string }>();
  for (const tlp of ['RED', 'AMBER'] as const) {
    const sha = await desk.blobs.put(new TextEncoder().encode(`From: a@b.example\r\n\r\n${SECRET[tlp]}\r\n`));
    const { caseId } = await desk.journal.write((writing) =>
      writing.openCase({ type: 'machine', name: 'test' }, () => [
        { kind: 'case.opened', body: { title: `${SECRET[tlp]} 1`, reportId: null } },
        { kind: 'case.rated', body: { severity: 'high', urgency: 'now', tlp, reason: `${SECRET[tlp]} 2` } },
        { kind: 'case.owner-named', body: { personId: owner.personId, name: 'owner' } },
      ]),
    );
    made.set(tlp, { caseId, sha });
  }
  const cases = { RED: made.get('RED')?.caseId as CaseId, AMBER: made.get('AMBER')?.caseId as CaseId };
  const shas = ['RED', 'AMBER'].map((tlp) => made.get(tlp as 'RED')?.sha ?? '');
  const known: Known = {
    caseId: [cases.RED, cases.AMBER, cases.AMBER, 'C-2026-9999'],
    case: [cases.RED, cases.AMBER],
    personId: others,
    sha256: shas,
    raw: shas,
    blob: shas,
    planId: ['K-1'],
    noteId: ['Ntrace0001', 'Nother00001'],
    itemId: ['W-1'],
    roster: ['primary'],
    of: ['roster:primary', 'person:tanaka'],
    lang: ['ja', 'en'],
    // Beginnings of the words only: what somebody searched for stands in the list of reads, for who may see that.
    search: ['件', SECRET.RED.slice(0, 8), SECRET.AMBER.slice(0, 8)],
  };
  return { desk, callers, known, cases };
}

async function operationsOf({ desk, callers }: FuzzDesk, access: ReadonlyMap<string, Access>): Promise<readonly Operation[]> {
  const page = (await callers.find((one) => one.name === 'auditor')?.at.get('/api/v1/openapi.json'))?.json as {
    paths: Record<
      string,
      Record<string, { operationId: string; parameters: Place[]; requestBody?: { content: Record<string, { schema: Schema }> } }>
    >;
  };
  const ids = Object.values(page.paths).flatMap((methods) => Object.values(methods).map((one) => one.operationId));
  if (new Set(ids).size !== ids.length) throw new Error('two operations of the API page have one name');
  return desk.server.table.map(({ method, path, access: mounted }) => {
    const described = page.paths[path.replaceAll(/:([A-Za-z0-9]+)/g, '{$1}')]?.[method.toLowerCase()];
    const content = described?.requestBody?.content ?? {};
    const names = [...path.matchAll(/:([A-Za-z0-9]+)/g)].map((match) => match[1] ?? '');
    const places = described?.parameters ?? [];
    return {
      method,
      path,
      access: access.get(`${method} ${path}`) ?? mounted,
      places: [
        ...places,
        ...names
          .filter((name) => !places.some((one) => one.name === name))
          .map((name) => ({ name, in: 'path' as const, schema: { type: 'string' } })),
      ],
      body: content['application/json']?.schema ?? (method === 'GET' ? null : {}),
      upload: content['multipart/form-data']?.schema ?? null,
    };
  });
}

/** What may not be asked, because it would end the run itself and not show anything: the callers' own way out. */
const OWN_WAY_OUT = new Set(['POST /api/auth/sign-out']);

/** The access that the routes declare, before a planted fault changes any. */
export function declaredAccess(desk: ServedDesk): ReadonlyMap<string, Access> {
  return new Map(routesOfEveryPart(desk, desk.base).map((spec) => [`${spec.method} ${spec.path}`, spec.access]));
}

export async function fuzzApi(
  fuzz: FuzzDesk,
  {
    requests,
    seed,
    mostFaults = 50,
    say = () => undefined,
  }: { requests: number; seed: number; mostFaults?: number; say?: (line: string) => void },
): Promise<FuzzFigures> {
  const { desk, callers } = fuzz;
  const random = seededRandom(seed);
  const operations = (await operationsOf(fuzz, declaredAccess(desk))).filter((one) => !OWN_WAY_OUT.has(`${one.method} ${one.path}`));
  const seen = {
    answered: new Set<string>(),
    byClass: {} as Record<string, number>,
    missing: {} as Record<string, number>,
    role: 0,
    circle: 0,
  };
  const faults: string[] = [];
  const rejected: unknown[] = [];
  const onRejection = (cause: unknown) => void rejected.push(cause);
  process.on('unhandledRejection', onRejection);
  let reported = desk.reported.length;
  const judged = async ({ at, operation, caller, asked }: Planned): Promise<void> => {
    const answer = await send(caller, asked, at);
    const name = `#${at} ${caller.name} ${asked.method} ${asked.path.slice(0, 200)}`;
    const fault = (what: string): void => {
      faults.push(`${name}: ${what} <- ${asked.shown.slice(0, 300)}`);
      say(faults.at(-1) ?? '');
    };
    const kind = `${Math.floor(answer.status / 100)}xx`;
    seen.byClass[kind] = (seen.byClass[kind] ?? 0) + 1;
    if (answer.status < 400) seen.answered.add(`${operation.method} ${operation.path}`);
    const code = codeOf(answer.text);
    if (answer.status === 503 && code !== '' && code !== 'unexpected') seen.missing[code] = (seen.missing[code] ?? 0) + 1;
    else if (answer.status >= 500) fault(`${answer.status} ${answer.text.slice(0, 200)}`);
    // Of looks that are under way together the first to come back bears it.
    if (desk.reported.length > reported) fault(`reported as a bug: ${String(desk.reported.at(-1)).slice(0, 200)}`);
    reported = desk.reported.length;
    if (!permitted(operation, caller)) {
      if (answer.status < 400) fault(`${answer.status}, though ${caller.name} is not let in`);
      else seen.role += 1;
    }
    if (code === 'journal.closed-circle') seen.circle += 1;
    const spoken = await spokenOf(fuzz, caller, answer.text, asked.shown);
    if (spoken !== null) fault(`speaks of the case ${spoken}`);
    if (at > 0 && at % 500 === 0) say(`${at} requests, ${faults.length} faults`);
  };
  /** What only looks is asked together, what may change something alone: after it the case is closed again. */
  let looks: Planned[] = [];
  const askLooks = async (): Promise<void> => {
    const together = looks;
    looks = [];
    await Promise.all(together.map(judged));
  };
  for (let at = 0; at < requests && faults.length < mostFaults; at += 1) {
    const operation = operations[at % operations.length] as Operation;
    const mayCall = callers.filter((one) => permitted(operation, one));
    const caller = random.below(10) < 7 && mayCall.length > 0 ? random.pick(mayCall) : random.pick(callers);
    const planned = { at, operation, caller, asked: requestFor(operation, fuzz, random) };
    if (operation.method === 'GET') {
      looks.push(planned);
      if (looks.length >= TOGETHER) await askLooks();
      continue;
    }
    await askLooks();
    await judged(planned);
    await keepRed(fuzz);
  }
  await askLooks();
  const alive = await visitor(desk.url)
    .get('/healthz')
    .catch(() => null);
  if (alive === null || alive.status >= 500) faults.push('the desk does not answer any more');
  process.off('unhandledRejection', onRejection);
  for (const cause of rejected) faults.push(`unhandled: ${String(cause).slice(0, 200)}`);
  return {
    requests,
    routes: operations.length,
    answered: seen.answered.size,
    byClass: seen.byClass,
    refusedByRole: seen.role,
    refusedByCircle: seen.circle,
    missing: seen.missing,
    faults,
  };
}

function permitted({ access, path }: Operation, { role, name }: Caller): boolean {
  if (access === 'public') return true;
  if (role === null) return false;
  if (name.startsWith('machine:') && path.startsWith('/api/auth/')) return false;
  return access === 'signed-in' || access.includes(role);
}

type Planned = { readonly at: number; readonly operation: Operation; readonly caller: Caller; readonly asked: Asked };
type Asked = {
  readonly method: string;
  readonly path: string;
  readonly body: BodyInit | null;
  readonly type: string | null;
  readonly ifMatch: string | null;
  readonly shown: string;
};

function requestFor(operation: Operation, { known }: FuzzDesk, random: Random): Asked {
  const { method } = operation;
  // Somebody outside who breaks the glass is inside from then on: that one is not tried on the closed case.
  const names = /break-glass/.test(operation.path) ? { ...known, caseId: ['C-2026-9999'] } : known;
  const path = operation.path.replaceAll(/:([A-Za-z0-9]+)/g, (_whole, name: string) => {
    const schema = operation.places.find((one) => one.in === 'path' && one.name === name)?.schema ?? {};
    return encodeURIComponent(wellFormed(placeFor(name, schema, names, random)).slice(0, 400));
  });
  const query = operation.places
    .filter((one) => one.in === 'query' && random.below(2) === 0)
    .map(({ name, schema }) => `${name}=${encodeURIComponent(wellFormed(String(valueFor(schema, name, names, random))).slice(0, 1000))}`);
  const whole = query.length === 0 ? path : `${path}?${query.join('&')}`;
  const ifMatch = random.below(2) === 0 ? null : random.pick(['"0"', '"1"', '"3"', '*', 'W/"3"', '"x"', '']);
  if (method === 'GET') return { method, path: whole, body: null, type: null, ifMatch, shown: '' };
  if (operation.upload !== null && random.below(3) > 0) {
    const form = new FormData();
    const fields = valueFor(operation.upload, '', names, random);
    for (const [name, value] of Object.entries(typeof fields === 'object' && fields !== null ? fields : {}))
      form.append(name, String(value));
    for (let files = random.below(3); files > 0; files -= 1)
      form.append('file', new Blob([fileFor(random)]), random.pick(['a.csv', 'x.eml', '..\\..\\a.json', 'ａ.xlsx', '.gz']));
    return { method, path: whole, body: form, type: null, ifMatch, shown: 'multipart' };
  }
  const value = operation.body === null ? anything(random) : valueFor(operation.body, '', names, random);
  const text = random.below(40) === 0 ? '{"a":' : JSON.stringify(value);
  return { method, path: whole, body: text, type: 'application/json', ifMatch, shown: text };
}

const FILES: readonly string[] = [
  '',
  'a,b\n1,2\n',
  '\ufeff氏名,メールアドレス\n佐藤,s@example.jp\n',
  '{"a":[{}]}',
  '[]',
  '<a><b/></a>',
  '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>',
  'From: a@b.example\r\nSubject: x\r\n\r\nhello\r\n',
  'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nRRULE:FREQ=SECONDLY\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n',
  '\u001f\u008b\u0008\u0000',
  'PK\u0003\u0004',
  '10.0.0.1 - - [21/Nov/2026:10:00:00 +0900] "GET / HTTP/1.1" 200 5\n',
  '- a: &x [*x]\n',
];

function fileFor(random: Random): Uint8Array<ArrayBuffer> {
  if (random.below(4) === 0) return Uint8Array.from({ length: random.below(400) }, () => random.below(256));
  return new Uint8Array(Buffer.from(random.pick(FILES), random.below(2) === 0 ? 'utf8' : 'latin1'));
}

/** Half a character cannot stand in an address; JSON carries it as an escape, and there it is tried. */
function wellFormed(text: string): string {
  return text.toWellFormed();
}

async function send(
  caller: Caller,
  { method, path, body, type, ifMatch }: Asked,
  at: number,
): Promise<{ readonly status: number; readonly text: string }> {
  const stop = new AbortController();
  for (let tries = 1; ; tries += 1)
    try {
      const response = await fetch(new URL(path, caller.at.url), {
        method,
        redirect: 'manual',
        signal: stop.signal,
        headers: {
          ...caller.headers,
          ...(method === 'GET' ? {} : { origin: caller.at.url }),
          ...(type === null ? {} : { 'content-type': type }),
          ...(ifMatch === null ? {} : { 'if-match': ifMatch }),
          ...(caller.at.cookies.size === 0 ? {} : { cookie: [...caller.at.cookies].map(([name, value]) => `${name}=${value}`).join('; ') }),
          // Limits by address are tried elsewhere: each request comes from one of its own.
          'x-forwarded-for': `10.${(at >> 16) & 255}.${(at >> 8) & 255}.${at & 255}`,
        },
        ...(body === null ? {} : { body }),
      });
      if (response.headers.get('content-type')?.startsWith('text/event-stream') === true) {
        stop.abort();
        return { status: response.status, text: '' };
      }
      return { status: response.status, text: await response.text() };
    } catch (cause) {
      // An idle connection that the server closed as we wrote to it.
      if (tries >= RETRIES) return { status: 599, text: String(cause) };
    }
}

/** The case of which an answer speaks to somebody who may not read it; null: none. What the caller said themselves is no news. */
async function spokenOf({ desk, cases }: FuzzDesk, caller: Caller, text: string, said: string): Promise<'RED' | 'AMBER' | null> {
  for (const tlp of ['RED', 'AMBER'] as const) {
    if (!text.includes(SECRET[tlp]) || said.includes(SECRET[tlp])) continue;
    const reads = caller.role !== null && caller.role !== 'staff';
    if (!reads) return tlp;
    if (tlp === 'RED' && (await closedCircle(desk.journal)(cases.RED, caller)) !== null) return tlp;
  }
  return null;
}

/** Its owner may rate it down; then nobody would be outside any more. */
async function keepRed({ desk, cases }: FuzzDesk): Promise<void> {
  const view = await desk.journal.view(cases.RED);
  if (view === null || view.tlp === 'RED') return;
  const body = { severity: 'high', urgency: 'now', tlp: 'RED', reason: `${SECRET.RED} 3` } as const;
  await desk.journal.append({ stream: cases.RED, actor: { type: 'machine', name: 'test' }, drafts: [{ kind: 'case.rated', body }] });
}

function codeOf(text: string): string {
  try {
    const { code } = JSON.parse(text) as { code?: unknown };
    return typeof code === 'string' ? code : '';
  } catch {
    return '';
  }
}
