// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { mayRead, mayWork } from '../../edge/role.ts';
import { route } from '../../edge/route.ts';
import type { RouteSpec } from '../../edge/route.ts';
import { ok } from '../../kernel/result.ts';
import { inertText } from '../../kernel/text.ts';
import { endpoints, sightingsQuestionSchema } from '../contract.ts';
import type { HuntResources } from '../deps.ts';
import { digestOf, searchedEntries } from '../question/entries.ts';
import { gatherEvidence } from '../evidence/evidence.ts';
import { withHolders } from '../address-use/shown.ts';
import { hunt } from '../question/hunt.ts';
import type { HuntResult } from '../question/hunt.ts';
import { huntProblem } from '../problems.ts';
import { asDownload, askedOf, unreadable } from '../answering.edge.ts';
import type { Answering, QuestionScope } from '../answering.edge.ts';
import { sightingEvidence, withBundle } from '../evidence/indicator-evidence.ts';
import { indicatorList } from './list-reader.ts';
import type { ReadIndicators } from './read.ts';

const none = { problem: huntProblem('hunt.no-indicator') } as const;

/** Routes that look for indicators in the logs. */
export function sightingRoutes(deps: Answering): readonly RouteSpec[] {
  const search = async (desk: HuntResources, read: ReadIndicators, { period }: QuestionScope) => {
    const indicators = { name: digestOf(deps.hash, read.indicators), list: read.indicators };
    return hunt(desk.engine, { period, indicators, rules: null, beacons: null, rare: null });
  };
  return [
    route({
      ...endpoints.sightings,
      summary: { ja: '痕跡情報と通信した端末（記録しない）', en: 'Computers that met an indicator, without an entry' },
      access: mayRead,
      query: sightingsQuestionSchema.extend({ indicators: z.string().min(1).max(4000) }),
      handle: async ({ query, apart }) => {
        const asked = askedOf({ ...query, caseId: null });
        if (asked === null) return unreadable;
        const read = await apart(indicatorList)(query.indicators, deps.clock.now());
        if (read.indicators.length === 0) return none;
        return deps.answer(async (desk) => {
          const hunted = await search(desk, read, asked);
          return hunted.ok ? answerOf(desk, hunted.value, read) : hunted;
        });
      },
    }),
    route({
      ...endpoints.recordSightings,
      summary: {
        ja: '痕跡情報と通信した端末を調べて事案に記録する',
        en: 'Look for computers that met an indicator and write it into the case',
      },
      access: mayWork,
      handle: async ({ body, who, apart }) => {
        const asked = askedOf(body);
        if (asked === null) return unreadable;
        const read = await apart(indicatorList)(body.indicators, deps.clock.now());
        if (read.indicators.length === 0) return none;
        return deps.answer(async (desk) => {
          const hunted = await search(desk, read, asked);
          if (!hunted.ok) return hunted;
          await deps.into(asked.caseId, who, searchedEntries(deps.hash, hunted.value));
          return answerOf(desk, hunted.value, read);
        });
      },
    }),
    route({
      ...endpoints.sightingsBundle,
      summary: { ja: '痕跡情報の調査の証跡一式（zip）', en: 'The evidence behind a search for indicators, as a zip' },
      access: mayWork,
      handle: async ({ body, who, apart }) => {
        const asked = askedOf(body);
        if (asked === null) return unreadable;
        const read = await apart(indicatorList)(body.indicators, deps.clock.now());
        if (read.indicators.length === 0) return none;
        const packed = await deps.answer(async (desk) => {
          const hunted = await search(desk, read, asked);
          if (!hunted.ok) return hunted;
          const evidence = await sightingEvidence(deps.hash, desk.engine, { ...read, period: asked.period }, hunted.value);
          if (!evidence.ok) return evidence;
          const files = await gatherEvidence(deps, desk, evidence.value);
          if (!files.ok) return files;
          const bundle = deps.packBundle(files.value, deps.clock.now());
          await deps.into(asked.caseId, who, withBundle(searchedEntries(deps.hash, hunted.value), bundle.digest));
          return ok(bundle);
        });
        return asDownload(packed);
      },
    }),
  ];
}

async function answerOf({ engine }: HuntResources, hunted: HuntResult, read: ReadIndicators) {
  const sightings = await withHolders(
    engine,
    hunted.sightings,
    ({ computer, first, last }) => [{ ip: computer, first, last }],
    (one, who) => ({ ...one, who: who({ ip: one.computer, first: one.first, last: one.last }) }),
  );
  if (!sightings.ok) return sightings;
  return ok({
    asked: read.indicators.length,
    refused: read.refused.slice(0, 100).map((one) => ({ line: one.line, text: inertText(one.text).slice(0, 300), why: one.why })),
    refusedTotal: read.refused.length,
    sightings: sightings.value,
    coverage: hunted.coverage,
  });
}
