// SPDX-License-Identifier: Apache-2.0
import type { CommandCall, CommandSpec, ExitCode, OptionSpec } from '../../edge/command.ts';
import { inertText } from '../../kernel/text.ts';
import { findAttack } from '../attack/attack.ts';
import { classify } from '../traffic/classify.ts';
import { fail, flowOptions, readFlows } from '../traffic/flows.commands.ts';
import type { FlowCommandDeps } from '../traffic/flows.commands.ts';
import type { FlowTable } from '../traffic/flow.ts';
import type { Inventory } from '../inventory/inventory.ts';
import { policyOf } from '../plan/plan.ts';
import type { Plan } from '../plan/plan.ts';
import { logEngineProblem } from '../problems.ts';
import { readIndicatorFile, readInventoryFile } from '../plan/read-inputs.ts';
import { describeRow, replayOne, rowVerdicts } from './replay-plan.ts';
import type { RowVerdict } from './replay-plan.ts';
import type { Policy } from '../policy/rule.ts';
import { replayInEngine } from './replay-in-engine.ts';

/** How `matoi contain` reads a plan file, and what --option is. */
export type PickPlan = {
  readonly option: OptionSpec;
  readonly fromFile: (call: CommandCall) => Promise<{ plan: Plan; option: string } | ExitCode>;
};

/** `matoi contain replay PLAN`: what a plan would have stopped and kept in recorded traffic. */
export function replayCommand(deps: FlowCommandDeps, pick: PickPlan): CommandSpec {
  return {
    path: ['contain', 'replay'],
    summary: { ja: '記録された通信に計画を当て、何が止まり何が残るかを数える', en: 'Replay recorded traffic against a plan' },
    args: 'PLAN',
    options: {
      ...flowOptions,
      option: pick.option,
      inventory: { type: 'string', value: 'FILE', about: { ja: 'サービス別に数えるための台帳', en: 'Inventory, to count by service' } },
      indicators: {
        type: 'string',
        value: 'FILE',
        about: { ja: '後から分かった痕跡情報（攻撃の通信が止まるかを見る）', en: 'Indicators known later: do they stop?' },
      },
      sql: {
        type: 'boolean',
        about: {
          ja: 'ログ検索エンジンの SQL でも再生し、1件でも食い違えば知らせる',
          en: 'Replay by SQL in the log engine as well; say where the two part',
        },
      },
      rows: {
        type: 'boolean',
        about: { ja: '1行ずつの判定も出す（多いときは --jsonl で）', en: 'Print each row’s verdict too (many: with --jsonl)' },
      },
    },
    negative: {
      ja: '痕跡情報に当たる通信が止まらない、または二つの再生が食い違う',
      en: 'Traffic that meets an indicator passes, or the two replays part',
    },
    async run(call) {
      const found = await pick.fromFile(call);
      if (typeof found === 'number') return found;
      const policy = policyOf(found.plan, found.option)!;
      const flows = await readFlows(deps, call);
      if (!flows.ok) return fail(call, flows.error);
      const { table, reading } = flows.value;
      const inventoryPath = call.text('inventory');
      const inventory = inventoryPath === undefined ? null : await readInventoryFile(deps.files, inventoryPath);
      if (inventory !== null && !inventory.ok) return fail(call, inventory.error);
      const indicatorPath = call.text('indicators');
      const indicators = indicatorPath === undefined ? null : await readIndicatorFile(deps.files, indicatorPath, found.plan.madeAt);
      if (indicators !== null && !indicators.ok) return fail(call, indicators.error);
      const own: Inventory = inventory === null ? { services: [], nameEnforcement: policy.names } : inventory.value.inventory;
      const classes = classify(own, table);
      const attack = findAttack(table, indicators === null ? [] : indicators.value.indicators, classes, own);
      const verdicts = call.flag('rows') ? rowVerdicts(table, policy) : null;
      if (verdicts !== null && call.format !== 'json') sayRows(call, table, verdicts);
      const effect = replayOne(table, policy, classes, attack);
      const services = effect.services.map(({ service, ...rest }) => ({ service: classes.services[service]?.id ?? '', ...rest }));
      const second = call.flag('sql') ? await inEngine(deps, call, table, policy) : null;
      if (second !== null && !second.ok) return fail(call, logEngineProblem(second.error));
      const sql = second === null ? {} : { sql: { ...second.value, differences: second.value.differences.length } };
      const answer = { ...sql, option: found.option, rows: table.length, refusedLines: reading.refused, ...effect, services };
      if (call.format === 'words') {
        const ja = call.lang === 'ja';
        call.out.line(
          ja
            ? `選択肢 ${found.option}：止まる ${effect.stopped} 件、通る ${effect.passed} 件`
            : `Option ${found.option}: ${effect.stopped} connections stopped, ${effect.passed} pass`,
        );
        call.out.line(
          ja
            ? `攻撃の通信：止まる ${effect.attackStopped} 件、通る ${effect.attackPassed} 件`
            : `Attack: ${effect.attackStopped} stopped, ${effect.attackPassed} pass`,
        );
        for (const one of services) call.out.line(`  ${inertText(one.service)}: ${one.flows - one.stoppedFlows}/${one.flows}`);
        if (second !== null)
          call.out.line(
            ja
              ? `SQL での再生：${second.value.rows} 行、止まる ${second.value.stopped} 件、食い違い ${second.value.differences.length} 行`
              : `Replay by SQL: ${second.value.rows} rows, ${second.value.stopped} connections stopped, ${second.value.differences.length} rows differ`,
          );
      } else if (call.format === 'jsonl') call.out.jsonLine(answer);
      else call.out.json(verdicts === null ? answer : { ...answer, verdicts: [...describedRows(table, verdicts)] });
      return effect.attackPassed > 0 || (second?.value.differences.length ?? 0) > 0 ? 1 : 0;
    },
  };
}

function* describedRows(table: FlowTable, verdicts: Uint8Array): Generator<RowVerdict> {
  for (const [row, stopped] of verdicts.entries()) yield describeRow(table, row, stopped === 1);
}

function sayRows({ out, format, lang }: CommandCall, table: FlowTable, verdicts: Uint8Array): void {
  const words = { ja: { stops: '止まる', passes: '通る' }, en: { stops: 'stopped', passes: 'passes' } }[lang];
  for (const row of describedRows(table, verdicts)) {
    if (format === 'jsonl') out.jsonLine(row);
    else out.row([row.stopped ? words.stops : words.passes, row.src, row.dst, row.port, row.connections, row.name ?? '']);
  }
}

async function inEngine(deps: FlowCommandDeps, call: CommandCall, table: FlowTable, policy: Policy): ReturnType<typeof replayInEngine> {
  const logs = deps.logs(call.text('data') ?? null);
  try {
    return await replayInEngine(logs, table, policy);
  } finally {
    await logs.close();
  }
}
