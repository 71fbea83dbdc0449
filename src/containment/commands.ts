// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import type { CommandCall, CommandSpec, ExitCode } from '../edge/command.ts';
import { makeFolder } from '../edge/make-folder.ts';
import type { CasePlanDeps } from './case/case-plan.ts';
import { parseCaseId } from '../journal/stream.ts';
import { explain } from './plan/explain.ts';
import { fail } from './traffic/flows.commands.ts';
import { inventoryCommands } from './inventory/inventory.commands.ts';
import type { Laboratory } from './verify/laboratory.port.ts';
import type { PlanFiles } from './plan/files.port.ts';
import { planCommand } from './plan/plan.commands.ts';
import type { PlanCommandDeps } from './plan/plan.commands.ts';
import type { Plan } from './plan/plan.ts';
import { policyOf } from './plan/plan.ts';
import { containmentProblem } from './problems.ts';
import { readPlanFile } from './plan/read-inputs.ts';
import { render } from './render/render.ts';
import { targets } from './render/target.ts';
import type { RenderedFile, Target } from './render/target.ts';
import { replayCommand } from './replay/replay.commands.ts';
import { verifyCommand } from './verify/verify.commands.ts';

export type ContainmentCommandDeps = PlanCommandDeps & {
  readonly laboratory: Laboratory;
  readonly open: () => Promise<CasePlanDeps>;
};

const optionOption = {
  type: 'string',
  value: 'ID',
  about: { ja: '計画の中の選択肢（省略時は推奨案）', en: 'Which option of the plan; the recommended one when absent' },
} as const;

/** `matoi contain …` on files: plan, replay, render, verify, explain, draft, import. */
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
  if (path === undefined) return fail(call, containmentProblem('containment.option-missing', { option: 'PLAN' }));
  const plan = await readPlanFile(deps.files, path);
  if (!plan.ok) return fail(call, plan.error);
  return withOption(call, plan.value);
}

function withOption(call: CommandCall, plan: Plan): { plan: Plan; option: string } | ExitCode {
  const option = call.text('option') ?? plan.recommended.id;
  if (policyOf(plan, option) === null)
    return fail(
      call,
      containmentProblem('containment.unknown-choice', {
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
      case: {
        type: 'string',
        value: 'C-…',
        about: { ja: '事案番号（list の CSV に書く）', en: 'Case number, written into the CSV of list' },
      },
      expires: {
        type: 'string',
        value: 'YYYY-MM-DD',
        about: {
          ja: 'list の期限（省略時は計画から 30 日）',
          en: 'Day on which entries of list are to go; 30 days after the plan when absent',
        },
      },
      out: { type: 'string', value: 'FOLDER', about: { ja: 'ファイルをこのフォルダーに書く', en: 'Write the files into this folder' } },
    },
    async run(call) {
      const given = call.text('target') ?? '';
      const target = targets.find((one): one is Target => one === given);
      if (target === undefined)
        return fail(call, containmentProblem('containment.unknown-choice', { what: '--target', given, choices: targets.join(' ') }));
      const found = await planAndOption(deps, call);
      if (typeof found === 'number') return found;
      const expires = call.text('expires') ?? null;
      const caseNumber = call.text('case') ?? null;
      if (expires !== null && !z.iso.date().safeParse(expires).success)
        return fail(call, containmentProblem('containment.unknown-choice', { what: '--expires', given: expires, choices: 'YYYY-MM-DD' }));
      if (caseNumber !== null && parseCaseId(caseNumber) === null)
        return fail(call, containmentProblem('containment.unknown-choice', { what: '--case', given: caseNumber, choices: 'C-2026-0001' }));
      const context = { madeAt: found.plan.madeAt, option: found.option, caseNumber, expires };
      const rendered = render(policyOf(found.plan, found.option)!, target, context);
      const folder = call.text('out');
      if (folder !== undefined) {
        const inTheWay = await otherUndo(deps.files, folder, rendered.rollback);
        if (inTheWay.length > 0)
          return fail(call, containmentProblem('containment.undo-in-the-way', { folder, files: inTheWay.join(', ') }));
        await makeFolder(folder);
        for (const file of [...rendered.files, ...rendered.rollback]) await deps.files.write(`${folder}/${file.name}`, file.text);
      }
      if (call.format !== 'words') call.out.json(rendered);
      else if (folder === undefined) for (const file of rendered.files) call.out.line(file.text);
      for (const one of rendered.cannot) call.out.note(`${one.rule}: ${one.text[call.lang]}`);
      if (rendered.proof === 'not-on-device') call.out.note(call.lang === 'ja' ? '実機では確かめていません' : 'not proved on the device');
      return 0;
    },
  };
}

/** Roll-backs that lie in a folder and undo something else: what they undo may be in force, so they are never written over. */
async function otherUndo(files: PlanFiles, folder: string, rollback: readonly RenderedFile[]): Promise<readonly string[]> {
  const found = await Promise.all(
    rollback.map(async ({ name, text }) => {
      const there = await files.existing(`${folder}/${name}`);
      return there === null || there === text ? [] : [name];
    }),
  );
  return found.flat();
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
