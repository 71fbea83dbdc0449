// SPDX-License-Identifier: Apache-2.0
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Bilingual } from '../../../src/kernel/bilingual.ts';
import { startOidcProvider } from '../../support/oidc-provider.ts';
import type { OidcProvider } from '../../support/oidc-provider.ts';
import { openCable } from '../support/cable.ts';
import type { Cable } from '../support/cable.ts';
import type { IncidentRun } from '../support/incident.ts';
import { openMailHouse } from '../support/mail-house.ts';
import type { MailHouse } from '../support/mail-house.ts';
import { openScreens } from '../support/screens.ts';
import type { Screens } from '../support/screens.ts';
import { openStage, taken } from '../support/stage.ts';
import type { Person, Stage } from '../support/stage.ts';
import { truthTable } from '../support/truths.ts';
import type { Truths } from '../support/truths.ts';
import { openNameServer } from './name-server.ts';
import type { NameServer } from './name-server.ts';
import { BODIES, DESK_MAIL, DOMAIN, MAIL_HOST, PRIVATE_DOMAIN, ROTA, SECOND_DOMAIN, SECOND_MAIL, servicesCsv, SUPERIORS } from './world.ts';

export const MAIL_SETTINGS = '/api/v1/mail-settings';

/** The company with all that is its own (mail, names, sign-in, public site), what it rents elsewhere, and its desk. */
export type Company = {
  readonly run: IncidentRun;
  readonly stage: Stage;
  readonly own: MailHouse;
  readonly second: MailHouse;
  readonly provider: OidcProvider;
  readonly names: NameServer;
  readonly cables: { readonly smtp: Cable; readonly imap: Cable; readonly provider: Cable; readonly site: Cable };
  /** To the relay at the other provider. */
  readonly elsewhere: Cable;
  readonly siteUrl: string;
  /** Directs; looks after the desk's settings. */
  readonly director: Person;
  readonly manager: Person;
  /** Keeps the log on paper and types it in afterwards. */
  readonly scribe: Person;
  readonly truths: Truths;
  readonly lines: Bilingual[];
  readonly screens: Screens | null;
  readonly close: () => Promise<void>;
};

export async function openCompany(run: IncidentRun): Promise<Company> {
  run.say({
    ja: '会社のメール、名前解決、サインイン、公式サイトとデスクを起動する',
    en: 'starting mail, names, sign-in, public site and the desk',
  });
  const own = await openMailHouse({ domain: DOMAIN, desk: DESK_MAIL });
  const second = await openMailHouse({ domain: SECOND_DOMAIN, desk: SECOND_MAIL });
  const site = await openSite();
  const held: { provider: OidcProvider | null } = { provider: null };
  const cables = {
    smtp: await openCable(() => own.port),
    imap: await openCable(() => mailboxPort(own)),
    provider: await openCable(() => held.provider?.port ?? 0),
    site: await openCable(() => site.port),
  };
  const provider = await startOidcProvider('keycloak', `http://localhost:${cables.provider.port}`);
  held.provider = provider;
  const elsewhere = await openCable(() => second.port);
  const names = await openNameServer(MAIL_HOST);
  const stage = await openStage(
    { organisation: '青空商事', first: { name: '佐藤 美咲', mail: `sato@${DOMAIN}` }, resolverFile: names.resolverFile },
    {
      ...own.env,
      MATOI_SMTP_URL: `smtp://${MAIL_HOST}:${cables.smtp.port}?ignoreTLS=true`,
      MATOI_IMAP_URL: (own.env['MATOI_IMAP_URL'] ?? '').replace(/127\.0\.0\.1:\d+/, `${MAIL_HOST}:${cables.imap.port}`),
      MATOI_OIDC_NAME: 'keycloak',
      MATOI_OIDC_ISSUER: provider.issuer,
      MATOI_OIDC_CLIENT_ID: provider.clientId,
      MATOI_OIDC_CLIENT_SECRET: provider.clientSecret,
      MATOI_OIDC_DOMAIN: DOMAIN,
    },
  );
  own.keepTime(stage.now);
  second.keepTime(stage.now);
  const manager = await stage.hire('鈴木 一郎', `suzuki@${DOMAIN}`, ['manager', 'responder']);
  const scribe = await stage.hire('高橋 健', `takahashi@${DOMAIN}`, ['responder']);
  await stage.first.put('/api/v1/duty/plan', { plan: rotaPlan(ROTA.map(({ id }) => id)), confirmed: true });
  await saveBodies(stage.first);
  await bringServices(stage);
  const screens = run.pictures === null ? null : await openScreens(stage.url, run.pictures);
  return {
    run,
    stage,
    own,
    second,
    provider,
    names,
    cables,
    elsewhere,
    siteUrl: `http://127.0.0.1:${cables.site.port}/`,
    director: stage.first,
    manager,
    scribe,
    truths: truthTable(run),
    lines: [],
    screens,
    async close() {
      await screens?.close();
      await stage.close();
      for (const cable of [...Object.values(cables), elsewhere]) await cable.pull();
      await names.close();
      await provider.close();
      await site.close();
      await second.close();
      await own.close();
    },
  };
}

