// SPDX-License-Identifier: Apache-2.0
// Every target: render -> read back by an independent reader -> the same verdict as the projected plan, on many flows.
// `--flows N`, `--plant rule-forgotten` (by the writer, of every plan: each target must be told apart; see support/planted.ts).
import { renderers, render } from '../../src/containment/render/render.ts';
import { targets } from '../../src/containment/render/target.ts';
import type { Rendered, Renderer, Target } from '../../src/containment/render/target.ts';
import { answersOnly, rulesOf } from '../../src/containment/policy/rule.ts';
import type { Policy } from '../../src/containment/policy/rule.ts';
import { decider } from '../../src/containment/policy/verdict.ts';
import type { Packet } from '../../src/containment/policy/verdict.ts';
import { chance, randomPacket, randomPolicy } from './containment/random.ts';
import { readCiscoIos, readLists, readYamaha } from './containment/read-routers.ts';
import { readDnsmasq, readPac, readSquid, readZone } from './containment/read-names.ts';
import { readAws, readFortigate, readIptables, readNft, readOpenC2, readPanOs, readWindows, within } from './containment/read-packets.ts';
import type { Reader } from './containment/read-packets.ts';
import { checkCacao, nativeValidators } from './containment/validate.ts';
import { endPlanted, plantsAsked } from './support/planted.ts';

/** Which flows a target sees at all; the others are in its "cannot express" and not compared. */
const inside = within(['10.0.0.0/8', 'fd00::/8']);
/** A client of ours opens it, from a computer that is not itself the responders'. */
const fromClient = (packet: Packet, policy: Policy) =>
  inside(packet.src) && !rulesOf(policy, 'path').some((rule) => within(rule.ranges)(packet.src));
/** Resolvers see questions of clients under a name; what reaches an isolated computer from elsewhere they do not. */
const asked = (packet: Packet, policy: Policy) =>
  packet.name !== null && inside(packet.src) && !rulesOf(policy, 'isolate').some((rule) => rule.addresses.includes(packet.dst));

/** A router between own networks and the outside sees what goes from the one to the other. */
const crosses = (packet: Packet) => inside(packet.src) !== inside(packet.dst);

const sees: Readonly<Record<Target, (packet: Packet, policy: Policy) => boolean>> = {
  nftables: () => true,
  iptables: () => true,
  squid: (packet) => packet.proto === 'tcp',
  pac: (packet, policy) => packet.proto === 'tcp' && fromClient(packet, policy),
  'unbound-rpz': asked,
  'bind-rpz': asked,
  dnsmasq: asked,
  'windows-firewall': (packet, policy) => policy.base === 'allow' || packet.proto !== 'other',
  fortigate: (packet, policy) => policy.base === 'allow' || packet.proto !== 'other',
  'pan-os': (packet, policy) => policy.base === 'allow' || packet.proto !== 'other',
  // Of what comes from outside, a closed base stops the answers only.
  'cisco-ios': (packet, policy) => crosses(packet) && (policy.base === 'allow' || (packet.proto !== 'other' && inside(packet.src))),
  'yamaha-rtx': (packet, policy) => crosses(packet) && (policy.base === 'allow' || (packet.proto !== 'other' && inside(packet.src))),
  list: (packet) => inside(packet.src),
  aws: () => true,
  openc2: () => true,
  cacao: () => true,
};

function readerOf(target: Target, rendered: Rendered): Reader {
  const file = (name: string) => {
    const found = rendered.files.find((one) => one.name === name);
    if (found === undefined) throw new Error(`${target} wrote no ${name}`);
    return found.text;
  };
  switch (target) {
    case 'nftables':
      return readNft(file('matoi.nft'));
    case 'iptables':
      return readIptables(file);
    case 'squid': {
      const read = readSquid(file('matoi-access.conf'), file('matoi-bump.conf'));
      // By name, and by bare address with the name only in the hello: both ways must end the same.
      return (packet) => {
        const byAddress = read(packet, packet.dst);
        const byName = packet.name === null ? byAddress : read(packet, packet.name);
        if (byAddress !== byName) throw new Error(`squid differs between host and address for ${JSON.stringify(packet)}`);
        return byName;
      };
    }
    case 'pac':
      return readPac(file('matoi.pac'));
    case 'unbound-rpz':
      return readZone(file('rpz.matoi'));
    case 'bind-rpz':
      return readZone(file('db.rpz.matoi'));
    case 'dnsmasq':
      return readDnsmasq(file('matoi-dnsmasq.conf'));
    case 'windows-firewall':
      return readWindows(file('matoi.ps1'));
    case 'fortigate':
      return readFortigate(file('matoi-fortigate.conf'));
    case 'pan-os':
      return readPanOs(file('matoi-pan-os.txt'));
    case 'cisco-ios':
      return readCiscoIos(file('matoi-cisco.txt'), inside);
    case 'yamaha-rtx':
      return readYamaha(file('matoi-yamaha.txt'), inside);
    case 'list':
      return readLists(
        file('matoi-addresses.txt') + file('matoi-addresses-v6.txt'),
        file('matoi-names.txt'),
        file('matoi-names-and-below.txt'),
      );
    case 'aws':
      return readAws(file('matoi-rule-group.json'));
    case 'openc2':
      return readOpenC2(file('matoi-openc2.json'));
    case 'cacao':
      return readNft(nftInCacao(file('matoi-cacao.json')));
  }
}

