// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Bilingual } from '../../../src/kernel/bilingual.ts';
import { buildHosting } from '../../../scripts/hosting/build.ts';
import type { HostingMade } from '../../../scripts/hosting/build.ts';
import type { IncidentRun } from '../support/incident.ts';
import { openMailHouse } from '../support/mail-house.ts';
import type { MailHouse } from '../support/mail-house.ts';
import { openScreens } from '../support/screens.ts';
import type { Screens } from '../support/screens.ts';
import { openStage } from '../support/stage.ts';
import type { Person, Stage } from '../support/stage.ts';
import { truthTable } from '../support/truths.ts';
import type { Truths } from '../support/truths.ts';

export const DOMAIN = 'midori-hosting.example';
export const DESK_MAIL = `csirt@${DOMAIN}`;

/** One exposure as it was planted: whose it is, and where. */
export type Planted = { readonly rule: string; readonly path: Buffer; readonly key: string; readonly tenant: string | null };

export type Customer = {
  readonly tenant: string;
  readonly customerId: string;
  readonly address: string;
  /** The address is no more. */
  readonly dead: boolean;
  /** What they do with a notice that reaches them. */
  readonly does: 'mends' | 'nothing';
};

/** The host with its tenants, the customers, the relay and the desk. */
export type Provider = {
  readonly run: IncidentRun;
  readonly stage: Stage;
  readonly mail: MailHouse;
  readonly host: HostingMade;
  readonly planted: readonly Planted[];
  readonly customers: readonly Customer[];
  /** Customers of whom something is exposed. */
  readonly affected: readonly Customer[];
  readonly handler: Person;
  readonly manager: Person;
  readonly truths: Truths;
  readonly lines: Bilingual[];
  readonly screens: Screens | null;
  readonly startedAt: number;
  readonly close: () => Promise<void>;
};

const SIZES = {
  small: { tenants: 60, files: 3000, planted: 180, decoys: 400 },
  long: { tenants: 2000, files: 1_000_000, planted: 4500, decoys: 20_000 },
} as const;
/** Every seventh address is dead, which is 14 %. */
const isDead = (at: number) => at % 7 === 3;

export async function openProvider(run: IncidentRun): Promise<Provider> {
  run.say({ ja: 'サーバーと契約者のファイルを用意する', en: 'building the host and its tenants' });
  const mail = await openMailHouse({ domain: DOMAIN, desk: DESK_MAIL });
  const stage = await openStage({ organisation: 'みどりホスティング', first: { name: '佐藤 美咲', mail: `sato@${DOMAIN}` } }, mail.env);
  mail.keepTime(stage.now);
  const host = buildHosting({ out: join(stage.folder, 'host'), ...SIZES[run.size], seed: 22 });
  // A large host keeps this process busy for minutes; that the desk closed idle connections meanwhile is heard now.
  await setImmediate();
  const planted = plantedIn(host);
  const customers = Array.from({ length: host.tenants }, (_, at): Customer => {
    const tenant = `t${String(at + 1).padStart(4, '0')}`;
    const customerId = `K-${String(at + 1).padStart(5, '0')}`;
    return {
      tenant,
      customerId,
      address: `web${at + 1}@customer${at % 97}.example`,
      dead: isDead(at),
      does: at % 5 === 2 ? 'nothing' : 'mends',
    };
  });
  for (const { address, dead } of customers) if (dead) mail.drop(address);
  const exposed = new Set(planted.map(({ tenant }) => tenant));
  const manager = await stage.hire('鈴木 一郎', `suzuki@${DOMAIN}`, ['manager', 'responder']);
  const screens = run.pictures === null ? null : await openScreens(stage.url, run.pictures);
  return {
    run,
    stage,
    mail,
    host,
    planted,
    customers,
    affected: customers.filter(({ tenant }) => exposed.has(tenant)),
    handler: stage.first,
    manager,
    truths: truthTable(run),
    lines: [],
    screens,
    startedAt: stage.now(),
    async close() {
      await screens?.close();
      await stage.close();
      await mail.close();
    },
  };
}

function plantedIn({ truth }: HostingMade): readonly Planted[] {
  const lines = readFileSync(truth, 'utf8').trim().split('\n');
  return lines.map((line) => {
    const { rule, pathBytes, tenant } = JSON.parse(line) as { rule: string; pathBytes: string; tenant: string | null };
    return { rule, path: Buffer.from(pathBytes, 'base64'), key: `${rule} ${pathBytes}`, tenant };
  });
}
