// SPDX-License-Identifier: Apache-2.0
// Twelve cases in short, from which both the entries and the truth are made: what a statement may say of each, by field.
import { sha256 } from '../../src/adapters/system/system.ts';
import type { Draft } from '../../src/case/entry.ts';
import type { IncidentKind } from '../../src/case/entry/triage.ts';
import { ownWords } from '../../src/common/words/own-words.ts';
import type { DisclosureDeps } from '../../src/disclosure/deps.ts';
import type { CutPlan } from '../../src/disclosure/fact/house.port.ts';
import type { CaseId } from '../../src/journal/stream.ts';
import { memoryBlobs, memoryJournal } from './memory-journal.ts';
import { everythingReal } from './passing.ts';

type Two = { readonly ja: string; readonly en: string };
type Look = {
  readonly lines: number;
  readonly since: string | null;
  readonly until: string | null;
  readonly gap?: Two;
  readonly hits?: number;
};

/** Everything is optional: what is left out is what this case does not know. */
export type World = {
  readonly name: string;
  readonly kind: IncidentKind | null;
  readonly noticed: string;
  readonly noticedBy?: 'ourselves' | 'outside';
  readonly happened?: string;
  readonly services?: readonly Two[];
  readonly instead?: Two;
  readonly cut?: CutPlan & { readonly public?: boolean };
  readonly byHand?: number;
  /** Somebody looked, and says why nothing was stopped. */
  readonly notStopped?: Two;
  readonly persons?: number;
  readonly atMost?: number;
  readonly information?: Two;
  readonly affected?: number;
  readonly clean?: number;
  readonly told?: { readonly customers: number; readonly contracts: number };
  readonly leak?: 'confirmed' | 'traces' | 'not-confirmed' | 'under-investigation';
  readonly look?: Look;
  readonly outBytes?: number;
  readonly harm?: number;
  readonly requests?: readonly Two[];
  readonly contact?: { readonly telephone: string; readonly hours: Two };
  readonly howTold?: Two;
  readonly cause?: Two;
  readonly causeTlp?: 'CLEAR' | 'AMBER';
  readonly filed?: string;
  readonly body?: string;
  readonly prevention?: readonly Two[];
  readonly work?: { readonly total: number; readonly done: number };
  readonly notConcerned?: readonly [Two, Two];
  readonly next?: string;
  readonly press?: string;
  /** Names that must never be read in a public version. */
  readonly secret: readonly string[];
};

const two = (ja: string, en: string): Two => ({ ja, en });
export const organisation = two('例示運輸株式会社', 'Example Transport Ltd.');
const contact = { telephone: '03-5555-0142', hours: two('平日 9:00–17:30', '9:00–17:30 on working days') };
const requests = [
  two('心当たりのないメールは開かずに削除してください', 'Delete unexpected mails unopened'),
  two('パスワードを変更してください', 'Change your password'),
];
const filled = {
  requests,
  contact,
  howTold: two('対象の方へ書面でお知らせします', 'By letter to each of those concerned'),
  press: '03-5555-0199',
  next: '2026-12-04T08:00:00.000Z',
};

