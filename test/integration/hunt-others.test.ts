// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { chdbEngine } from '../../src/adapters/chdb/engine.ts';
import { locateEngine } from '../../src/adapters/chdb/locate.ts';
import { logVault } from '../../src/adapters/log-vault/vault.ts';
import { keepHolders } from '../../src/hunt/address-use/lease-store.ts';
import { readHolders } from '../../src/hunt/address-use/read-leases.ts';
import { importLogs } from '../../src/hunt/import/import.ts';
import { ALWAYS } from '../../src/hunt/engine/period.ts';
import { findOthers } from '../../src/hunt/others/find.ts';
import { withComputers } from '../../src/hunt/others/shown.ts';
import type { Instant } from '../../src/kernel/instant.ts';
import { unwrap } from '../../src/kernel/result.ts';
import { companyLogs } from '../support/company-logs.ts';
import type { Company } from '../support/company-logs.ts';
import { removeTree } from '../support/remove-tree.ts';

const absent = locateEngine(process.env) === null;
const name = absent ? 'hunt/others (skipped: chdb is not installed in engines/chdb)' : 'hunt/others';

const companies: readonly Company[] = [
  { seed: 11, pcs: 60, days: 6, from: 'squid' },
  { seed: 13, pcs: 60, days: 6, from: 'zeek' },
  // 150 computers over 10 days, as an office writes them: minutes of a processor. MATOI_LONG=1 asks for them.
  ...(process.env['MATOI_LONG'] === '1'
    ? ([
        { seed: 11, pcs: 150, days: 10, from: 'squid' },
        { seed: 12, pcs: 150, days: 10, from: 'squid' },
        { seed: 13, pcs: 150, days: 10, from: 'zeek' },
      ] as const)
    : []),
];

describe.skipIf(absent)(name, () => {
  const work = mkdtempSync(join(tmpdir(), 'matoi-others-'));
  afterAll(() => removeTree(work));

  it.each(companies)(
    'from one known server to the two unknown ones and every infected computer: company $seed ($from)',
    { timeout: 300_000 },
    async (company) => {
      const logs = companyLogs(company);
      const folder = join(work, `${company.seed}-${company.pcs}`);
      mkdirSync(folder);
      const engine = chdbEngine({ folder: join(folder, 'engine'), env: process.env, memoryBytes: 1_200_000_000 });
      try {
        const deps = {
          engine,
          vault: logVault({ folder: join(folder, 'vault') }),
          clock: { now: () => '2026-11-22T00:00:00.000Z' as Instant },
          small: false,
        };
        const paths = Object.entries(logs.files)
          .filter(([file]) => file.endsWith('.log'))
          .map(([file, text]) => {
            const path = join(folder, file);
            writeFileSync(path, `${text}\n`);
            return path;
          });
        for await (const one of importLogs(deps, paths, { who: 'tester', zone: null, format: null })) unwrap(one);
        const leases = logs.files['dhcpd.leases'];
        if (leases !== undefined) unwrap(await keepHolders(engine, 'leases', readHolders(leases)));
        const question = {
          period: ALWAYS,
          indicators: [{ kind: 'domain', value: logs.known }] as const,
          allowed: [],
          zone: 'Asia/Tokyo',
          limit: 100,
        };
        const found = unwrap(await findOthers(engine, question));
        const shown = unwrap(await withComputers(engine, found));

        const rest = found.destinations.filter((one) => !one.confirmed);
        const above = rest.filter((one) => one.score >= found.cutOff).map((one) => one.destination);
        expect(rest.slice(0, 5).map((one) => one.destination)).toEqual(expect.arrayContaining([...logs.unknown]));
        expect(above.filter((one) => !logs.unknown.includes(one)).length).toBeLessThanOrEqual(1);
        expect(found.computers.map((one) => one.computer).toSorted()).toEqual(logs.infected.toSorted());
        if (leases !== undefined) expect(shown.computers.find((one) => one.computer === 'pc-moved')?.addresses).toHaveLength(2);
        expect(unwrap(await findOthers(engine, question)).destinations).toEqual(found.destinations);
      } finally {
        await engine.close();
      }
    },
  );
});
