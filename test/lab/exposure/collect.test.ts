// SPDX-License-Identifier: Apache-2.0
import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildHosting } from '../../../scripts/hosting/build.ts';
import type { HostingMade } from '../../../scripts/hosting/build.ts';
import { sshCollector } from '../../../src/adapters/ssh/collector.ts';
import { parseAccounts } from '../../../src/exposure/accounts.ts';
import { parseCollected, scanDepsOf } from '../../../src/exposure/collected.ts';
import type { Collected } from '../../../src/exposure/collected.ts';
import { findingsOf } from '../../../src/exposure/finding.ts';
import { headerOf } from '../../../src/exposure/report.ts';
import { scan } from '../../../src/exposure/scan.ts';
import { labLacks } from '../../support/lab-needs.ts';

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
    rmSync(folder, { recursive: true, force: true });
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
  const collect = () =>
    sshCollector().collect({
      target: `${userInfo().username}@127.0.0.1`,
      root: made.root,
      sshArguments: options(),
      sudo: false,
      nonce: 'c0ffee00c0ffee00',
      most: 100_000_000,
    });

  async function judged(bytes: Uint8Array) {
    const collected = parseCollected(bytes) as Collected;
    const deps = scanDepsOf(collected);
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
    expect(findings.find((finding) => finding.rule === 'tamperable')?.proofReason).toContain('its kernel was not asked');
    expect(execFileSync('find', [made.root, '-printf', '%p %m %C@ %T@\\n']).equals(before)).toBe(true);
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

async function listening(port: number): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const open = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => (socket.destroy(), resolve(true)));
      socket.on('error', () => resolve(false));
    });
    if (open) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('sshd did not begin to listen');
}
