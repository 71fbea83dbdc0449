// SPDX-License-Identifier: Apache-2.0
// What a plan says it cannot stop, seen on the wire: each trap's own plan is put into the live program, and the traffic
// that it warns of goes through, while what it claims to stop is stopped.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { startAgent } from '../../../src/adapters/netns/agent-process.ts';
import { netnsLaboratory } from '../../../src/adapters/netns/laboratory.ts';
import { buildNetwork, links } from '../../../src/adapters/netns/network.ts';
import { must } from '../../../src/adapters/netns/run.ts';
import type { Lab, LabProbe } from '../../../src/containment/verify/laboratory.port.ts';
import { policyOf } from '../../../src/containment/plan/plan.ts';
import type { Plan } from '../../../src/containment/plan/plan.ts';
import { render } from '../../../src/containment/render/render.ts';
import type { Target } from '../../../src/containment/render/target.ts';
import type { ReasonCode } from '../../../src/containment/policy/reason.ts';
import type { Policy } from '../../../src/containment/policy/rule.ts';
import { dnsAgent, openResolverLab } from '../../prove/containment/live/resolver.ts';
import { program as unboundProgram } from '../../prove/containment/live/unbound.ts';
import { openProxyLab } from '../../prove/containment/live/squid.ts';
import { planOf, traps } from '../../story/containment-traps.data.ts';
import { labLacks } from '../../support/lab-needs.ts';
import { removeTree } from '../../support/remove-tree.ts';

const packetNeeds = ['ip', 'nft', 'conntrack'];
const proxyNeeds = ['ip', 'squid', 'openssl'];
const named = (needs: readonly string[]) => {
  const lacks = labLacks(needs);
  return { lacks, words: lacks === null ? '' : ` (skipped, missing: ${lacks})` };
};
const packets = named(packetNeeds);
const proxy = named(proxyNeeds);
const resolver = named(['ip', 'unbound', 'unbound-control']);

const ME = '10.66.1.20';
const ME6 = 'fd66:1::20';
const C2 = '198.51.100.66';
const C26 = '2001:db8:66::66';
const CDN = '192.0.2.80';

/** The plan of a trap and the option in which it shows; it must name the trap. */
function trapped(code: ReasonCode): { readonly plan: Plan; readonly policy: Policy } {
  const trap = traps.find((one) => one.code === code)!;
  const plan = planOf(trap);
  const option = plan.options.find((one) => one.id === trap.option)!;
  const said = [...option.residual.reasons.map((one) => one.code), ...option.verdicts.flatMap((one) => one.reasons)];
  expect(said).toContain(code);
  return { plan, policy: policyOf(plan, trap.option)! };
}

const written = (policy: Policy, target: Target) => render(policy, target, { madeAt: '2026-03-19T09:00:00.000Z', option: 'trap' }).files;

async function withKernel<T>(
  work: (lab: Lab, open: (dst: string, port: number, more?: Partial<LabProbe>) => Promise<boolean>) => Promise<T>,
): Promise<T> {
  const lab = await netnsLaboratory.open({ inside: [ME, ME6], servers: ['10.66.9.9'], outside: [C2, C26, CDN], ports: [80, 443, 8000] });
  const open = async (dst: string, port: number, more: Partial<LabProbe> = {}) => {
    const src = dst.includes(':') ? ME6 : ME;
    return (await lab.probe([{ src, dst, port, proto: 'tcp', ...more }], 500))[0] ?? false;
  };
  try {
    return await work(lab, open);
  } finally {
    await lab.close();
  }
}
const load = async (lab: Lab, policy: Policy) => expect(await lab.loadNft(written(policy, 'nftables')[0]?.text ?? '')).toBeNull();

