// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../../../src/kernel/bilingual.ts';
import type { IncidentRun } from '../support/incident.ts';
import { openMailHouse } from '../support/mail-house.ts';
import type { MailHouse } from '../support/mail-house.ts';
import { openScreens } from '../support/screens.ts';
import type { Screens } from '../support/screens.ts';
import { openStage, taken } from '../support/stage.ts';
import type { Person, Stage } from '../support/stage.ts';
import { truthTable } from '../support/truths.ts';
import type { Truths } from '../support/truths.ts';
import { openNetwork } from './network.ts';
import type { Network } from './network.ts';
import { DESK_MAIL, DOMAIN, makeWorld, servicesCsv } from './world.ts';
import type { World } from './world.ts';

const [MINUTE, HOUR] = [60_000, 3_600_000];

/** The company on the first day of a long weekend: its network, its mail, its desk, and whoever can be called. */
export type Office = {
  readonly run: IncidentRun;
  readonly world: World;
  readonly network: Network;
  readonly mail: MailHouse;
  readonly stage: Stage;
  /** Picks up the telephone; has no duty. */
  readonly first: Person;
  /** Has the duty of days off. */
  readonly onDuty: Person;
  readonly manager: Person;
  /** Runs the proxy and the resolver. */
  readonly engineer: Person;
  readonly truths: Truths;
  readonly lines: Bilingual[];
  readonly screens: Screens | null;
  /** When the call came, on this machine's clock. */
  readonly calledAt: number;
  readonly close: () => Promise<void>;
};

export async function openOffice(run: IncidentRun): Promise<Office> {
  run.say({ ja: '会社のネットワークとデスクを起動する', en: 'starting the company’s network and the desk' });
  const world = makeWorld(Date.now(), run.size);
  const network = await openNetwork(world);
  const mail = await openMailHouse({ domain: DOMAIN, desk: DESK_MAIL });
  const stage = await openStage(
    // A quarter past ten on Saturday, a little before the call.
    { organisation: '山川旅行', first: { name: '佐藤 美咲', mail: `sato@${DOMAIN}` }, startsAt: world.saturday + 10 * HOUR + 15 * MINUTE },
    { ...mail.env, ...network.gateway.env, MATOI_GATEWAY_LOOK_SECONDS: '2' },
  );
  mail.keepTime(stage.now);
  const onDuty = await stage.hire('田中 凛', `tanaka@${DOMAIN}`, ['responder']);
  const manager = await stage.hire('鈴木 一郎', `suzuki@${DOMAIN}`, ['manager', 'responder']);
  const engineer = await stage.hire('高橋 健', `takahashi@${DOMAIN}`, ['responder']);
  await stage.first.put('/api/v1/duty/plan', { plan: planOf(run.plant), confirmed: true });
  await bringServices(stage, servicesCsv(world.saturday));
  await stage.first.put('/api/v1/service-settings', { names: 'sni' });
  const screens = run.pictures === null ? null : await openScreens(stage.url, run.pictures);
  return {
    run,
    world,
    network,
    mail,
    stage,
    first: stage.first,
    onDuty,
    manager,
    engineer,
    truths: truthTable(run),
    lines: [],
    screens,
    calledAt: Date.now(),
    async close() {
      await screens?.close();
      await stage.close();
      await mail.close();
      await network.close();
    },
  };
}

async function bringServices(stage: Stage, csv: string): Promise<void> {
  const form = new FormData();
  form.append('file', new Blob([csv]), 'services.csv');
  taken(await stage.first.visitor.call('POST', '/api/v1/services/import?format=csv', form));
}

/** Whoever has the duty of days off is not whoever has it in the week. */
function planOf(plant: string | null) {
  const person = (id: string, name: string) => ({
    id,
    name,
    lang: 'ja',
    mail: [`${id}@${DOMAIN}`],
    telephone: '03-5555-0100',
    channels: ['mail', 'telephone'],
  });
  const layer = (id: string, days: 'off' | 'all', who: string) => ({
    id,
    days,
    people: [who],
    start: '2026-01-01T09:00',
    rotation: { unit: 'day' },
  });
  return {
    zone: 'Asia/Tokyo',
    country: plant === 'holiday-of-elsewhere' ? 'DE' : 'JP',
    people: [person('sato', '佐藤 美咲'), person('tanaka', '田中 凛'), person('kacho', '課長 花'), person('bucho', '部長 森')],
    rosters: [
      {
        id: 'primary',
        name: { ja: '当番', en: 'Duty' },
        layers: [...(plant === 'nobody-for-days-off' ? [] : [layer('off', 'off', 'tanaka')]), layer('week', 'all', 'sato')],
      },
    ],
    policies: [{ id: 'call', name: { ja: '呼び出し', en: 'Call' }, steps: [{ afterMinutes: 0, targets: [{ roster: 'primary' }] }] }],
    reportUp: {
      levels: [{ people: ['kacho'] }, { people: ['bucho'] }],
      dayMinutes: 15,
      nightMinutes: 30,
      day: { from: '08:00', to: '20:00' },
      nextReportMinutes: 60,
    },
  };
}
