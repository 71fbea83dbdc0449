// SPDX-License-Identifier: Apache-2.0
import { mayRelease } from '../../edge/role.ts';
import { callerOf } from '../../edge/actor.ts';
import type { CommandCall, CommandSpec, ExitCode } from '../../edge/command.ts';
import type { Problem } from '../../kernel/problem.ts';
import type { Result } from '../../kernel/result.ts';
import type { Actor } from '../../journal/actor.ts';
import { containmentOptions } from '../../case/entry/containment.ts';
import { parseCaseId } from '../../journal/stream.ts';
import type { CaseId } from '../../journal/stream.ts';
import { applyPlan, confirmPlan, rollBackPlan } from '../apply/apply-plan.ts';
import type { ApplyDeps } from '../apply/apply-plan.ts';
import { proposePlan, releasePlan } from './case-plan.ts';
import { lookAgain } from '../apply/look-again.ts';
import type { PlanFiles } from '../plan/files.port.ts';
import { containmentProblem } from '../problems.ts';
import { readPlanFile } from '../plan/read-inputs.ts';
import { fail } from '../traffic/flows.commands.ts';

export type CaseCommandDeps = { readonly files: PlanFiles; readonly open: () => Promise<ApplyDeps> };

const caseOption = { type: 'string', value: 'CASE', about: { ja: '事案の番号', en: 'Number of the case' } } as const;
const planOption = { type: 'string', value: 'ID', about: { ja: '計画の番号（K-1 など）', en: 'Number of the plan, K-1' } } as const;
const reasonOption = { type: 'string', value: 'TEXT', about: { ja: '理由', en: 'Why' } } as const;
const done = { ja: '済み', en: 'done' } as const;

/** `matoi contain propose|release|apply|confirm|look|rollback`: plans of a case. */
export function caseCommands(deps: CaseCommandDeps): readonly CommandSpec[] {
  return [propose(deps), release(deps), apply(deps), confirm(deps), look(deps), rollBack(deps)];
}

function actorOf(call: CommandCall): Actor {
  return callerOf(call);
}

/** The case and plan that a call names, or what is missing. */
function named(call: CommandCall): { caseId: CaseId; planId: string } | Problem {
  const caseId = parseCaseId(call.text('case') ?? '');
  if (caseId === null) return containmentProblem('containment.option-missing', { option: 'case' });
  const planId = call.text('plan');
  return planId === undefined ? containmentProblem('containment.option-missing', { option: 'plan' }) : { caseId, planId };
}

function answer<T>(call: CommandCall, result: Result<T, Problem>, value: object): ExitCode {
  if (!result.ok) return fail(call, result.error);
  if (call.format === 'words') call.out.line(done[call.lang]);
  else call.out.json(value);
  return 0;
}

function propose(deps: CaseCommandDeps): CommandSpec {
  return {
    path: ['contain', 'propose'],
    summary: { ja: '計画を事案に載せる（何も変更しない）', en: 'Put a plan into a case; changes nothing anywhere' },
    args: 'PLAN',
    options: { case: caseOption },
    async run(call) {
      const caseId = parseCaseId(call.text('case') ?? '');
      if (caseId === null) return fail(call, containmentProblem('containment.option-missing', { option: 'case' }));
      const plan = await readPlanFile(deps.files, call.args[0] ?? '');
      if (!plan.ok) return fail(call, plan.error);
      const planId = await proposePlan(await deps.open(), caseId, actorOf(call), plan.value);
      if (call.format === 'words') call.out.line(planId);
      else call.out.json({ planId });
      return 0;
    },
  };
}

function release(deps: CaseCommandDeps): CommandSpec {
  return {
    path: ['contain', 'release'],
    summary: { ja: '計画の選択肢を承認する', en: 'Release an option of a plan' },
    args: '',
    releases: () => mayRelease.block,
    options: {
      case: caseOption,
      plan: planOption,
      option: { type: 'string', value: 'ID', about: { ja: '選択肢', en: 'Option' } },
      reason: reasonOption,
    },
    async run(call) {
      const which = named(call);
      if ('code' in which) return fail(call, which);
      const option = containmentOptions.find((one) => one === call.text('option'));
      if (option === undefined)
        return fail(
          call,
          containmentProblem('containment.unknown-choice', {
            what: '--option',
            given: call.text('option') ?? '',
            choices: containmentOptions.join(' '),
          }),
        );
      const reason = call.text('reason');
      if (reason === undefined || reason.trim() === '')
        return fail(call, containmentProblem('containment.option-missing', { option: 'reason' }));
      return answer(call, await releasePlan(await deps.open(), which.caseId, actorOf(call), { planId: which.planId, option, reason }), {
        released: option,
      });
    },
  };
}

