// SPDX-License-Identifier: Apache-2.0
// A gateway as it is in the field: without conntrack, with a proxy of its own, with smaller links behind it.
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildNetwork } from '../../../src/adapters/netns/network.ts';
import type { Network, Side } from '../../../src/adapters/netns/network.ts';
import { run } from '../../../src/adapters/netns/run.ts';
import { applyFiles } from '../../../src/containment/apply/apply-script.ts';
import { privateRanges } from '../../../src/containment/inventory/inventory.ts';
import { render } from '../../../src/containment/render/render.ts';
import type { Policy, Rule } from '../../../src/containment/policy/rule.ts';
import { labLacks } from '../../support/lab-needs.ts';
import { removeTree } from '../../support/remove-tree.ts';

const lacks = labLacks(['ip', 'nft', 'conntrack', 'bash', 'timeout', 'iptables', 'ipset']);
const skipped = lacks === null ? '' : ` (skipped, missing: ${lacks})`;

const evil = '198.51.100.66';
const edr = '203.0.113.200';
const web = { 4: '192.0.2.10', 6: '2001:db8:10::10' } as const;
const shape = { inside: ['10.66.1.10', 'fd66:1::10'], servers: [], outside: [evil, edr, web[4], web[6]], ports: [] };

const address = (range: string): Rule => ({ id: `a-${range}`, kind: 'address', reason: 'indicator', range });
const path: Rule = {
  id: 'p',
  kind: 'path',
  reason: 'responder',
  service: 'EDR',
  ranges: [edr],
  ports: [{ proto: 'tcp', from: 8443, to: 8443 }],
};
const keepWeb: Rule = {
  id: 'k',
  kind: 'allow',
  reason: 'inventory',
  service: 'Web',
  patterns: [],
  ranges: [web[4], web[6]],
  observed: [],
  ports: [{ proto: 'tcp', from: 443, to: 443 }],
};
const policy = (base: Policy['base'], ...rules: readonly Rule[]): Policy => ({ base, names: 'none', internal: [...privateRanges], rules });

let network: Network;
const children: ChildProcess[] = [];
const folders: string[] = [];

const inside = (side: Side | 'rt', ...command: string[]) => run('ip', ['netns', 'exec', network.name(side), ...command]);

