// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { runMatoi } from '../support/process.ts';
import { removeTree } from '../support/remove-tree.ts';

const folder = mkdtempSync(join(tmpdir(), 'matoi-exposure-'));
const fixtures = new URL('../../fixtures/exposure/', import.meta.url).pathname;
const stream = join(fixtures, 'three-shops.stream');
afterAll(() => removeTree(folder));
const matoi = (args: readonly string[], input: string | Uint8Array = '') => runMatoi(args, { MATOI_DATA: folder }, input);

type Told = { readonly code: string; readonly ja: string; readonly en: string };
type Finding = {
  readonly rule: string;
  readonly path: string;
  readonly pathBytes: string;
  readonly tenant: string;
  readonly proof: string;
  readonly proofReason: Told;
};
type Result = {
  readonly completeness: { readonly status: string; readonly reasons: readonly Told[] };
  readonly totals: { readonly findings: number };
  readonly findings: readonly Finding[];
};

describe('transcript/exposure', () => {
  test('a collection of three shops: what each can do to the others, without any store', async () => {
    const ran = await matoi(['exposure', 'import', stream, '--json']);
    expect(ran.code, ran.stderr).toBe(1);
    const said = JSON.parse(ran.stdout) as Result;
    expect(said.completeness.status).toBe('complete');
    expect(said.findings.map(({ tenant, rule }) => `${tenant} ${rule}`)).toEqual([
      'hanaya readable-secret',
      'hanaya replaceable',
      'hanaya tamperable',
      'hanaya link-out',
      'soba tamperable',
      'soba readable-secret',
      'soba protected-directory',
    ]);
    expect(said.findings.every(({ proof }) => proof === 'derived')).toBe(true);
    expect(said.findings[0]?.proofReason).toMatchObject({ code: 'collection' });
    expect(ran.stderr).toContain(createHash('sha256').update(readFileSync(stream)).digest('hex'));
  });

  test('names of hostile files are inert on a terminal and whole in base64', async () => {
    for (const format of [['--json'], ['--jsonl'], []]) {
      const { stdout } = await matoi(['exposure', 'import', stream, ...format]);
      // oxlint-disable-next-line no-control-regex -- that there is none is what is looked at
      expect(stdout).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
    }
    const { stdout } = await matoi(['exposure', 'import', stream, '--jsonl']);
    const hostile = stdout
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => JSON.parse(line) as Finding)
      .find(({ path }) => path.includes('menu'));
    expect(hostile?.path).toBe('/srv/customers/soba/menu\\x0a\\x1b[31m\\u202etxt.php');
    expect(Buffer.from(hostile?.pathBytes ?? '', 'base64').toString()).toBe('/srv/customers/soba/menu\n\u001b[31m\u202etxt.php');
  });

  test('words for a person, in both languages', async () => {
    const ja = await matoi(['exposure', 'import', stream, '--lang', 'ja']);
    expect(ja.stdout).toContain('対象をすべて調べました。');
    expect(ja.stdout).toMatch(/露出 7 件（実際の権限で確認 0、推定 7）/);
    const en = await matoi(['exposure', 'import', stream, '--lang', 'en']);
    expect(en.stdout).toMatch(/7 exposures \(0 proved by the kernel, 7 derived\)/);
  });

  test('a stream that was cut is incomplete, with its reason in both languages; no stream at all is refused', async () => {
    const cut = join(folder, 'cut.stream');
    writeFileSync(cut, readFileSync(stream).subarray(0, -60));
    const ran = await matoi(['exposure', 'import', cut, '--json']);
    expect(ran.code).toBe(1);
    const { completeness } = JSON.parse(ran.stdout) as Result;
    expect(completeness.status).toBe('incomplete');
    expect(completeness.reasons[0]).toMatchObject({ code: 'list-cut' });
    expect(completeness.reasons[0]?.ja).toMatch(/途中で切れて/);

    writeFileSync(cut, 'hello');
    const refused = await matoi(['exposure', 'import', cut, '--json']);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('exposure.not-a-collection');
  });

  test('versions: fixed by a backport, old behind a local port, and nobody looks at the rest any more', async () => {
    const ran = await matoi(['exposure', 'versions', join(fixtures, 'advisories.json'), '--from', stream, '--json']);
    expect(ran.code).toBe(1);
    const said = JSON.parse(ran.stdout) as {
      completeness: { ecosystem: string; ended: boolean };
      totals: object;
      packages: { package: string; state: { is: string; why?: string } }[];
      reachable: { package: string; port: number }[];
    };
    expect(said.completeness).toMatchObject({ ecosystem: 'Debian:11', ended: true });
    expect(said.totals).toEqual({ affected: 1, fixed: 1, 'not-affected': 0, unknown: 1 });
    expect(said.packages.map(({ package: name, state }) => [name, state.is, state.why])).toEqual([
      ['libssl1.1', 'fixed', undefined],
      ['webmin', 'affected', undefined],
      ['tar', 'unknown', 'end-of-life'],
    ]);
    expect(said.reachable).toMatchObject([{ package: 'webmin', port: 10_000 }]);
    const ja = await matoi(['exposure', 'versions', join(fixtures, 'advisories.json'), '--from', stream, '--lang', 'ja']);
    expect(ja.stdout).toContain('サポートは 2026-08-31 に終わっています');
    expect(ja.stdout).toMatch(/^CGI から届く古いソフトウェア {2}webmin {2,}127\.0\.0\.1:10000$/m);
  });

  test('rights: one line for each path, with the component and the rule that decide', async () => {
    const ran = await matoi(
      ['exposure', 'rights', '--root', '/', '--uid', '4242', '--gid', '4242', '--stdin0', '--jsonl'],
      'etc/passwd\0/root\0nowhere\0',
    );
    expect(ran.code).toBe(0);
    const lines = ran.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.map(({ pathBytes }) => Buffer.from(pathBytes as string, 'base64').toString())).toEqual(['etc/passwd', '/root', 'nowhere']);
    expect(lines[0]).toMatchObject({ stat: true, read: true, write: false, replace: false, list: false, exec: false });
    expect(lines[0]?.['why']).toMatchObject({ read: { component: '/etc/passwd', rule: 'other-bits' }, replace: { component: '/etc' } });
    expect(lines[2]?.['why']).toMatchObject({ stat: { component: '/nowhere', rule: 'missing', detail: 'ENOENT' } });
  });

  test('the script for another machine comes with its hash, and the order of versions with no argument at all', async () => {
    const script = await matoi(['exposure', 'collector']);
    expect(script.stderr).toContain(createHash('sha256').update(script.stdout).digest('hex'));
    expect(script.stdout.split('\n').length).toBeLessThanOrEqual(150);
    const order = await matoi(['exposure', 'compare-versions'], 'deb 1.0~rc1 1.0\nrpm 1.0^git1 1.0\ndeb 1.0 1.0-0\n');
    expect(order.stdout).toBe('<\n>\n=\n');
  });

  test('wrong calls say what is wrong and change nothing', async () => {
    expect((await matoi(['exposure', 'scan'])).code).toBe(2);
    expect((await matoi(['exposure', 'scan', join(folder, 'absent')])).code).toBe(2);
    expect((await matoi(['exposure', 'import', join(folder, 'absent')])).code).toBe(2);
    expect((await matoi(['exposure', 'rights', '--uid', 'root', '--gid', '0'])).code).toBe(2);
    expect((await matoi(['exposure', 'collect', '-oProxyCommand=x', '/'])).code).toBe(2);
  });
});
