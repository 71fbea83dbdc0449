// SPDX-License-Identifier: Apache-2.0
// The company's network in namespaces of its own: computers, a router, a proxy that is the resolver too, and the outside. Who
// looks whether a server is reached is curl in a computer's place, never the desk.
import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startAgent } from '../../../src/adapters/netns/agent-process.ts';
import type { Agent } from '../../../src/adapters/netns/agent-process.ts';
import { buildNetwork } from '../../../src/adapters/netns/network.ts';
import { must, run } from '../../../src/adapters/netns/run.ts';
import type { RenderedFile } from '../../../src/containment/render/target.ts';
import { dnsAgent } from '../../prove/containment/live/resolver.ts';
import { eventually, until } from '../../support/eventually.ts';
import { openLabGateway } from '../../support/lab-gateway.ts';
import type { LabGateway } from '../../support/lab-gateway.ts';
import { removeTree } from '../../support/remove-tree.ts';
import { selfSigned } from '../../support/self-signed.ts';
import { EDR, KEPT, PROXY, SERVERS } from './world.ts';
import type { World } from './world.ts';

export const networkNeeds = [
  'ip',
  'nft',
  'conntrack',
  'squid',
  'unbound',
  'unbound-control',
  'curl',
  'openssl',
  'setsid',
  'timeout',
] as const;
const UPSTREAM = 5300;
const STARTS = 'HTTP Socket connections at';

export type Network = {
  readonly gateway: LabGateway;
  /** Whether a web page at that name is reached from a computer through the proxy. */
  readonly byName: (from: string, url: string) => Promise<boolean>;
  /** Whether an address is reached without the proxy, from a computer or from the proxy's own place. */
  readonly byAddress: (from: string, address: string) => Promise<boolean>;
  /** Whether the resolver gives a computer the address of that name. */
  readonly resolves: (from: string, name: string, address: string) => Promise<boolean>;
  /** What an administrator does with files written for the proxy and for the resolver. */
  readonly putIntoProxy: (files: readonly RenderedFile[]) => Promise<void>;
  readonly putIntoResolver: (files: readonly RenderedFile[]) => Promise<void>;
  /** What a hasty hand does: a rule of its own at the gateway, by which nobody reaches that address. */
  readonly breakService: (address: string) => Promise<void>;
  readonly close: () => Promise<void>;
};

export async function openNetwork(world: World): Promise<Network> {
  const folder = mkdtempSync(join(tmpdir(), 'matoi-weekend-'));
  const outside = [...Object.values(SERVERS), ...KEPT.map(({ address }) => address), EDR];
  // Of a large office a few computers are enough to look from.
  const inside = [...world.infected, ...world.healthy.slice(0, 20)];
  const net = await buildNetwork({ inside, servers: [PROXY], outside, ports: [] });
  const closing: (() => Promise<void> | void)[] = [() => removeTree(folder), () => net.close()];
  const close = async () => {
    for (const one of closing.toReversed()) await one();
  };
  try {
    const agents: Agent[] = [];
    closing.push(() => agents.forEach((one) => one.stop()));
    agents.push(await startAgent(net.name('wan'), join(import.meta.dirname, 'outside-servers.mjs'), selfSigned()));
    const upstream = await startAgent(net.name('srv'), dnsAgent, { serve: UPSTREAM });
    const asker = await startAgent(net.name('lan'), dnsAgent, {});
    agents.push(upstream, asker);
    const { names } = world;
    const commanders = (['known', 'plain', 'shared'] as const).map((which) => [names[which], [SERVERS[which]]] as const);
    await upstream.ask({ answers: Object.fromEntries([...commanders, ...KEPT.map(({ host, address }) => [host, [address]] as const)]) });
    const inProxy = (...command: string[]) => must('ip', ['netns', 'exec', net.name('srv'), ...command]);
    const resolver = await startResolver(folder, inProxy);
    closing.push(resolver.stop);
    const proxy = await startProxy(folder, inProxy);
    closing.push(proxy.stop);
    // As the company always had it: from the computers to the web only through the proxy.
    const site = `table inet site {\n chain f {\n type filter hook forward priority 10; policy accept;\n iifname "to-lan" oifname "to-wan" ip daddr != ${EDR} tcp dport { 80, 443 } drop\n }\n}\n`;
    await must('ip', ['netns', 'exec', net.name('rt'), 'nft', '-f', '-'], site);
    const gateway = await openLabGateway('weekend', net.name('rt'));
    closing.push(() => gateway.close());
    const curl = async (side: 'lan' | 'srv', from: string, ...more: string[]) => {
      const asked = [
        '-k',
        '-s',
        '-o',
        '/dev/null',
        '-m',
        '4',
        '--connect-timeout',
        '2',
        '-w',
        '%{http_code}',
        '--interface',
        from,
        ...more,
      ];
      return (await run('ip', ['netns', 'exec', net.name(side), 'curl', ...asked])).output.endsWith('200');
    };
    const sideOf = (from: string) => (from === PROXY ? 'srv' : 'lan');
    const network: Network = {
      gateway,
      byName: (from, url) => curl('lan', from, '-x', `http://${PROXY}:3128`, url),
      byAddress: (from, address) => curl(sideOf(from), from, `https://${address}/`),
      async resolves(src, name, dst) {
        const asked = { wait: 3000, questions: [{ src, name, dst, resolver: PROXY }] };
        return (await asker.ask<{ ends: readonly string[] }>(asked)).ends[0] === 'open';
      },
      putIntoProxy: (files) => proxy.load(files),
      putIntoResolver: (files) => resolver.load(files),
      async breakService(address) {
        await must('ip', ['netns', 'exec', net.name('rt'), 'nft', 'add', 'rule', 'inet', 'site', 'f', 'ip', 'daddr', address, 'drop']);
      },
      close,
    };
    await eventually(async () => {
      if (!(await network.byName(world.healthy[0] ?? '', `https://${KEPT[0].host}/`))) throw new Error('the network does not come up');
    });
    return network;
  } catch (error) {
    await close();
    throw error;
  }
}

