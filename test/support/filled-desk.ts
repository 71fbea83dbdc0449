// SPDX-License-Identifier: Apache-2.0
// A desk with something on every screen, as it is in the middle of an incident: for whoever looks at screens and weighs them.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mapCustomers, recordRun } from '../../src/exposure/run/record.ts';
import type { Answer, Visitor } from './browser-like.ts';
import { eventually } from './eventually.ts';
import { manyFindings, recordDepsOf, runOfShops } from './exposure-runs.ts';
import { signedIn } from './role-visitors.ts';
import { walkedDesk } from './walked-desk.ts';
import type { WalkedDesk } from './walked-desk.ts';

const root = join(import.meta.dirname, '..', '..');
const fixture = (...path: string[]): string => readFileSync(join(root, 'fixtures', ...path), 'utf8');
const HOUR = 3_600_000;

export type FilledDesk = {
  readonly walk: WalkedDesk;
  /** Somebody with every role but those that only look: their browser, signed in. */
  readonly chief: Visitor & { readonly personId: string };
  readonly caseId: string;
  readonly hostingCaseId: string;
  /** Every screen by a short name, with an address at which it has something to show. */
  readonly screens: readonly (readonly [name: string, path: string])[];
  readonly close: () => Promise<void>;
};

/** Opens one; `webFolder` as built by vite. Everything in it is made up. */
export async function filledDesk(webFolder: string): Promise<FilledDesk> {
  const walk = await walkedDesk({ MATOI_URL: 'https://desk.corp.example' }, webFolder);
  const { desk } = walk;
  desk.clock.set(new Date().toISOString());
  await desk.database.pool.query(
    "update organisation set name_ja = '山川旅行株式会社', name_en = 'Yamakawa Travel', role_mailbox = 'csirt@corp.example'",
  );
  const chief = await signedIn(desk, ['administrator', 'responder', 'manager', 'instructor'], 'chief');
  await people(chief);
  await rota(chief);
  await register(chief);
  const { reportId, caseId } = await reported(walk, chief);
  const hostingCaseId = await hosting(walk);
  await workOf(caseId, chief);
  const roundId = await round(walk, chief);
  const runId = await exercise(walk, chief);
  const at = `/cases/${caseId}`;
  const audit = `/cases/${hostingCaseId}`;
  return {
    walk,
    chief,
    caseId,
    hostingCaseId,
    screens: [
      ['now', '/'],
      ['reports', '/reports'],
      ['report-new', '/reports/new'],
      ['report', `/reports/${reportId}`],
      ['triage', `/triage/${reportId}`],
      ['cases', '/cases'],
      ['case', at],
      ['clocks', `${at}/obligation`],
      ['fix', `${at}/fix`],
      ['notes', `${at}/notes`],
      ['containment', `${at}/containment`],
      ['hunt', `${at}/hunt`],
      ...['sightings', 'others', 'standing', 'rules', 'attackers', 'beacons', 'rare', 'data-out', 'logs'].map(
        (view) => [`hunt-${view}`, `${at}/hunt/${view}`] as const,
      ),
      ['public', `${at}/public`],
      ['forms', `${at}/forms`],
      ['customers-of-case', `${audit}/customers`],
      ['follow', `${audit}/follow`],
      ['inquiries', `${audit}/inquiries`],
      ['exposure', `${audit}/exposure`],
      ...['tenants', 'matrix', 'runs'].map((view) => [`exposure-${view}`, `${audit}/exposure/${view}`] as const),
      ['exposure-tenant', `${audit}/exposure/tenants/t0001`],
      ['measures', '/measures'],
      ['duty', '/duty'],
      ['rota', '/duty/edit'],
      ['logs', '/logs'],
      ['readiness', '/readiness'],
      ...['services', 'draft', 'traffic', 'assets'].map((tab) => [`readiness-${tab}`, `/readiness/${tab}`] as const),
      ['exercises', '/exercises'],
      ['round-new', '/exercises/rounds/new'],
      ['round', `/exercises/rounds/${roundId}`],
      ['run-new', '/exercises/runs/new'],
      ['run', `/exercises/runs/${runId}`],
      ['customers', '/customers'],
      ['organisation', '/organisation'],
      ['import', '/organisation/import'],
      ['outside', '/organisation/outside'],
      ['settings', '/settings'],
      ['mail', '/settings/mail'],
      ['security-txt', '/settings/security-txt'],
    ],
    close: walk.close,
  };
}

function done(answer: Answer): Answer {
  if (answer.status >= 300) throw new Error(`${answer.status} ${answer.text.slice(0, 400)}`);
  return answer;
}

const file = (name: string, text: string): FormData => {
  const form = new FormData();
  form.append('file', new Blob([text]), name);
  return form;
};

