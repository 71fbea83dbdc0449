// SPDX-License-Identifier: Apache-2.0
import { mayRelease } from '../../edge/role.ts';
import { callerOf } from '../../edge/actor.ts';
import { readsCase } from '../../edge/command.ts';
import type { CommandCall, CommandSpec } from '../../edge/command.ts';
import { parseCaseId } from '../../journal/stream.ts';
import type { CaseId } from '../../journal/stream.ts';
import { ProblemError } from '../../kernel/problem.ts';
import type { Problem } from '../../kernel/problem.ts';
import type { Result } from '../../kernel/result.ts';
import { notificationProblem } from '../problems.ts';
import { noticeStates } from '../state/state.ts';
import { advanceNotice } from './advance.ts';
import type { FollowSheet } from './follow.contract.ts';
import { followSheet } from './follow-sheet.ts';
import type { FollowDeps } from './gather-due.ts';

/** `matoi notify follow|advance`: what follows a notice, and the press that lets out what is due. */
export function followCommands(open: () => Promise<FollowDeps>): readonly CommandSpec[] {
  const command = (
    verb: string,
    summary: CommandSpec['summary'],
    work: (deps: FollowDeps, call: CommandCall, caseId: CaseId) => Promise<Result<unknown, Problem>>,
    lets: Pick<CommandSpec, 'releases'> = {},
  ): CommandSpec => ({
    ...lets,
    path: ['notify', verb],
    summary,
    args: 'CASE',
    options: {},
    negative: { ja: '是正を確認しておらず対象外でもない顧客がいる', en: 'somebody is neither verified nor exempt' },
    reads: readsCase,
    async run(call) {
      const caseId = parseCaseId(call.args[0] ?? '');
      if (caseId === null || call.args.length !== 1) {
        call.out.problem(notificationProblem('notification.wrong-call', { wanted: 'CASE' }));
        return 2;
      }
      const deps = await open();
      const done = await work(deps, call, caseId);
      if (!done.ok) throw new ProblemError(done.error);
      const sheet = await followSheet(deps, caseId);
      if (!sheet.ok) throw new ProblemError(sheet.error);
      if (call.format === 'words') say(call, sheet.value);
      else call.out.json(sheet.value);
      return sheet.value.leftInAll === 0 ? 0 : 1;
    },
  });
  return [
    command(
      'follow',
      {
        ja: '通知のあとの様子（期日・電話・郵便・進み具合）を示します',
        en: 'Show what follows a notice: what is due, calls, letters, how far all are',
      },
      () => Promise.resolve({ ok: true, value: null }),
    ),
    command(
      'advance',
      {
        ja: '期日の来た催促を出し、次の手段に進みます。メールは動いているデスクから出ます',
        en: 'Send reminders that are due and go on to the next steps; mails leave by the running desk',
      },
      (deps, call, caseId) => advanceNotice(deps, callerOf(call), caseId),
      { releases: () => mayRelease.notice },
    ),
  ];
}

function say({ out, lang }: CommandCall, { funnel, due, callsInAll, toPrint, control, leftInAll }: FollowSheet): void {
  const line = (text: { readonly ja: string; readonly en: string }) => out.line(text[lang]);
  for (const { state, customers } of funnel.states) out.line(`${noticeStates[state].name[lang]}: ${customers} / ${funnel.customers}`);
  line({
    ja: `期日が来たもの：催促 ${due.reminders}、次の宛先 ${due.onward}、電話へ ${due.calls}、郵便へ ${due.letters}、手段が残っていない ${due.nowhere}`,
    en: `due: ${due.reminders} reminders, ${due.onward} to the next contact, ${due.calls} to be called, ${due.letters} to be written to, ${due.nowhere} with no step left`,
  });
  line({ ja: `電話の一覧 ${callsInAll}、印刷を待つ郵便 ${toPrint}`, en: `call list ${callsInAll}, letters to print ${toPrint}` });
  line({
    ja: `伝わる前から直っていた ${control.cleanBefore}、あとから加わった ${control.newSince}、再発 ${control.regressed}`,
    en: `clean before the notice ${control.cleanBefore}, new since ${control.newSince}, regressed ${control.regressed}`,
  });
  line({ ja: `是正を確認しておらず対象外でもない顧客：${leftInAll}`, en: `neither verified nor exempt: ${leftInAll}` });
}