export const worlds: readonly World[] = [
  { name: 'nothing known', kind: null, noticed: '2026-11-29T23:10:00.000Z', secret: [] },
  {
    name: 'ransomware, little known',
    kind: 'ransomware',
    noticed: '2026-11-28T21:42:00.000Z',
    noticedBy: 'ourselves',
    byHand: 7,
    ...filled,
    secret: [],
  },
  {
    name: 'compromise with a log gap',
    kind: 'compromise-seen',
    noticed: '2026-11-26T01:05:00.000Z',
    noticedBy: 'outside',
    happened: '2026-11-12T13:20:00.000Z',
    services: [two('予約サイト', 'Booking site')],
    instead: two('お電話で承ります', 'Please call us'),
    leak: 'not-confirmed',
    look: {
      lines: 48_113,
      since: '2026-11-10T00:00:00.000Z',
      until: '2026-11-26T00:00:00.000Z',
      gap: two('proxy.log の 2026-11-14 から 2026-11-16 までの記録がない', 'proxy.log has no lines from 2026-11-14 to 2026-11-16'),
    },
    information: two('お客様のお名前と予約の内容', 'Names and bookings of customers'),
    persons: 1_284,
    harm: 0,
    cause: two('公開サーバーのソフトウェアの弱点が使われました', 'A weakness of software on a public server was used'),
    causeTlp: 'CLEAR',
    filed: '2026-11-27T06:30:00.000Z',
    body: '○○センター',
    prevention: [two('更新の手順を改めます', 'The way of updating is changed')],
    notConcerned: [two('クレジットカードの情報', 'Card data'), two('当社では保有していないため', 'we do not hold them')],
    ...filled,
    secret: ['○○センター'],
  },
  {
    name: 'travel company: stopped and kept',
    kind: 'phishing-clicked',
    noticed: '2026-11-21T05:05:00.000Z',
    noticedBy: 'ourselves',
    happened: '2026-11-19T02:11:00.000Z',
    cut: {
      stopped: [
        { name: '社外メール', because: 'rule' },
        { name: '社内ポータル', because: 'isolated' },
      ],
      kept: [
        { name: '発券', whole: true },
        { name: '精算', whole: false },
      ],
      public: true,
    },
    leak: 'traces',
    outBytes: 91_220_337,
    persons: 6_790_000,
    atMost: 7_930_000,
    information: two('ご旅行のお申し込みの内容', 'Bookings of journeys'),
    services: [two('ご旅行のお申し込み', 'Booking of journeys')],
    instead: two('店頭で承ります', 'Please come to our shops'),
    harm: 3,
    ...filled,
    secret: [],
  },
  {
    name: 'hosting: others could read',
    notStopped: two('設定を直せば足り、通信を止める必要はありませんでした', 'Settings were put right, and no traffic had to be stopped'),
    kind: 'exposure-seen',
    noticed: '2026-11-02T00:30:00.000Z',
    noticedBy: 'outside',
    affected: 4_512,
    clean: 388,
    told: { customers: 4_124, contracts: 4_900 },
    leak: 'under-investigation',
    work: { total: 9, done: 4 },
    ...filled,
    secret: ['架空商事'],
  },
  {
    name: 'account taken over, cause held back',
    kind: 'account-taken-over',
    noticed: '2026-11-20T09:00:00.000Z',
    noticedBy: 'ourselves',
    happened: '2026-11-18T22:00:00.000Z',
    services: [two('メール', 'Mail')],
    instead: two('お電話をご利用ください', 'Please call'),
    information: two('やり取りしたメールの内容', 'Contents of mails'),
    persons: 312,
    leak: 'confirmed',
    harm: 2,
    cause: two('認証の設定の隙が使われました', 'A gap in the settings of sign-in was used'),
    causeTlp: 'AMBER',
    filed: '2026-11-21T02:00:00.000Z',
    prevention: [two('多要素認証を全員に求めます', 'Every sign-in needs a second factor')],
    notConcerned: [two('会計の記録', 'Accounts'), two('別のシステムにあるため', 'they stand in another system')],
    ...filled,
    secret: ['認証の設定の隙', 'gap in the settings'],
  },
  {
    name: 'claims no leak without a look',
    kind: 'weakness-claimed',
    noticed: '2026-11-15T03:00:00.000Z',
    leak: 'not-confirmed',
    ...filled,
    secret: [],
  },
  {
    name: 'claims no leak although traces were found',
    kind: 'compromise-seen',
    noticed: '2026-11-15T03:00:00.000Z',
    leak: 'not-confirmed',
    look: { lines: 900, since: '2026-11-01T00:00:00.000Z', until: '2026-11-15T00:00:00.000Z', hits: 12 },
    ...filled,
    secret: [],
  },
  {
    name: 'no next report promised',
    kind: 'outage',
    noticed: '2026-11-30T01:00:00.000Z',
    requests,
    contact,
    press: '03-5555-0199',
    secret: [],
  },
  {
    name: 'no contact',
    kind: 'data-lost',
    noticed: '2026-11-25T07:45:00.000Z',
    persons: 1,
    requests,
    next: '2026-12-01T03:00:00.000Z',
    press: '03-5555-0199',
    secret: [],
  },
  {
    name: 'looked at too late a time',
    kind: 'abuse-from-us',
    noticed: '2026-11-22T10:00:00.000Z',
    happened: '2026-11-01T00:00:00.000Z',
    leak: 'not-confirmed',
    look: { lines: 77, since: '2026-11-20T00:00:00.000Z', until: '2026-11-22T00:00:00.000Z' },
    ...filled,
    secret: [],
  },
  {
    name: 'hostile words in fields',
    kind: 'supplier-notice',
    noticed: '2026-11-24T00:00:00.000Z',
    noticedBy: 'outside',
    services: [two('<script>alert(1)</script>{cause}', '#import "x": *bold* {organisation}')],
    instead: two('窓口{names.desk}へ', 'Ask at {names.desk}'),
    cut: { stopped: [{ name: '=HYPERLINK("x")', because: 'rule' }], kept: [{ name: '*#[x]', whole: true }] },
    ...filled,
    secret: ['HYPERLINK'],
  },
];

