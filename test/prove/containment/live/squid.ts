// SPDX-License-Identifier: Apache-2.0
// Random plans in a live Squid between namespaces: what the model says of a flow is what the proxy does with it.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startAgent } from '../../../../src/adapters/netns/agent-process.ts';
import { buildNetwork, links, sides } from '../../../../src/adapters/netns/network.ts';
import type { Network, Side } from '../../../../src/adapters/netns/network.ts';
import { must, run } from '../../../../src/adapters/netns/run.ts';
import type { LabShape } from '../../../../src/containment/verify/laboratory.port.ts';
import type { RenderedFile } from '../../../../src/containment/render/target.ts';
import { decider } from '../../../../src/containment/policy/verdict.ts';
import { world } from '../random.ts';
import type { Chance } from '../random.ts';
import { pause } from './pause.ts';
import { shape } from './shape.ts';
import type { StandKind } from './stand.ts';
import { removeTree } from '../../../support/remove-tree.ts';

/** `connect` with `name` = the server name in the TLS hello; `get` is plain HTTP, whose only name is the host asked for. */
export type ProxyProbe = {
  readonly src: string;
  readonly dst: string;
  readonly host: string;
  readonly port: number;
  readonly how: 'connect' | 'get';
  readonly name: string | null;
};

export type ProxyLab = {
  readonly network: Network;
  /** Puts a policy in force; the names' addresses stand in a hosts file that Squid reads with it. */
  readonly load: (files: readonly RenderedFile[], hosts: ReadonlyMap<string, string>) => Promise<void>;
  readonly probe: (probes: readonly ProxyProbe[]) => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
};

/** Whatever the plan says of it, a proxy that listens answers. */
const anybody: ProxyProbe = { src: shape.inside[0]!, dst: shape.outside[0]!, host: shape.outside[0]!, port: 80, how: 'get', name: null };
const agentFile = fileURLToPath(new URL('proxy-agent.mjs', import.meta.url));
const START = 'HTTP Socket connections at';

export async function openProxyLab(shape: LabShape): Promise<ProxyLab> {
  const folder = mkdtempSync(join(tmpdir(), 'matoi-squid-'));
  const network = await buildNetwork(shape);
  const of = { lan: shape.inside, srv: shape.servers, wan: shape.outside };
  const sideOf = new Map(sides.flatMap((side) => of[side].map((address): [string, Side] => [address, side])));
  const agents = Object.fromEntries(
    await Promise.all(sides.map(async (side) => [side, await startAgent(network.name(side), agentFile, { ports: shape.ports })] as const)),
  );
  prepare(folder);
  const inRouter = (command: string) => run('ip', ['netns', 'exec', network.name('rt'), 'sh', '-c', command]);
  const starts = () => readFileSync(join(folder, 'cache.log'), 'utf8').split(START).length - 1;
  const started = async (wanted: number) => {
    for (let round = 0; round < 1000; round += 1) {
      if (starts() >= wanted) return;
      await pause(10);
    }
    throw new Error(`squid does not come up: ${readFileSync(join(folder, 'cache.log'), 'utf8').slice(-500)}`);
  };
  await must('ip', ['netns', 'exec', network.name('rt'), 'squid', '-f', join(folder, 'squid.conf')]);
  await started(1);
  const lab: ProxyLab = {
    network,
    async load(files, hosts) {
      for (const file of files) writeFileSync(join(folder, file.name), file.text);
      writeFileSync(join(folder, 'hosts'), [...hosts].map(([name, address]) => `${address} ${name}\n`).join(''));
      const before = starts();
      process.kill(Number(readFileSync(join(folder, 'squid.pid'), 'utf8')), 'SIGHUP');
      await started(before + 1);
      // It says that it listens before it does, or starts once more: a refused port is no verdict on a plan.
      for (let round = 0; round < 100; round += 1) {
        const [end = ''] = await lab.probe([anybody]);
        if (!end.includes('ECONNREFUSED')) return;
        await pause(100);
      }
      throw new Error(`squid does not listen: ${readFileSync(join(folder, 'cache.log'), 'utf8').slice(-500)}`);
    },
    async probe(probes) {
      const ends: string[] = probes.map(() => '');
      await Promise.all(
        sides.map(async (side) => {
          const own = probes.flatMap((probe, index) => (sideOf.get(probe.src) === side ? [{ probe, index }] : []));
          const agent = agents[side];
          if (own.length === 0 || agent === undefined) return;
          const proxy = (src: string) => (src.includes(':') ? `${links[side].v6}::1` : `${links[side].v4}.1`);
          const answer = await agent.ask<{ ends: readonly string[] }>({
            wait: 8000,
            probes: own.map(({ probe }) => ({ ...probe, proxy: proxy(probe.src) })),
          });
          own.forEach(({ index }, at) => (ends[index] = answer.ends[at] ?? ''));
        }),
      );
      return ends;
    },
    async close() {
      await inRouter(`kill -TERM $(cat ${folder}/squid.pid)`);
      for (let round = 0; round < 300 && existsPid(folder); round += 1) await pause(10);
      for (const agent of Object.values(agents)) agent.stop();
      await network.close();
      removeTree(folder);
    },
  };
  return lab;
}

