// SPDX-License-Identifier: Apache-2.0
import type { CommandCall, CommandSpec, ExitCode } from '../edge/command.ts';
import type { Problem } from '../kernel/problem.ts';
import type { Clock } from '../kernel/instant.ts';
import { inertText } from '../kernel/text.ts';
import { findAttack } from './attack.ts';
import type { CasePlanDeps } from './case-plan.ts';
import { classify } from './classify.ts';
import type { PlanFiles } from './files.port.ts';
import { explain } from './explain.ts';
import type { Inventory } from './inventory.ts';
import { nameEnforcements } from './inventory.ts';
import { inventoryCommands } from './inventory/commands.ts';
import type { Laboratory } from './laboratory.port.ts';
import { makePlan } from './make-plan.ts';
import type { Plan } from './plan.ts';
import { policyOf } from './plan.ts';
import { planLines } from './plan-lines.ts';
import { containmentProblems } from './problems.ts';
import { readFlowFiles, readIndicatorFile, readInventoryFile, readPlanFile } from './read-inputs.ts';
import { render } from './render/render.ts';
import { targets } from './render/target.ts';
import type { Target } from './render/target.ts';
import { verifyCommand } from './verify/commands.ts';
import { describeRow, replayOne, rowVerdicts } from './replay-plan.ts';

export type ContainmentCommandDeps = {
  readonly files: PlanFiles;
  readonly clock: Clock;
  readonly laboratory: Laboratory;
  readonly open: () => Promise<CasePlanDeps>;
};

const flowsOption = {
  type: 'string',
  many: true,
  value: 'FILE',
  about: {
    ja: '通信の記録（JSONL・CSV・Zeek、.gz 可。何度でも指定可）',
    en: 'Recorded traffic: JSONL, CSV or Zeek, .gz too; may be repeated',
  },
} as const;
const optionOption = {
  type: 'string',
  value: 'ID',
  about: { ja: '計画の中の選択肢（省略時は推奨案）', en: 'Which option of the plan; the recommended one when absent' },
} as const;

function fail(call: CommandCall, problem: Problem): ExitCode {
  call.out.problem(problem);
  return problem.status >= 500 ? 3 : 2;
}

export function containmentCommands(deps: ContainmentCommandDeps): readonly CommandSpec[] {
  return [
    planCommand(deps),
    replayCommand(deps),
    renderCommand(deps),
    verifyCommand(deps, { option: optionOption, fromFile: (call) => planAndOption(deps, call), withOption }),
    explainCommand(deps),
    ...inventoryCommands(deps),
  ];
}