export function mailboxPort({ env }: MailHouse): number {
  return Number(new URL(env['MATOI_IMAP_URL'] ?? '').port);
}

/** The rota with so many people in turn; each has an address that is not the company's own. */
export function rotaPlan(inTurn: readonly string[]) {
  const person = ({ id, name, telephone }: { readonly id: string; readonly name: string; readonly telephone: string }) => ({
    id,
    name,
    lang: 'ja',
    mail: [`${id}@${PRIVATE_DOMAIN}`],
    telephone,
    channels: ['mail', 'telephone'],
  });
  return {
    zone: 'Asia/Tokyo',
    country: 'JP',
    people: [...ROTA, ...SUPERIORS].map(person),
    rosters: [
      {
        id: 'primary',
        name: { ja: '当番', en: 'Duty' },
        layers: [{ id: 'turns', days: 'all', people: inTurn, start: '2026-01-01T09:00', rotation: { unit: 'day' } }],
      },
    ],
    policies: [{ id: 'call', name: { ja: '呼び出し', en: 'Call' }, steps: [{ afterMinutes: 0, targets: [{ roster: 'primary' }] }] }],
    reportUp: {
      levels: SUPERIORS.map(({ id }) => ({ people: [id] })),
      dayMinutes: 15,
      nightMinutes: 15,
      day: { from: '08:00', to: '20:00' },
      nextReportMinutes: 60,
    },
  };
}

/** Bodies by which the company stands in a contract; its list began with drafts, which these replace. */
async function saveBodies(by: Person): Promise<void> {
  const { headers } = await by.visitor.get('/api/v1/outside-bodies');
  taken(await by.visitor.call('PUT', '/api/v1/outside-bodies', { bodies: BODIES }, { 'if-match': headers.get('etag') ?? '' }));
}

async function bringServices(stage: Stage): Promise<void> {
  const form = new FormData();
  form.append('file', new Blob([servicesCsv(stage.now())]), 'services.csv');
  taken(await stage.first.visitor.call('POST', '/api/v1/services/import?format=csv', form));
}

/** A change of how mail goes out or comes in, by somebody who saw what is set. */
export async function changeMail(by: Person, method: 'PUT' | 'POST', path: string, body: unknown): Promise<void> {
  const { headers } = await by.visitor.get(MAIL_SETTINGS);
  taken(await by.visitor.call(method, `${MAIL_SETTINGS}${path}`, body, { 'if-match': headers.get('etag') ?? '' }));
}

async function openSite() {
  const server = createServer((_request, answer) => void answer.end('青空商事'));
  await new Promise<void>((open) => server.listen(0, '127.0.0.1', open));
  return {
    port: (server.address() as AddressInfo).port,
    close: () => new Promise<void>((done) => server.close(() => done())),
  };
}
