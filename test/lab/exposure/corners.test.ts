// SPDX-License-Identifier: Apache-2.0
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Corner } from '../../support/exposure-corners.ts';
import { thisHost } from '../../support/hosting-score.ts';
import { labLacks } from '../../support/lab-needs.ts';
import { parseAccounts } from '../../../src/exposure/tenant/accounts.ts';
import { pathOfBytes, pathOfText } from '../../../src/exposure/path/bytes.ts';
import { findingsOf } from '../../../src/exposure/report/finding.ts';
import { headerOf } from '../../../src/exposure/report/report.ts';
import { scan } from '../../../src/exposure/audit/scan.ts';
import { removeTree } from '../../support/remove-tree.ts';

const lacks = labLacks(['setpriv', 'perl', 'getfattr', 'setfattr', 'lsattr', 'chattr', 'unshare', 'mount', 'mkfifo']);

function corners(protectedSymlinks: '0' | '1'): readonly Corner[] {
  const folder = mkdtempSync(join(tmpdir(), 'matoi-corners-'));
  try {
    const script = join(import.meta.dirname, '../../support/exposure-corners.ts');
    const said = execFileSync('unshare', ['--mount', process.execPath, script, folder, protectedSymlinks], { maxBuffer: 1 << 26 });
    return (JSON.parse(said.toString()) as Corner[]).map((corner) => ({ ...corner, path: corner.path.slice(folder.length + 1) }));
  } finally {
    removeTree(folder);
  }
}

describe.skipIf(lacks !== null)(`lab/exposure/corners of the kernel${lacks === null ? '' : ` (needs ${lacks})`}`, () => {
  it.each(['0', '1'] as const)(
    'agrees with the kernel about flags, mounts, sticky folders and links, fs.protected_symlinks=%s',
    (setting) => {
      const all = corners(setting);

      expect(all.length).toBeGreaterThan(600);
      expect(all.filter((corner) => corner.kernel !== corner.here)).toEqual([]);
      const refused = new Set(all.filter((corner) => !corner.kernel).map((corner) => corner.rule));
      expect([...refused]).toEqual(
        expect.arrayContaining(['immutable', 'append-only', 'read-only-mount', 'noexec-mount', 'sticky', 'mount-point']),
      );
      expect(refused.has('protected-symlinks')).toBe(setting === '1');
    },
  );

  it('sees a grant that an ACL gives beyond PATH_MAX, and one that is written on the way down', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'matoi-deep-'));
    chmodSync(folder, 0o755);
    try {
      // 25 folders of 200 letters: no tool that takes whole paths can reach the end of it.
      const acl = '0x0200000001000600ffffffff020006004b1d010004000000ffffffff10000600ffffffff20000000ffffffff';
      // perl changes into each folder by its own name; a shell keeps the whole path and fails.
      const script = [
        'chdir $ARGV[0] or die; my $name = "0" x 200; my $own = sub { chmod $_[1], $_[0]; chown 73002, 73002, $_[0] };',
        'mkdir "a"; mkdir "b"; $own->("a", 0711); chown 73035, 73035, "b"; chdir "a" or die;',
        'for (1 .. 25) { mkdir $name or die; $own->($name, 0711); chdir $name or die }',
        'for my $file ("secret.txt", "plain.txt") { open(my $f, ">", $file) or die; close $f; $own->($file, 0660) }',
        `system("setfattr", "-n", "system.posix_acl_access", "-v", "${acl}", "secret.txt") == 0 or die`,
      ].join('\n');
      execFileSync('perl', ['-e', script, folder]);
      writeFileSync(join(folder, 'passwd'), `a:x:73002:73002::${folder}/a:/bin/sh\nb:x:73035:73035::${folder}/b:/bin/sh\n`);
      const accounts = parseAccounts(readFileSync(join(folder, 'passwd')), new Uint8Array());
      const deps = thisHost();
      const result = await scan(deps, { root: pathOfText(folder), accounts, shared: [], serverRoot: null, prove: true });
      const header = headerOf(result, deps.host);
      const found = [...findingsOf(result)];

      expect(header.completeness).toMatchObject({ status: 'complete', acls: { evaluated: true, objectsWithAcl: 1 } });
      expect(header.completeness.beyondPathMax).toBeGreaterThan(4);
      expect(
        found.map(({ rule, tenant, proof, proofReason, grants }) => [rule, tenant, proof, proofReason.code, grants[0]?.names]),
      ).toEqual([['tamperable', 'a', 'derived', 'beyond-path-max', ['b']]]);
      expect(pathOfBytes(Buffer.from(found[0]?.pathBytes ?? '', 'base64')).length).toBeGreaterThan(4096);
    } finally {
      removeTree(folder);
    }
  });

  it('names file capabilities just as getcap does, and no program that nobody else can run', { timeout: 60_000 }, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'matoi-caps-'));
    chmodSync(folder, 0o755);
    try {
      const net = '0x0100000200200000000000000000000000000000';
      const script = [
        'set -e; cd "$1"; mkdir a b; chmod 711 a; chown 73002:73002 a; chown 73035:73035 b',
        'for n in runs own bare; do echo x > a/$n; chown 73002:73002 a/$n; done; chmod 755 a/runs a/bare; chmod 700 a/own',
        `setfattr -n security.capability -v ${net} a/runs; setfattr -n security.capability -v ${net} a/own`,
      ].join('\n');
      execFileSync('sh', ['-c', script, 'sh', folder]);
      const accounts = parseAccounts(
        Buffer.from(`a:x:73002:73002::${folder}/a:/bin/sh\nb:x:73035:73035::${folder}/b:/bin/sh\n`),
        new Uint8Array(),
      );
      const result = await scan(thisHost(), { root: pathOfText(folder), accounts, shared: [], serverRoot: null, prove: true });

      expect([...findingsOf(result)].map(({ rule, path, proof }) => [rule, path, proof])).toEqual([
        ['file-capability', join(folder, 'a/runs'), 'proved'],
      ]);
    } finally {
      removeTree(folder);
    }
  });
});