describe.skipIf(packets.lacks !== null)(`lab/containment/traps in the kernel${packets.words}`, () => {
  test('other-ports: the indicator names one port, the plan closes all of them', () =>
    withKernel(async (lab, open) => {
      await load(lab, trapped('other-ports').policy);
      expect([await open(C2, 443), await open(C2, 80), await open(CDN, 443)]).toEqual([false, false, true]);
    }));

  test('ipv6-path-unknown: cutting the IPv4 address leaves the other path open, as the plan warns', () =>
    withKernel(async (lab, open) => {
      await load(lab, { ...trapped('ipv6-path-unknown').policy, rules: [{ id: 'a', kind: 'address', reason: 'indicator', range: C2 }] });
      expect([await open(C2, 443), await open(C26, 443)]).toEqual([false, true]);
    }));

  test('host-ipv6-unknown: a computer isolated by its IPv4 address talks on over IPv6', () =>
    withKernel(async (lab, open) => {
      const { policy } = trapped('host-ipv6-unknown');
      expect(policy.rules.some((rule) => rule.kind === 'isolate' && rule.addresses.includes(ME) && !rule.addresses.includes(ME6))).toBe(
        true,
      );
      await load(lab, policy);
      expect([await open(C2, 443), await open(C26, 443)]).toEqual([false, true]);
    }));

  test('responder-path-open: an isolated computer still reaches the responders, and nothing else', () =>
    withKernel(async (lab, open) => {
      await load(lab, trapped('responder-path-open').policy);
      expect([await open('10.66.9.9', 8000), await open(CDN, 443), await open(C26, 443)]).toEqual([true, false, false]);
    }));

  test('shared-address: the plan leaves the shared address open; a plan that cuts it would stop the shop as well', () =>
    withKernel(async (lab, open) => {
      await load(lab, trapped('shared-address').policy);
      expect(await open(CDN, 443)).toBe(true);
      await load(lab, { ...trapped('shared-address').policy, rules: [{ id: 'a', kind: 'address', reason: 'indicator', range: CDN }] });
      expect(await open(CDN, 443)).toBe(false);
    }));

  test('quic: the proxy’s name rule does not touch UDP 443 at the border, as the plan says', () =>
    withKernel(async (lab, open) => {
      const { policy } = trapped('quic');
      expect(policy.rules.some((rule) => rule.kind === 'name')).toBe(true);
      await load(lab, policy);
      expect(await open(CDN, 443, { proto: 'udp' })).toBe(true);
    }));

  test('established-sessions: a rule behind the site’s "established" lets a live session talk on; the plan’s own rules end it', async () => {
    const { policy } = trapped('established-sessions');
    const network = await buildNetwork({ inside: [ME], servers: [], outside: [C2], ports: [443] });
    const agent = (name: string) => fileURLToPath(new URL(name, import.meta.url));
    const echo = await startAgent(network.name('wan'), agent('../../../src/adapters/netns/agent.mjs'), { ports: [443], addresses: [C2] });
    const client = await startAgent(network.name('lan'), agent('../../prove/containment/live/session-agent.mjs'), {});
    const alive = async (question: object) => (await client.ask<{ alive: boolean }>(question)).alive;
    const nft = (input: string) => must('ip', ['netns', 'exec', network.name('rt'), 'nft', '-f', '-'], input);
    try {
      await nft(
        'table inet site {\n\tchain f {\n\t\ttype filter hook forward priority filter; policy accept;\n\t\tct state established accept\n\t}\n}\n',
      );
      expect(await alive({ open: { src: ME, dst: C2, port: 443 } })).toBe(true);
      await nft(`add rule inet site f ip daddr ${C2} drop\n`);
      expect(await alive({ wait: 1500 })).toBe(true);
      await nft(written(policy, 'nftables')[0]?.text ?? '');
      expect(await alive({ wait: 700 })).toBe(false);
    } finally {
      client.stop();
      echo.stop();
      await network.close();
    }
  });
});

describe.skipIf(resolver.lacks !== null)(`lab/containment/traps at the resolver${resolver.words}`, () => {
  test('doh: the name does not exist for clients of your own resolver, and does for who asks another one', async () => {
    const outside = '203.0.113.53';
    const lab = await openResolverLab(unboundProgram, { inside: [ME], servers: [], outside: [CDN, outside], ports: [443] });
    const other = await startAgent(lab.network.name('wan'), dnsAgent, { serve: 53, address: outside });
    const client = await startAgent(lab.network.name('lan'), dnsAgent, {});
    try {
      const answers = { 'evil.example': [CDN] };
      await other.ask({ answers });
      await lab.load(written(trapped('doh').policy, 'unbound-rpz'), answers);
      const question = { src: ME, name: 'evil.example', dst: CDN };
      expect(await lab.ask([question])).toEqual(['denied']);
      const { ends } = await client.ask<{ ends: readonly string[] }>({ wait: 3000, questions: [{ ...question, resolver: outside }] });
      expect(ends).toEqual(['open']);
    } finally {
      client.stop();
      other.stop();
      await lab.close();
    }
  });
});

describe.skipIf(proxy.lacks !== null)(`lab/containment/traps at the proxy${proxy.words}`, () => {
  /** A real HTTPS server on the shared address, a live Squid, and a client of ours behind it. */
  async function withProxy<T>(
    policy: Policy,
    work: (ask: (servername: string | null, host: string) => Promise<string>) => Promise<T>,
  ): Promise<T> {
    const folder = mkdtempSync(join(tmpdir(), 'matoi-fronting-'));
    const request = `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout ${folder}/key.pem -out ${folder}/cert.pem -subj /CN=shop.example -days 2`;
    execFileSync('openssl', request.split(' '), { stdio: 'ignore' });
    const lab = await openProxyLab({ inside: [ME, ME6], servers: [], outside: [CDN], ports: [80] });
    const file = fileURLToPath(new URL('../../prove/containment/live/https-agent.mjs', import.meta.url));
    const pem = (name: string) => readFileSync(join(folder, name), 'utf8');
    const server = await startAgent(lab.network.name('wan'), file, { serve: { address: CDN, key: pem('key.pem'), cert: pem('cert.pem') } });
    const client = await startAgent(lab.network.name('lan'), file, {});
    try {
      await lab.load(written(policy, 'squid'), new Map());
      return await work(async (servername, host) => {
        const question = { src: ME, proxy: `${links.lan.v4}.1`, dst: CDN, servername, host };
        return (await client.ask<{ answer: string }>(question)).answer;
      });
    } finally {
      client.stop();
      server.stop();
      await lab.close();
      removeTree(folder);
    }
  }

  test('domain-fronting: the name is cut where it is shown, and goes through behind a name that is kept', () =>
    withProxy(trapped('domain-fronting').policy, async (ask) => {
      expect(await ask('evil.example', 'evil.example')).toBe('cut');
      expect(await ask('pay.example', 'pay.example')).toBe('pay.example|pay.example');
      expect(await ask('pay.example', 'evil.example')).toBe('pay.example|evil.example');
    }));

  test('no-sni: a connection that shows no name passes a plan of names, and is stopped where only the inventory stays', () =>
    withProxy(trapped('no-sni').policy, async (ask) => expect(await ask(null, 'evil.example')).toBe('-|evil.example')));

  test('no-sni, closed base: without a name nothing that is kept by name is recognised', () => {
    const { plan } = trapped('no-sni');
    return withProxy(policyOf(plan, 'keep-only')!, async (ask) => expect(await ask(null, 'evil.example')).toBe('cut'));
  });
});
