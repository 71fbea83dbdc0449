// SPDX-License-Identifier: Apache-2.0
import type { Lang } from '../../kernel/bilingual.ts';
import { inertText } from '../../kernel/text.ts';
import { notReadText } from '../attack/not-read.ts';
import type { Plan, PlanOption } from './plan.ts';

const MOST_LINES = 20;

/** The options side by side, for a terminal. */
export function planLines(plan: Plan, lang: Lang): readonly string[] {
  const ja = lang === 'ja';
  const { inputs } = plan;
  return [
    ja
      ? `記録 ${inputs.flows} 行（${inputs.connections} 件・${inputs.days} 日分・読めない行 ${inputs.refusedLines}）、攻撃の通信 ${inputs.attackFlows} 組、疑いのある端末 ${inputs.suspects} 台`
      : `${inputs.flows} rows (${inputs.connections} connections, ${inputs.days} days, ${inputs.refusedLines} unreadable), ${inputs.attackFlows} attack flows, ${inputs.suspects} suspected computers`,
    ...inputLines(plan, lang),
    '',
    ...plan.options.flatMap((option) => optionLines(option, lang)),
    ja
      ? `境界線：${plan.front.length} 点。推奨：${plan.recommended.title.ja}`
      : `Front: ${plan.front.length} points. Recommended: ${plan.recommended.title.en}`,
    ...optionLines(plan.recommended, lang),
    ...(plan.notStoppable.length > 0 ? [ja ? '止められない通信:' : 'Not stoppable here:'] : []),
    ...plan.notStoppable
      .slice(0, 20)
      .flatMap((one) => [
        `  ${inertText(`${one.host} -> ${one.name ?? one.address}`)}  ${one.reasons.join(', ')}`,
        ...one.texts.map((text) => `    ${inertText(text[lang])}`),
      ]),
  ];
}

/** What was not understood, and where the list meets the inventory: before any option, because it is true of each. */
export function inputLines(plan: Plan, lang: Lang): string[] {
  const { notRead } = plan.inputs;
  const said = plan.reasons.filter((one) => one.code.startsWith('listed-'));
  return [
    ...notRead.indicators
      .slice(0, MOST_LINES)
      .map((one) => `! ${lang === 'ja' ? '読めない痕跡情報' : 'not read'}: ${inertText(one.value)} (${notReadText(one.why, lang)})`),
    ...(notRead.indicatorLines > MOST_LINES ? [`! … ${notRead.indicatorLines - MOST_LINES}`] : []),
    ...notRead.inventory
      .slice(0, MOST_LINES)
      .map((one) => `! ${lang === 'ja' ? '読めない台帳' : 'not read in the inventory'}: ${inertText(`${one.field} ${one.value}`)}`),
    ...(notRead.inventoryCells > MOST_LINES ? [`! … ${notRead.inventoryCells - MOST_LINES}`] : []),
    ...said.slice(0, MOST_LINES).map((one) => `! ${inertText(one.text[lang])}`),
  ];
}

function optionLines(option: PlanOption, lang: Lang): string[] {
  const ja = lang === 'ja';
  const percent = (share: number) => `${Math.round(share * 1000) / 10} %`;
  const stopped = option.stopped.filter((row) => row.because === 'rule');
  const { residual } = option;
  return [
    `■ ${option.title[lang]} [${option.id}]`,
    ja
      ? `  ${option.coverage === null ? '記録に攻撃の通信はなく、止めると分かっているものはない' : `攻撃の通信 ${percent(option.coverage)} を止める`} ・ 残るリスク 攻撃の通信 ${residual.total} 組分（既知 ${residual.known}・未知 ${residual.unknown}、許容 ${residual.budget}${residual.overBudget ? '、超過' : ''}） ・ ルール ${option.ruleCount} 件`
      : `  ${option.coverage === null ? 'no attack on record: nothing is known to be stopped' : `stops ${percent(option.coverage)} of the attack`}, residual risk in open attack flows ${residual.total} (known ${residual.known}, unknown ${residual.unknown}, tolerance ${residual.budget}${residual.overBudget ? ', OVER' : ''}), ${option.ruleCount} rules`,
    ...stopped
      .slice(0, 6)
      .map(
        (row) =>
          `  ${ja ? '止まる' : 'stops'} ${inertText(row.name)}: ${row.users} ${ja ? '人' : 'users'}, ${row.flows} ${ja ? '件' : 'connections'}`,
      ),
    ...option.kept
      .filter((row) => row.priority === 1)
      .map((row) => `  ${ja ? '残る' : 'lives'} ${inertText(row.name)}: ${row.flows}/${row.of}`),
    ...residual.reasons
      .filter((one) => one.kind === 'limit')
      .slice(0, 4)
      .map((one) => `  ! ${inertText(one.text[lang])}`),
    '',
  ];
}
