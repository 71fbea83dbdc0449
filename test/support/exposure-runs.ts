// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createExposureStore } from '../../src/adapters/postgres/exposure-store.ts';
import { parseAccounts } from '../../src/exposure/tenant/accounts.ts';
import { base64OfPath, pathOfText } from '../../src/exposure/path/bytes.ts';
import { parseCollected, scanDepsOf } from '../../src/exposure/collect/collected.ts';
import { detailOfName } from '../../src/exposure/report/detail-words.ts';
import type { Finding } from '../../src/exposure/report/finding.ts';
import { proofs } from '../../src/exposure/path/limits.ts';
import type { RecordDeps } from '../../src/exposure/run/record.ts';
import { headerOf } from '../../src/exposure/report/report.ts';
import { ruleIds, rules } from '../../src/exposure/judge/rules.ts';
import { runOf } from '../../src/exposure/run/run.ts';
import type { Run } from '../../src/exposure/run/run.ts';
import { scan } from '../../src/exposure/audit/scan.ts';
import type { TestDesk } from './desk.ts';

export const recordDepsOf = (desk: TestDesk): RecordDeps => ({
  journal: desk.journal,
  store: createExposureStore(desk.database),
  clock: desk.clock,
  hash: desk.base.hash,
});

/** The audit of the three shops in fixtures/exposure, as `exposure import` makes it. */
export async function runOfShops(): Promise<Run> {
  const bytes = readFileSync(join(import.meta.dirname, '../../fixtures/exposure/three-shops.stream'));
  const collected = parseCollected(bytes);
  if (typeof collected === 'string') throw new Error(collected);
  const deps = scanDepsOf(collected);
  const accounts = parseAccounts(collected.section('passwd'), collected.section('group'));
  const result = await scan(deps, { root: collected.root, accounts, shared: [], serverRoot: null, prove: true });
  return runOf(result, headerOf(result, deps.host), null);
}

/** A large host: every rule, deep folders, long names, names in Japanese; the header of the shops stands for its own. */
export function manyFindings(like: Run, count: number, tenants: number): Run {
  const names = [
    'wp-config.php',
    'index.php',
    'メニュー表（最終版）.html',
    `${'backup-of-the-whole-shop-'.repeat(4)}2026.tar.gz`,
    '.htaccess',
  ];
  const findings = Array.from({ length: count }, (_, at): Finding => {
    const rule = ruleIds[at % 6] ?? 'tamperable';
    const tenant = `t${String((at * 7919) % tenants).padStart(4, '0')}`;
    const folders = Array.from({ length: at % 9 }, (__, deep) => `folder-${deep}`).join('/');
    const path = `/srv/customers/${tenant}/public_html/${folders}/${at}-${names[at % names.length]}`.replaceAll('//', '/');
    const grant = {
      to: 'tenants' as const,
      tenants: tenants - 1,
      everyOther: at % 4 !== 0,
      names: ['t0001', 't0002'],
      rights: ['read', 'write'] as const,
    };
    return {
      rule,
      severity: rules[rule].severity,
      path,
      pathBytes: base64OfPath(pathOfText(path)),
      type: 'f',
      mode: '0666',
      acl: false,
      owner: tenant,
      group: tenant,
      tenant,
      detail: detailOfName('plain'),
      grants: [grant],
      proof: at % 5 === 0 ? 'derived' : 'proved',
      proofReason: at % 5 === 0 ? proofs.noAnswer() : proofs.asked('t0001', 20_001),
    };
  });
  const proved = findings.filter((finding) => finding.proof === 'proved').length;
  const { completeness, totals } = like.header;
  return { ...like, findings, header: { completeness, totals: { ...totals, findings: count, proved, derived: count - proved, tenants } } };
}
