// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../../../kernel/bilingual.ts';
import type { Instant } from '../../../kernel/instant.ts';
import { isLost } from '../views/containment-view.ts';
import type { ContainmentPlan, HandMeasure } from '../views/containment-view.ts';
import type { Judgement, NextAction, Statement, Station, StationReading } from './reading.ts';

const foundWords = {
  gone: (where: string) => ({
    ja: `${where} で、適用したはずのルールが消えている。いまは何も止まっていない`,
    en: `The rules that were applied at ${where} are gone: nothing is being stopped there now`,
  }),
  changed: (where: string) => ({
    ja: `${where} で、適用したルールが別のものに変わっている`,
    en: `The rules at ${where} are not those that were applied`,
  }),
  unreachable: (where: string) => ({
    ja: `${where} に届かず、ルールが残っているか確かめられない`,
    en: `${where} cannot be reached, so whether the rules are still there cannot be told`,
  }),
} as const;

/** What is known, unknown and not checkable of the plan that counts: the one in force, else the last. */
export function judgePlan(plan: ContainmentPlan): Judgement {
  const chosen = plan.options.find((option) => option.id === (plan.applied?.option ?? plan.released?.option ?? plan.recommended));
  const evidence = [
    { type: 'entry' as const, seq: plan.seq },
    { type: 'blob' as const, sha256: plan.plan, label: 'plan' },
  ];
  const known: Statement[] = [];
  const unknown: Statement[] = [];
  const notCheckable: Statement[] = [];
  if (chosen !== undefined) {
    const kept = {
      ja: `台帳のサービス ${chosen.servicesKept} 件を動かし続ける（${plan.days} 日分の記録で確認）`,
      en: `${chosen.servicesKept} ${chosen.servicesKept === 1 ? 'service' : 'services'} of the inventory alive (replayed over ${plan.days} days)`,
    };
    const percent = chosen.coverage === null ? null : Math.round(chosen.coverage * 1000) / 10;
    const { is, stops } = standingOf(plan);
    known.push({
      id: `containment.coverage.${plan.planId}`,
      text: {
        ja:
          percent === null
            ? `記録の中に攻撃の通信は見つかっていない。${is.ja}：${kept.ja}`
            : `${is.ja}：記録された攻撃の通信 ${plan.attackFlows} 組のうち ${percent} % を止め、${kept.ja}`,
        en:
          percent === null
            ? `No attack flow is on record. ${is.en}: it keeps ${kept.en}`
            : `${is.en}: it ${stops} ${percent} % of ${plan.attackFlows} recorded attack flows and keeps ${kept.en}`,
      },
      mark: 'proved',
      evidence,
    });
    if (chosen.overBudget || chosen.residual > 0)
      unknown.push({
        id: `containment.residual.${plan.planId}`,
        text: {
          ja: `残るリスクは攻撃の通信 ${chosen.residual} 組分${chosen.overBudget ? '（許容量を超えている）' : ''}。まだ知られていない指令サーバーがあり得る`,
          en: `The residual risk, in open attack flows, is ${chosen.residual}${chosen.overBudget ? ', over the tolerance' : ''}: there may be command servers that nobody has seen`,
        },
        mark: 'derived',
        evidence,
      });
  }
  const found = plan.applied?.found ?? null;
  if (found !== null && found.state !== 'in-force')
    (found.state === 'unreachable' ? notCheckable : known).push({
      id: `containment.found.${plan.planId}`,
      text: foundWords[found.state](plan.applied?.where ?? ''),
      mark: found.state === 'unreachable' ? 'not-checkable' : 'proved',
      evidence: [{ type: 'entry', seq: found.seq }],
    });
  const sessions = plan.applied?.sessions ?? null;
  if (sessions !== null && !sessions.ended)
    notCheckable.push({
      id: `containment.sessions.${plan.planId}`,
      text: {
        ja: `適用前からの接続は切断できていない（${sessions.why}）。ルールが止める相手とは、もう通信できない`,
        en: `Sessions from before the rules were not ended (${sessions.why}); what the rules stop carries nothing any more`,
      },
      mark: 'derived',
      evidence: [{ type: 'entry', seq: plan.applied?.seq ?? plan.seq }],
    });
  if (plan.verified !== null)
    known.push({
      id: `containment.verified.${plan.planId}`,
      text: {
        ja: `${plan.verified.how === 'laboratory' ? '検証環境' : '実機'}で ${plan.verified.probes} 件の通信を試し、食い違いは ${plan.verified.differences} 件だった`,
        en: `${plan.verified.probes} connections were tried ${plan.verified.how === 'laboratory' ? 'in the laboratory' : 'at the gateway'}: ${plan.verified.differences} differences`,
      },
      mark: 'proved',
      evidence: [{ type: 'entry', seq: plan.verified.seq }],
    });
  if (plan.notStoppable > 0)
    notCheckable.push({
      id: `containment.not-stoppable.${plan.planId}`,
      text: {
        ja: `この計画では止められない、または一部しか止まらない通信が ${plan.notStoppable} 組ある`,
        en: `${plan.notStoppable} attack flows are not, or only partly, stopped by this plan`,
      },
      mark: 'not-checkable',
      evidence,
    });
  return { known, unknown, notCheckable };
}