async function people(chief: Visitor): Promise<void> {
  for (const [at, [name, department]] of [
    ['高橋 蓮', '情報システム課'],
    ['鈴木 葵', '総務部'],
    ['伊藤 湊', '予約センター'],
  ].entries())
    done(
      await chief.post('/api/v1/people', {
        name,
        kana: '',
        department,
        addresses: [`p${at}@example.jp`],
        telephone: `090-0000-000${at}`,
        roles: [at === 0 ? 'responder' : at === 1 ? 'manager' : 'staff'],
        lang: 'ja',
      }),
    );
}

async function rota(chief: Visitor & { readonly personId: string }): Promise<void> {
  const register = (await chief.get('/api/v1/people')).json as { items: { personId: string; name: string; addresses: string[] }[] };
  const some = register.items.slice(0, 4).map(({ personId, name, addresses }) => ({ id: personId, personId, name, mail: addresses }));
  const ids = some.map(({ id }) => id);
  const plan = {
    people: some,
    rosters: [
      {
        id: 'primary',
        name: { ja: '一次当番', en: 'Primary' },
        layers: [{ id: 'l', people: ids, start: '2026-01-01T09:00', rotation: { unit: 'day' } }],
      },
    ],
    policies: [
      {
        id: 'incident',
        name: { ja: '事案の呼び出し', en: 'Incident' },
        steps: [
          { afterMinutes: 0, targets: [{ roster: 'primary' }] },
          { afterMinutes: 15, targets: ids.map((person) => ({ person })) },
        ],
      },
    ],
  };
  done(await chief.call('PUT', '/api/v1/duty/plan', { plan }));
}

async function register(chief: Visitor): Promise<void> {
  const travel = (name: string) => fixture('containment', 'travel-company', name);
  done(await chief.call('POST', '/api/v1/services/import?format=csv', file('services.csv', travel('inventory-own-mail.csv'))));
  done(await chief.call('POST', '/api/v1/traffic', file('flows.csv', travel('flows-own-mail.csv'))));
}

async function reported(walk: WalkedDesk, chief: Visitor): Promise<{ readonly reportId: string; readonly caseId: string }> {
  await walk.bring('proxy.log', proxyLog());
  await walk.bring('access.log', accessLog());
  await walk.mailed(fixture('intake', 'report--white-hacker-iso-2022-jp.eml'));
  await walk.mailed(fixture('intake', 'auto-reply--vacation.eml'));
  const caseId = await walk.noted(
    'telephone',
    '監視会社から電話：プロキシが外のサーバーと繰り返し通信している',
    `御社のプロキシが sync-check[.]example（198.51.100.66、ポート 443）と通信している。PlugX の疑い。少なくとも三台とのこと。`,
  );
  await eventually(async () => {
    const sheet = await walk.sheet(caseId);
    if (!sheet.judgement.known.some((one) => one.id.startsWith('hunt.searched'))) throw new Error('not searched yet');
  });
  const { items } = (await chief.get('/api/v1/reports')).json as { items: { reportId: string; kind: string }[] };
  const reportId = items.find(({ kind }) => kind === 'report')?.reportId ?? items[0]?.reportId ?? '';
  done(await chief.post(`/api/v1/cases/${caseId}/plans/make`, { indicators: '198.51.100.66\n198.51.100.99' }));
  return { reportId, caseId };
}

const computers = ['10.66.1.22', '10.66.1.31', '10.66.2.7'];
const DAY = 86_400;

/** Five days of a proxy: a server that is named on the telephone, one that nobody named, and what everybody reads. */
function proxyLog(): string {
  const first = Math.floor(Date.now() / 1000 / DAY - 5) * DAY;
  const line = (at: number, ip: string, host: string, peer: string) =>
    `${first + at}.000 120 ${ip} TCP_MISS/200 812 POST http://${host}/v1/beat - HIER_DIRECT/${peer} application/octet-stream`;
  const beats = (host: string, peer: string, count: number, every: number) =>
    computers.flatMap((ip, n) => Array.from({ length: count }, (_, at) => line(at * every + n * 7 + (at % 3), ip, host, peer)));
  const news = Array.from({ length: 200 }, (_, at) => line(at * 60, `10.66.3.${at % 40}`, 'www.news.example', '203.0.113.9'));
  return [
    ...beats('sync-check.example', '198.51.100.66', 40, 300),
    ...beats('img-cache.example', '198.51.100.99', 300, 600),
    ...news,
    '',
  ].join('\n');
}

