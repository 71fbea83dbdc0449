// SPDX-License-Identifier: Apache-2.0
import { callerOf } from '../../edge/actor.ts';
import type { CommandCall, CommandSpec, ExitCode, OptionSpec } from '../../edge/command.ts';
import { parseCaseId } from '../../journal/stream.ts';
import type { CaseId } from '../../journal/stream.ts';
import { casePlan, recordVerified } from '../case/case-plan.ts';
import type { CasePlanDeps } from '../case/case-plan.ts';
import type { Laboratory } from './laboratory.port.ts';
import type { Plan } from '../plan/plan.ts';
import { policyOf } from '../plan/plan.ts';
import { containmentProblem } from '../problems.ts';
import { verifyPlan } from './verify-plan.ts';
import { fail } from '../traffic/flows.commands.ts';

export type VerifyDeps = { readonly laboratory: Laboratory; readonly open: () => Promise<CasePlanDeps> };
type Chosen = { plan: Plan; option: string };
/** How `matoi contain` reads a plan file, and what --option is. */
type Pick = {
  readonly option: OptionSpec;
  readonly fromFile: (call: CommandCall) => Promise<Chosen | ExitCode>;
  readonly withOption: (call: CommandCall, plan: Plan) => Chosen | ExitCode;
};

type InCase = { readonly caseId: CaseId; readonly planId: string };

/** The plan that a case keeps, by --case and --plan. */
async function planInCase(deps: VerifyDeps, pick: Pick, call: CommandCall): Promise<(Chosen & { at: InCase }) | ExitCode> {
  const caseId = parseCaseId(call.text('case') ?? '');
  if (caseId === null) return fail(call, containmentProblem('containment.option-missing', { option: 'case' }));
  const planId = call.text('plan');
  if (planId === undefined) return fail(call, containmentProblem('containment.option-missing', { option: 'plan' }));
  const found = await casePlan(await deps.open(), caseId, planId);
  if (!found.ok) return fail(call, found.error);
  const chosen = pick.withOption(call, found.value.plan);
  return typeof chosen === 'number' ? chosen : { ...chosen, at: { caseId, planId } };
}

/** `matoi contain verify`: loads a plan into a real kernel in network namespaces and probes it. Needs root. */
export function verifyCommand(deps: VerifyDeps, pick: Pick): CommandSpec {
  return {
    path: ['contain', 'verify'],
    summary: {
      ja: '計画を検証環境の本物のカーネルに読み込み、探査通信で確かめる',
      en: 'Load a plan into a real kernel in the laboratory and probe it',
    },
    args: '[PLAN]',
    options: {
      case: {
        type: 'string',
        value: 'CASE',
        about: {
          ja: 'ファイルの代わりに、事案にある計画を確かめ、結果を記録する',
          en: 'Instead of a file: a plan of this case; the result is recorded there',
        },
      },
      plan: { type: 'string', value: 'ID', about: { ja: '計画の番号（K-1 など）', en: 'Number of the plan, K-1' } },
      option: pick.option,
      probes: { type: 'string', value: 'N', about: { ja: '探査の数（既定 60）', en: 'Number of probes (60)' } },
    },
    negative: { ja: '計画とカーネルの判定が食い違う', en: 'The kernel and the plan disagree' },
    async run(call) {
      const kept = call.text('case') === undefined ? null : await planInCase(deps, pick, call);
      const found = kept ?? (await pick.fromFile(call));
      if (typeof found === 'number') return found;
      const probes = Math.max(10, Math.min(5000, Number(call.text('probes') ?? '60') || 60));
      const result = await verifyPlan(deps.laboratory, policyOf(found.plan, found.option)!, probes);
      if (!result.ok) return fail(call, containmentProblem('containment.laboratory-missing', { missing: result.error.join(', ') }));
      if (kept !== null && typeof kept !== 'number')
        await recordVerified(await deps.open(), kept.at.caseId, callerOf(call), {
          planId: kept.at.planId,
          option: kept.option,
          probes: result.value.probes,
          differences: result.value.differences.length,
        });
      if (call.format === 'words') {
        call.out.line(
          call.lang === 'ja'
            ? `探査 ${result.value.probes} 件、食い違い ${result.value.differences.length} 件`
            : `${result.value.probes} probes, ${result.value.differences.length} differences`,
        );
        for (const one of result.value.cannot) call.out.line(`  ${one.text[call.lang]}`);
      } else call.out.json(result.value);
      return result.value.differences.length === 0 ? 0 : 1;
    },
  };
}
