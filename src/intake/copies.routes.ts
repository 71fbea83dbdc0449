// SPDX-License-Identifier: Apache-2.0
import { caseIdParam } from '../case/case-id-param.ts';
import { z } from 'zod';
import { actorOf } from '../edge/actor.ts';
import { mayRead, mayWork } from '../edge/role.ts';
import { route } from '../edge/route.ts';
import type { RouteSpec } from '../edge/route.ts';
import { endpoints } from './contract.ts';
import { copiesOf, takeCopies } from './copies.ts';
import type { HandleDeps } from './handle-report.ts';
import { intakeProblem } from './problems.ts';

const params = z.object({ caseId: caseIdParam });

/** Routes over cases that copies of one mail opened. */
export function copyRoutes(deps: HandleDeps): readonly RouteSpec[] {
  return [
    route({
      ...endpoints.copies,
      summary: { ja: '同じメールの写しで開いた別の事案', en: 'Other cases that copies of the same mail opened' },
      access: mayRead,
      params,
      reads: ({ caseId }) => caseId,
      async handle({ params: { caseId } }) {
        const found = await copiesOf(deps, caseId);
        if (found === 'no-such-case') return { problem: intakeProblem('intake.no-such-case') };
        return { status: 200, body: { items: found.map((one) => ({ ...one, reportIds: [...one.reportIds] })) } };
      },
    }),
    route({
      ...endpoints.takeCopies,
      summary: {
        ja: '同じメールの写しで開いた事案を、この事案にまとめる',
        en: 'Take the cases that copies of the same mail opened into this one',
      },
      access: mayWork,
      params,
      async handle({ params: { caseId }, body, who }) {
        const taken = await takeCopies(deps, { caseId, reason: body.reason, actor: actorOf(who) });
        return taken === 'no-such-case' ? { problem: intakeProblem('intake.no-such-case') } : { status: 200, body: taken };
      },
    }),
  ];
}
