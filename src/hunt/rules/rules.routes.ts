// SPDX-License-Identifier: Apache-2.0
// The desk's rules, and what they find. GET leaves no trace in a case; POST of hits writes the run into it.
import { actorOf } from '../../edge/actor.ts';
import { z } from 'zod';
import { mayRead, mayWork } from '../../edge/role.ts';
import { route } from '../../edge/route.ts';
import type { RouteSpec } from '../../edge/route.ts';
import { ok } from '../../kernel/result.ts';
import { inertText } from '../../kernel/text.ts';
import { periodIntoCaseSchema, periodSchema } from '../contract.ts';
import { searchedEntries } from '../question/entries.ts';
import type { HuntResources } from '../deps.ts';
import { withHolders } from '../address-use/shown.ts';
import { hunt } from '../question/hunt.ts';
import { huntProblem } from '../problems.ts';
import { removeRules, takeRules } from './change-rules.ts';
import { endpoints, ruleLevels } from './rules.contract.ts';
import type { RuleSet } from './rule-set.ts';
import { askedOf, unreadable } from '../answering.edge.ts';
import type { Answering, QuestionScope } from '../answering.edge.ts';
import type { RefusedRule } from '../sigma/compile.ts';
import { DEFAULT_LICENSE } from '../sigma/run.ts';
import type { RuleHit } from '../sigma/run.ts';

const MOST_AT_ONCE = 500;
const MOST_BYTES = 60_000_000;
const LISTED = 300;

/** Routes over detection rules and what they hit. */
export function ruleRoutes(deps: Answering): readonly RouteSpec[] {
  return [...listRoutes(deps), ...hitRoutes(deps)];
}

function listRoutes(deps: Answering): readonly RouteSpec[] {
  const change = { ...deps, store: deps.rules.store, unpack: deps.rules.unpack };
  return [
    route({
      ...endpoints.rules,
      summary: { ja: '検知ルールの一覧', en: 'The detection rules of the desk' },
      access: mayRead,
      handle: async () => ({ status: 200, body: listOf(await deps.rules.set()) }),
    }),
    route({
      ...endpoints.addRules,
      summary: { ja: '検知ルールを加える（YAML、zip）', en: 'Add detection rules (YAML, zip)' },
      access: mayWork,
      upload: { maxFiles: MOST_AT_ONCE, maxBytes: MOST_BYTES },
      handle: async ({ uploads, who }) => {
        if (uploads.length === 0) return { problem: huntProblem('hunt.rule-file-missing') };
        const files = uploads.map(({ fileName, bytes }) => ({ name: fileName, bytes }));
        const taken = await takeRules(change, files, actorOf(who));
        return { status: 201, body: { ...taken, leftOut: taken.leftOut.slice(0, LISTED) } };
      },
    }),
    route({
      ...endpoints.removeRules,
      summary: { ja: '検知ルールを外す', en: 'Remove detection rules' },
      access: mayWork,
      body: z.object({ names: z.array(z.string().max(300)).min(1).max(10_000) }),
      handle: async ({ body, who }) => {
        await removeRules(change, body.names, actorOf(who));
        return { status: 200, body: listOf(await deps.rules.set()) };
      },
    }),
  ];
}

function hitRoutes(deps: Answering): readonly RouteSpec[] {
  const none = {
    problem: huntProblem('hunt.no-usable-rule'),
  } as const;
  const run = async (desk: HuntResources, set: RuleSet, { period }: QuestionScope) => {
    const hunted = await hunt(desk.engine, { period, indicators: null, rules: set.compiled, beacons: null, rare: null });
    if (!hunted.ok) return hunted;
    const { rules, rulesRefused, coverage } = hunted.value;
    const hits = await withHolders(
      desk.engine,
      rules,
      (hit) => hit.sources,
      (hit, who) => ({ ...hitOf(hit), sources: hit.sources.map((one) => ({ ...one, who: who(one) })) }),
    );
    if (!hits.ok) return hits;
    const refused = [...rulesRefused, ...set.refused].slice(0, LISTED).map(refusedOf);
    const sheet = { digest: set.digest, asked: set.compiled.length - rulesRefused.length, hits: hits.value, refused, coverage };
    return ok({ hunted: hunted.value, sheet });
  };
  return [
    route({
      ...endpoints.hits,
      summary: { ja: '検知ルールに該当した行（記録しない）', en: 'What the rules find, without an entry' },
      access: mayRead,
      query: periodSchema,
      handle: async ({ query }) => {
        const call = askedOf({ ...query, caseId: null });
        const set = await deps.rules.set();
        if (call === null) return unreadable;
        if (set.compiled.length === 0) return none;
        return deps.answer(async (desk) => {
          const found = await run(desk, set, call);
          return found.ok ? ok(found.value.sheet) : found;
        });
      },
    }),
    route({
      ...endpoints.recordHits,
      summary: { ja: '検知ルールで調べて事案に記録する', en: 'Run the rules and write the result into the case' },
      access: mayWork,
      body: periodIntoCaseSchema,
      handle: async ({ body, who }) => {
        const call = askedOf(body);
        const set = await deps.rules.set();
        if (call === null) return unreadable;
        if (set.compiled.length === 0) return none;
        return deps.answer(async (desk) => {
          const found = await run(desk, set, call);
          if (!found.ok) return found;
          await deps.into(call.caseId, who, searchedEntries(deps.hash, found.value.hunted, set.refused.length));
          return ok(found.value.sheet);
        });
      },
    }),
  ];
}

function listOf(set: RuleSet) {
  return {
    digest: set.digest,
    files: set.files.map((file) => ({ ...file })),
    usable: set.compiled.length,
    refused: set.refused.slice(0, LISTED).map(refusedOf),
  };
}

const inert = (words: string) => inertText(words).slice(0, 500);

function refusedOf({ file, place, id, title, reason }: RefusedRule) {
  return { file, place, id: inert(id), title: inert(title), reason: { ja: inert(reason.ja), en: inert(reason.en) } };
}

function hitOf(hit: RuleHit) {
  return {
    file: hit.file,
    place: hit.place,
    id: inert(hit.id),
    title: inert(hit.title),
    level: ruleLevels.find((level) => level === hit.level.toLowerCase()) ?? ('' as const),
    author: inert(hit.author),
    license: hit.license === DEFAULT_LICENSE ? '' : inert(hit.license),
    falsePositives: hit.falsePositives.slice(0, 20).map(inert),
    count: hit.count,
    first: hit.first,
    last: hit.last,
    sourceCount: hit.sourceCount,
  };
}