/** A day of a web server, with visitors and somebody who tries doors. */
function accessLog(): string {
  const stamp = (at: number) => {
    const [, day, month, year, time] =
      /^..., (..) (...) (....) (\S+)/.exec(new Date(Date.now() - 2 * DAY * 1000 + at * 1000).toUTCString()) ?? [];
    return `${day}/${month}/${year}:${time} +0000`;
  };
  const doors = ['/cgi-bin/form.cgi?a=../../../etc/passwd', '/wp-login.php', '/?id=1%27%20or%201=1--'];
  return Array.from({ length: 240 }, (_, at) => {
    const tries = at % 6 === 0;
    const target = tries ? (doors[(at / 6) % doors.length] ?? '/') : `/plans/${at % 9}`;
    const from = tries ? '198.51.100.23' : `203.0.113.${at % 90}`;
    return `${from} - - [${stamp(at * 30)}] "GET ${target} HTTP/1.1" ${tries ? 404 : 200} 512 "-" "Mozilla/5.0"\n`;
  }).join('');
}

async function hosting(walk: WalkedDesk): Promise<string> {
  const actor = { type: 'person', id: 'p1', name: '佐藤' } as const;
  const body = { title: 'レンタルサーバーで他の契約者のファイルに届く', reportId: null };
  const { caseId } = await walk.desk.journal.write((writing) => writing.openCase(actor, () => [{ kind: 'case.opened', body }]));
  const deps = recordDepsOf(walk.desk);
  const run = manyFindings(await runOfShops(), 60, 12);
  const tenants = [...new Set(run.findings.map((one) => one.tenant ?? ''))].toSorted().slice(0, 9);
  const customers = tenants.map((tenant, at) => ({ tenant, customerId: `C${at}`, customer: `株式会社${at}` }));
  await mapCustomers(deps, caseId, actor, customers);
  await recordRun(deps, caseId, actor, run, null);
  const lines = customers.map(({ customerId, customer }, at) => `${customerId},${customer},H-${at},info@d${at}.example,ja`);
  const list = `顧客番号,顧客名,契約番号,代表アドレス,言語\n${lines.join('\n')}\n`;
  done(await walk.responder.call('POST', '/api/v1/customers/import', file('customers.csv', list)));
  return caseId;
}

/** Clocks, work, a note, a playbook: what people do in an afternoon. */
async function workOf(caseId: string, chief: Visitor & { readonly personId: string }): Promise<void> {
  const at = `/api/v1/cases/${caseId}`;
  const asks = [
    { itemId: 'item-0001', title: '10.30.0.12 のディスクを複製してから初期化する', workstream: 'implementation', due: Date.now() - HOUR },
    { itemId: 'item-0002', title: '会員へのお知らせの下書きを作る', workstream: 'other', due: Date.now() + 30 * HOUR },
  ];
  for (const { due, ...ask } of asks) {
    const answer = await chief.post(`${at}/board`, { do: 'add', step: null, ...ask, due: new Date(due).toISOString() });
    if (answer.status >= 300) throw new Error(answer.text.slice(0, 300));
  }
  done(
    await chief.call(
      'PUT',
      `${at}/notes/note-0001`,
      { title: '監視会社との電話', text: '折り返し先 **03-5555-0100**、夜間可。' },
      { 'if-match': '0' },
    ),
  );
  done(
    await chief.post(`${at}/clocks`, {
      do: 'open',
      rule: 'appi.preliminary',
      facts: { knownAt: new Date(Date.now() - 5 * HOUR).toISOString() },
      clockId: 'K-1',
      decidedBy: '佐藤',
      reason: '会員の氏名を含むおそれがある',
    }),
  );
}

async function round(walk: WalkedDesk, chief: Visitor & { readonly personId: string }): Promise<string> {
  const asked = JSON.parse(fixture('exercise', 'white-hacker-mail.json')) as Record<'category' | 'title' | 'question' | 'hint', string>;
  const { category, title, question, hint } = asked;
  const deadline = new Date(Date.now() + 100 * HOUR).toISOString();
  const made = await walk.responder.post('/api/v1/exercise/rounds', {
    category,
    title,
    question,
    hint,
    deadline,
    instructorId: chief.personId,
  });
  const { roundId } = done(made).json as { roundId: string };
  done(await walk.responder.post(`/api/v1/exercise/rounds/${roundId}`, { do: 'open' }));
  return roundId;
}

async function exercise(walk: WalkedDesk, chief: Visitor & { readonly personId: string }): Promise<string> {
  const duty = await signedIn(walk.desk, ['responder'], 'trainee');
  const boss = await signedIn(walk.desk, ['manager'], 'training-boss');
  const staff = await signedIn(walk.desk, ['staff'], 'training-staff');
  const roster = [
    { role: 'duty', personId: duty.personId },
    { role: 'manager', personId: boss.personId },
    { role: 'staff', personId: staff.personId },
  ];
  const begun = await chief.post('/api/v1/exercise/runs', { scenarioId: 'white-hacker', roster, speed: 1 });
  return (done(begun).json as { runId: string }).runId;
}
