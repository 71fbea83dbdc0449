// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { commandCase } from '../../case/command/command-case.ts';
import type { CaseView } from '../../case/fold/view.ts';
import { askedOf } from '../../case/next/asked.ts';
import { get, post } from '../../edge/endpoint.contract.ts';
import { route } from '../../edge/route.ts';
import type { RouteSpec } from '../../edge/route.ts';
import { parseCaseId } from '../../journal/stream.ts';
import { direct } from '../direct.ts';
import { workProblem } from '../problems.ts';
import type { AskedDeps } from './asked-deps.ts';
import { readAskedLink } from './asked-link.ts';
import { askedPage } from './asked-page.ts';
import type { ShownTask } from './asked-page.ts';
import { personActor } from '../../kernel/person.ts';

/** Where a link leads; nobody is signed in there. */
export const askedAddresses = { page: get('/asked/:token', 'raw'), answer: post('/asked/:token', 'raw') } as const;

const params = z.object({ token: z.string().max(1000) });
const answerSchema = z.object({ say: z.enum(['taken', 'done']), result: z.string().trim().max(2000).default('') });

/** The public page of one task: the signed address says whose it is. GET only shows; what is pressed is an entry in that person's name. */
export function askedRoutes(deps: AskedDeps): readonly RouteSpec[] {
  const opened = async (token: string) => {
    const link = readAskedLink(await deps.signer(), token, deps.clock.now());
    const caseId = link === null ? null : parseCaseId(link.caseId);
    const [view, person] = await Promise.all([
      caseId === null ? null : deps.journal.view(caseId),
      link === null ? null : deps.person(link.personId),
    ]);
    if (link === null || caseId === null || view === null || person === null) return { problem: workProblem('work.link-not-valid') };
    return { caseId, view, person, task: taskOf(view, link.taskId, link.personId, deps.clock.now()) };
  };
  return [
    route({
      ...askedAddresses.page,
      summary: { ja: '頼まれた作業のページ', en: 'The page of work that somebody was asked to do' },
      access: 'public',
      rateLimit: 60,
      params,
      async handle({ params: { token } }) {
        const found = await opened(token);
        if ('problem' in found) return { problem: found.problem };
        const { task, person } = found;
        return askedPage(deps.hash, task, person.name, person.lang, await deps.zone());
      },
    }),
    route({
      ...askedAddresses.answer,
      summary: { ja: '作業を引き受けた・終えたと知らせる', en: 'Say that the work is taken or done' },
      access: 'public',
      rateLimit: 30,
      params,
      body: answerSchema,
      async handle({ params: { token }, body }) {
        const found = await opened(token);
        if ('problem' in found) return { problem: found.problem };
        const { caseId, view, person, task } = found;
        const actor = personActor(person);
        if (task !== null && body.say === 'done' && body.result === '') return { problem: workProblem('work.result-missing') };
        if (task !== null && (body.say === 'done' || task.taking === 'take')) {
          const done =
            task.taking === null
              ? await commandCase(deps, caseId, actor, { do: 'action-done', actionId: task.id, note: body.result }, view.seq)
              : await direct(
                  { ...deps, playbooks: [] },
                  caseId,
                  actor,
                  body.say === 'taken'
                    ? { do: 'acknowledge', itemId: task.id }
                    : { do: 'finish', itemId: task.id, result: body.result, evidence: [] },
                );
          if (!done.ok) return { problem: done.error };
        }
        return { status: 303 as const, location: askedAddresses.page.at({ token }) };
      },
    }),
  ];
}

/** The task as it stands; null once it is done, withdrawn or somebody else's. */
function taskOf(view: CaseView, taskId: string, personId: string, now: string): ShownTask | null {
  const task = askedOf(view, personId, now).find(({ id }) => id === taskId);
  if (task === undefined) return null;
  const item = view.parts.remediation.items.find(({ itemId }) => itemId === taskId);
  return { ...task, detail: item?.detail ?? '', taking: item === undefined ? null : item.ackedAt === null ? 'take' : 'taken' };
}
