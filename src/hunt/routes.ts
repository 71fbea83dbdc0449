// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { route } from '../edge/route.ts';
import type { Reply, RouteSpec } from '../edge/route.ts';
import { mayRead, mayWork } from '../edge/role.ts';
import type { Journal } from '../journal/journal.port.ts';
import { parseCaseId } from '../journal/stream.ts';
import { parseInstant } from '../kernel/instant.ts';
import type { Result } from '../kernel/result.ts';
import { inertText } from '../kernel/text.ts';
import { findBeacons } from './beacons.ts';
import { judgeClaim } from './claim.ts';
import { beaconSchema, claimAnswerSchema, claimQuestionSchema, coverageSchema, logFileSchema, rawLineSchema } from './contract.ts';
import { readCoverage } from './coverage.ts';
import type { HuntDeps, HuntDesk } from './desk.ts';
import { verdictEntry } from './entries.ts';
import type { EngineFault } from './engine.port.ts';
import { rawLines } from './evidence.ts';
import { ALWAYS } from './period.ts';
import { engineProblem, wrongCall } from './problems.ts';
import { listFiles, openStore } from './store.ts';

export type HuntRouteDeps = HuntDeps & { readonly journal: Journal };

/** Everything the hunt page asks. The engine starts with the first question and leaves when nobody holds it. */
export function huntRoutes(deps: HuntRouteDeps): readonly RouteSpec[] {
  let opened: Promise<{ desk: HuntDesk; made: Result<null, EngineFault> }> | null = null;
  async function desk(): Promise<Result<HuntDesk, EngineFault>> {
    opened ??= (async () => {
      const made = deps.desk(null);
      return { desk: made, made: await openStore(made.engine) };
    })();
    const { desk: ready, made } = await opened;
    if (made.ok) return { ok: true, value: ready };
    opened = null;
    return made;
  }
  async function answer<T>(work: (desk: HuntDesk) => Promise<Result<T, EngineFault>>): Promise<Reply<T>> {
    const ready = await desk();
    if (!ready.ok) return { problem: engineProblem(ready.error) };
    const done = await work(ready.value);
    return done.ok ? { status: 200, body: done.value } : { problem: engineProblem(done.error) };
  }

  return [
    route({
      method: 'GET',
      path: '/api/v1/logs/files',
      summary: { ja: '取り込んだログ', en: 'Imported logs' },
      access: mayRead,
      response: z.object({ files: z.array(logFileSchema) }),
      handle: () =>
        answer(async ({ engine }) => {
          const files = await listFiles(engine);
          return files.ok ? { ok: true, value: { files: [...files.value] } } : files;
        }),
    }),
    route({
      method: 'GET',
      path: '/api/v1/hunt/coverage',
      summary: { ja: '確認できる範囲', en: 'What the logs cover' },
      access: mayRead,
      response: coverageSchema,
      handle: () =>
        answer(async ({ engine }) => {
          const coverage = await readCoverage(engine, ALWAYS);
          return coverage.ok ? { ok: true, value: mutable(coverage.value) } : coverage;
        }),
    }),
    route({
      method: 'GET',
      path: '/api/v1/hunt/beacons',
      summary: { ja: '定期通信', en: 'Beacons' },
      access: mayRead,
      query: z.object({ limit: z.coerce.number().int().min(1).max(200).default(50) }),
      response: z.object({ beacons: z.array(beaconSchema) }),
      handle: ({ query }) =>
        answer(async ({ engine }) => {
          const beacons = await findBeacons(engine, ALWAYS, query.limit);
          return beacons.ok ? { ok: true, value: mutable({ beacons: beacons.value }) } : beacons;
        }),
    }),
    route({
      method: 'POST',
      path: '/api/v1/hunt/claims',
      summary: { ja: '主張をログで確かめる', en: 'Judge a claim by the logs' },
      access: mayWork,
      body: claimQuestionSchema,
      response: claimAnswerSchema,
      handle: async ({ body, who }) => {
        const since = body.since === null ? null : parseInstant(body.since);
        const until = body.until === null ? null : parseInstant(body.until);
        const caseId = body.caseId === null ? null : parseCaseId(body.caseId);
        if ((body.since !== null && since === null) || (body.until !== null && until === null) || (body.caseId !== null && caseId === null))
          return { problem: wrongCall('wrong-call', '時刻か事案番号の書き方が違います。', 'A time or the case number cannot be read.') };
        return answer(async ({ engine }) => {
          const judged = await judgeClaim(engine, { kind: body.kind, path: body.path, period: { since, until } });
          if (!judged.ok) return judged;
          if (caseId !== null)
            await deps.journal.append({
              stream: caseId,
              actor: { type: 'person', id: who.personId, name: who.name },
              drafts: [verdictEntry(deps.hash, judged.value, null)],
            });
          const { queries: _, ...shown } = judged.value;
          return { ok: true, value: mutable({ ...shown, numbers: { ...shown.numbers } }) };
        });
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/hunt/lines',
      summary: { ja: '元のログの行', en: 'The raw lines behind a number' },
      access: mayRead,
      query: z.object({ refs: z.string().regex(/^\d{1,9}:\d{1,12}(,\d{1,9}:\d{1,12}){0,199}$/) }),
      response: z.object({ lines: z.array(rawLineSchema) }),
      handle: ({ query }) =>
        answer(async (ready) => {
          const refs = query.refs.split(',').map((ref) => ({ file: Number(ref.split(':')[0]), line: Number(ref.split(':')[1]) }));
          const files = await listFiles(ready.engine);
          if (!files.ok) return files;
          const known = new Set(files.value.map((file) => file.file));
          const lines = await rawLines(
            { ...ready, hash: deps.hash },
            refs.filter((ref) => known.has(ref.file)),
          );
          if (!lines.ok) return lines;
          const shown = lines.value.map(({ bytes, file, name, sha256, line, offset, digest }) => ({
            file,
            name,
            sha256,
            line,
            offset,
            digest,
            text: inertText(new TextDecoder().decode(bytes.slice(0, 20_000))),
          }));
          return { ok: true, value: { lines: shown } };
        }),
    }),
  ];
}

/** Schemas speak of plain arrays; what is handed over is not used again. */
function mutable<T>(value: T): Mutable<T> {
  return value as Mutable<T>;
}
type Mutable<T> = T extends readonly (infer U)[] ? Mutable<U>[] : T extends object ? { -readonly [K in keyof T]: Mutable<T[K]> } : T;