function nftInCacao(text: string): string {
  const playbook = JSON.parse(text) as { workflow: Record<string, { commands?: { command_b64?: string }[] }> };
  const written = Object.values(playbook.workflow).flatMap((step) =>
    (step.commands ?? []).flatMap((command) =>
      command.command_b64 === undefined ? [] : [Buffer.from(command.command_b64, 'base64').toString('utf8')],
    ),
  );
  return (
    written
      .find((one) => one.startsWith('cat > matoi.nft '))
      ?.split('\n')
      .slice(1, -2)
      .join('\n') ?? ''
  );
}

export type RenderProof = {
  readonly target: Target;
  readonly policies: number;
  readonly flows: number;
  readonly differences: readonly string[];
};

/** The plan with one rule gone that closes something: what a writer that forgets a rule would write. */
function forgetful(policy: Policy): Policy {
  const victim = policy.rules.find((rule) => rule.kind === 'address' || rule.kind === 'name' || rule.kind === 'isolate');
  return { ...policy, rules: policy.rules.filter((rule) => rule !== victim) };
}

/** With `plant` the writer forgets a rule of each plan: the comparison must see it. */
export function proveTarget(target: Target, flows: number, seed: number, plant = false): RenderProof {
  const random = chance(seed);
  const differences: string[] = [];
  let compared = 0;
  let policies = 0;
  const renderer: Renderer = renderers[target];
  while (compared < flows) {
    const policy = randomPolicy(random, random.pick(['none', 'dns', 'sni'] as const));
    policies += 1;
    const projected = renderer.project(policy);
    const decide = decider(projected.policy);
    const read = readerOf(
      target,
      render(plant ? forgetful(policy) : policy, target, { madeAt: '2026-03-19T09:00:00.000Z', option: 'balanced' }),
    );
    const named = new Set(projected.cannot.map((one) => one.rule));
    for (const rule of policy.rules) {
      const there = projected.policy.rules.find((one) => one.id === rule.id);
      // The way of seeing names may change with the target; a rule may not vanish or change without being named. A name that
      // only a resolver goes on answering is no other device's business.
      if (rule.kind === 'allow' && answersOnly(rule) && there === undefined) continue;
      if ((there === undefined || JSON.stringify(there) !== JSON.stringify(rule)) && !named.has(rule.id) && !named.has('base'))
        differences.push(`${target}: rule ${rule.id} changed without a word`);
    }
    for (let index = 0; index < 500 && compared < flows; index += 1) {
      const packet = randomPacket(random);
      if (!sees[target](packet, policy)) continue;
      compared += 1;
      const wanted = decide(packet);
      if (read(packet) !== wanted.pass && differences.length < 5)
        differences.push(
          `${JSON.stringify(packet)} model ${wanted.pass ? 'pass' : 'stop'} by ${wanted.rule} (policy ${policies}, base ${policy.base})`,
        );
      else if (read(packet) !== wanted.pass) differences.push('');
    }
  }
  return { target, policies, flows: compared, differences };
}

if (import.meta.main) {
  const at = process.argv.indexOf('--flows');
  const plant = plantsAsked(['rule-forgotten']) !== null;
  const flows = at === -1 ? (plant ? 5000 : 100_000) : Number(process.argv[at + 1]);
  let faults = 0;
  let compared = 0;
  for (const target of targets) {
    const started = performance.now();
    const proof = proveTarget(target, flows, 20_160_319, plant);
    compared += proof.flows;
    faults += plant ? (proof.differences.length === 0 ? 1 : 0) : proof.differences.length;
    console.log(
      `${target.padEnd(17)} ${proof.policies} plans, ${proof.flows} flows, ${proof.differences.length} differences, ${((performance.now() - started) / 1000).toFixed(1)} s`,
    );
    if (!plant) for (const difference of proof.differences.filter((one) => one !== '').slice(0, 5)) console.log(`  ${difference}`);
  }
  for (const line of plant ? [] : [...(await checkCacao(50)), ...(await nativeValidators(20))]) {
    console.log(line.text);
    if (!line.ok) faults += 1;
  }
  if (plant) {
    const by = `${targets.length - faults} of ${targets.length} targets differ, ${compared} flows`;
    process.exitCode = endPlanted('prove:render', [{ name: 'rule-forgotten', seen: faults === 0, by }]);
  } else {
    console.log(`prove:render: ${targets.length} targets, ${compared} flows, ${faults} ${faults === 0 ? 'differences' : 'faults'}`);
    process.exitCode = faults === 0 ? 0 : 1;
  }
}
