// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { actorOf } from '../../edge/actor.ts';
import { mayRead, mayWork } from '../../edge/role.ts';
import { route } from '../../edge/route.ts';
import type { RouteSpec } from '../../edge/route.ts';
import { parseCaseId } from '../../journal/stream.ts';
import type { CaseId } from '../../journal/stream.ts';
import { inertText } from '../../kernel/text.ts';
import { millisOf, plusMillis } from '../../kernel/instant.ts';
import { outboxChannels } from '../../outbox/message.ts';
import { endpoints, toldSchema } from '../contract.ts';
import type { ReportUpWire } from '../contract.ts';
import type { DutyDeps } from '../deps.ts';
import { dutyProblem } from '../problems.ts';
import { rotaInForce } from '../rota/in-force.ts';
import { channelsOf } from '../rota/reach.ts';
import { pageable } from '../rota/who.ts';
import { briefNow } from './brief-now.ts';
import { levelsOf, reportUp, toldUp, waitAt } from './report-up.ts';

const caseParams = z.object({ caseId: z.string().max(40) });

/** Telling the superiors of a case, and how that stands. */
export function reportUpRoutes(deps: DutyDeps): readonly RouteSpec[] {
  const answer = async (text: string) => {
    const caseId = parseCaseId(text);
    const body = caseId === null ? null : await stateOf(deps, caseId);
    return body === null ? { problem: dutyProblem('report-up.no-case', undefined, { caseId: text }) } : ({ status: 200, body } as const);
  };
  return [
    route({
      ...endpoints.reportUp,
      summary: { ja: '上への報告の状態と、いま伝える三文', en: 'How a case stands upwards, and the three sentences for it' },
      access: mayRead,
      params: caseParams,
      handle: ({ params }) => answer(params.caseId),
    }),
    route({
      ...endpoints.sendReportUp,
      summary: { ja: '上司に報告する（確認されるまで段を上げる）', en: 'Report to the superiors, level by level until one confirms' },
      access: mayWork,
      params: caseParams,
      async handle({ params, who }) {
        const caseId = parseCaseId(params.caseId);
        const done = caseId === null ? null : await reportUp(deps, caseId, actorOf(who));
        return done?.is === 'nobody-named' ? { problem: dutyProblem('report-up.nobody-named') } : answer(params.caseId);
      },
    }),
    route({
      ...endpoints.toldUp,
      summary: { ja: '電話や対面で報告したことを記録する', en: 'Record that a superior was told by telephone or face to face' },
      access: mayWork,
      params: caseParams,
      body: toldSchema,
      async handle({ params, body, who }) {
        const caseId = parseCaseId(params.caseId);
        if (caseId === null || (await deps.journal.view(caseId)) === null) return answer(params.caseId);
        return (await toldUp(deps, caseId, body, actorOf(who)))
          ? answer(params.caseId)
          : { problem: dutyProblem('report-up.nobody-named') };
      },
    }),
  ];
}

async function stateOf(deps: DutyDeps, caseId: CaseId): Promise<ReportUpWire | null> {
  const [view, text, rota] = await Promise.all([deps.journal.view(caseId), briefNow(deps, caseId), rotaInForce(deps)]);
  if (view === null || text === null) return null;
  const now = deps.clock.now();
  const ways = await deps.ways();
  const closed = outboxChannels.flatMap((channel) => {
    const why = ways.closed[channel];
    return why === undefined ? [] : [{ channel, why }];
  });
  const ready = (channel: string) => channel !== 'telephone' && !closed.some((one) => one.channel === channel);
  const levels: ReportUpWire['levels'] = [];
  let at = now;
  for (const level of rota === null ? [] : levelsOf(rota.plan)) {
    const waitMinutes = rota?.plan.reportUp === undefined ? 0 : waitAt(rota.plan.reportUp, rota.plan.zone, at);
    const people = level.flatMap((id) => {
      const person = rota === null ? null : pageable(rota, id, millisOf(now));
      if (person === null) return [];
      return [{ id, name: person.name, telephone: person.telephone, ways: channelsOf(person, {}).filter(ready) }];
    });
    levels.push({ waitMinutes, people });
    at = plusMillis(at, waitMinutes * 60_000);
  }
  const { duty } = view.parts;
  const page = duty.pages.findLast((one) => one.purpose === 'report-up' && (one.state === 'triggered' || one.state === 'exhausted'));
  const state = page?.state === 'exhausted' ? 'exhausted' : 'triggered';
  return {
    text,
    levels,
    closed,
    open: page === undefined ? null : { pageId: page.pageId, state, level: page.level, levelAt: page.levelAt, sent: page.sent },
    informed: duty.informed.map(({ name, at, way }) => ({ name: inertText(name), at, way })),
    nextReportAt: duty.nextReportAt,
  };
}
