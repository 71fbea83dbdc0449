// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestDesk } from '../support/desk.ts';
import type { TestDesk } from '../support/desk.ts';
import { runMatoi } from '../support/process.ts';
import type { Ran } from '../support/process.ts';
import { removeTree } from '../support/remove-tree.ts';

const travel = (name: string) => fileURLToPath(new URL(`../../fixtures/containment/travel-company/${name}`, import.meta.url));
const MINUTES = 180_000;
const held: { desk: TestDesk | null; work: string } = { desk: null, work: '' };

/** Each command is a process of its own on one desk, as a person at a console would run it. */
function matoi(...args: string[]): Promise<Ran> {
  return runMatoi(args, { DATABASE_URL: held.desk?.databaseUrl ?? '', MATOI_DATA: held.desk?.dataFolder ?? '', MATOI_LANG: 'en' });
}
const json = (ran: Ran): unknown => JSON.parse(ran.stdout);
const file = async (name: string, content: string | Uint8Array): Promise<string> => {
  const path = join(held.work, name);
  await writeFile(path, content);
  return path;
};

beforeAll(async () => {
  held.desk = await openTestDesk();
  held.work = await mkdtemp(join(tmpdir(), 'matoi-transcript-register-'));
});
afterAll(async () => {
  await held.desk?.close();
  removeTree(held.work);
});

describe('transcript/containment-register', () => {
  it(
    'lists of four kinds come into the inventory; what cannot be read is named by line; the inventory is shown',
    async () => {
      const empty = await matoi('contain', 'register');
      const own = await matoi('contain', 'register', travel('inventory-cloud-mail.csv'), '--json');
      const again = await matoi('contain', 'register', travel('inventory-cloud-mail.csv'));
      // What Excel in Japan writes: 基幹 in Shift_JIS.
      const excel = await matoi(
        'contain',
        'register',
        await file(
          'excel.csv',
          Buffer.concat([
            Buffer.from('id,service,ranges\nerp,'),
            Buffer.from([0x8a, 0xee, 0x8a, 0xb2]),
            Buffer.from(',203.0.113.99;nonsense\n'),
          ]),
        ),
        '--json',
      );
      const aws = await file(
        'ip-ranges.json',
        JSON.stringify({
          createDate: '2026-03-01-00-00-00',
          prefixes: [{ ip_prefix: '192.0.2.0/24', region: 'ap-northeast-1', service: 'S3' }],
          ipv6_prefixes: [],
        }),
      );
      const m365 = await file(
        'm365.json',
        JSON.stringify([
          {
            id: 1,
            serviceArea: 'Exchange',
            serviceAreaDisplayName: 'Exchange Online',
            urls: ['outlook.example'],
            ips: ['198.51.100.0/24'],
            tcpPorts: '443',
            required: true,
          },
        ]),
      );
      const misp = await file(
        'list.json',
        JSON.stringify({ name: 'shared network', type: 'cidr', list: ['192.0.2.128/25'], version: 20_260_301 }),
      );
      const others = [
        await matoi('contain', 'register', aws, '--format', 'aws', '--json'),
        await matoi('contain', 'register', m365, '--format', 'm365', '--json'),
        await matoi('contain', 'register', misp, '--format', 'misp', '--json'),
      ];

      expect([empty.code, empty.stdout]).toEqual([0, 'The inventory is empty\n']);
      expect(json(own)).toMatchObject({ file: 'inventory-cloud-mail.csv', added: 10, changed: 0, unchanged: 0, refused: [] });
      expect(again.stdout).toBe('0 added, 0 changed, 10 unchanged, 0 values not readable\n');
      expect(json(excel)).toMatchObject({ added: 1, refused: [{ line: 2, value: 'nonsense' }] });
      expect(excel.stderr).toContain('nonsense');
      for (const one of others) expect([one.code, json(one)]).toMatchObject([0, { added: 1 }]);
      const shown = json(await matoi('contain', 'register', '--json')) as { items: { id: string; name: string }[] };
      expect(shown.items).toHaveLength(14);
      expect(shown.items.find((one) => one.id === 'erp')?.name).toBe('基幹');
    },
    MINUTES,
  );

  it(
    'recorded traffic comes in, is listed newest first, and a file that holds none is refused',
    async () => {
      const none = await matoi('contain', 'traffic');
      const kept = await matoi('contain', 'traffic', travel('flows-cloud-mail.csv'), '--json');
      const words = await matoi('contain', 'traffic', travel('flows-cloud-mail.csv'));
      const wrong = await matoi('contain', 'traffic', await file('nothing.csv', 'a,b\n1,2\n'), '--json');

      expect([none.code, none.stdout]).toEqual([0, 'No traffic yet\n']);
      expect([kept.code, json(kept)]).toMatchObject([0, { trafficId: 'F-1', file: 'flows-cloud-mail.csv', refused: 0, days: 36 }]);
      expect(words.stdout).toMatch(/^F-2 {2}flows-cloud-mail\.csv {2}36 days \(/);
      expect([wrong.code, JSON.parse(wrong.stderr)]).toMatchObject([2, { code: 'containment.no-traffic' }]);
      const list = json(await matoi('contain', 'traffic', '--json')) as { items: { trafficId: string }[] };
      expect(list.items.map((one) => one.trafficId)).toEqual(['F-2', 'F-1']);
    },
    MINUTES,
  );

  it(
    'a wrong call changes nothing and says what to do',
    async () => {
      const json = await file('some.json', '[]');
      const calls = [
        await matoi('contain', 'register', json),
        await matoi('contain', 'register', join(held.work, 'absent.csv')),
        await matoi('contain', 'register', json, '--format', 'm365'),
        await matoi('contain', 'traffic', 'logs', '--last-days', 'many'),
      ];

      expect(calls.map((one) => one.code)).toEqual([2, 2, 2, 2]);
      expect(calls.map((one) => one.stdout)).toEqual(['', '', '', '']);
      expect(calls[0]?.stderr).toContain('m365');
    },
    MINUTES,
  );
});
