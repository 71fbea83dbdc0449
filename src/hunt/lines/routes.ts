// SPDX-License-Identifier: Apache-2.0
// From numbers to lines, byte for byte.
import { z } from 'zod';
import { mayRead } from '../../edge/role.ts';
import { route } from '../../edge/route.ts';
import type { RouteSpec } from '../../edge/route.ts';
import { ok } from '../../kernel/result.ts';
import { inertText } from '../../kernel/text.ts';
import { linesBehind } from '../behind.ts';
import type { Behind } from '../behind.ts';
import { behindAnswerSchema, behindQuestionSchema, rawLineSchema, spreadSchema } from '../contract.ts';
import { rawLines } from '../evidence.ts';
import type { RawLine } from '../evidence.ts';
import { gapsOf, spreadOf } from '../over-time.ts';
import { wrongCall } from '../problems.ts';
import { ruleAt } from '../rules/rule-set.ts';
import { askedOf, unreadable } from '../shared/routes.ts';
import type { Answering } from '../shared/routes.ts';
import { listFiles } from '../store.ts';

const SHOWN_BYTES = 20_000;
const AT_ONCE = 100;
const asJson = z.object({ q: z.string().max(12_000) });
const unread = { problem: wrongCall('wrong-call', '問いの書き方が違います。', 'The question cannot be read.') } as const;

type Question = z.output<typeof behindQuestionSchema>['behind'];

/** A rule is named by its place in the desk's list; null: the list has changed since. */
async function behindOf(deps: Answering, behind: Question): Promise<Behind | null> {
  if (behind.of !== 'rule') return behind;
  const rule = ruleAt(await deps.rules.set(), behind);
  return rule === null ? null : { of: 'rule', rule, source: behind.source };
}

const ruleGone = {
  problem: wrongCall('wrong-call', 'そのルールは一覧から外れたか、変わっています。', 'That rule is no longer in the list, or has changed.'),
} as const;

export function lineRoutes(deps: Answering): readonly RouteSpec[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/hunt/behind',
      summary: { ja: '数のもとになった行', en: 'The lines behind a number' },
      access: mayRead,
      query: asJson,
      response: behindAnswerSchema,
      handle: async ({ query }) => {
        const question = questionOf(query.q);
        if (question === null) return unread;
        const asked = askedOf({ ...question, caseId: null });
        if (asked === null) return unreadable;
        const behind = await behindOf(deps, question.behind);
        if (behind === null) return ruleGone;
        return deps.answer(async (desk) => {
          const found = await linesBehind(desk.engine, behind, { period: asked.period, after: question.after, limit: AT_ONCE });
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
      method: 'GET',
      path: '/api/v1/hunt/spread',
      summary: { ja: '時間ごとの行数', en: 'How the lines behind a number are spread over time' },
      access: mayRead,
      query: asJson,
      response: spreadSchema,
      handle: async ({ query }) => {
        const question = questionOf(query.q);
        if (question === null) return unread;
        const asked = askedOf({ ...question, caseId: null });
        if (asked === null) return unreadable;
        const behind = await behindOf(deps, question.behind);
        if (behind === null) return ruleGone;
        return deps.answer(({ engine }) => spreadOf(engine, behind, asked.period));
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/hunt/gaps',
      summary: { ja: '通信と通信の間隔', en: 'Seconds between one call and the next' },
      access: mayRead,
      query: asJson,
      response: z.object({ gaps: z.array(z.number()) }),
      handle: async ({ query }) => {
        const question = questionOf(query.q);
        if (question === null) return unread;
        const asked = askedOf({ ...question, caseId: null });
        if (asked === null) return unreadable;
        const behind = await behindOf(deps, question.behind);
        if (behind === null) return ruleGone;
        return deps.answer(async ({ engine }) => {
          const gaps = await gapsOf(engine, behind, asked.period);
          return gaps.ok ? ok({ gaps: gaps.value }) : gaps;
        });
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/hunt/lines',
      summary: { ja: '元のログの行', en: 'Raw lines by their numbers' },
      access: mayRead,
      query: z.object({ refs: z.string().regex(/^\d{1,9}:\d{1,12}(,\d{1,9}:\d{1,12}){0,199}$/) }),
      response: z.object({ lines: z.array(rawLineSchema) }),
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