const actor = { type: 'person' as const, id: 'P-0001', name: '佐藤花子' };
const SHA = 'a'.repeat(64);
const PLAN = 'b'.repeat(64);

export type OpenWorld = { readonly deps: DisclosureDeps; readonly caseId: CaseId; readonly journal: ReturnType<typeof memoryJournal> };

/** The case in a journal of its own, at 10:00 on 1 December in Japan. */
export async function openWorld(world: World): Promise<OpenWorld> {
  const journal = memoryJournal({}, world.noticed);
  const deps: DisclosureDeps = {
    journal: journal.journal,
    blobs: memoryBlobs(),
    house: {
      organisation: () => Promise.resolve(organisation),
      own: () => Promise.resolve(ownWords.company),
      publicAddress: () => Promise.resolve('https://desk.example'),
      zone: () => Promise.resolve('Asia/Tokyo'),
      person: (personId) =>
        Promise.resolve(personId === 'P-0001' ? { name: '佐藤花子', addresses: ['sato@example.jp'], lang: 'ja' } : null),
      cutPlan: (plan) => Promise.resolve(plan === PLAN ? (world.cut ?? null) : null),
    },
    print: () => Promise.resolve(new TextEncoder().encode('%PDF-1.7')),
    passing: everythingReal,
    clock: journal.clock,
    hash: sha256,
  };
  const { caseId } = await journal.journal.write((writing) => writing.openCase(actor, () => draftsOf(world)));
  journal.clock.forward(Date.parse('2026-12-01T01:00:00.000Z') - Date.parse(world.noticed));
  return { deps, caseId, journal };
}

function draftsOf(world: World): Draft[] {
  const drafts: Draft[] = [
    { kind: 'case.opened', body: { title: '件名は公表しない', reportId: 'R-1' } },
    {
      kind: 'report.received',
      body: {
        reportId: 'R-1',
        kind: 'report',
        channel: 'file',
        raw: SHA,
        bytes: 1,
        subject: '通報',
        from: '通報者 <a@provider.example>',
        kindReasons: [],
        charsetNotes: [],
      },
    },
  ];
  if (world.kind !== null) drafts.push({ kind: 'triage.kinds-set', body: { kinds: [world.kind], reason: '' } });
  drafts.push(...ofContainment(world), ...ofHunt(world), ...ofCustomers(world), ...ofObligations(world));
  const fields = fieldsOf(world);
  if (Object.keys(fields).length > 0) drafts.push({ kind: 'statement.fields-set', body: { fields, reason: '' } });
  return drafts;
}

function ofContainment({ cut, byHand = 0 }: World): Draft[] {
  const option = 'cut-known';
  const plan: Draft[] =
    cut === undefined
      ? []
      : [
          {
            kind: 'containment.plan-proposed',
            body: {
              planId: 'L-1',
              plan: PLAN,
              recommended: option,
              options: [],
              attackFlows: 1,
              suspects: 1,
              days: 1,
              limits: [],
              notStoppable: 0,
            },
          },
          { kind: 'containment.plan-applied', body: { planId: 'L-1', option, where: 'local', rules: SHA, deadManSeconds: 0 } },
          { kind: 'containment.plan-verified', body: { planId: 'L-1', option, how: 'laboratory', probes: 10, differences: 0 } },
        ];
  const hands = Array.from(
    { length: byHand },
    (_, index): Draft => ({
      kind: 'containment.hand-measure-taken',
      body: {
        measureId: `M-${index}`,
        what: 'cable',
        object: `PC-${index}`,
        place: '',
        doneBy: '佐藤',
        doneAt: '2026-11-28T22:00:00.000Z',
        putBackBy: '鈴木',
        note: '',
      },
    }),
  );
  return [...plan, ...hands];
}