/** A program in a namespace; what it prints is collected. */
function program(namespace: string, script: string): { said: () => string } {
  let output = '';
  const child = spawn('ip', ['netns', 'exec', namespace, process.execPath, '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  child.stdout.on('data', (data: Buffer) => (output += data.toString('utf8')));
  children.push(child);
  return { said: () => output };
}

async function until(test: () => boolean | Promise<boolean>, seconds: number): Promise<boolean> {
  const end = performance.now() + seconds * 1000;
  while (performance.now() < end) {
    if (await test()) return true;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return false;
}

const listens = (address: string, port: number, body = '') =>
  `require('net').createServer((s) => { s.on('error', () => {}); ${body === '' ? '' : `s.end(${body});`} }).listen(${port}, '${address}', () => console.log('up'))`;

async function apply(policy: Policy, options: { seconds?: number; path?: { host: string; port: number }; without?: string } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'matoi-gateway-test-'));
  folders.push(folder);
  const asked = { option: 'test', madeAt: '', deadManSeconds: options.seconds ?? 0, path: options.path ?? null, before: null };
  for (const file of applyFiles(policy, asked).files) writeFileSync(join(folder, file.name), file.text);
  const programs = ['sh', 'bash', 'nft', 'setsid', 'timeout', 'date', 'sleep', 'mv', 'ln', 'rm', 'readlink', 'dirname', 'tail', 'cat'];
  const tools = [...programs, 'tr', 'sort', 'sha256sum', 'cut', 'conntrack'].filter((one) => one !== options.without);
  for (const tool of tools) symlinkSync((await run('sh', ['-c', `command -v ${tool}`])).output.trim(), join(folder, tool));
  const shell = (script: string) => inside('rt', 'env', `PATH=${folder}`, join(folder, 'sh'), join(folder, script));
  return { ...(await shell('matoi-apply.sh')), undo: () => shell('matoi-undo.sh') };
}

/** Whether the gateway's own program reaches a place. */
const reaches = async (host: string, port: number) =>
  (await inside('rt', 'timeout', '2', 'bash', '-c', `</dev/tcp/${host}/${port}`)).code === 0;
const inForce = async () => (await inside('rt', 'nft', 'list', 'tables')).output.includes('inet matoi');

describe.skipIf(lacks !== null)(`lab/containment/gateway${skipped}`, () => {
  beforeAll(async () => {
    network = await buildNetwork(shape);
    const site =
      'table inet site {\n chain f {\n type filter hook forward priority 0; policy accept;\n ct state established,related accept\n }\n}\n';
    await run('ip', ['netns', 'exec', network.name('rt'), 'nft', '-f', '-'], site);
    const servers = [
      listens(edr, 8443),
      listens(evil, 443),
      listens(web[4], 443, 'Buffer.alloc(300000)'),
      listens(web[6], 443, 'Buffer.alloc(300000)'),
    ];
    const started = servers.map((script) => program(network.name('wan'), script));
    expect(await until(() => started.every((one) => one.said().includes('up')), 10)).toBe(true);
    expect(await until(() => reaches(edr, 8443), 10)).toBe(true);
  }, 60_000);

  afterAll(async () => {
    for (const child of children) child.kill('SIGKILL');
    for (const folder of folders) removeTree(folder);
    await run('ip', ['netns', 'del', `${network.name('lan')}-b`]);
    await network.close();
  });

  test('without conntrack a session that was opened from outside carries nothing any more, and the script says what it could not do', async () => {
    const counter = program(
      network.name('wan'),
      `const s = require('dgram').createSocket('udp4'); let n = 0; s.on('message', () => console.log('got ' + (n += 1)));
       s.bind(7777, '${evil}', () => s.send('x', 5555, '10.66.1.10'));`,
    );
    program(
      network.name('lan'),
      `const s = require('dgram').createSocket('udp4'); s.on('message', (_, from) => setInterval(() => s.send('y', from.port, from.address), 50)); s.bind(5555, '10.66.1.10');`,
    );
    program(network.name('wan'), `setTimeout(() => require('dgram').createSocket('udp4').send('x', 5555, '10.66.1.10'), 500)`);
    const again = program(
      network.name('wan'),
      `const s = require('dgram').createSocket({ type: 'udp4', reuseAddr: true }); s.bind(7778, '${evil}', () => setInterval(() => s.send('x', 5555, '10.66.1.10'), 300)); let n = 0; s.on('message', () => console.log('got ' + (n += 1)));`,
    );
    const count = () => `${counter.said()}${again.said()}`.split('got').length - 1;
    expect(await until(() => count() > 5, 10)).toBe(true);

    const applied = await apply(policy('deny'), { without: 'conntrack' });
    expect([applied.code, applied.output]).toEqual([
      0,
      expect.stringContaining('sessions-not-ended the program conntrack is not installed'),
    ]);
    await new Promise((resolve) => setTimeout(resolve, 300));
    const then = count();
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(count()).toBe(then);
    await applied.undo();
    const whole = await apply(policy('deny'));
    expect(whole.output).toContain('sessions-ended');
    await whole.undo();
  }, 60_000);

  test('offloaded sessions and no conntrack: refused, and nothing is loaded', async () => {
    const table = 'table inet off {\n flowtable f {\n hook ingress priority 0; devices = { to-lan, to-wan };\n }\n}\n';
    const loaded = await run('ip', ['netns', 'exec', network.name('rt'), 'nft', '-f', '-'], table);
    if (loaded.code !== 0) return; // This kernel has no flowtables: there is nothing to refuse.
    const applied = await apply(policy('deny'), { without: 'conntrack' });
    await inside('rt', 'nft', 'delete', 'table', 'inet', 'off');
    expect([applied.code, applied.output.includes('offloaded'), await inForce()]).toEqual([1, true, false]);
  });

  test('the gateway itself reaches the responders’ path inside a listed range, so the dead-man has no cause', async () => {
    const applied = await apply(policy('allow', path, address('203.0.113.0/24')), { seconds: 60, path: { host: edr, port: 8443 } });
    expect(await reaches(edr, 8443)).toBe(true);
    // The guard undoes after three misses, a second apart.
    expect(await until(async () => !(await inForce()), 7)).toBe(false);
    await applied.undo();
  }, 30_000);

  test('a closed base closes the gateway’s own programs too: a relay on it is no way round', async () => {
    const applied = await apply(policy('deny', path));
    expect([await reaches(evil, 443), await reaches(web[4], 443), await reaches(edr, 8443)]).toEqual([false, false, true]);
    await applied.undo();
    const keeping = await apply(policy('deny', path, keepWeb));
    expect([await reaches(evil, 443), await reaches(web[4], 443), await reaches(edr, 8443)]).toEqual([false, true, true]);
    await keeping.undo();
    expect(await reaches(evil, 443)).toBe(true);
  }, 30_000);

  test('iptables closes the gateway’s own programs as well', async () => {
    const rendered = render(policy('deny', path, keepWeb), 'iptables', { madeAt: '', option: 'test' });
    const folder = mkdtempSync(join(tmpdir(), 'matoi-iptables-test-'));
    folders.push(folder);
    for (const file of [...rendered.files, ...rendered.rollback]) writeFileSync(join(folder, file.name), file.text);
    for (const command of rendered.apply) {
      const done = await inside('rt', 'sh', '-c', `cd ${folder} && ${command}`);
      expect([command, done.code, done.code === 0 ? '' : done.output]).toEqual([command, 0, '']);
    }
    expect([await reaches(evil, 443), await reaches(web[4], 443), await reaches(edr, 8443)]).toEqual([false, true, true]);
    await inside('rt', 'sh', '-c', `cd ${folder} && ${rendered.undo.join(' && ')}`);
    expect(await reaches(evil, 443)).toBe(true);
  }, 30_000);

  test.each([4, 6] as const)(
    'IPv%i: a kept service works across a smaller link behind the gateway',
    async (family) => {
      const lan = network.name('lan');
      const client = `${lan}-b`;
      const net = {
        4: ['10.66.5.1/24', '10.66.5.2/24', '10.66.5.0/24', '10.66.5.1'],
        6: ['fd66:5::1/64', 'fd66:5::2/64', 'fd66:5::/64', 'fd66:5::1'],
      }[family];
      const [here = '', there = '', range = '', gate = ''] = net;
      const four = family === 4 ? [] : ['-6'];
      await run('ip', ['netns', 'add', client]);
      await run('ip', ['link', 'add', `b${family}`, 'netns', lan, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', client]);
      for (const line of [
        ['-n', lan, 'addr', 'add', here, 'dev', `b${family}`, ...(family === 6 ? ['nodad'] : [])],
        ['-n', lan, 'link', 'set', `b${family}`, 'mtu', '1300', 'up'],
        ['-n', client, 'addr', 'add', there, 'dev', 'eth0', ...(family === 6 ? ['nodad'] : [])],
        ['-n', client, 'link', 'set', 'eth0', 'up'],
        [...four, '-n', client, 'route', 'add', 'default', 'via', gate],
        [...four, '-n', network.name('rt'), 'route', 'add', range, 'via', family === 4 ? '100.64.1.2' : 'fd64:1::2'],
      ])
        await run('ip', line);
      await inside('lan', 'sysctl', '-qw', 'net.ipv4.ip_forward=1', 'net.ipv6.conf.all.forwarding=1', 'net.ipv4.icmp_ratelimit=0');
      const applied = await apply(policy('deny', path, keepWeb));

      const got = program(
        client,
        `let n = 0; const s = require('net').connect(443, '${web[family]}'); s.on('data', (d) => (n += d.length)); s.on('close', () => console.log('end ' + n)); setTimeout(() => { console.log('late ' + n); process.exit(); }, 8000);`,
      );
      expect(await until(() => /end|late/.test(got.said()), 10)).toBe(true);
      expect(got.said().trim()).toBe('end 300000');
      await applied.undo();
      await run('ip', ['netns', 'del', client]);
    },
    40_000,
  );
});