function planCommand(deps: ContainmentCommandDeps): CommandSpec {
  return {
    path: ['contain', 'plan'],
    summary: {
      ja: '何を止め、何を残すかの選択肢を、記録された通信で比べる',
      en: 'Compare what to stop and what to keep, on recorded traffic',
    },
    args: '',
    options: {
      flows: flowsOption,
      inventory: { type: 'string', value: 'FILE', about: { ja: 'サービスの台帳（CSV・JSON）', en: 'Inventory of services: CSV or JSON' } },
      indicators: { type: 'string', value: 'FILE', about: { ja: '指標（1行1件、または CSV）', en: 'Indicators: one a line, or CSV' } },
      names: {
        type: 'string',
        value: 'none|dns|sni',
        about: { ja: '名前で止められる場所（台帳の指定より優先）', en: 'Where names can be enforced; overrides the inventory' },
      },
      budget: {
        type: 'string',
        value: 'SHARE',
        about: { ja: '残してよいリスクの割合 0〜1（既定 0.1）', en: 'Share of the risk that may stay, 0 to 1 (0.1)' },
      },
      points: {
        type: 'string',
        value: 'N',
        about: { ja: '境界線上の点の上限（既定 40）', en: 'At most this many points on the front (40)' },
      },
    },
    negative: { ja: '許容リスクに収まる選択肢がない', en: 'No option is within the risk budget' },
    async run(call) {
      const flowPaths = call.texts('flows');
      const inventoryPath = call.text('inventory');
      const indicatorPath = call.text('indicators');
      if (flowPaths.length === 0) return fail(call, containmentProblems.optionMissing({ option: 'flows' }));
      if (inventoryPath === undefined) return fail(call, containmentProblems.optionMissing({ option: 'inventory' }));
      if (indicatorPath === undefined) return fail(call, containmentProblems.optionMissing({ option: 'indicators' }));
      const names = call.text('names');
      if (names !== undefined && !nameEnforcements.some((one) => one === names))
        return fail(call, containmentProblems.unknownChoice({ what: '--names', given: names, choices: nameEnforcements.join(' ') }));
      const budget = Number(call.text('budget') ?? '0.1');
      const points = Number(call.text('points') ?? '40');
      if (!(budget >= 0 && budget <= 1))
        return fail(call, containmentProblems.unknownChoice({ what: '--budget', given: call.text('budget') ?? '', choices: '0..1' }));
      if (!Number.isInteger(points) || points < 2 || points > 40)
        return fail(call, containmentProblems.unknownChoice({ what: '--points', given: call.text('points') ?? '', choices: '2..40' }));
      const flows = await readFlowFiles(deps.files, flowPaths);
      if (!flows.ok) return fail(call, flows.error);
      const inventory = await readInventoryFile(deps.files, inventoryPath);
      if (!inventory.ok) return fail(call, inventory.error);
      const indicators = await readIndicatorFile(deps.files, indicatorPath);
      if (!indicators.ok) return fail(call, indicators.error);
      const { reading, table } = flows.value;
      for (const sample of reading.samples) call.out.note(`flows:${sample.line}: ${sample.why}`);
      for (const one of inventory.value.refused) call.out.note(`inventory:${one.line}: ${inertText(`${one.field}: ${one.value}`)}`);
      for (const one of indicators.value.refused) call.out.note(`indicators:${one.line}: ${inertText(one.value)}`);
      const said = nameEnforcements.find((one) => one === names);
      const chosen: Inventory = said === undefined ? inventory.value.inventory : { ...inventory.value.inventory, nameEnforcement: said };
      const plan = makePlan({
        table,
        inventory: chosen,
        indicators: indicators.value.indicators,
        now: deps.clock.now(),
        refusedLines: reading.refused,
        budgetShare: budget,
        points,
      });
      if (call.format === 'words') for (const line of planLines(plan, call.lang)) call.out.line(line);
      else call.out.json(plan);
      return plan.recommended.residual.overBudget ? 1 : 0;
    },
  };
}

async function planAndOption(deps: ContainmentCommandDeps, call: CommandCall): Promise<{ plan: Plan; option: string } | ExitCode> {
  const [path] = call.args;
  if (path === undefined) return fail(call, containmentProblems.optionMissing({ option: 'PLAN' }));
  const plan = await readPlanFile(deps.files, path);
  if (!plan.ok) return fail(call, plan.error);
  return withOption(call, plan.value);
}

function withOption(call: CommandCall, plan: Plan): { plan: Plan; option: string } | ExitCode {
  const option = call.text('option') ?? plan.recommended.id;
  if (policyOf(plan, option) === null)
    return fail(
      call,
      containmentProblems.unknownChoice({
        what: '--option',
        given: option,
        choices: [...plan.options.map((one) => one.id), plan.recommended.id].join(' '),
      }),
    );
  return { plan, option };
}

