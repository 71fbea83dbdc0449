// SPDX-License-Identifier: Apache-2.0
// A live resolver between namespaces, its clients and the name server behind it.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startAgent } from '../../../../src/adapters/netns/agent-process.ts';
import { buildNetwork, links } from '../../../../src/adapters/netns/network.ts';
import type { Network } from '../../../../src/adapters/netns/network.ts';
import { run } from '../../../../src/adapters/netns/run.ts';
import type { Ran } from '../../../../src/adapters/netns/run.ts';
import type { LabShape } from '../../../../src/containment/verify/laboratory.port.ts';
import { renderers } from '../../../../src/containment/render/render.ts';
import type { RenderedFile, Target } from '../../../../src/containment/render/target.ts';
import { decider } from '../../../../src/containment/policy/verdict.ts';
import { world } from '../random.ts';
import type { Chance } from '../random.ts';
import { shape } from './shape.ts';
import type { Stand } from './stand.ts';
import { removeTree } from '../../../support/remove-tree.ts';

/** A question of one computer; `dst` is the address that the name leads to. */
type Question = { readonly src: string; readonly name: string; readonly dst: string };
type Answers = Readonly<Record<string, readonly string[]>>;

/** Where a resolver program runs: a folder of its own, and commands inside the router. */
export type Place = {
  readonly folder: string;
  readonly router: (...command: string[]) => Promise<Ran>;
  readonly namespace: string;
  /** Its own addresses towards the clients. */
  readonly addresses: readonly string[];
};
export type ResolverProgram = {
  readonly target: Target;
  readonly start: (place: Place) => Promise<void>;
  /** The files of a policy lie in the folder; puts them in force and forgets former answers. */
  readonly load: (place: Place) => Promise<void>;
  readonly stop: (place: Place) => Promise<void>;
};
type ResolverLab = {
  readonly network: Network;
  readonly load: (files: readonly RenderedFile[], answers: Answers) => Promise<void>;
  readonly ask: (questions: readonly Question[]) => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
};

export const dnsAgent = fileURLToPath(new URL('dns-agent.mjs', import.meta.url));
export const UPSTREAM = 5300;
const sides = ['lan', 'srv'] as const;

export async function openResolverLab(program: ResolverProgram, shape: LabShape): Promise<ResolverLab> {
  const folder = mkdtempSync(join(tmpdir(), 'matoi-resolver-'));
  const network = await buildNetwork(shape);
  const rt = network.name('rt');
  const place: Place = {
    folder,
    router: (...command) => run('ip', ['netns', 'exec', rt, ...command]),
    namespace: rt,
    addresses: sides.flatMap((side) => [`${links[side].v4}.1`, `${links[side].v6}::1`]),
  };
  const agents = {
    upstream: await startAgent(rt, dnsAgent, { serve: UPSTREAM }),
    lan: await startAgent(network.name('lan'), dnsAgent, {}),
    srv: await startAgent(network.name('srv'), dnsAgent, {}),
  };
  const close = async () => {
    await program.stop(place);
    for (const agent of Object.values(agents)) agent.stop();
    await network.close();
    removeTree(folder);
  };
  const write = (files: readonly RenderedFile[]) => {
    for (const file of files)
      writeFileSync(join(folder, file.name), file.text.replace('/var/lib/unbound/rpz.matoi', join(folder, 'rpz.matoi')));
  };
  try {
    write(renderers[program.target].write({ base: 'allow', names: 'dns', internal: [], rules: [] }, { madeAt: '', option: 'none' }).files);
    await program.start(place);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    network,
    async load(files, answers) {
      write(files);
      await agents.upstream.ask({ answers });
      await program.load(place);
    },
    async ask(questions) {
      const ends: string[] = questions.map(() => '');
      await Promise.all(
        sides.map(async (side) => {
          const here = new Set(side === 'lan' ? shape.inside : shape.servers);
          const own = questions.flatMap((question, index) => (here.has(question.src) ? [{ question, index }] : []));
          if (own.length === 0) return;
          const resolver = (src: string) => (src.includes(':') ? `${links[side].v6}::1` : `${links[side].v4}.1`);
          const answer = await agents[side].ask<{ ends: readonly string[] }>({
            wait: 4000,
            questions: own.map(({ question }) => ({ ...question, resolver: resolver(question.src) })),
          });
          own.forEach(({ index }, at) => (ends[index] = answer.ends[at] ?? ''));
        }),
      );
      return ends;
    },
    close,
  };
}

export async function must(ran: Promise<Ran>, what: string): Promise<string> {
  const { code, output } = await ran;
  if (code !== 0) throw new Error(`${what}: ${output.trim()}`);
  return output;
}

/** Each name has an IPv4 and an IPv6 address, drawn anew for each plan. */
function randomAnswers(random: Chance): Answers {
  const of = (six: boolean) => shape.outside.filter((address) => address.includes(':') === six);
  return Object.fromEntries(world.names.map((name) => [name, [random.pick(of(false)), random.pick(of(true))]]));
}

export function resolverStand(program: ResolverProgram): () => Promise<Stand> {
  return async () => {
    const lab = await openResolverLab(program, shape);
    return {
      async trial(policy, written, random, count) {
        const answers = randomAnswers(random);
        await lab.load(written.files, answers);
        const questions = Array.from({ length: count }, (): Question => {
          const name = random.pick(world.names);
          return { src: random.pick([...shape.inside, ...shape.servers]), name, dst: random.pick(answers[name] ?? []) };
        });
        const decide = decider(policy);
        return (await lab.ask(questions)).map((live, index) => {
          const probe = questions[index]!;
          return { probe, model: decide({ ...probe, port: 443, proto: 'tcp' }).pass ? 'open' : 'denied', live };
        });
      },
      close: () => lab.close(),
    };
  };
}
