// SPDX-License-Identifier: Apache-2.0
import { chmodSync, lstatSync, mkdtempSync, readFileSync, unlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildHosting } from '../../../scripts/hosting/build.ts';
import type { HostingMade } from '../../../scripts/hosting/build.ts';
import { parseAccounts } from '../../../src/exposure/tenant/accounts.ts';
import { pathOfText } from '../../../src/exposure/path/bytes.ts';
import { keyText, settle, tenantStateOf } from '../../../src/exposure/run/compare.ts';
import type { FindingState, KnownFinding } from '../../../src/exposure/run/compare.ts';
import { headerOf } from '../../../src/exposure/report/report.ts';
import { coverageOf, runOf } from '../../../src/exposure/run/run.ts';
import type { Run } from '../../../src/exposure/run/run.ts';
import { scan } from '../../../src/exposure/audit/scan.ts';
import type { Instant } from '../../../src/kernel/instant.ts';
import { seeded } from '../../support/exposure-tree.ts';
import { labLacks } from '../../support/lab-needs.ts';
import { thisHost } from '../../support/hosting-score.ts';
import { removeTree } from '../../support/remove-tree.ts';

const lacks = labLacks(['setpriv', 'setfattr', 'getfattr', 'mkfifo', 'perl']);
const at = '2026-11-22T00:00:00.000Z' as Instant;

describe.skipIf(lacks !== null)(`lab/exposure/closing-loop${lacks === null ? '' : ` (needs ${lacks})`}`, () => {
  let folder = '';
  let made: HostingMade;
  let register: readonly KnownFinding[] = [];
  const deps = thisHost();

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'matoi-loop-'));
    chmodSync(folder, 0o755);
    made = buildHosting({ out: join(folder, 'host'), tenants: 90, files: 3000, planted: 700, decoys: 400, seed: 5 });
  });
  afterAll(() => removeTree(folder));

  async function audit(tenant: string | null): Promise<Run> {
    const accounts = parseAccounts(readFileSync(made.passwd), readFileSync(made.group));
    const root = pathOfText(tenant === null ? made.root : join(made.root, 'home', tenant));
    const found = await scan(deps, { root, tenantsRoot: pathOfText(made.root), accounts, shared: [], serverRoot: null, prove: true });
    return runOf(found, headerOf(found, deps.host), tenant);
  }

  function record(run: Run): void {
    const settled = settle(register, run.findings, coverageOf(run), at);
    register = settled.map(({ key, tenant, after }) => ({ ...key, tenant, state: after, waivedUntil: null }));
  }

  function cleanTenants(): readonly string[] {
    const states = new Map<string, FindingState[]>();
    for (const { tenant, state } of register) if (tenant !== null) states.set(tenant, [...(states.get(tenant) ?? []), state]);
    return [...states]
      .filter(([, of]) => tenantStateOf(of) === 'clean')
      .map(([tenant]) => tenant)
      .toSorted();
  }

  function mend(tenant: string): void {
    for (const { tenant: of, rule, pathBytes } of register) {
      if (of !== tenant) continue;
      const path = Buffer.from(pathBytes, 'base64');
      const found = lstatSync(path, { throwIfNoEntry: false });
      if (found === undefined) continue;
      if (found.isSymbolicLink() || (found.nlink > 1 && found.isFile()) || rule === 'hard-link-across') unlinkSync(path);
      else chmodSync(path, found.isDirectory() ? 0o700 : 0o600);
    }
  }

  it('calls exactly those tenants clean that were mended and looked at again, and opens a re-broken one again', async () => {
    const roll = seeded(99);
    record(await audit(null));
    const affected = [...new Set(register.flatMap(({ tenant }) => tenant ?? []))];
    expect(affected.length).toBeGreaterThanOrEqual(50);
    expect(cleanTenants()).toEqual([]);

    const chosen = affected
      .map((tenant) => ({ tenant, order: roll(1_000_000) }))
      .toSorted((a, b) => a.order - b.order)
      .slice(0, 50)
      .map(({ tenant }) => tenant);
    for (const [index, tenant] of chosen.entries()) {
      mend(tenant);
      record(await audit(tenant));
      expect(cleanTenants()).toEqual(chosen.slice(0, index + 1).toSorted());
    }

    const broken = register.find(
      ({ tenant, rule, state }) =>
        tenant !== null &&
        chosen.includes(tenant) &&
        rule === 'tamperable' &&
        state === 'fixed' &&
        lstatSync(Buffer.from(pathBytesOf(register, tenant), 'base64'), { throwIfNoEntry: false }) !== undefined,
    );
    expect(broken).toBeDefined();
    if (broken === undefined) return;
    chmodSync(Buffer.from(pathBytesOf(register, broken.tenant), 'base64'), 0o666);
    record(await audit(broken.tenant));
    expect(register.find((each) => keyText(each) === `tamperable ${pathBytesOf(register, broken.tenant)}`)?.state).toBe('regressed');
    expect(cleanTenants()).toEqual(chosen.filter((tenant) => tenant !== broken.tenant).toSorted());
  });
});

/** The first fixed, still existing file of a tenant that was tamperable. */
function pathBytesOf(register: readonly KnownFinding[], tenant: string | null): string {
  const found = register.find(
    (each) =>
      each.tenant === tenant &&
      each.rule === 'tamperable' &&
      lstatSync(Buffer.from(each.pathBytes, 'base64'), { throwIfNoEntry: false }) !== undefined,
  );
  return found?.pathBytes ?? '';
}
