// SPDX-License-Identifier: Apache-2.0
import { callerOf } from '../edge/actor.ts';
import { readsCase } from '../edge/command.ts';
import type { CommandCall, CommandSpec, ExitCode } from '../edge/command.ts';
import { readJsonArgument } from '../edge/json-argument.ts';
import { ruleIds } from '../case/entry/obligation.ts';
import type { Journal } from '../case/language/journal.port.ts';
import { parseCaseId } from '../journal/stream.ts';
import type { Clock } from '../kernel/instant.ts';
import { parseInstant } from '../kernel/instant.ts';
import type { Problem } from '../kernel/problem.ts';
import { compute } from './compute.ts';
import type { Computed } from './compute.ts';
import { clockOrderSchema } from './contract.ts';
import { readFacts } from './facts.ts';
import type { Holidays } from '../common/holidays.port.ts';
import { listClocks, NOT_LEGAL_ADVICE } from './list.ts';
import { ruleOf } from './law/rules.ts';
import type { RuleId } from './law/rule.ts';
import { noCase } from '../case/problems.ts';
import { clockProblem } from './problems.ts';
import { settle } from './settle.ts';

export type ObligationCommandDeps = {
  readonly open: () => Promise<{ readonly journal: Journal }>;
  readonly holidays: Holidays;
  readonly clock: Clock;
};

/** `matoi clock …`: compute, list, settle, rules. */
export function obligationCommands(deps: ObligationCommandDeps): readonly CommandSpec[] {
  return [computeCommand(deps), listCommand(deps), settleCommand(deps), rulesCommand()];
}

function computeCommand(deps: ObligationCommandDeps): CommandSpec {
  return {
    path: ['clock', 'compute'],
    summary: {
      ja: '定めと事実から法令の期限を計算します（データ置き場は使いません）',
      en: 'Compute a legal deadline from a rule and facts (no store is used)',
    },
    args: '',
    options: {
      rule: { type: 'string', value: 'RULE', about: { ja: `定め：${ruleIds.join(' ')}`, en: `one of ${ruleIds.join(' ')}` } },
      facts: { type: 'string', value: 'JSON', about: { ja: '事実の JSON（または @ファイル）', en: 'facts as JSON (or @FILE)' } },
      at: {
        type: 'string',
        value: 'TIME',
        about: { ja: 'この時刻から見て過ぎていれば missed とする', en: 'say missed if the deadline has passed at TIME' },
      },
    },
    async run(call) {
      const rule = call.text('rule') ?? '';
      if (!isRule(rule) || call.args.length > 0) return refused(call, unknownRule(rule));
      const facts = await readJsonArgument(call.text('facts') ?? '');
      if (facts === undefined) return refused(call, notJson());
      const read = readFacts(ruleOf(rule), facts);
      if (!read.ok) return refused(call, read.error);
      const at = call.text('at') === undefined ? null : parseInstant(call.text('at') as string);
      if (call.text('at') !== undefined && at === null) return refused(call, notJson());
      show(call, compute(ruleOf(rule), read.value, deps.holidays), at);
      return 0;
    },
  };
}

function show(call: CommandCall, computed: Computed, at: string | null): void {
  const missed = at !== null && computed.state === 'running' && computed.deadline !== null && computed.deadline < at;
  const { rule, deadline, lastDay, zone, strict, warnFrom, note, basis } = computed;
  const state = missed ? 'missed' : computed.state;
  if (call.format !== 'words') {
    call.out.json({
      rule,
      state,
      deadline,
      strict,
      note: note[call.lang],
      basis,
      lastDay,
      zone,
      warnFrom,
      notLegalAdvice: NOT_LEGAL_ADVICE[call.lang],
    });
    return;
  }
  call.out.line(`${ruleOf(rule).name[call.lang]}: ${state}`);
  call.out.line(`${{ ja: '期限', en: 'Deadline' }[call.lang]}: ${deadline ?? '-'}${lastDay === null ? '' : ` (${lastDay}, ${zone})`}`);
  call.out.line(note[call.lang]);
  call.out.line(`${basis.law}, ${basis.article}`);
  call.out.line(NOT_LEGAL_ADVICE[call.lang]);
}

