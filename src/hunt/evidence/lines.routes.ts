// SPDX-License-Identifier: Apache-2.0
// From numbers to lines, byte for byte.
import { z } from 'zod';
import { mayRead } from '../../edge/role.ts';
import { route } from '../../edge/route.ts';
import type { RouteSpec } from '../../edge/route.ts';
import { ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import { inertText } from '../../kernel/text.ts';
import { linesBehind } from './source-lines.ts';
import type { Behind } from './source-lines.ts';
import { aboutOf } from '../question/claim-answer.ts';
import { endpoints, behindQuestionSchema } from '../contract.ts';
import { claimAbout, claimScope } from '../question/claim-scope.ts';
import type { EngineFault, LogEngine } from '../engine/engine.port.ts';
import { rawLines } from './evidence.ts';
import type { RawLine } from './evidence.ts';
import { gapsOf, spreadOf } from './over-time.ts';
import { huntProblem } from '../problems.ts';
import { ruleAt } from '../rules/rule-set.ts';
import { bindRules } from '../sigma/bind.ts';
import { askedOf, unreadable } from '../answering.edge.ts';
import type { Answering } from '../answering.edge.ts';
import { listFiles } from '../engine/store.ts';

const SHOWN_BYTES = 20_000;
const AT_ONCE = 100;
const asJson = z.object({ q: z.string().max(12_000) });
const unread = { problem: huntProblem('hunt.question-unreadable') } as const;

type Question = z.output<typeof behindQuestionSchema>['behind'];

type Claimed = Extract<Question, { of: 'claim' }>;
type Named = Exclude<Behind, { of: 'claim' }> | Claimed;

/** A rule is named by its place in the desk's list; null: the list has changed since. */
async function namedBy(deps: Answering, behind: Question): Promise<Named | null> {
  if (behind.of !== 'rule') return behind;
  const rule = ruleAt(await deps.rules.set(), behind);
  return rule === null ? null : { of: 'rule', rule, source: behind.source };
}

/** Which logs a claim is put to depends on what has been imported. */
async function behindOf(engine: LogEngine, named: Named): Promise<Result<Behind, EngineFault>> {
  if (named.of === 'rule') {
    const bound = await bindRules(engine, [named.rule]);
    return bound.ok ? ok({ ...named, rule: bound.value.rules[0] ?? named.rule }) : bound;
  }
  if (named.of !== 'claim') return ok(named);
  const { path, pick, value } = named;
  const scope = await claimScope(engine, aboutOf({ path, about: claimAbout(named.host, named.log) }));
  return scope.ok ? ok({ of: 'claim', path, pick, value, scope: scope.value }) : scope;
}

const ruleGone = {
  problem: huntProblem('hunt.rule-gone'),
} as const;

/** Routes from a number to its lines: lines behind it, their spread, gaps, raw bytes. */
export function lineRoutes(deps: Answering): readonly RouteSpec[] {
  return [
    route({
      ...endpoints.behind,
      summary: { ja: '数のもとになった行', en: 'The lines behind a number' },
      access: mayRead,
      query: asJson,
      handle: async ({ query }) => {
        const question = questionOf(query.q);
        if (question === null) return unread;
        const asked = askedOf({ ...question, caseId: null });
        if (asked === null) return unreadable;
        const named = await namedBy(deps, question.behind);
        if (named === null) return ruleGone;
        return deps.answer(async (desk) => {
          const behind = await behindOf(desk.engine, named);
          if (!behind.ok) return behind;
          const found = await linesBehind(desk.engine, behind.value, { period: asked.period, after: question.after, limit: AT_ONCE });
          if (!found.ok) return found;
          const raw = await rawLines({ ...desk, hash: deps.hash }, found.value.lines);
          if (!raw.ok) return raw;
          const byRef = new Map(found.value.lines.map((one) => [`${one.file}:${one.line}`, one]));
          const lines = raw.value.flatMap((line) => {
            const one = byRef.get(`${line.file}:${line.line}`);
            if (one === undefined) return [];
            const { at, zone, zoneOrigin, reject } = one;
            return [{ ...shownOf(line), at, zone, zoneOrigin, reject, cut: line.bytes.length > SHOWN_BYTES }];
          });
          return ok({ total: found.value.total, lines, next: found.value.next });
        });
      },
    }),
    route({
      ...endpoints.spread,
      summary: { ja: '時間ごとの行数', en: 'How the lines behind a number are spread over time' },
      access: mayRead,
      query: asJson,
      handle: async ({ query }) => {
        const question = questionOf(query.q);
        if (question === null) return unread;
        const asked = askedOf({ ...question, caseId: null });
        if (asked === null) return unreadable;
        const named = await namedBy(deps, question.behind);
        if (named === null) return ruleGone;
        return deps.answer(async ({ engine }) => {
          const behind = await behindOf(engine, named);
          return behind.ok ? spreadOf(engine, behind.value, asked.period) : behind;
        });
      },
    }),
    route({
      ...endpoints.gaps,
      summary: { ja: '通信と通信の間隔', en: 'Seconds between one call and the next' },
      access: mayRead,
      query: asJson,
      handle: async ({ query }) => {
        const question = questionOf(query.q);
        if (question === null) return unread;
        const asked = askedOf({ ...question, caseId: null });
        if (asked === null) return unreadable;
        const named = await namedBy(deps, question.behind);
        if (named === null) return ruleGone;
        return deps.answer(async ({ engine }) => {
          const behind = await behindOf(engine, named);
          if (!behind.ok) return behind;
          const gaps = await gapsOf(engine, behind.value, asked.period);
          return gaps.ok ? ok({ gaps: gaps.value }) : gaps;
        });
      },
    }),
    route({
      ...endpoints.lines,
      summary: { ja: '元のログの行', en: 'Raw lines by their numbers' },
      access: mayRead,
      query: z.object({ refs: z.string().regex(/^\d{1,9}:\d{1,12}(,\d{1,9}:\d{1,12}){0,199}$/) }),
      handle: ({ query }) =>
        deps.answer(async (ready) => {
          const refs = query.refs.split(',').map((ref) => ({ file: Number(ref.split(':')[0]), line: Number(ref.split(':')[1]) }));
          const files = await listFiles(ready.engine);
          if (!files.ok) return files;
          const known = new Set(files.value.map((file) => file.file));
          const lines = await rawLines(
            { ...ready, hash: deps.hash },
            refs.filter((ref) => known.has(ref.file)),
          );
          return lines.ok ? ok({ lines: lines.value.map(shownOf) }) : lines;
        }),
    }),
  ];
}

function questionOf(text: string): z.output<typeof behindQuestionSchema> | null {
  try {
    const read = behindQuestionSchema.safeParse(JSON.parse(text));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}

function shownOf({ bytes, file, name, sha256, line, offset, digest }: RawLine) {
  const text = inertText(new TextDecoder().decode(bytes.slice(0, SHOWN_BYTES)));
  return { file, name: inertText(name), sha256, line, offset, digest, text };
}
