// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { posixHost } from '../../src/adapters/posix/host.ts';
import { posixShell } from '../../src/adapters/posix/shell.ts';
import { readSmallFile } from '../../src/adapters/posix/small-files.ts';
import { posixWalker } from '../../src/adapters/posix/walker.ts';
import { parseAccounts } from '../../src/exposure/tenant/accounts.ts';
import { ATTRIBUTES } from '../../src/exposure/permission/acl-dump.ts';
import { pathOfText } from '../../src/exposure/path/bytes.ts';
import { findingsOf } from '../../src/exposure/report/finding.ts';
import type { Finding } from '../../src/exposure/report/finding.ts';
import { proverThrough } from '../../src/exposure/prove/kernel-questions.ts';
import { headerOf } from '../../src/exposure/report/report.ts';
import type { Header } from '../../src/exposure/report/report.ts';
import { WALK_EXPRESSION } from '../../src/exposure/tree/row-parser.ts';
import { scan } from '../../src/exposure/audit/scan.ts';
import type { ScanDeps } from '../../src/exposure/audit/scan.ts';
import type { HostingMade } from '../../scripts/hosting/build.ts';

const keyOfFinding = (each: { rule: string; pathBytes: string }) => `${each.rule} ${each.pathBytes}`;

export function thisHost(): ScanDeps {
  const walker = posixWalker({ expression: WALK_EXPRESSION, attributes: ATTRIBUTES });
  return { host: posixHost(), walker, prover: proverThrough(posixShell()), readSmall: readSmallFile };
}

export type Score = {
  planted: number;
  found: number;
  hit: number;
  recall: number;
  precision: number;
  missed: string[];
  extra: string[];
  header: Header;
};

export async function auditHosting(made: HostingMade, deps = thisHost()): Promise<{ header: Header; findings: Finding[] }> {
  const accounts = parseAccounts(readFileSync(made.passwd), readFileSync(made.group));
  const result = await scan(deps, { root: pathOfText(made.root), accounts, shared: [], serverRoot: null, prove: true });
  return { header: headerOf(result, deps.host), findings: [...findingsOf(result)] };
}

/** What was planted against what was found, by rule and path. */
export async function scoreHosting(made: HostingMade, deps = thisHost()): Promise<Score> {
  const { header, findings } = await auditHosting(made, deps);
  const lines = readFileSync(made.truth, 'utf8').trim().split('\n');
  const truth = new Set(lines.map((line) => keyOfFinding(JSON.parse(line) as { rule: string; pathBytes: string })));
  const found = new Set(findings.map(keyOfFinding));
  const hit = [...truth].filter((each) => found.has(each)).length;
  return {
    planted: truth.size,
    found: found.size,
    hit,
    recall: hit / truth.size,
    precision: hit / found.size,
    missed: [...truth].filter((each) => !found.has(each)).slice(0, 10),
    extra: [...found].filter((each) => !truth.has(each)).slice(0, 10),
    header,
  };
}