function apply(deps: CaseCommandDeps): CommandSpec {
  return {
    path: ['contain', 'apply'],
    summary: {
      ja: '承認された計画を適用する（確認しないと自動で元に戻る）',
      en: 'Apply a released plan; it undoes itself unless confirmed',
    },
    args: '',
    options: {
      case: caseOption,
      plan: planOption,
      gateway: {
        type: 'string',
        value: 'local|HOST',
        about: { ja: '適用先。local か ssh のホスト名', en: 'Where: local, or a host for ssh' },
      },
      'dead-man': {
        type: 'string',
        value: 'SECONDS',
        about: {
          ja: '自動で元に戻すまでの秒数（既定 300。0 で無し。その場合は --reason が要ります）',
          en: 'Seconds until it undoes itself (300); 0 for never, which wants a --reason',
        },
      },
      reason: reasonOption,
      path: {
        type: 'string',
        value: 'HOST:PORT',
        about: { ja: '切れたら元に戻す、担当者の経路', en: 'The responders’ path; undone when it dies' },
      },
    },
    async run(call) {
      const which = named(call);
      if ('code' in which) return fail(call, which);
      const where = call.text('gateway');
      if (where === undefined) return fail(call, containmentProblem('containment.option-missing', { option: 'gateway' }));
      const seconds = Number(call.text('dead-man') ?? '300');
      const path = /^([A-Za-z0-9.-]+):(\d{1,5})$/.exec(call.text('path') ?? '');
      if (!Number.isInteger(seconds) || seconds < 0 || seconds > 86_400)
        return fail(
          call,
          containmentProblem('containment.unknown-choice', { what: '--dead-man', given: call.text('dead-man') ?? '', choices: '0..86400' }),
        );
      if (call.text('path') !== undefined && path === null)
        return fail(
          call,
          containmentProblem('containment.unknown-choice', { what: '--path', given: call.text('path') ?? '', choices: 'HOST:PORT' }),
        );
      const request = {
        planId: which.planId,
        where,
        deadManSeconds: seconds,
        noDeadManBecause: call.text('reason') ?? '',
        path: path === null ? null : { host: path[1] ?? '', port: Number(path[2]) },
      };
      const done = await applyPlan(await deps.open(), which.caseId, actorOf(call), request);
      if (done.ok && seconds === 0) call.out.note(stays[call.lang]);
      const sessions = done.ok ? done.value.sessions : null;
      if (sessions !== null && !sessions.ended) call.out.note(sessionsKept[call.lang](sessions.why));
      return answer(call, done, { applied: which.planId, where, deadManSeconds: seconds, sessions });
    },
  };
}

function confirm(deps: CaseCommandDeps): CommandSpec {
  return {
    path: ['contain', 'confirm'],
    summary: { ja: '適用した計画を確認する（自動で元に戻さない）', en: 'Confirm a plan in force: it stays' },
    args: '',
    options: { case: caseOption, plan: planOption },
    negative: { ja: 'すでに自動で元に戻っていた', en: 'It had already undone itself' },
    async run(call) {
      const which = named(call);
      if ('code' in which) return fail(call, which);
      const result = await confirmPlan(await deps.open(), which.caseId, actorOf(call), which.planId);
      const code = answer(call, result, { state: result.ok ? result.value : null });
      return result.ok && result.value === 'undone' ? 1 : code;
    },
  };
}

const stays = {
  ja: '自動では元に戻りません。戻すのは contain rollback だけです',
  en: 'nothing undoes it by itself: only contain rollback takes it back',
} as const;

const sessionsKept = {
  ja: (why: string) => `適用前からの接続は切断できませんでした（${why}）。ルールが止める相手とは、もう通信できません`,
  en: (why: string) => `sessions from before the rules were not ended (${why}); what the rules stop carries nothing any more`,
} as const;

const foundWords = {
  'in-force': { ja: '適用したとおりです', en: 'as it was applied' },
  gone: { ja: 'ルールが消えています。いまは何も止まっていません', en: 'the rules are gone: nothing is being stopped' },
  changed: { ja: 'ルールが適用したものと違います', en: 'the rules are not those that were applied' },
  unreachable: { ja: '装置に届かず、確かめられません', en: 'the gateway cannot be reached: it cannot be told' },
} as const;

function look(deps: CaseCommandDeps): CommandSpec {
  return {
    path: ['contain', 'look'],
    summary: {
      ja: '適用中の計画が、装置でまだそのとおりかを確かめる',
      en: 'Look whether a plan in force is still what the gateway has loaded',
    },
    args: '',
    options: { case: caseOption, plan: planOption },
    negative: { ja: 'ルールが消えた・変わった、または確かめられない', en: 'The rules are gone or changed, or it cannot be told' },
    async run(call) {
      const which = named(call);
      if ('code' in which) return fail(call, which);
      const found = await lookAgain(await deps.open(), which.caseId, which.planId, actorOf(call));
      if (found === null) return fail(call, containmentProblem('containment.not-in-force', { planId: which.planId }));
      if (call.format === 'words') call.out.line(foundWords[found][call.lang]);
      else call.out.json({ plan: which.planId, found });
      return found === 'in-force' ? 0 : 1;
    },
  };
}

function rollBack(deps: CaseCommandDeps): CommandSpec {
  return {
    path: ['contain', 'rollback'],
    summary: { ja: '適用した計画を元に戻す', en: 'Undo a plan in force' },
    args: '',
    options: { case: caseOption, plan: planOption, reason: reasonOption },
    async run(call) {
      const which = named(call);
      if ('code' in which) return fail(call, which);
      const reason = call.text('reason') ?? '';
      return answer(call, await rollBackPlan(await deps.open(), which.caseId, actorOf(call), which.planId, reason), {
        rolledBack: which.planId,
      });
    },
  };
}