function ofHunt({ look, outBytes }: World): Draft[] {
  const searched: Draft[] =
    look === undefined
      ? []
      : [
          {
            kind: 'hunt.searched',
            body: {
              what: 'indicators',
              asked: 3,
              hits: look.hits ?? 0,
              computers: [],
              top: [],
              first: null,
              last: null,
              linesLookedAt: look.lines,
              notLookedAt: look.gap === undefined ? [] : [look.gap],
              since: look.since,
              until: look.until,
              digest: SHA,
            },
          },
        ];
  const out: Draft[] =
    outBytes === undefined
      ? []
      : [
          {
            kind: 'hunt.data-out-bounded',
            body: { atMostBytes: outBytes, computer: null, destination: null, since: null, until: null, notCounted: [], digest: SHA },
          },
        ];
  return [...searched, ...out];
}

function ofCustomers({ affected, clean = 0, told, harm, work }: World): Draft[] {
  const drafts: Draft[] = [];
  if (affected !== undefined)
    drafts.push({
      kind: 'exposure.run-recorded',
      body: {
        runId: 'run-1',
        root: '/srv',
        only: null,
        status: 'complete',
        reasons: [],
        objects: 10,
        findings: 5,
        proved: 5,
        digest: SHA,
        raw: null,
        states: { new: 5, open: 0, fixed: 0, regressed: 0, waived: 0 },
        tenants: 9,
        tenantsAffected: 5,
        tenantsClean: 4,
        customersAffected: affected,
        customersClean: clean,
        affected: [{ customerId: 'C1', customer: '架空商事', tenants: ['a'], standing: 1, worst: 'high' }],
      },
    });
  if (told !== undefined)
    drafts.push({ kind: 'audience.approved', body: { digest: SHA, findings: 1, ...told, messages: told.customers, notTold: 0 } });
  if (harm !== undefined) {
    drafts.push({ kind: 'inquiry.answered', body: { inquiryId: 'Q-1', way: 'telephone', verdict: 'affected', version: 1, known: 1 } });
    for (let index = 0; index < harm; index += 1)
      drafts.push({
        kind: 'inquiry.harm-reported',
        body: { harmId: `H-${index}`, kind: 'suspicious-mail', day: '2026-11-29', customerId: null, note: '' },
      });
  }
  for (let index = 0; index < (work?.total ?? 0); index += 1) {
    const itemId = `W-${index}`;
    const item = {
      title: '作業',
      workstream: 'other',
      workstreamName: '',
      department: '',
      owner: null,
      needsAckBy: null,
      due: null,
      dependsOn: [],
      touchesCustomers: false,
      fourEyes: false,
      detail: '',
    } as const;
    drafts.push({ kind: 'work.item-added', body: { itemId, step: null, ...item, dependsOn: [] } });
    if (index < (work?.done ?? 0)) drafts.push({ kind: 'work.done', body: { itemId, result: '済み', evidence: [] } });
  }
  return drafts;
}

function ofObligations({ persons, filed, body }: World): Draft[] {
  const drafts: Draft[] = [];
  if (persons !== undefined) drafts.push({ kind: 'obligation.answered', body: { answers: { persons } } });
  if (filed !== undefined) {
    const computed = {
      state: 'running' as const,
      deadline: '2026-12-05T00:00:00.000Z',
      lastDay: null,
      warnFrom: null,
      zone: 'Asia/Tokyo',
      strict: true,
      note: two('', ''),
      basis: { law: '', article: '', source: '' },
    };
    drafts.push({
      kind: 'clock.opened',
      body: { clockId: 'K-1', rule: 'appi.preliminary', facts: {}, computed, decidedBy: '佐藤', reason: '知った', evidence: [] },
    });
    drafts.push({ kind: 'clock.met', body: { clockId: 'K-1', submittedAt: filed, receipt: '受付', evidence: [] } });
  }
  if (body !== undefined)
    drafts.push({ kind: 'case.called', body: { whom: body, telephone: '', result: 'reached', callBackAt: null, note: '' } });
  return drafts;
}

