// SPDX-License-Identifier: Apache-2.0
import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildHosting } from '../../../scripts/hosting/build.ts';
import type { HostingMade } from '../../../scripts/hosting/build.ts';
import { sshCollector } from '../../../src/adapters/ssh/collector.ts';
import { parseAccounts } from '../../../src/exposure/tenant/accounts.ts';
import { parseCollected, scanDepsOf } from '../../../src/exposure/collect/collected.ts';
import type { Collected } from '../../../src/exposure/collect/collected.ts';
import { findingsOf } from '../../../src/exposure/report/finding.ts';
import { proverThrough } from '../../../src/exposure/prove/kernel-questions.ts';
import type { Prover } from '../../../src/exposure/prove/prover.port.ts';
import { headerOf } from '../../../src/exposure/report/report.ts';
import { scan } from '../../../src/exposure/audit/scan.ts';
import { runMatoi } from '../../support/process.ts';
import { until } from '../../support/eventually.ts';
import { labLacks } from '../../support/lab-needs.ts';
import { removeTree } from '../../support/remove-tree.ts';

const keyOfFinding = (each: { rule: string; pathBytes: string }) => `${each.rule} ${each.pathBytes}`;

const lacks = labLacks(['sshd', 'ssh', 'ssh-keygen', 'getfattr', 'setfattr', 'mkfifo', 'perl']);

