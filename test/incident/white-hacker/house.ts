// SPDX-License-Identifier: Apache-2.0
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { IncidentRun } from '../support/incident.ts';
import { openMailHouse } from '../support/mail-house.ts';
import type { MailHouse } from '../support/mail-house.ts';
import { openScreens } from '../support/screens.ts';
import type { Screens } from '../support/screens.ts';
import { openStage } from '../support/stage.ts';
import type { Person, Stage } from '../support/stage.ts';
import { truthTable } from '../support/truths.ts';
import type { Truths } from '../support/truths.ts';
import { openWebHouse } from '../support/web-house.ts';
import type { WebHouse } from '../support/web-house.ts';
import { DESK_MAIL, DOMAIN, webHistory, workers } from './world.ts';
import type { WebHistory, Worker } from './world.ts';

/** The company, its servers, its desk, and the page of the sender: all on loopback. */
export type House = {
  readonly run: IncidentRun;
  readonly stage: Stage;
  readonly mail: MailHouse;
  readonly web: WebHouse;
  readonly history: WebHistory;
  readonly sendersPage: { readonly url: string; readonly hits: () => number };
  readonly people: readonly Worker[];
  /** Handles the case, decides, and looks after the web server. */
  readonly handler: Person;
  readonly manager: Person;
  readonly administrator: Person;
  readonly truths: Truths;
  readonly screens: Screens | null;
  readonly close: () => Promise<void>;
};

const VISITS_A_DAY = { small: 200, long: 20_000 } as const;

export async function openHouse(run: IncidentRun): Promise<House> {
  run.say({ ja: '会社のサーバーとデスクを起動する', en: 'starting the company’s servers and the desk' });
  const mail = await openMailHouse({ domain: DOMAIN, desk: DESK_MAIL });
  const stage = await openStage({ organisation: '青い鳥旅行', first: { name: '佐藤 美咲', mail: `sato@${DOMAIN}` } }, mail.env);
  mail.keepTime(stage.now);
  const history = webHistory(stage.now(), VISITS_A_DAY[run.size], 22);
  const web = await openWebHouse(stage.folder, history.lines);
  const sendersPage = await openSendersPage();
  const people = workers();
  const manager = await stage.hire('鈴木 一郎', `suzuki@${DOMAIN}`, ['manager', 'responder']);
  const administrator = await stage.hire('高橋 健', `takahashi@${DOMAIN}`, ['responder']);
  await importStaff(stage, people);
  await publishPlan(stage);
  const screens = run.pictures === null ? null : await openScreens(stage.url, run.pictures);
  return {
    run,
    stage,
    mail,
    web,
    history,
    sendersPage,
    people,
    handler: stage.first,
    manager,
    administrator,
    truths: truthTable(run),
    screens,
    async close() {
      await screens?.close();
      await web.close();
      await stage.close();
      await mail.close();
      await sendersPage.close();
    },
  };
}

async function importStaff(stage: Stage, people: readonly Worker[]): Promise<void> {
  const lines = people.map(({ name, mail, department }) => `${name},${department},${mail},職員`);
  const form = new FormData();
  form.append('file', new Blob([`氏名,部署,メールアドレス,役割\n${lines.join('\n')}\n`]), 'staff.csv');
  const answer = await stage.first.visitor.call('POST', '/api/v1/people/import', form);
  if ((answer.json as { added?: number } | null)?.added !== people.length) throw new Error(`staff: ${answer.text.slice(0, 300)}`);
}

async function publishPlan(stage: Stage): Promise<void> {
  const person = (id: string, name: string) => ({
    id,
    name,
    lang: 'ja',
    mail: [`${id}@${DOMAIN}`],
    telephone: '03-5555-0100',
    channels: ['mail', 'telephone'],
  });
  const plan = {
    zone: 'Asia/Tokyo',
    people: [person('sato', '佐藤 美咲'), person('kacho', '課長 花'), person('bucho', '部長 森')],
    rosters: [
      {
        id: 'primary',
        name: { ja: '当番', en: 'Duty' },
        layers: [{ id: 'all', people: ['sato'], start: '2026-01-01T09:00', rotation: { unit: 'day' } }],
      },
    ],
    policies: [{ id: 'call', name: { ja: '呼び出し', en: 'Call' }, steps: [{ afterMinutes: 0, targets: [{ roster: 'primary' }] }] }],
    reportUp: {
      levels: [{ people: ['kacho'] }, { people: ['bucho'] }],
      dayMinutes: 15,
      nightMinutes: 15,
      day: { from: '08:00', to: '20:00' },
      nextReportMinutes: 60,
    },
  };
  await stage.first.put('/api/v1/duty/plan', { plan, confirmed: true });
}

/** The page to which the mail leads; whoever opens it is counted by its own server. */
async function openSendersPage() {
  const asked: string[] = [];
  const server = createServer((request, answer) => {
    asked.push(request.url ?? '');
    answer.end('knight');
  });
  await new Promise<void>((open) => server.listen(0, '127.0.0.1', open));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/~knight`,
    hits: () => asked.filter((path) => path.startsWith('/~knight')).length,
    close: () => new Promise<void>((done) => server.close(() => done())),
  };
}