/** What a person would have filled in. */
export function fieldsOf(world: World): Record<string, never> {
  const { cut, contact: asked, notConcerned } = world;
  const all: Record<string, unknown> = {
    'noticed.by': world.noticedBy,
    'happened.at': world.happened,
    services: world.services,
    'services.instead': world.instead,
    'cut.names': cut?.public === true ? 'public' : undefined,
    'cut.nothing': world.notStopped,
    information: world.information,
    'persons.at-most': world.atMost,
    leak: world.leak,
    requests: world.requests,
    'contact.telephone': asked?.telephone,
    'contact.hours': asked?.hours,
    'contact.how-told': world.howTold,
    cause: world.cause,
    'cause.tlp': world.causeTlp,
    prevention: world.prevention,
    'not-concerned': notConcerned?.[0],
    'not-concerned.known-by': notConcerned?.[1],
    'next.at': world.next,
    'press.telephone': world.press,
    names: { desk: two('相談窓口', 'the help desk') },
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as Record<string, never>;
}

/**
 * What the case really says, by field, told from the world alone. Lists stand under their numbers. What is not here must
 * not be read in a statement.
 */
export function truthOf(world: World, lang: 'ja' | 'en'): ReadonlyMap<string, string | number> {
  const truth = new Map<string, string | number>();
  const put = (field: string, value: string | number | undefined) => value !== undefined && truth.set(field, value);
  const list = (field: string, all: readonly Two[] | undefined) =>
    all?.forEach((one, index) => {
      put(`${field}.${index}`, one[lang]);
      put(`${field}.${index}.number`, index + 1);
    });
  const { cut, look } = world;
  put('organisation', organisation[lang]);
  put('kind', world.kind ?? undefined);
  put('noticed.at', world.noticed);
  put('response.at', world.noticed);
  put('noticed.by', world.noticedBy);
  put('happened.at', world.happened);
  put('next.at', world.next);
  list('services', world.services);
  put('services.instead', world.instead?.[lang].replace('{names.desk}', lang === 'ja' ? '相談窓口' : 'the help desk'));
  put('names.desk', lang === 'ja' ? '相談窓口' : 'the help desk');
  if (cut !== undefined) {
    put('cut.at', world.noticed);
    put('cut.verified', 'verified');
    put('cut.stopped', cut.stopped.length);
    put('cut.kept', cut.kept.length);
    cut.stopped.forEach(({ name, because }, index) => {
      put(`cut.stopped.${index}.name`, name);
      put(`cut.stopped.${index}.why`, because);
    });
    cut.kept.forEach(({ name, whole }, index) => {
      put(`cut.kept.${index}.name`, name);
      put(`cut.kept.${index}.why`, whole ? 'whole' : 'part');
    });
  }
  put('cut.nothing', world.notStopped?.[lang]);
  put('cut.by-hand', world.byHand);
  put('information', world.information?.[lang]);
  put('persons', world.persons);
  put('persons.at-most', world.atMost);
  put('customers.affected', world.affected);
  put('customers.clean', world.clean);
  put('audience.customers', world.told?.customers);
  put('audience.contracts', world.told?.contracts);
  put('leak', world.leak);
  if (look !== undefined && (look.hits ?? 0) === 0) {
    put('leak.looks.0.what', 'indicators');
    put('leak.looks.0.lines', look.lines);
    put('leak.looks.0.from', look.since ?? undefined);
    put('leak.looks.0.until', look.until ?? undefined);
    put('leak.gaps.0', look.gap?.[lang]);
  }
  put('leak.out.bytes', world.outBytes);
  put('harm.reports', world.harm);
  list('requests', world.requests);
  put('contact.telephone', world.contact?.telephone);
  put('contact.hours', world.contact?.hours[lang]);
  put('contact.how-told', world.howTold?.[lang]);
  put('cause', world.cause?.[lang]);
  put('reports.0.name', world.filed === undefined ? undefined : 'appi.preliminary');
  put('reports.0.at', world.filed);
  put('help.bodies', world.body === undefined ? undefined : 1);
  put('help.0.name', world.body);
  put('help.0.at', world.body === undefined ? undefined : world.noticed);
  list('prevention', world.prevention);
  put('work.total', world.work?.total);
  put('work.finished', world.work?.done);
  put('work.verified', world.work === undefined ? undefined : 0);
  put('not-concerned', world.notConcerned?.[0][lang]);
  put('not-concerned.known-by', world.notConcerned?.[1][lang]);
  put('press.telephone', world.press);
  return truth;
}