describe.skipIf(lacks !== null)(`lab/exposure/collect over a real sshd${lacks === null ? '' : ` (needs ${lacks})`}`, () => {
  let folder = '';
  let made: HostingMade;
  let server: ChildProcess;
  let port = 0;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'matoi-ssh-'));
    chmodSync(folder, 0o755);
    made = buildHosting({ out: join(folder, 'host'), tenants: 40, files: 2000, planted: 200, decoys: 500, seed: 8 });
    for (const name of ['host_key', 'id']) execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', join(folder, name)]);
    writeFileSync(join(folder, 'authorized_keys'), readFileSync(join(folder, 'id.pub')), { mode: 0o600 });
    port = await freePort();
    if (!existsSync('/run/sshd')) mkdirSync('/run/sshd', { mode: 0o755 });
    const settings = {
      Port: port,
      ListenAddress: '127.0.0.1',
      HostKey: join(folder, 'host_key'),
      AuthorizedKeysFile: join(folder, 'authorized_keys'),
      PidFile: 'none',
      UsePAM: 'no',
      StrictModes: 'no',
      PasswordAuthentication: 'no',
      PermitRootLogin: 'prohibit-password',
    };
    writeFileSync(
      join(folder, 'sshd_config'),
      Object.entries(settings)
        .map(([key, value]) => `${key} ${value}\n`)
        .join(''),
    );
    const sshd = execFileSync('sh', ['-c', 'PATH="$PATH:/usr/sbin" command -v sshd']).toString().trim();
    server = spawn(sshd, ['-D', '-e', '-f', join(folder, 'sshd_config')], { stdio: 'ignore' });
    await listening(port);
    writeFileSync(join(folder, 'known_hosts'), `[127.0.0.1]:${port} ${readFileSync(join(folder, 'host_key.pub'), 'utf8')}`);
  });
  afterAll(() => {
    server.kill();
    removeTree(folder);
  });

  const options = () => [
    '-F',
    '/dev/null',
    '-p',
    String(port),
    '-i',
    join(folder, 'id'),
    '-o',
    `UserKnownHostsFile=${join(folder, 'known_hosts')}`,
    '-o',
    'StrictHostKeyChecking=yes',
  ];
  const afar = () => ({ target: `${userInfo().username}@127.0.0.1`, sshArguments: options(), sudo: false });
  const collect = () => sshCollector().collect(afar(), made.root, 100_000_000);

  async function judged(bytes: Uint8Array, prover?: Prover) {
    const collected = parseCollected(bytes) as Collected;
    const deps = prover === undefined ? scanDepsOf(collected) : scanDepsOf(collected, prover);
    const accounts = parseAccounts(readFileSync(made.passwd), readFileSync(made.group));
    const result = await scan(deps, { root: collected.root, accounts, shared: [], serverRoot: null, prove: true });
    return { header: headerOf(result, deps.host), findings: [...findingsOf(result)] };
  }

  it('finds from afar exactly what was planted, says that it is derived, and writes nothing there', async () => {
    const before = execFileSync('find', [made.root, '-printf', '%p %m %C@ %T@\\n']);
    const end = await collect();
    expect(end, end.said).toMatchObject({ exitCode: 0 });
    const { header, findings } = await judged(end.bytes);

    const truth = readFileSync(made.truth, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { rule: string; pathBytes: string });
    expect(findings.map(keyOfFinding).toSorted()).toEqual(truth.map(keyOfFinding).toSorted());
    expect(header.completeness.status).toBe('complete');
    expect(header.totals.proved).toBe(0);
    expect(findings.find((finding) => finding.rule === 'tamperable')?.proofReason.code).toBe('collection');
    expect(execFileSync('find', [made.root, '-printf', '%p %m %C@ %T@\\n']).equals(before)).toBe(true);
  });

  it('asks the kernel over there as the tenant: every right is proved, and nothing is written there either', async () => {
    const before = execFileSync('find', [made.root, '-printf', '%p %m %A@ %C@ %T@\\n']);
    const { bytes } = await collect();
    const { header } = await judged(bytes, proverThrough(sshCollector().shell(afar())));

    expect(header.totals.refuted).toBe(0);
    expect(header.totals.derived).toBe(header.totals.byRule['link-out'] + header.totals.byRule['hard-link-across']);
    expect(header.totals.proved).toBeGreaterThan(100);
    expect(header.completeness.proof.code).toBe('asked');
    expect(execFileSync('find', [made.root, '-printf', '%p %m %A@ %C@ %T@\\n']).toString().replaceAll(/ \S+$/gm, '')).toBe(
      before.toString().replaceAll(/ \S+$/gm, ''),
    );
  });

  it('leaves findings derived, with the reason, when the line is lost before the kernel is asked', async () => {
    const { bytes } = await collect();
    const { header, findings } = await judged(bytes, proverThrough(sshCollector().shell({ ...afar(), target: 'nobody-there@127.0.0.1' })));

    expect(header.totals.proved).toBe(0);
    expect(header.completeness.proof.code).toBe('connection-lost');
    expect(findings.find((finding) => finding.rule === 'tamperable')).toMatchObject({ proof: 'derived' });
  });

  it('tells from the command line what was proved, and keeps the raw stream', { timeout: 60_000 }, async () => {
    const save = join(folder, 'raw.stream');
    const args = [
      'exposure',
      'collect',
      afar().target,
      made.root,
      '--passwd',
      made.passwd,
      '--group',
      made.group,
      '--save',
      save,
      '--json',
    ];
    const ran = await runMatoi([
      ...args,
      '--port',
      String(port),
      '--identity',
      join(folder, 'id'),
      '--ssh-config',
      '/dev/null',
      '--ssh-option',
      `UserKnownHostsFile=${join(folder, 'known_hosts')}`,
    ]);
    expect(ran.code, ran.stderr).toBe(1);
    const said = JSON.parse(ran.stdout) as { totals: { findings: number; proved: number }; findings: { proof: string }[] };
    expect(said.totals.findings).toBe(200);
    expect(said.findings.filter((each) => each.proof === 'proved')).toHaveLength(said.totals.proved);
    expect(said.totals.proved).toBeGreaterThan(100);
    expect(ran.stderr).toMatch(/collector sha256 [0-9a-f]{64}/);
    expect(ran.stderr).toMatch(/kernel questions sha256 [0-9a-f]{64}/);
    const sum = createHash('sha256').update(readFileSync(save)).digest('hex');
    expect(ran.stderr).toContain(`stream sha256 ${sum}`);
  });

  it('calls a stream that was cut incomplete, wherever it was cut', async () => {
    const { bytes } = await collect();
    for (const share of [0.3, 0.6, 0.99]) {
      const { header } = await judged(bytes.subarray(0, Math.floor(bytes.length * share)));
      expect(header.completeness.status).toBe('incomplete');
    }
  });

  it('refuses a host whose key it does not know', async () => {
    writeFileSync(join(folder, 'known_hosts'), '');
    const end = await collect();
    expect(end.bytes).toHaveLength(0);
    expect(end.said).toContain('Host key verification failed');
  });
});

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

function listening(port: number): Promise<void> {
  return until(
    () =>
      new Promise<boolean>((resolve) => {
        const socket = connect(port, '127.0.0.1', () => (socket.destroy(), resolve(true)));
        socket.on('error', () => resolve(false));
      }),
  );
}
