// SPDX-License-Identifier: Apache-2.0
import { callerOf } from '../../edge/actor.ts';
import { readsCase } from '../../edge/command.ts';
import type { CommandCall, CommandSpec, ExitCode } from '../../edge/command.ts';
import { mayRelease } from '../../edge/role.ts';
import { parseCaseId } from '../../journal/stream.ts';
import { ProblemError } from '../../kernel/problem.ts';
import type { DisclosureDeps } from '../deps.ts';
import { disclosureProblem } from '../problems.ts';
import { creditOrder } from './credit.contract.ts';
import { orderCredit } from './credit.ts';
import { feedbackOf } from './feedback.ts';

type Open = () => Promise<DisclosureDeps>;

/** `matoi credit show|agree|withdraw`. */
export function creditCommands(open: Open): readonly CommandSpec[] {
  const order = (
    path: string,
    args: string,
    summary: CommandSpec['summary'],
    options: CommandSpec['options'],
    read: (call: CommandCall) => unknown,
  ): CommandSpec => ({
    path: ['credit', path],
    summary,
    args,
    options,
    releases: () => mayRelease.statement,
    async run(call) {
      const caseId = parseCaseId(call.args[0] ?? '');
      const asked = creditOrder.safeParse(read(call));
      if (caseId === null || call.args.length !== args.split(' ').length || !asked.success)
        return wrong(call, `matoi credit ${path} ${args}`);
      const deps = await open();
      const done = await orderCredit(deps, callerOf(call), caseId, asked.data);
      if (!done.ok) throw new ProblemError(done.error);
      return show(call, await feedbackOf(deps, done.value, call.lang));
    },
  });
  return [
    {
      path: ['credit', 'show'],
      summary: {
        ja: '謝辞に載せた方と、報告者・相談先に結果を知らせる下書きを示します。何も送りません',
        en: 'Show who is thanked, and drafts of what became of it for reporters and bodies consulted; nothing is sent',
      },
      args: 'CASE',
      options: {},
      reads: readsCase,
      async run(call) {
        const caseId = parseCaseId(call.args[0] ?? '');
        if (caseId === null || call.args.length !== 1) return wrong(call, 'matoi credit show CASE');
        const deps = await open();
        const view = await deps.journal.view(caseId);
        if (view === null) throw new ProblemError(disclosureProblem('disclosure.no-such-case', undefined, { caseId }));
        return show(call, await feedbackOf(deps, view, call.lang));
      },
    },
    order(
      'agree',
      'CASE',
      { ja: '報告者が同意した名前を謝辞のページに載せます', en: 'Thank a reporter on the public page, by the name they agreed to' },
      {
        name: { type: 'string', value: 'NAME', about: { ja: '本人が望む名前', en: 'the name they wish' } },
        link: { type: 'string', value: 'URI', about: { ja: '本人が望むリンク（https:）', en: 'the link they wish (https:)' } },
        how: { type: 'string', value: 'TEXT', about: { ja: '同意をどう確かめたか', en: 'how they agreed' } },
        report: { type: 'string', value: 'REPORT', about: { ja: '報告の番号', en: 'number of the report' } },
      },
      (call) => ({
        do: 'agree',
        name: call.text('name'),
        link: call.text('link') ?? null,
        how: call.text('how'),
        reportId: call.text('report') ?? null,
      }),
    ),
    order(
      'withdraw',
      'CASE CREDIT',
      { ja: '謝辞のページから取り消します', en: 'Take somebody off the page of thanks' },
      { reason: { type: 'string', value: 'TEXT', about: { ja: '理由', en: 'why' } } },
      (call) => ({ do: 'withdraw', creditId: call.args[1], reason: call.text('reason') }),
    ),
  ];
}

function wrong(call: CommandCall, wanted: string): ExitCode {
  call.out.problem(disclosureProblem('disclosure.wrong-call', { wanted }));
  return 2;
}

function show(call: CommandCall, feedback: Awaited<ReturnType<typeof feedbackOf>>): ExitCode {
  if (call.format !== 'words') call.out.json(feedback);
  else {
    call.out.line(feedback.page);
    for (const { creditId, line } of feedback.credits) call.out.line([creditId, line[call.lang]].join('  '));
    for (const { to, subject } of feedback.drafts) call.out.line([to, subject].join('  '));
  }
  return 0;
}