function listCommand(deps: ObligationCommandDeps): CommandSpec {
  return {
    path: ['clock', 'list'],
    summary: { ja: '事案の法令の報告期限を近い順に並べます', en: 'List a case’s legal clocks, nearest deadline first' },
    args: 'CASE',
    options: { at: { type: 'string', value: 'TIME', about: { ja: 'この時刻の状態を示す', en: 'show the state at TIME' } } },
    negative: { ja: '期限を過ぎたものがある', en: 'a clock has been missed' },
    reads: readsCase,
    async run(call) {
      const caseId = parseCaseId(call.args[0] ?? '');
      const at = call.text('at') === undefined ? deps.clock.now() : parseInstant(call.text('at') as string);
      if (caseId === null || at === null || call.args.length > 1) return refused(call, noCase(call.args.join(' ')));
      const view = await (await deps.open()).journal.view(caseId);
      if (view === null) return refused(call, noCase(caseId));
      const list = listClocks(view, at);
      if (call.format !== 'words') call.out.json(list);
      else {
        for (const clock of list.clocks) {
          call.out.line(
            `${clock.deadline ?? '-'.padEnd(24)}  ${clock.state}  ${clock.clockId}  ${clock.name[call.lang]}  ${clock.basis.article}`,
          );
          if (clock.state === 'running' || clock.state === 'undetermined' || clock.state === 'missed')
            call.out.line(`    → ${clock.recipient[call.lang]}  ${clock.submission[call.lang]}`);
        }
        if (list.clocks.length === 0) call.out.line({ ja: 'この事案に報告期限はありません。', en: 'This case has no clocks.' }[call.lang]);
        call.out.line(NOT_LEGAL_ADVICE[call.lang]);
      }
      return list.clocks.some((clock) => clock.state === 'missed') ? 1 : 0;
    },
  };
}

function settleCommand(deps: ObligationCommandDeps): CommandSpec {
  return {
    path: ['clock', 'settle'],
    summary: {
      ja: '報告期限を登録する・事実を改める・提出や対象外を記録する（JSON の指示）',
      en: 'Open, correct or settle a clock by an order in JSON',
    },
    args: 'CASE',
    options: {
      order: {
        type: 'string',
        value: 'JSON',
        about: {
          ja: '{"do":"open"|"change-facts"|"met"|"not-applicable"|"answer", …}',
          en: '{"do":"open"|"change-facts"|"met"|"not-applicable"|"answer", …}',
        },
      },
    },
    async run(call) {
      const caseId = parseCaseId(call.args[0] ?? '');
      if (caseId === null) return refused(call, noCase(call.args.join(' ')));
      const order = clockOrderSchema.safeParse(await readJsonArgument(call.text('order') ?? ''));
      if (!order.success)
        return refused(call, notJson(order.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')));
      const { journal } = await deps.open();
      const done = await settle({ ...deps, journal }, caseId, callerOf(call), order.data);
      if (!done.ok) return refused(call, done.error);
      const view = done.value.view;
      if (view !== null) call.out.json(listClocks(view, deps.clock.now()));
      return 0;
    },
  };
}

function rulesCommand(): CommandSpec {
  return {
    path: ['clock', 'rules'],
    summary: { ja: '定めと根拠の一覧', en: 'The rules with law, article and source' },
    args: '',
    options: {},
    async run({ out, format, lang }) {
      const all = ruleIds.map((id) => ruleOf(id));
      if (format !== 'words') out.json(all);
      else
        for (const rule of all)
          out.line(`${rule.id.padEnd(24)} ${rule.name[lang]}  ${rule.basis.article}  {${[rule.trigger, ...rule.accepts].join(', ')}}`);
      return 0;
    },
  };
}

function isRule(text: string): text is RuleId {
  return (ruleIds as readonly string[]).includes(text);
}

function refused(call: CommandCall, problem: Problem): ExitCode {
  call.out.problem(problem);
  return 2;
}

function unknownRule(rule: string): Problem {
  return clockProblem('clock.rule-unknown', undefined, { rule: rule.slice(0, 60), choices: ruleIds.join(' ') });
}

function notJson(detail = ''): Problem {
  return clockProblem('clock.facts-not-json', undefined, { detail });
}
