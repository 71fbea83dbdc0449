// SPDX-License-Identifier: Apache-2.0
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { labLacks } from '../../support/lab-needs.ts';
import { runMatoi } from '../../support/process.ts';
import { removeTree } from '../../support/remove-tree.ts';

const lacks = labLacks(['useradd', 'setpriv', 'getfattr']);
/** No account list of this machine knows it: somebody of a directory service, or a customer who has left. */
const GONE = 61_234;

type Told = {
  readonly completeness: { readonly status: string; readonly reasons: readonly { readonly code: string; readonly en: string }[] };
  readonly findings: readonly { readonly rule: string; readonly path: string; readonly tenant: string; readonly proof: string }[];
};

describe.skipIf(lacks !== null)(
  `lab/exposure/owners: what a uid without an account owns in a tenant's site${lacks === null ? '' : ` (needs ${lacks})`}`,
  () => {
    const tenant = `mto${process.pid}`;
    let folder = '';
    const site = (...names: readonly string[]) => join(folder, 'home', tenant, 'htdocs', ...names);

    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), 'matoi-owners-'));
      chmodSync(folder, 0o755);
      const home = join(folder, 'home', tenant);
      mkdirSync(join(folder, 'home'), { mode: 0o711 });
      execFileSync('useradd', ['--no-create-home', '--home-dir', home, '--shell', '/usr/sbin/nologin', tenant]);
      const uid = Number(execFileSync('id', ['-u', tenant]).toString());
      const put = (path: string, owner: number, mode: number) => {
        writeFileSync(path, 'as it was\n');
        chownSync(path, owner, owner);
        chmodSync(path, mode);
      };
      mkdirSync(home, { mode: 0o711 });
      chownSync(home, uid, uid);
      for (const [path, owner] of [
        [site(), uid],
        [site('theirs'), GONE],
      ] as const) {
        mkdirSync(path, { mode: 0o755 });
        chownSync(path, owner, owner);
        chmodSync(path, 0o755);
      }
      put(site('left.php'), GONE, 0o644);
      put(site('theirs', 'start.php'), uid, 0o600);
      put(site('own.php'), uid, 0o644);
    });
    afterAll(() => {
      execFileSync('userdel', [tenant]);
      removeTree(folder);
    });

    it('is found, is proved by the kernel, and keeps the result from being complete', { timeout: 60_000 }, async () => {
      const ran = await runMatoi(['exposure', 'scan', join(folder, 'home'), '--json']);
      const { completeness, findings } = JSON.parse(ran.stdout) as Told;

      expect(ran.code).toBe(1);
      // The walk gives the entries of a folder in no order of its own.
      expect(findings.map(({ rule, path, tenant: whose, proof }) => `${rule} ${path} ${whose} ${proof}`).toSorted()).toEqual([
        `replaceable ${site('theirs')} ${tenant} proved`,
        `tamperable ${site('left.php')} ${tenant} proved`,
      ]);
      expect(completeness.status).toBe('incomplete');
      expect(completeness.reasons.find((one) => one.code === 'owners-unknown')?.en).toContain(`${GONE}: 2`);

      // The kernel lets that number do both, and nothing to what it does not own.
      const as = (...words: readonly string[]) =>
        spawnSync('setpriv', ['--reuid', String(GONE), '--regid', String(GONE), '--clear-groups', 'sh', '-c', ...words]).status;
      expect(as(`echo changed > ${site('left.php')}`)).toBe(0);
      expect(as(`rm -f ${site('theirs', 'start.php')} && echo other > ${site('theirs', 'start.php')}`)).toBe(0);
      expect(as(`echo changed > ${site('own.php')}`)).not.toBe(0);
      expect(readFileSync(site('left.php'), 'utf8')).toBe('changed\n');
      expect(existsSync(site('own.php'))).toBe(true);
    });
  },
);