function replayCommand(deps: ContainmentCommandDeps): CommandSpec {
  return {
    path: ['contain', 'replay'],
    summary: { ja: '記録された通信に計画を当て、何が止まり何が残るかを数える', en: 'Replay recorded traffic against a plan' },
    args: 'PLAN',
    options: {
      flows: flowsOption,
      option: optionOption,
      inventory: { type: 'string', value: 'FILE', about: { ja: 'サービス別に数えるための台帳', en: 'Inventory, to count by service' } },
      indicators: {
        type: 'string',
        value: 'FILE',
        about: { ja: '後から分かった指標（攻撃の通信が止まるかを見る）', en: 'Indicators known later: do they stop?' },
      },
      rows: { type: 'boolean', about: { ja: '1行ずつの判定も出す（JSONL）', en: 'Print each row’s verdict as JSON lines' } },
    },
    negative: { ja: '指標に当たる通信が止まらない', en: 'Traffic that meets an indicator passes' },
    async run(call) {
      const found = await planAndOption(deps, call);
      if (typeof found === 'number') return found;
      const policy = policyOf(found.plan, found.option)!;
      if (call.texts('flows').length === 0) return fail(call, containmentProblems.optionMissing({ option: 'flows' }));
      const flows = await readFlowFiles(deps.files, call.texts('flows'));
      if (!flows.ok) return fail(call, flows.error);
      const { table, reading } = flows.value;
      const inventoryPath = call.text('inventory');
      const inventory = inventoryPath === undefined ? null : await readInventoryFile(deps.files, inventoryPath);
      if (inventory !== null && !inventory.ok) return fail(call, inventory.error);
      const indicatorPath = call.text('indicators');
      const indicators = indicatorPath === undefined ? null : await readIndicatorFile(deps.files, indicatorPath);
      if (indicators !== null && !indicators.ok) return fail(call, indicators.error);
      const own: Inventory = inventory === null ? { services: [], nameEnforcement: policy.names } : inventory.value.inventory;
      const classes = classify(own, table);
      const attack = findAttack(table, indicators === null ? [] : indicators.value.indicators, classes.internal);
      if (call.flag('rows'))
        rowVerdicts(table, policy).forEach((stopped, row) => call.out.jsonLine(describeRow(table, row, stopped === 1)));
      const effect = replayOne(table, policy, classes, attack);
      const services = effect.services.map(({ service, ...rest }) => ({ service: classes.services[service]?.id ?? '', ...rest }));
      const answer = { option: found.option, rows: table.length, refusedLines: reading.refused, ...effect, services };
      if (call.format === 'words') {
        const ja = call.lang === 'ja';
        call.out.line(
          ja
            ? `選択肢 ${found.option}: 止まる ${effect.stopped} 件、通る ${effect.passed} 件`
            : `Option ${found.option}: ${effect.stopped} connections stopped, ${effect.passed} pass`,
        );
        call.out.line(
          ja
            ? `攻撃の通信: 止まる ${effect.attackStopped} 件、通る ${effect.attackPassed} 件`
            : `Attack: ${effect.attackStopped} stopped, ${effect.attackPassed} pass`,
        );
        for (const one of services) call.out.line(`  ${inertText(one.service)}: ${one.flows - one.stoppedFlows}/${one.flows}`);
      } else call.out.json(answer);
      return effect.attackPassed > 0 ? 1 : 0;
    },
  };
}

function renderCommand(deps: ContainmentCommandDeps): CommandSpec {
  return {
    path: ['contain', 'render'],
    summary: {
      ja: '計画を装置の設定に書き出す（元に戻す手順と、書けないことの一覧つき）',
      en: 'Write a plan as device configuration, with its roll-back and what it cannot express',
    },
    args: 'PLAN',
    options: {
      target: { type: 'string', value: 'T', about: { ja: targets.join(' '), en: targets.join(' ') } },
      option: optionOption,
      out: { type: 'string', value: 'FOLDER', about: { ja: 'ファイルをこのフォルダーに書く', en: 'Write the files into this folder' } },
    },
    async run(call) {
      const given = call.text('target') ?? '';
      const target = targets.find((one): one is Target => one === given);
      if (target === undefined)
        return fail(call, containmentProblems.unknownChoice({ what: '--target', given, choices: targets.join(' ') }));
      const found = await planAndOption(deps, call);
      if (typeof found === 'number') return found;
      const rendered = render(policyOf(found.plan, found.option)!, target, { madeAt: found.plan.madeAt, option: found.option });
      const folder = call.text('out');
      if (folder !== undefined)
        for (const file of [...rendered.files, ...rendered.rollback]) await deps.files.write(`${folder}/${file.name}`, file.text);
      if (call.format !== 'words') call.out.json(rendered);
      else if (folder === undefined) for (const file of rendered.files) call.out.line(file.text);
      for (const one of rendered.cannot) call.out.note(`${one.rule}: ${one.text[call.lang]}`);
      if (rendered.proof === 'not-on-device') call.out.note(call.lang === 'ja' ? '実機では確かめていません' : 'not proved on the device');
      return 0;
    },
  };
}

function explainCommand(deps: ContainmentCommandDeps): CommandSpec {
  return {
    path: ['contain', 'explain'],
    summary: {
      ja: '何が動き、何を止め、なぜ安全かの説明文を計画から作る',
      en: 'Explain from the plan what lives, what is stopped, and why',
    },
    args: 'PLAN',
    options: { option: optionOption },
    async run(call) {
      const found = await planAndOption(deps, call);
      if (typeof found === 'number') return found;
      const texts = explain(found.plan, found.option);
      if (call.format !== 'words') call.out.json(texts);
      else
        for (const audience of ['executives', 'staff', 'public'] as const) call.out.line(`[${audience}]\n${texts[audience][call.lang]}\n`);
      return 0;
    },
  };
}
