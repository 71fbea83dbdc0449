// SPDX-License-Identifier: Apache-2.0
import type { CommandCall, CommandSpec, ExitCode } from '../edge/command.ts';
import type { CasePlanDeps } from './case-plan.ts';
import { explain } from './explain.ts';
import { fail } from './flows/commands.ts';
import { inventoryCommands } from './inventory/commands.ts';
import type { Laboratory } from './laboratory.port.ts';
import { planCommand } from './plan/commands.ts';
import type { PlanCommandDeps } from './plan/commands.ts';
import type { Plan } from './plan.ts';
import { policyOf } from './plan.ts';
import { containmentProblems } from './problems.ts';
import { readPlanFile } from './read-inputs.ts';
import { render } from './render/render.ts';
import { targets } from './render/target.ts';
import type { Target } from './render/target.ts';
import { replayCommand } from './replay/commands.ts';
import { verifyCommand } from './verify/commands.ts';

export type ContainmentCommandDeps = PlanCommandDeps & {
  readonly laboratory: Laboratory;
  readonly open: () => Promise<CasePlanDeps>;
};

const optionOption = {
  type: 'string',
  value: 'ID',
  about: { ja: '計画の中の選択肢（省略時は推奨案）', en: 'Which option of the plan; the recommended one when absent' },
} as const;

export function containmentCommands(deps: ContainmentCommandDeps): readonly CommandSpec[] {
  const pick = { option: optionOption, fromFile: (call: CommandCall) => planAndOption(deps, call), withOption };
  return [
    planCommand(deps),
    replayCommand(deps, pick),
    renderCommand(deps),
    verifyCommand(deps, pick),
    explainCommand(deps),
    ...inventoryCommands(deps),
  ];
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