/** What the share of a plan is worth: a proposal stops nothing, and of rules that nobody can look at it is not known. */
function standingOf({ applied, released, rolledBack }: ContainmentPlan): { readonly is: Bilingual; readonly stops: string } {
  const would = (ja: string, en: string) => ({ is: { ja, en }, stops: 'would stop' });
  if (applied !== null)
    return applied.found === null || applied.found.state === 'in-force'
      ? { is: { ja: '適用した案（過去の記録での計算）', en: 'Applied plan, by the recorded traffic' }, stops: 'stops' }
      : would('適用した案（いまの装置の状態は下記）', 'Applied plan; for the device as it is now see below');
  if (rolledBack !== null)
    return would('元に戻した案（いまは何も止めていない）', 'Plan that was rolled back; nothing is stopped by it now');
  return released === null
    ? would('検討中の案（まだ何も止めていない）', 'Proposed plan; nothing is stopped yet')
    : would('承認した案（まだ適用していない）', 'Released plan, not applied yet');
}

/** What a person has to do next with the plan; `idle`: nothing at all is in force. */
export function nextOfPlan(plan: ContainmentPlan, idle: boolean): NextAction[] {
  const action = (
    id: string,
    order: number,
    by: Instant | null,
    text: NextAction['text'],
    why: NextAction['why'],
    who: NextAction['who'],
  ): NextAction => ({ id: `containment.${id}.${plan.planId}`, order, text, why, who, by, href: 'containment' });
  const decider = { ja: '責任者', en: 'Manager' };
  const responder = { ja: '担当者', en: 'Responder' };
  if (plan.applied !== null && plan.applied.undoneAt !== null)
    return [
      action(
        'confirm',
        1,
        plan.applied.undoneAt,
        { ja: '適用した封じ込めを確認する（しないと自動で元に戻る）', en: 'Confirm the containment in force, or it undoes itself' },
        { ja: '自動で元に戻る時刻が近い', en: 'The automatic rollback is near' },
        responder,
      ),
    ];
  if (isLost(plan))
    return [
      action(
        'lost',
        1,
        null,
        { ja: '消えた（変わった）封じ込めのルールを、もう一度適用する', en: 'Apply the containment again: its rules are gone or changed' },
        { ja: '記録では適用中だが、装置ではそうなっていない', en: 'In force by the record, not so at the gateway' },
        responder,
      ),
    ];
  if (plan.applied !== null && (plan.verified === null || plan.verified.option !== plan.applied.option))
    return [
      action(
        'verify',
        6,
        null,
        { ja: '適用した封じ込めが、止めて残しているか確かめる', en: 'Check that the containment in force stops and keeps what it should' },
        { ja: '適用と確認は、止まっている証明ではない', en: 'Applied and confirmed is no proof that it stops' },
        responder,
      ),
    ];
  if (plan.applied !== null) return [];
  if (plan.rolledBack !== null)
    return [
      action(
        'again',
        5,
        null,
        { ja: '元に戻した理由を確かめ、計画を作り直す', en: 'See why it was rolled back and plan again' },
        idle
          ? { ja: 'いまは何も止めていない', en: 'Nothing is being stopped now' }
          : { ja: '一つ前の計画が適用されている', en: 'The plan before it is in force' },
        responder,
      ),
    ];
  if (plan.released === null)
    return [
      action(
        'release',
        5,
        null,
        { ja: '封じ込めの案を選び、承認する', en: 'Choose a containment option and release it' },
        { ja: '承認されるまで何も止まらない', en: 'Nothing is stopped before it is released' },
        decider,
      ),
    ];
  return [
    action(
      'apply',
      3,
      null,
      { ja: '承認された封じ込めを適用する', en: 'Apply the released containment' },
      { ja: '承認済みだが、まだ適用していない', en: 'Released, not yet applied' },
      responder,
    ),
  ];
}