function existsPid(folder: string): boolean {
  return statSync(join(folder, 'squid.pid'), { throwIfNoEntry: false }) !== undefined;
}

/** The site's own part of the configuration, with nothing of Matoi in force. Nothing is decrypted, so the certificate is only for Squid's own errors. */
function prepare(folder: string): void {
  execFileSync(
    'openssl',
    `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout ${folder}/key.pem -out ${folder}/cert.pem -subj /CN=proxy -days 2`.split(
      ' ',
    ),
    { stdio: 'ignore' },
  );
  writeFileSync(join(folder, 'sq.pem'), readFileSync(join(folder, 'key.pem'), 'utf8') + readFileSync(join(folder, 'cert.pem'), 'utf8'));
  for (const name of ['matoi-access.conf', 'matoi-bump.conf', 'hosts', 'cache.log']) writeFileSync(join(folder, name), '');
  writeFileSync(
    join(folder, 'squid.conf'),
    [
      `http_port 3128 ssl-bump generate-host-certificates=off tls-cert=${folder}/sq.pem`,
      `pid_filename ${folder}/squid.pid`,
      `cache_log ${folder}/cache.log`,
      `coredump_dir ${folder}`,
      `hosts_file ${folder}/hosts`,
      'dns_nameservers 127.0.0.1',
      'visible_hostname lab',
      'pinger_enable off',
      'access_log none',
      'cache deny all',
      'shutdown_lifetime 0 seconds',
      'connect_timeout 4 seconds',
      'read_timeout 10 seconds',
      `include ${folder}/matoi-access.conf`,
      'http_access allow all',
      `include ${folder}/matoi-bump.conf`,
      '',
    ].join('\n'),
  );
  execFileSync('chown', ['-R', 'proxy:proxy', folder]);
}

/** By name, by address with the name in the hello, by address without, and plain HTTP; a name leads to one address in each plan. */
function proxyProbes(random: Chance, hosts: ReadonlyMap<string, string>, count: number): readonly ProxyProbe[] {
  const everywhere = [...shape.outside, ...shape.inside, ...shape.servers];
  return Array.from({ length: count }, () => {
    const src = random.is(0.9) ? random.pick([...shape.inside, ...shape.servers]) : random.pick(shape.outside);
    const port = random.pick(shape.ports);
    const name = random.pick(world.names);
    const byName = random.is(0.5);
    const dst = byName ? (hosts.get(name) ?? '') : random.is(0.85) ? random.pick(shape.outside) : random.pick(everywhere);
    const how = random.is(0.75) ? ('connect' as const) : ('get' as const);
    const seen = byName || (how === 'connect' && random.is(0.7)) ? name : null;
    return { src, dst, host: byName ? name : dst, port, how, name: seen };
  });
}

/** What the proxy did; only "open" and "denied" are verdicts. A probe that met neither is tried once more, alone. */
export async function ends(lab: ProxyLab, probes: readonly ProxyProbe[]): Promise<readonly string[]> {
  const found = [...(await lab.probe(probes))];
  for (const [index, end] of found.entries())
    if (end !== 'open' && end !== 'denied') found[index] = (await lab.probe([probes[index]!]))[0] ?? end;
  return found;
}

export const squid: StandKind = {
  target: 'squid',
  names: 'sni',
  needs: ['ip', 'squid', 'openssl'],
  async open() {
    const lab = await openProxyLab(shape);
    return {
      async trial(policy, written, random, count) {
        const hosts = new Map(world.names.map((name) => [name, random.pick(shape.outside)]));
        await lab.load(written.files, hosts);
        const probes = proxyProbes(random, hosts, count);
        const decide = decider(policy);
        return (await ends(lab, probes)).map((live, index) => {
          const probe = probes[index]!;
          const model = decide({ src: probe.src, dst: probe.dst, port: probe.port, proto: 'tcp', name: probe.name }).pass;
          return { probe, model: model ? 'open' : 'denied', live };
        });
      },
      close: () => lab.close(),
    };
  },
  // A list with a narrow entry beside the wide one that holds it, as it was once written.
  plant: (text) =>
    text
      .replace(/^(acl matoi_blocked_dst dst )(.*203\.0\.113\.8\/29)/m, '$1203.0.113.11 $2')
      .replace(/^ssl_bump terminate matoi_bad_sni\n/m, ''),
};