type InProxy = (...command: string[]) => Promise<string>;

async function startResolver(folder: string, inProxy: InProxy) {
  const conf = join(folder, 'unbound.conf');
  const put = (name: string, text: string) =>
    writeFileSync(join(folder, name), text.replace('/var/lib/unbound/rpz.matoi', join(folder, 'rpz.matoi')));
  put('rpz.matoi', '$TTL 60\n@ SOA localhost. hostmaster.localhost. 1 300 60 86400 60\n@ NS localhost.\n');
  put(
    'matoi-unbound.conf',
    'server:\n  module-config: "respip validator iterator"\nrpz:\n  name: rpz.matoi\n  zonefile: /var/lib/unbound/rpz.matoi\n',
  );
  writeFileSync(
    conf,
    `server:
  directory: "${folder}"
  chroot: ""
  username: ""
  pidfile: "${folder}/unbound.pid"
  logfile: "${folder}/unbound.log"
  use-syslog: no
  interface: ${PROXY}
  access-control: 0.0.0.0/0 allow
  do-not-query-localhost: no
  qname-minimisation: no
remote-control:
  control-enable: yes
  control-interface: "${folder}/control"
  control-use-cert: no
forward-zone:
  name: "."
  forward-addr: 127.0.0.1@${UPSTREAM}
include: "${folder}/matoi-unbound.conf"
`,
  );
  await inProxy('unbound', '-c', conf);
  return {
    async load(files: readonly RenderedFile[]) {
      for (const file of files) put(file.name, file.text);
      await inProxy('unbound-control', '-c', conf, 'auth_zone_reload', 'rpz.matoi');
      await inProxy('unbound-control', '-c', conf, 'flush_zone', '.');
    },
    stop: () => endOf(join(folder, 'unbound.pid')),
  };
}

async function startProxy(folder: string, inProxy: InProxy) {
  const request = `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout ${folder}/sq.pem -out ${folder}/cert.pem -subj /CN=proxy -days 2`;
  await must('openssl', request.split(' '));
  writeFileSync(join(folder, 'sq.pem'), readFileSync(join(folder, 'sq.pem'), 'utf8') + readFileSync(join(folder, 'cert.pem'), 'utf8'));
  for (const name of ['matoi-access.conf', 'cache.log']) writeFileSync(join(folder, name), '');
  writeFileSync(join(folder, 'matoi-bump.conf'), 'acl matoi_step1 at_step SslBump1\nssl_bump peek matoi_step1\nssl_bump splice all\n');
  const conf = join(folder, 'squid.conf');
  writeFileSync(
    conf,
    [
      `http_port ${PROXY}:3128 ssl-bump generate-host-certificates=off tls-cert=${folder}/sq.pem`,
      `pid_filename ${folder}/squid.pid`,
      `cache_log ${folder}/cache.log`,
      `coredump_dir ${folder}`,
      `dns_nameservers ${PROXY}`,
      'positive_dns_ttl 1 second',
      'negative_dns_ttl 1 second',
      `tcp_outgoing_address ${PROXY}`,
      'visible_hostname proxy',
      'pinger_enable off',
      'access_log none',
      'cache deny all',
      'shutdown_lifetime 0 seconds',
      'connect_timeout 3 seconds',
      'read_timeout 10 seconds',
      `include ${folder}/matoi-access.conf`,
      'http_access allow all',
      `include ${folder}/matoi-bump.conf`,
      '',
    ].join('\n'),
  );
  await must('chown', ['-R', 'proxy:proxy', folder]);
  const starts = () => readFileSync(join(folder, 'cache.log'), 'utf8').split(STARTS).length - 1;
  await inProxy('squid', '-f', conf);
  await until(() => starts() > 0);
  return {
    async load(files: readonly RenderedFile[]) {
      for (const file of files) writeFileSync(join(folder, file.name), file.text);
      await inProxy('squid', '-f', conf, '-k', 'parse');
      const before = starts();
      process.kill(Number(readFileSync(join(folder, 'squid.pid'), 'utf8')), 'SIGHUP');
      await until(() => starts() > before);
    },
    stop: () => endOf(join(folder, 'squid.pid')),
  };
}

/** Ends a daemon that wrote its own number there. */
async function endOf(file: string): Promise<void> {
  const number = Number(statSync(file, { throwIfNoEntry: false }) === undefined ? 0 : readFileSync(file, 'utf8'));
  if (number <= 1) return;
  try {
    process.kill(number, 'SIGTERM');
    await until(() => {
      try {
        return !process.kill(number, 0);
      } catch {
        return true;
      }
    }, 5000);
  } catch {
    // It is gone already, or has not ended in time: the namespace goes with whatever is left in it.
  }
}
