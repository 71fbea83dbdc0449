// SPDX-License-Identifier: Apache-2.0
import type { CommandSpec } from '../../edge/command.ts';
import type { Clock } from '../../kernel/instant.ts';
import type { DeviceLimit } from './device-limits.ts';
import { fail, flowOptions, readFlows } from '../traffic/flows.commands.ts';
import type { FlowCommandDeps } from '../traffic/flows.commands.ts';
import type { Inventory } from '../inventory/inventory.ts';
import { nameEnforcements } from '../inventory/inventory.ts';
import { makePlan } from './make-plan.ts';
import { inputLines, planLines } from './plan-lines.ts';
import { containmentProblem } from '../problems.ts';
import { readIndicatorFile, readInventoryFile } from './read-inputs.ts';
import { targets } from '../render/target.ts';
import type { Solver } from '../optimise/solver.port.ts';

/** The solver is loaded only where a device's limit is given. */
export type PlanCommandDeps = FlowCommandDeps & { readonly clock: Clock; readonly solver: () => Promise<Solver> };

/** `matoi contain plan`: compares options on recorded traffic and writes the plan to a file; changes nothing anywhere. */
export function planCommand(deps: PlanCommandDeps): CommandSpec {
  return {
    path: ['contain', 'plan'],
    summary: {
      ja: '何を止め、何を残すかの選択肢を、記録された通信で比べる',
      en: 'Compare what to stop and what to keep, on recorded traffic',
    },
    args: '',
    options: {
      ...flowOptions,
      inventory: { type: 'string', value: 'FILE', about: { ja: 'サービスの台帳（CSV・JSON）', en: 'Inventory of services: CSV or JSON' } },
      indicators: { type: 'string', value: 'FILE', about: { ja: '痕跡情報（1行1件、または CSV）', en: 'Indicators: one a line, or CSV' } },
      names: {
        type: 'string',
        value: 'none|dns|sni',
        about: { ja: '名前で止められる場所（台帳の指定より優先）', en: 'Where names can be enforced; overrides the inventory' },
      },
      budget: {
        type: 'string',
        value: 'SHARE',
        about: { ja: '残してよいリスクの割合 0～1（既定 0.1）', en: 'Share of the risk that may stay, 0 to 1 (0.1)' },
      },
      points: {
        type: 'string',
        value: 'N',
        about: { ja: '境界線上の点の上限（既定 40）', en: 'At most this many points on the front (40)' },
      },
      'max-rules': {
        type: 'string',
        many: true,
        value: 'TARGET=N',
        about: {
          ja: '装置に入るルールの上限（nftables=500 など。何度でも指定可）',
          en: 'Rules that a device takes, nftables=500; may be repeated',
        },
      },
    },
    negative: {
      ja: '許容リスクに収まる選択肢がない、または読めない痕跡情報がある（その分は止まらない）',
      en: 'No option is within the risk tolerance, or indicators were not read (they are not stopped)',
    },
    async run(call) {
      const inventoryPath = call.text('inventory');
      const indicatorPath = call.text('indicators');
      if (call.texts('flows').length === 0) return fail(call, containmentProblem('containment.option-missing', { option: 'flows' }));
      if (inventoryPath === undefined) return fail(call, containmentProblem('containment.option-missing', { option: 'inventory' }));
      if (indicatorPath === undefined) return fail(call, containmentProblem('containment.option-missing', { option: 'indicators' }));
      const names = call.text('names');
      if (names !== undefined && !nameEnforcements.some((one) => one === names))
        return fail(
          call,
          containmentProblem('containment.unknown-choice', { what: '--names', given: names, choices: nameEnforcements.join(' ') }),
        );
      const budget = Number(call.text('budget') ?? '0.1');
      const points = Number(call.text('points') ?? '40');
      if (!(budget >= 0 && budget <= 1))
        return fail(
          call,
          containmentProblem('containment.unknown-choice', { what: '--budget', given: call.text('budget') ?? '', choices: '0..1' }),
        );
      if (!Number.isInteger(points) || points < 2 || points > 40)
        return fail(
          call,
          containmentProblem('containment.unknown-choice', { what: '--points', given: call.text('points') ?? '', choices: '2..40' }),
        );
      const limits = call.texts('max-rules').map((given) => limitOf(given));
      const wrong = limits.indexOf(null);
      if (wrong !== -1)
        return fail(
          call,
          containmentProblem('containment.unknown-choice', {
            what: '--max-rules',
            given: call.texts('max-rules')[wrong] ?? '',
            choices: targets.map((target) => `${target}=N`).join(' '),
          }),
        );
      const flows = await readFlows(deps, call);
      if (!flows.ok) return fail(call, flows.error);
      const inventory = await readInventoryFile(deps.files, inventoryPath);
      if (!inventory.ok) return fail(call, inventory.error);
      const indicators = await readIndicatorFile(deps.files, indicatorPath, deps.clock.now());
      if (!indicators.ok) return fail(call, indicators.error);
      const { reading, table } = flows.value;
      for (const sample of reading.samples) call.out.note(`flows:${sample.line}: ${sample.why}`);
      const said = nameEnforcements.find((one) => one === names);
      const chosen: Inventory = said === undefined ? inventory.value.inventory : { ...inventory.value.inventory, nameEnforcement: said };
      const plan = makePlan({
        table,
        inventory: chosen,
        indicators: indicators.value.indicators,
        now: deps.clock.now(),
        refusedLines: reading.refused,
        notRead: { indicators: indicators.value.refused, inventory: inventory.value.refused },
        budgetShare: budget,
        points,
        devices: { limits: limits.filter((one) => one !== null), solver: limits.length === 0 ? null : await deps.solver() },
      });
      if (call.format === 'words') for (const line of planLines(plan, call.lang)) call.out.line(line);
      else {
        call.out.json(plan);
        for (const line of inputLines(plan, call.lang)) call.out.note(line);
      }
      return plan.recommended.residual.overBudget || indicators.value.refused.length > 0 ? 1 : 0;
    },
  };
}

function limitOf(given: string): DeviceLimit | null {
  const match = /^([a-z-]+)=(\d{1,7})$/.exec(given);
  const target = targets.find((one) => one === match?.[1]);
  return match === null || target === undefined ? null : { target, most: Number(match[2]) };
}
