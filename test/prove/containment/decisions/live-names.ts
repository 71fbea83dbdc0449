// SPDX-License-Identifier: Apache-2.0
// The same questions, put to a running Squid, Unbound and dnsmasq: each loads one option of each plan in turn.
import { explain } from '../../../../src/containment/plan/explain.ts';
import type { Plan, PlanOption } from '../../../../src/containment/plan/plan.ts';
import { policyOf } from '../../../../src/containment/plan/plan.ts';
import { render } from '../../../../src/containment/render/render.ts';
import type { RenderedFile, Target } from '../../../../src/containment/render/target.ts';
import type { Packet } from '../../../../src/containment/policy/verdict.ts';
import { labLacks } from '../../../support/lab-needs.ts';
import { dnsmasq, program as dnsmasqProgram } from '../live/dnsmasq.ts';
import { openResolverLab } from '../live/resolver.ts';
import type { ResolverProgram } from '../live/resolver.ts';
import { shape } from '../live/shape.ts';
import { ends, openProxyLab, squid } from '../live/squid.ts';
import type { ProxyProbe } from '../live/squid.ts';
import { unbound, program as unboundProgram } from '../live/unbound.ts';
import { world } from '../random.ts';
import { asWritten, written } from './asked.ts';
import type { Asked, Tamper } from './asked.ts';
import { contradictions } from './check.ts';
import type { Contradiction } from './check.ts';
import type { LiveDecisions } from './live.ts';
import { company } from './world.ts';
import type { Company } from './world.ts';

export const namePrograms = { squid, unbound, dnsmasq } as const;
export type NameProgram = keyof typeof namePrograms;

type PlanFor = (asked: Company) => Plan;
/** Loads files and answers packets: a word that is neither "open" nor "denied" is no answer. */
type Program = {
  readonly target: Target;
  readonly names: 'sni' | 'dns';
  readonly load: (files: readonly RenderedFile[], asked: Company) => Promise<void>;
  readonly ask: (packets: readonly Packet[]) => Promise<readonly string[]>;
  readonly asks: (asked: Company) => readonly Packet[];
  readonly close: () => Promise<void>;
};

/** What each running program does with the plans of companies of its kind; what it was not asked is answered by the reader. */
export async function nameAnswers(
  name: NameProgram,
  plans: number,
  seed: number,
  planFor: PlanFor,
  tamper: Tamper = asWritten,
): Promise<LiveDecisions> {
  const missing = labLacks(namePrograms[name].needs);
  if (missing !== null) return { options: 0, probes: 0, contradictions: [], missing };
  const program = await open[name]();
  const found: Contradiction[] = [];
  let probes = 0;
  try {
    for (let index = 0; index < plans; index += 1) {
      const asked = company(seed + index, program.names);
      const plan = planFor(asked);
      const choices = [...plan.options, plan.recommended];
      const option = choices[index % choices.length]!;
      const { files, rollback } = render(policyOf(plan, option.id)!, program.target, { madeAt: plan.madeAt, option: option.id });
      await program.load(tamper(program.target, files, rollback), asked);
      const packets = program.asks(asked);
      const said = await program.ask(packets);
      probes += packets.length;
      found.push(...contradictions(asked, plan, option, answered(plan, option, program, packets, said), explain(plan, option.id)));
    }
  } finally {
    await program.close();
  }
  return { options: plans, probes, contradictions: found, missing: null };
}

const keyOf = (one: Packet) => `${one.src} ${one.dst} ${one.port} ${one.name}`;

/** A resolver stands beside the packet filter, which must let the connection through as well; a proxy is alone. */
function answered(plan: Plan, option: PlanOption, program: Program, packets: readonly Packet[], said: readonly string[]): Asked {
  const live = new Map(packets.map((one, at) => [keyOf(one), said[at] ?? '']));
  const reader = written(plan, option.id, program.names, asWritten);
  const filter = written(plan, option.id, 'none', asWritten);
  return (packet) => {
    const word = packet.proto === 'tcp' ? live.get(keyOf(packet)) : undefined;
    if (word === undefined) return reader(packet);
    const passed = program.names === 'dns' ? filter(packet) : { pass: true, at: '' };
    if (!passed.pass) return passed;
    return { pass: word === 'open', at: word === 'open' ? '' : `${program.target} (${word})` };
  };
}

const recorded = (asked: Company): readonly Packet[] =>
  asked.flows
    .filter((flow) => flow.proto === 'tcp' && world.hosts.some((host) => host.v4 === flow.src || host.v6 === flow.src))
    .map(({ src, dst, port, name }) => ({ src, dst, port, proto: 'tcp', name: name === '' ? null : name }));
const distinct = (packets: readonly Packet[]) => [...new Map(packets.map((one) => [keyOf(one), one])).values()];

async function openSquid(): Promise<Program> {
  const lab = await openProxyLab(shape);
  const probeOf = ({ src, dst, port, name }: Packet): ProxyProbe => ({ src, dst, host: dst, port, how: 'connect', name });
  return {
    target: 'squid',
    names: 'sni',
    load: (files) => lab.load(files, new Map()),
    ask: (packets) =>
      ends(
        lab,
        packets.map((one) => probeOf(one)),
      ),
    asks: (asked) =>
      distinct([
        ...recorded(asked),
        ...world.outside.flatMap((dst) =>
          world.hosts.map((host): Packet => ({ src: dst.includes(':') ? host.v6 : host.v4, dst, port: 443, proto: 'tcp', name: null })),
        ),
      ]),
    close: () => lab.close(),
  };
}

async function openResolver(program: ResolverProgram): Promise<Program> {
  const lab = await openResolverLab(program, shape);
  const six = (address: string) => address.includes(':');
  /** A resolver gives one address of each family for a name: the first on record, or any for a name that nobody used. */
  const leadsTo = (asked: Company) => {
    const named = recorded(asked);
    return new Map(
      [...new Set([...world.names, ...named.flatMap((one) => one.name ?? [])])].map((name) => {
        const used = named.filter((one) => one.name === name).map((one) => one.dst);
        const first = (of6: boolean) => used.find((dst) => six(dst) === of6) ?? world.outside.find((dst) => six(dst) === of6)!;
        return [name, [first(false), first(true)]];
      }),
    );
  };
  return {
    target: program.target,
    names: 'dns',
    load: (files, asked) => lab.load(files, Object.fromEntries(leadsTo(asked))),
    ask: (packets) => lab.ask(packets.map(({ src, dst, name }) => ({ src, dst, name: name ?? '' }))),
    asks: (asked) => {
      const answers = leadsTo(asked);
      return distinct(recorded(asked).filter((one) => one.name !== null && answers.get(one.name)?.includes(one.dst)));
    },
    close: () => lab.close(),
  };
}

const open: Readonly<Record<NameProgram, () => Promise<Program>>> = {
  squid: openSquid,
  unbound: () => openResolver(unboundProgram),
  dnsmasq: () => openResolver(dnsmasqProgram),
};
