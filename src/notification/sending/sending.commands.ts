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
import type { NoticeSheet } from '../contract.ts';
import type { NotificationDeps } from '../deps.ts';
import { notificationProblem } from '../problems.ts';
import { noticeStates } from '../state/state.ts';
import { noticeSheet } from './notice-sheet.ts';
import { pauseNotice, resumeNotice } from './pause.ts';
import { releaseLeg } from './release-leg.ts';

type Open = () => Promise<NotificationDeps>;
const releases = { releases: () => mayRelease.notice };
const stopped = { ja: '送信は止まっている', en: 'sending stands still' };

/** `matoi notify send|pause|resume|status`: what is let out here leaves by the running desk. */
export function sendingCommands(open: Open): readonly CommandSpec[] {
  const command = (
    verb: string,
    args: string,
    summary: CommandSpec['summary'],
    work: (deps: NotificationDeps, call: CommandCall, caseId: CaseId) => Promise<Result<unknown, Problem>>,
    lets: Pick<CommandSpec, 'releases'> = {},
  ): CommandSpec => ({
    ...lets,
    path: ['notify', verb],
    summary,
    args,
    options: {},
    negative: stopped,
    reads: readsCase,
    async run(call) {
      const caseId = parseCaseId(call.args[0] ?? '');
      const wanted = args.split(' ').length;
      if (caseId === null || call.args.length !== wanted) {
        call.out.problem(notificationProblem('notification.wrong-call', { wanted: args }));
        return 2;
      }
      const deps = await open();
      const done = await work(deps, call, caseId);
      if (!done.ok) throw new ProblemError(done.error);
      const sheet = await noticeSheet(deps, caseId);
      if (!sheet.ok) throw new ProblemError(sheet.error);
      if (call.format === 'words') say(call, sheet.value);
      else call.out.json(sheet.value);
      return sheet.value.paused === null ? 0 : 1;
    },
  });
  return [
    command('status', 'CASE', { ja: '通知の送信の様子を示します', en: 'Show how the notice of a case stands' }, () =>
      Promise.resolve({ ok: true, value: null }),
    ),
    command(
      'send',
      'CASE canary|rest',
      {
        ja: '承認した通知の先行分（canary）か残り（rest）を送り出します。動いているデスクから出ます',
        en: 'Let the first few (canary) or the rest of an approved notice leave; it leaves by the running desk',
      },
      async (deps, call, caseId) => {
        const leg = call.args[1];
        if (leg !== 'canary' && leg !== 'rest')
          throw new ProblemError(notificationProblem('notification.wrong-call', { wanted: 'CASE canary|rest' }));
        return releaseLeg(deps, callerOf(call), caseId, leg);
      },
      releases,
    ),
    command('pause', 'CASE REASON', { ja: '通知の送信を止めます', en: 'Stop sending a notice' }, (deps, call, caseId) =>
      pauseNotice(deps, callerOf(call), caseId, call.args[1] ?? ''),
    ),
    command(
      'resume',
      'CASE REASON',
      { ja: '止めた通知の、まだ出ていない分だけを続けます', en: 'Go on with exactly what has not left' },
      (deps, call, caseId) => resumeNotice(deps, callerOf(call), caseId, call.args[1] ?? ''),
      releases,
    ),
  ];
}

function say({ out, lang }: CommandCall, sheet: NoticeSheet): void {
  const line = (text: { readonly ja: string; readonly en: string }) => out.line(text[lang]);
  const { tested, approved, planned, canary, rest, paused, day } = sheet;
  line({
    ja: `通知 ${planned.messages} 通（先行分 ${planned.canary}）`,
    en: `${planned.messages} messages, ${planned.canary} of them first`,
  });
  if (tested === null) line({ ja: '自分たち宛てにまだ送っていない', en: 'not sent to ourselves yet' });
  if (approved === null) line({ ja: '承認されていない', en: 'not approved' });
  for (const [name, leg] of [
    [{ ja: '先行分', en: 'first few' }, canary],
    [{ ja: '残り', en: 'rest' }, rest],
  ] as const)
    if (leg !== null)
      line({
        ja: `${name.ja} ${leg.messages} 通：${leg.done ? '送り終えた' : '送信中'}`,
        en: `${name.en}, ${leg.messages} messages: ${leg.done ? 'through' : 'being sent'}`,
      });
  if (paused !== null)
    line({ ja: `停止中（${paused.why}）：残り ${paused.waiting} 通`, en: `stands still (${paused.why}): ${paused.waiting} wait` });
  for (const { state, customers } of sheet.customers) out.line(`${noticeStates[state].name[lang]}: ${customers}`);
  line({ ja: `24時間：${day.asked} 通のうち不達 ${day.hard}`, en: `24 hours: ${day.hard} of ${day.asked} bounced` });
}