const verbs: Readonly<Record<HandMeasure['what'], { readonly ja: string; readonly en: string }>> = {
  cable: { ja: 'のケーブルを抜いた', en: 'cable pulled' },
  wireless: { ja: 'の無線を切った', en: 'wireless switched off' },
  port: { ja: 'のポートを閉じた', en: 'port shut' },
  power: { ja: 'の電源を切った', en: 'power switched off' },
  removed: { ja: 'を取り外した', en: 'taken away' },
  other: { ja: 'を手作業で切り離した', en: 'cut off by hand' },
};

const inForce = (measures: readonly HandMeasure[]) => measures.filter(({ putBack }) => putBack === null);

/** Where no plan stands at the station: how many things are cut off by hand. */
export function stationOfHandMeasures(measures: readonly HandMeasure[]): Partial<Record<Station, StationReading>> {
  if (measures.length === 0) return {};
  const open = inForce(measures);
  const word = open.length === 0 ? { ja: '手作業の分は戻した', en: 'put back' } : { ja: '手作業で切り離し中', en: 'cut off by hand' };
  const number = open.length === 0 ? null : { value: open.length, unit: { ja: ' 台・か所', en: ' by hand' } };
  return { containment: { state: 'running', word, number, deadline: null } };
}

/** A person's word, and a photo where there is one: nothing that the desk could look at itself. */
export function judgeHandMeasures(measures: readonly HandMeasure[]): Judgement {
  const open = inForce(measures);
  return {
    known: open.map((one) => ({
      id: `containment.by-hand.${one.measureId}`,
      text: {
        ja: `${one.object}${verbs[one.what].ja}（${one.doneBy}）。戻してよいのは${one.putBackBy}`,
        en: `${one.object}: ${verbs[one.what].en} by ${one.doneBy}; ${one.putBackBy} may put it back`,
      },
      mark: 'derived',
      evidence: [
        { type: 'entry', seq: one.seq },
        ...one.photos.map(({ sha256, fileName }) => ({ type: 'blob' as const, sha256, label: fileName })),
      ],
    })),
    unknown: [],
    notCheckable: open
      .filter((one) => one.photos.length === 0)
      .map((one) => ({
        id: `containment.by-hand-unseen.${one.measureId}`,
        text: {
          ja: `${one.object} が切り離されたままかどうかは、写真がなく、このデスクからは確かめられない`,
          en: `Whether ${one.object} is still cut off cannot be told from here, and there is no photo`,
        },
        mark: 'not-checkable',
        evidence: [{ type: 'entry', seq: one.seq }],
      })),
  };
}

/** What is cut off stays so until the one who was named decides. */
export function nextOfHandMeasures(measures: readonly HandMeasure[]): readonly NextAction[] {
  return inForce(measures).map((one) => ({
    id: `containment.put-back.${one.measureId}`,
    order: 8,
    text: { ja: `手で切り離した ${one.object} を戻してよいか決める`, en: `Decide whether ${one.object}, cut off by hand, is put back` },
    why: { ja: `戻してよいと決められるのは${one.putBackBy}だけ`, en: `${one.putBackBy} alone may put it back` },
    who: { ja: one.putBackBy, en: one.putBackBy },
    by: null,
    href: 'containment',
  }));
}
