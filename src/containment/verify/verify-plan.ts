// SPDX-License-Identifier: Apache-2.0
import { contains, formatRange, parseAddress, parseRange } from '../../common/address/ip-range.ts';
import { err, ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import type { Lab, LabProbe, LabShape, Laboratory } from './laboratory.port.ts';
import { nftables } from '../render/nftables.ts';
import type { Cannot } from '../render/target.ts';
import type { Policy } from '../policy/rule.ts';
import { decider } from '../policy/verdict.ts';

export type Difference = { readonly probe: LabProbe; readonly plan: 'pass' | 'stop'; readonly kernel: 'pass' | 'stop' };
export type Verification = {
  readonly probes: number;
  readonly passed: number;
  readonly stopped: number;
  readonly differences: readonly Difference[];
  /** What the plan says that a packet filter cannot: not proved here. */
  readonly cannot: readonly Cannot[];
};

/** Kernel against plan over these probes. A pass that the plan expects and the kernel did not give in time is tried once more, slowly. */
export async function compareProbes(lab: Lab, policy: Policy, probes: readonly LabProbe[]): Promise<readonly Difference[]> {
  const decide = decider(policy);
  const wanted = probes.map((probe) => decide({ ...probe, name: null }).pass);
  const first = await lab.probe(probes, 150);
  const late = probes.flatMap((probe, index) => (wanted[index] === true && first[index] === false ? [{ probe, index }] : []));
  const second =
    late.length === 0
      ? []
      : await lab.probe(
          late.map(({ probe }) => probe),
          1500,
        );
  const seen = new Map(late.map(({ index }, at) => [index, second[at] ?? false]));
  const word = (pass: boolean | undefined) => (pass === true ? ('pass' as const) : ('stop' as const));
  return probes.flatMap((probe, index) => {
    const got = seen.get(index) ?? first[index];
    return got === wanted[index] ? [] : [{ probe, plan: word(wanted[index]), kernel: word(got) }];
  });
}

/** Builds the laboratory around a plan's own addresses, loads the nftables text, and probes both families and directions. */
export async function verifyPlan(laboratory: Laboratory, policy: Policy, count: number): Promise<Result<Verification, readonly string[]>> {
  const missing = await laboratory.missing();
  if (missing.length > 0) return err(missing);
  const shape = shapeFor(policy);
  const projected = nftables.project(policy);
  const rendered = nftables.write(projected.policy, { madeAt: '', option: 'verify' });
  const lab = await laboratory.open(shape);
  try {
    const fault = await lab.loadNft(rendered.files[0]?.text ?? '');
    if (fault !== null) throw new Error(`the kernel refused the rules: ${fault}`);
    const probes = probesFor(shape, count);
    const differences: Difference[] = [];
    for (let at = 0; at < probes.length; at += 200)
      differences.push(...(await compareProbes(lab, projected.policy, probes.slice(at, at + 200))));
    const decide = decider(projected.policy);
    const passed = probes.filter((probe) => decide({ ...probe, name: null }).pass).length;
    return ok({ probes: probes.length, passed, stopped: probes.length - passed, differences, cannot: projected.cannot });
  } finally {
    await lab.close();
  }
}

const MOST = 48;

/** Addresses that the plan talks about, and two on each side that it does not. */
function shapeFor(policy: Policy): LabShape {
  const internal = policy.internal.flatMap((text) => parseRange(text) ?? []);
  const isInside = (text: string) => {
    const address = parseAddress(text);
    return address !== null && internal.some((range) => contains(range, address));
  };
  const first = (text: string) => {
    const range = parseRange(text);
    return range === null
      ? []
      : [formatRange({ ...range, bits: range.family === 4 ? 32 : 128, first: range.first === 0n ? 1n : range.first })];
  };
  const sources = policy.rules.flatMap((rule) => (rule.kind === 'isolate' || rule.kind === 'pair' ? rule.addresses : [])).flatMap(first);
  const targets = policy.rules
    .flatMap((rule) =>
      rule.kind === 'address'
        ? [rule.range]
        : rule.kind === 'allow'
          ? [...rule.ranges, ...rule.observed]
          : rule.kind === 'pair' || rule.kind === 'path'
            ? rule.ranges
            : [],
    )
    .flatMap(first);
  const usable = (text: string) =>
    !/^(0\.|127\.|169\.254\.|2(2[4-9]|[3-5]\d)\.|100\.64\.)/.test(text) && !/^(::1?$|fe[89ab]|ff|fd64:)/.test(text);
  const distinct = (list: readonly string[]) => [...new Set(list)].filter(usable).slice(0, MOST);
  const inside = distinct([...sources.filter(isInside), '10.255.254.1', 'fd00:ffff::1']);
  return {
    inside,
    servers: distinct(targets.filter(isInside)).filter((one) => !inside.includes(one)),
    outside: distinct([...targets.filter((text) => !isInside(text)), '198.18.0.1', '198.18.0.2', '2001:db8:ffff::1', '2001:db8:ffff::2']),
    ports: [
      ...new Set([
        80,
        443,
        8443,
        ...policy.rules.flatMap((rule) =>
          (rule.kind === 'allow' || rule.kind === 'path') && rule.ports !== null ? rule.ports.map((span) => span.from) : [],
        ),
      ]),
    ]
      .filter((port) => port > 0)
      .slice(0, 16),
  };
}

/** Every destination from every source in turn, ports and protocols rotating; a tenth the other way round. */
function probesFor(shape: LabShape, count: number): readonly LabProbe[] {
  const probes: LabProbe[] = [];
  const targets = [...shape.outside, ...shape.servers];
  for (let index = 0; probes.length < count && index < count * 8; index += 1) {
    const src = shape.inside[index % shape.inside.length] ?? '';
    const dst = targets[Math.floor(index / shape.inside.length) % targets.length] ?? '';
    if (src.includes(':') !== dst.includes(':')) continue;
    const probe = {
      port: shape.ports[(index * 7 + Math.floor(index / 3)) % shape.ports.length] ?? 443,
      proto: index % 4 === 3 ? ('udp' as const) : ('tcp' as const),
    };
    probes.push(index % 10 === 9 && shape.outside.includes(dst) ? { src: dst, dst: src, ...probe } : { src, dst, ...probe });
  }
  return probes;
}
