// SPDX-License-Identifier: Apache-2.0
// npm run audit:offline -- OSV: the packages of the lock files against an export of OSV for npm (zip, folder or file) that
// somebody brought. Ends with 1 where a package that runs is affected, with 3 where there are no data: then nothing is established.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NothingToImport } from '../src/adapters/advisories/import.ts';
import { auditPackages } from './packages/audit.ts';
import type { Audit } from './packages/audit.ts';
import { lockedFolders, lockedPackages } from './packages/locked.ts';

const [osv] = process.argv.slice(2);
const packages = lockedFolders.flatMap((folder) => lockedPackages(join(import.meta.dirname, '..'), folder));
const scratch = mkdtempSync(join(tmpdir(), 'matoi-audit-'));
try {
  if (osv === undefined)
    nothingEstablished(
      'no data were given; an export of OSV for npm stands at https://osv-vulnerabilities.storage.googleapis.com/npm/all.zip',
    );
  else report(await auditPackages(packages, osv, scratch));
} catch (cause) {
  if (!(cause instanceof NothingToImport) && (cause as NodeJS.ErrnoException).code !== 'ENOENT') throw cause;
  nothingEstablished((cause as Error).message);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

function report({ data, looked, unnamed, rows }: Audit): void {
  const affected = rows.filter(({ matches }) => matches.some(({ verdict }) => verdict === 'affected'));
  for (const { found, matches } of rows)
    for (const { verdict, advisory, range } of matches)
      process.stdout.write(
        `${verdict.padEnd(8)}  ${found.name}@${found.version}${found.development ? ' (development)' : ''}  ${advisory.id} ${advisory.aliases.join(' ')}  ${range}  ${advisory.title}\n`,
      );
  const running = affected.filter(({ found }) => !found.development).length;
  process.stdout.write(
    `${running === 0 ? 'NO KNOWN ADVISORY for what runs' : `AFFECTED: ${running} packages that run`}: ${looked} packages against ${data.records} records as of ${data.recordsAsOf} (${data.refusedCount} not read); ${affected.length - running} for development affected, ${rows.length - affected.length} possible, ${unnamed} named by no record\n`,
  );
  process.exitCode = running === 0 ? 0 : 1;
}

function nothingEstablished(why: string): void {
  process.stdout.write(`NOTHING ESTABLISHED: ${why}\n`);
  process.exitCode = 3;
}
